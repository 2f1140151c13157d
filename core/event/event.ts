import type { z } from 'zod'
import { type EventType, eventData } from './event-data.ts'
import { type SystemType, systemData } from './system-data.ts'

/**
 * An event of any type, as the log carries it: a CloudEvent reduced to what is kept. Whoever reads its data makes sure
 * of its type first, by `isFloorEvent` or `isOfType`.
 */
export interface AnyEvent {
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

/** What gives an event its place in the order. */
export type EventOrder = Pick<AnyEvent, 'time' | 'source' | 'id'>

/** Every type that the fold knows: those of feeds and those that the system writes. */
export type FloorEventType = EventType | SystemType

type Schemas = typeof eventData & typeof systemData

/** The fields that a schema names, readonly; what a feed says beyond them has no type. */
type Named<T> = T extends readonly (infer E)[]
  ? readonly Named<E>[]
  : T extends object
    ? { readonly [K in keyof T as IsLoose<T, K> extends true ? never : K]: Named<T[K]> }
    : T

/** What a schema says of keys that it does not name. */
type IsLoose<T, K extends keyof T> = string extends K ? (unknown extends T[K] ? true : false) : false

/** What the fold itself notes in events that it derives or completes: no feed sends it, no log has it. */
interface NotedByFold {
  /** Whether the link follows from the case that the contact names or from the customer's open case. */
  'case.contacted': { readonly because?: 'case' | 'customer' }
  /** The contact from which an opening has its customer. */
  'case.opened': { readonly customerFrom?: string }
}

/** The data of an event type, as its schema says. */
export type EventData<T extends FloorEventType> = Named<z.infer<Schemas[T]>> &
  (T extends keyof NotedByFold ? NotedByFold[T] : unknown)

/** The event of one type. */
export type EventOfType<T extends FloorEventType> = T extends FloorEventType
  ? Omit<AnyEvent, 'type' | 'data'> & { readonly type: T; readonly data: EventData<T> }
  : never

/** One thing that happened, of a type that the fold knows: which fields its data has follows from its `type`. */
export type FloorEvent = EventOfType<FloorEventType>

/** The events about one kind of entity: those whose type begins with its word. */
export type EventOfKind<K extends string> = Extract<FloorEvent, { readonly type: `${K}.${string}` }>

/** An event at its place in the log. */
export interface LogEntry {
  /** Log position: a Redis stream id `ms-seq`. */
  readonly pos: string
  /** Receipt time, milliseconds since 1970 by the site's clock. */
  readonly at: number
  readonly event: AnyEvent
}

const floorTypes: ReadonlySet<string> = new Set([...Object.keys(eventData), ...Object.keys(systemData)])

/**
 * Whether the fold knows the type of an event of the log. Its data is taken at its word: it was judged when it was
 * taken in, and to judge it again at every fold would cost more than the fold.
 */
export function isFloorEvent(event: AnyEvent): event is FloorEvent {
  return floorTypes.has(event.type)
}

/** Whether an event of the log is of this type; its data is taken at its word. */
export function isOfType<T extends FloorEventType>(type: T, event: AnyEvent): event is EventOfType<T> {
  return event.type === type
}

/** Whether an event is about an entity of this kind, by the first word of its type. */
export function isOfKind<K extends string>(kind: K, event: FloorEvent): event is EventOfKind<K> {
  return kindOfType(event.type) === kind
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

/**
 * The order in which events count: time, then source, then id, compared byte by byte
 * (all are ASCII, so comparing code units is comparing bytes). Negative: `a` is first.
 */
export function compareEvents(a: EventOrder, b: EventOrder): number {
  if (a.time !== b.time) return a.time - b.time
  if (a.source !== b.source) return a.source < b.source ? -1 : 1
  if (a.id !== b.id) return a.id < b.id ? -1 : 1
  return 0
}

/** Where an event stands in a sorted list, or would stand. */
function placeOfEvent<E extends EventOrder>(list: readonly E[], event: EventOrder): number {
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
export function heldEvent<E extends EventOrder>(list: readonly E[], event: EventOrder): E | undefined {
  const { length } = list
  if (length === 0 || compareEvents(list[length - 1]!, event) < 0) return undefined
  const there = list[placeOfEvent(list, event)]!
  return compareEvents(there, event) === 0 ? there : undefined
}

/**
 * Puts an event at its place in a sorted list. Nearly all come in order, which is a plain push.
 * Gives the index at which it now stands, or -1 if the list holds it already.
 */
export function insertEvent<E extends EventOrder>(list: E[], event: E): number {
  const { length } = list
  // Never at -1: that is looked up as a property's name, and makes all look-ups at this place slow from then on.
  if (length === 0 || compareEvents(list[length - 1]!, event) < 0) return list.push(event) - 1
  const place = placeOfEvent(list, event)
  if (compareEvents(list[place]!, event) === 0) return -1
  list.splice(place, 0, event)
  return place
}
