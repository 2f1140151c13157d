import { eventData, isPrintable } from './event-data.ts'
import { parseInstant } from './parse-instant.ts'
import { quickCheck } from './quick-check.ts'

/** One thing that happened: a CloudEvent reduced to what the fold reads. */
export interface FloorEvent {
  readonly id: string
  readonly source: string
  readonly type: string
  /** When it happened, milliseconds since 1970 (clamped to the receipt if it lay too far ahead). */
  readonly time: number
  readonly subject: string
  readonly data: Readonly<Record<string, unknown>>
  /** The event's own time where `time` was clamped. */
  readonly sentTime?: number
}

/** An event at its place in the log. */
export interface LogEntry {
  /** Log position: a Redis stream id `ms-seq`. */
  readonly pos: string
  /** Receipt time, milliseconds since 1970 by the site's clock. */
  readonly at: number
  readonly event: FloorEvent
}

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
    const inner = (value as Record<string, unknown>)[key]
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
  const raw = input as Record<string, unknown>
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
  if (known.fits(body)) {
    const data = body as FloorEvent['data']
    return { ok: true, event: { id, source, type: known.type, time: ms, subject, data } }
  }
  const read = known.schema.safeParse(body)
  if (read.success)
    return { ok: true, event: { id, source, type: known.type, time: ms, subject, data: read.data } }
  const issue = read.error.issues[0]!
  const path = ['data', ...issue.path.map(String)].join('.')
  return refuse('bad_data', `${path}: ${issue.message}`, id)
}

/** First words of types, as they were asked for; there are fewer than a hundred types. */
const firstWords = new Map<string, string>()

/** The first word of a type: the kind of entity that its events are about. */
export function kindOfType(type: string): string {
  const known = firstWords.get(type)
  if (known !== undefined) return known
  const word = type.slice(0, type.indexOf('.'))
  if (firstWords.size < 1_000) firstWords.set(type, word)
  return word
}

/** What gives an event its place in the order. */
export type InOrder = Pick<FloorEvent, 'time' | 'source' | 'id'>

/**
 * The order in which events count: time, then source, then id, compared byte by byte
 * (all are ASCII, so comparing code units is comparing bytes). Negative: `a` is first.
 */
export function compareEvents(a: InOrder, b: InOrder): number {
  if (a.time !== b.time) return a.time - b.time
  if (a.source !== b.source) return a.source < b.source ? -1 : 1
  if (a.id !== b.id) return a.id < b.id ? -1 : 1
  return 0
}

/** Where an event stands in a sorted list, or would stand. */
function placeOfEvent<E extends InOrder>(list: readonly E[], event: InOrder): number {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (compareEvents(list[middle]!, event) < 0) low = middle + 1
    else high = middle
  }
  return low
}

/** The event of the same time, source and id in a sorted list, if it holds one. */
export function heldEvent<E extends InOrder>(list: readonly E[], event: InOrder): E | undefined {
  const { length } = list
  if (length === 0 || compareEvents(list[length - 1]!, event) < 0) return undefined
  const there = list[placeOfEvent(list, event)]!
  return compareEvents(there, event) === 0 ? there : undefined
}

/**
 * Puts an event at its place in a sorted list. Nearly all come in order, which is a plain push.
 * Gives the index at which it now stands, or -1 if the list holds it already.
 */
export function insertEvent<E extends InOrder>(list: E[], event: E): number {
  const { length } = list
  // Never at -1: that is looked up as a property's name, and makes all look-ups at this place slow from then on.
  if (length === 0 || compareEvents(list[length - 1]!, event) < 0) return list.push(event) - 1
  const place = placeOfEvent(list, event)
  if (compareEvents(list[place]!, event) === 0) return -1
  list.splice(place, 0, event)
  return place
}

/** Compares two log positions (`ms-seq`). Negative: `a` is before `b`. */
export function comparePositions(a: string, b: string): number {
  const dash = a.indexOf('-')
  const other = b.indexOf('-')
  if (dash !== other) return dash - other
  // Numbers without leading zeros: of equal length they stand in the order of their digits, else the longer is greater.
  return compareDigits(a, b, 0, dash) || a.length - b.length || compareDigits(a, b, dash + 1, a.length)
}

function compareDigits(a: string, b: string, from: number, to: number): number {
  for (let index = from; index < to; index++) {
    const difference = a.charCodeAt(index) - b.charCodeAt(index)
    if (difference !== 0) return difference
  }
  return 0
}

/** Position before the first entry of a log. */
export const LOG_START = '0-0'
