import type { AnyEvent, LogEntry } from '#core/event/event.ts'
import { deeperThan, isFlat } from '#core/event/parse-event.ts'
import { unreadableEntry } from '#core/event/unreadable-entry.ts'

/** An entry as the stream keeps it: a list instead of an object, because a day has a million of them. */
type Packed = [
  at: number,
  id: string,
  source: string,
  type: string,
  time: number,
  subject: string,
  data: AnyEvent['data'],
  sentTime?: number,
]

/** The instants that PostgreSQL can keep and an event may name: the years 0 to 9999, ms since 1970. */
const FIRST_MS = -62_167_219_200_000
const LAST_MS = 253_402_300_799_999

/** Far more than a site file has, which is the deepest that is written. */
const MAX_DEPTH = 64

export function packEntry(event: AnyEvent, at: number): string {
  const { id, source, type, time, subject, data, sentTime } = event
  const packed: Packed = [at, id, source, type, time, subject, data]
  if (sentTime !== undefined) packed.push(sentTime)
  return JSON.stringify(packed)
}

/**
 * What a text of the stream says. One that is no event, because it was damaged or somebody else wrote it, is given as a
 * `log.unreadable` in its place: a fault thrown here would come again at every start.
 */
export function unpackEntry(pos: string, text: string): LogEntry {
  let packed: unknown
  try {
    packed = JSON.parse(text)
  } catch {
    return unreadableEntry(pos, 'is no JSON', text)
  }
  const fault = faultOf(packed)
  if (fault !== null) return unreadableEntry(pos, fault, text)
  const [at, id, source, type, time, subject, data, sentTime] = packed as Packed
  const event = { id, source, type, time, subject, data }
  return { pos, at, event: sentTime === undefined ? event : { ...event, sentTime } }
}

const isInstant = (value: unknown) =>
  Number.isSafeInteger(value) && (value as number) >= FIRST_MS && (value as number) <= LAST_MS
/** Ids may be longer than those of feeds, for the system composes its own; none has a NUL, which no database keeps. */
const isName = (value: unknown) => typeof value === 'string' && value !== '' && !value.includes('\0')
const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Why a parsed text is no event, or null. */
function faultOf(packed: unknown): string | null {
  if (!Array.isArray(packed) || packed.length < 7 || packed.length > 8) return 'is JSON, but no event'
  const [at, id, source, type, time, subject, data, sentTime] = packed as unknown[]
  if (!isInstant(at)) return 'has no time of receipt'
  if (!isName(id) || !isName(source) || !isName(type) || !isName(subject))
    return 'has no id, source, type or subject'
  if (!isInstant(time) || (sentTime !== undefined && !isInstant(sentTime))) return 'has no time'
  if (!isObject(data)) return 'has no data'
  return isFlat(data) || !deeperThan(data, MAX_DEPTH) ? null : `is nested deeper than ${MAX_DEPTH} levels`
}
