import { hash } from 'node:crypto'
import type { FloorEvent } from '#core/event.ts'

/** What tells an event sent again from another that reuses its id: digests of its identity and of its content. */
export interface EventMark {
  readonly mark: string
  readonly content: string
}

// 14 characters (84 bits) fit the smallest memory class that Redis has for them; of the content 8 (48 bits) will do,
// because they are only compared with one other.
const MARK_LENGTH = 14
const CONTENT_LENGTH = 8

export function markOf(event: FloorEvent): EventMark {
  const own = event.sentTime ?? event.time
  const content = `${event.type}\0${own}\0${event.subject}\0${canonicalJson(event.data)}`
  return {
    mark: hash('sha256', `${event.source}\0${event.id}`, 'base64url').slice(0, MARK_LENGTH),
    content: hash('sha256', content, 'base64url').slice(0, CONTENT_LENGTH),
  }
}

/** JSON with the keys of every object sorted, so that the order in which a feed writes them says nothing. */
export function canonicalJson(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  const fields = value as Record<string, unknown>
  const keys = Object.keys(fields).sort()
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonicalJson(fields[key])}`).join(',')}}`
}
