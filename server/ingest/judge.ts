import { setImmediate as nextTurn } from 'node:timers/promises'
import type { AnyEvent } from '#core/event/event.ts'
import { knownEvent } from '#core/event/known-event.ts'
import { type EventRefusal, parseEvent } from '#core/event/parse-event.ts'
import type { Limits } from '#core/site/limits.ts'
import type { AppendOutcome } from '#store/redis/appender.ts'
import type { RefusedOriginal } from '#store/rejected.ts'
import type { Item } from './body-items.ts'
import { maskRaw } from './mask-raw.ts'

/** An event that is not taken, as the sender is told of it and as it is kept for inspection. */
export interface RefusedItem {
  readonly index: number
  readonly id?: string
  readonly code: string
  readonly message: string
  /** Masked. */
  readonly raw: string
  /** As it was sent. */
  readonly original: string
}

export interface Judged {
  readonly events: readonly AnyEvent[]
  /** The place of each event in the body. */
  readonly indexes: readonly number[]
  readonly refused: readonly RefusedItem[]
  /** How many events were taken without their unknown fields, because these were too long. */
  readonly shortened?: number
  /** The longest event as it was sent, and the most that one says beyond the fields that we know. */
  readonly longest?: { readonly bytes: number; readonly unknownChars: number }
}

export interface EventJudge {
  readonly limits: Limits
  readonly feed: string
  /** Receipt, ms since 1970. */
  readonly at: number
  /** The event with the customer that its phone stands for. */
  readonly withCustomer: (event: AnyEvent) => AnyEvent
}

/** How far ahead of the server an event's time may lie before it is taken as the time of receipt. */
export const MAX_AHEAD_MS = 120_000

/** Whether everything readable in a body claims a source that the feed may not send. */
export function allForeign(items: readonly Item[], feed: string): boolean {
  let foreign = false
  for (const item of items) {
    const source = item.ok ? sourceOf(item.value) : null
    if (source === feed) return false
    if (source !== null) foreign = true
  }
  return foreign
}

/** How long judging may hold up the process: what is wrong in a thousand ways takes milliseconds an event. */
const SLICE_MS = 10

/** Sorts a body's items into events to be written and refusals. */
export async function judge(items: readonly Item[], by: EventJudge): Promise<Judged> {
  const events: AnyEvent[] = []
  const indexes: number[] = []
  const refused: RefusedItem[] = []
  let shortened = 0
  const longest = { bytes: 0, unknownChars: 0 }
  let began = performance.now()
  for (const item of items) {
    if (performance.now() - began > SLICE_MS) {
      await nextTurn()
      began = performance.now()
    }
    if (item.ok) longest.bytes = Math.max(longest.bytes, item.bytes ?? 0)
    const result = judgeItem(item, by)
    if ('event' in result) {
      const { event, unknownChars } = within(result.event, by.limits)
      longest.unknownChars = Math.max(longest.unknownChars, unknownChars)
      if (event !== result.event) shortened++
      events.push(event)
      indexes.push(item.index)
    } else refused.push(result.refused)
  }
  return { events, indexes, refused, shortened, longest }
}

function judgeItem(item: Item, by: EventJudge): { event: AnyEvent } | { refused: RefusedItem } {
  const { index } = item
  if (!item.ok) return { refused: { index, ...item.refusal, raw: maskRaw(item.raw), original: item.raw } }
  if (item.bytes !== undefined && item.bytes > by.limits.eventBytes)
    return { refused: refuseItem(item, tooLong(item.bytes, by.limits)) }
  const parsed = parseEvent(item.value)
  const source = sourceOf(item.value)
  if (source !== null && source !== by.feed) return { refused: refuseItem(item, forbiddenItem(by.feed)) }
  if (!parsed.ok) return { refused: refuseItem(item, parsed.refusal) }
  return { event: by.withCustomer(clamped(parsed.event, by.at)) }
}

function tooLong(bytes: number, { eventBytes }: Limits): EventRefusal {
  return { code: 'too_large', message: `event: has ${bytes} bytes, and may have ${eventBytes} at most` }
}

/** The event, without what it says beyond the fields that we know if that is too long to be kept. */
function within(event: AnyEvent, limits: Limits): { event: AnyEvent; unknownChars: number } {
  const known = knownEvent(event)
  // Its schema was met, so nothing is missing.
  if (known === event || known === null) return { event, unknownChars: 0 }
  const unknownChars = JSON.stringify(event.data).length - JSON.stringify(known.data).length
  return { event: unknownChars > limits.unknownChars ? known : event, unknownChars }
}

function sourceOf(value: unknown): string | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
  const { source } = value as { source?: unknown }
  return typeof source === 'string' ? source : null
}

export function forbiddenItem(feed: string): EventRefusal {
  return { code: 'forbidden_source', message: `source: this token may send "${feed}" only` }
}

/** What is kept and told of an item that was read but is not taken. */
export function refuseItem(item: { index: number; value: unknown }, refusal: EventRefusal): RefusedItem {
  const { index, value } = item
  const id = typeof value === 'object' && value !== null ? (value as { id?: unknown }).id : undefined
  const known = typeof id === 'string' && id.length <= 128 ? { id } : {}
  const original = rawText(value)
  return { index, ...known, ...refusal, raw: maskRaw(original), original }
}

function rawText(value: unknown): string {
  try {
    return JSON.stringify(value)
  } catch {
    // JSON.stringify calls itself for each level, so what is nested thousands deep overflows its stack.
    return '(nested too deep to be shown)'
  }
}

/** An event from the future counts from its receipt; its own time stays beside it. */
function clamped(event: AnyEvent, at: number): AnyEvent {
  return event.time > at + MAX_AHEAD_MS ? { ...event, time: at, sentTime: event.time } : event
}

const REUSED = { code: 'id_reused', message: 'id: was used before for an event with other content' }

/** The events whose id the log knows with other content, as refusals. */
export function reusedIds(outcomes: readonly AppendOutcome[], { events, indexes }: Judged): RefusedItem[] {
  return outcomes.flatMap((outcome, place) =>
    outcome === 'id_reused' ? [refuseItem({ index: indexes[place]!, value: events[place] }, REUSED)] : [],
  )
}

/** A refusal as it is kept for inspection. */
export function refusalRecord({ index: _index, ...refused }: RefusedItem, at: number): RefusedOriginal {
  return { at, ...refused }
}
