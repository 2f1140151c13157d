import { fieldsOf } from '../collections/fields.ts'
import { parseInstant } from '../time/parse-instant.ts'
import type { FloorEvent } from './event.ts'
import { eventData, isPrintable } from './event-data.ts'
import { quickCheck } from './quick-check.ts'

export type EventRefusal = { readonly code: string; readonly message: string }
export type Parsed = { ok: true; event: FloorEvent } | { ok: false; id?: string; refusal: EventRefusal }

const MAX_DEPTH = 12
const SYSTEM_ONLY = /^((rule|alert|config|system|clock|log)\.|feed\.(?!heartbeat$))/

/** The types with their schemas. The type itself too: all events then share one text, which is compared at a glance. */
const types = new Map(
  Object.entries(eventData).map(([type, schema]) => [type, { type, schema, fits: quickCheck(schema) }]),
)

/** Whether a value is an object that holds no other: nearly all data is. */
export function isFlat(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  for (const key in value) {
    const inner = fieldsOf(value)[key]
    if (typeof inner === 'object' && inner !== null) return false
  }
  return true
}

function refuse(code: string, message: string, id?: unknown): Parsed {
  const refusal = { code, message }
  return typeof id === 'string' && id.length <= 128 ? { ok: false, id, refusal } : { ok: false, refusal }
}

/** How many levels of objects and lists lie in a parsed JSON value; stops counting past `limit`. */
export function deeperThan(value: unknown, limit: number): boolean {
  let level: unknown[] = [value]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > limit) return true
    const below: unknown[] = []
    for (const item of level) {
      if (typeof item !== 'object' || item === null) continue
      for (const inner of Object.values(item))
        if (typeof inner === 'object' && inner !== null) below.push(inner)
    }
    level = below
  }
  return false
}

/**
 * Reads one CloudEvents 1.0 object as a feed sends it (contract §3).
 * Gives the event with its own time in ms, or a refusal whose code names the fault and whose message names the field.
 * Whether the feed may send this source, and clamping of times ahead of the server, are the caller's.
 */
export function parseEvent(input: unknown): Parsed {
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    return refuse('not_an_event', 'an event must be a JSON object')
  const raw = fieldsOf(input)
  const { id, source, type, time, subject, data } = raw
  if (typeof id !== 'string' || !isPrintable(id))
    return refuse('bad_id', 'id: must be 1–128 printable ASCII characters', id)
  if (raw.specversion !== '1.0') return refuse('bad_specversion', 'specversion: must be "1.0"', id)
  if (typeof source !== 'string' || !isPrintable(source))
    return refuse('bad_source', 'source: must be 1–128 printable ASCII characters', id)
  if (typeof type !== 'string' || type.length > 128) return refuse('bad_type', 'type: must be a text', id)
  const known = types.get(type)
  if (known === undefined) {
    const why = SYSTEM_ONLY.test(type) ? 'is written by the system only' : 'is not an event type'
    return refuse('unknown_type', `type: "${type}" ${why}`, id)
  }
  if (typeof subject !== 'string' || !isPrintable(subject))
    return refuse('bad_subject', 'subject: must be 1–128 printable ASCII characters', id)
  const ms = parseInstant(time)
  if (ms === null) return refuse('bad_time', 'time: must be an RFC 3339 time with offset', id)
  const body = data === undefined || data === null ? {} : data
  if (!isFlat(body) && deeperThan(body, MAX_DEPTH))
    return refuse('too_deep', `data: nested deeper than ${MAX_DEPTH} levels`, id)
  const event = { id, source, type: known.type, time: ms, subject, data: body }
  // Its schema has judged the data: here, and nowhere later, an event is said to be of its type.
  if (known.fits(body)) return { ok: true, event: event as FloorEvent }
  const read = known.schema.safeParse(body)
  if (read.success) return { ok: true, event: { ...event, data: read.data } as FloorEvent }
  const [issue] = read.error.issues
  const path = ['data', ...(issue?.path ?? []).map(String)].join('.')
  return refuse('bad_data', `${path}: ${issue?.message}`, id)
}
