import { hash } from 'node:crypto'
import type { AnyEvent } from '#core/event/event.ts'

/** What tells an event sent again from another that reuses its id: digests of its identity and of its content. */
export interface DedupKey {
  readonly mark: string
  readonly content: string
}

// 14 characters (84 bits) fit the smallest memory class that Redis has for them.
const MARK_LENGTH = 14

/** The digest of who said an event and by which id. */
export function identityKey({ source, id }: Pick<AnyEvent, 'source' | 'id'>): string {
  // A feed must not be able to make an id that hides another feed's event, so this digest is a cryptographic one.
  return hash('sha256', `${source}\0${id}`, 'base64url').slice(0, MARK_LENGTH)
}

export function dedupKeyOf(event: AnyEvent): DedupKey {
  const own = event.sentTime ?? event.time
  return {
    mark: identityKey(event),
    content: digest36(`${event.type}\0${own}\0${event.subject}\0${canonicalJson(event.data)}`),
  }
}

/** JSON with the keys of every object sorted, so that the order in which a feed writes them says nothing. */
export function canonicalJson(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  const fields = value as Record<string, unknown>
  let json = '{'
  for (const key of Object.keys(fields).sort())
    json += `${JSON.stringify(key)}:${canonicalJson(fields[key])},`
  return `${json}}`
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/**
 * 36 bits of a text as six letters, the most that Redis keeps in eight bytes: enough to tell a changed event from a
 * repeated one, which is compared with one other only, and ten times cheaper than a cryptographic digest. Two 32-bit
 * lanes, mixed at the end as MurmurHash3 does.
 */
function digest36(text: string): string {
  let a = 0x9e3779b9
  let b = 0x85ebca6b
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    a = Math.imul(a ^ code, 0x9e3779b1)
    b = Math.imul(b ^ code, 0x5f356495)
  }
  a = Math.imul(a ^ (a >>> 16), 0x85ebca6b) ^ Math.imul(b ^ (b >>> 13), 0xc2b2ae35)
  b = Math.imul(b ^ (b >>> 16), 0x85ebca6b) ^ Math.imul(a ^ (a >>> 13), 0xc2b2ae35)
  let letters = LETTERS[b >>> 26]!
  for (let shift = 0; shift < 30; shift += 6) letters += LETTERS[(a >>> shift) & 63]!
  return letters
}
