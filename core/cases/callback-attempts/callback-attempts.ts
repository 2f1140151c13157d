import { compareEvents, type EventOfType, type FloorEvent } from '../../event/event.ts'
import { CALL } from '../links/links.ts'

export type CallAttempt = EventOfType<'callback.attempted'>

/** A call that we made, as far as an attempt at a callback hangs on it; instants in ms since 1970. */
export interface OutgoingCall {
  readonly contact: string
  /** The callback that it names. */
  readonly callback: string | null
  readonly agent: string
  readonly dialledAt: number
  readonly answeredAt: number | null
  readonly endedAt: number | null
  /** The line was busy, as whoever told of the end said. */
  readonly isBusy: boolean
}

/** What an agent says of a call counts up to so long after its end, ms. */
const SAID_WITHIN_MS = 10 * 60_000

const ENDS: ReadonlySet<string> = new Set(['contact.ended', 'contact.abandoned', 'contact.left'])

/** The call that the events of a contact, in order, tell of; null: nobody was called by it. */
export function outgoingCallOf(contact: string, events: readonly FloorEvent[]): OutgoingCall | null {
  const at = events.findIndex((event) => event.type === 'contact.dialled' && event.data.by !== 'customer')
  const dialled = events[at]
  if (dialled?.type !== 'contact.dialled') return null
  const after = events.slice(at + 1)
  const timeOf = (is: (event: FloorEvent) => boolean) => after.find(is)?.time ?? null
  return {
    contact,
    callback: dialled.data.callback ?? null,
    agent: dialled.data.agent,
    dialledAt: dialled.time,
    answeredAt: timeOf(({ type }) => type === 'contact.answered'),
    endedAt: timeOf(({ type }) => ENDS.has(type)),
    isBusy: after.some((event) => event.type === 'contact.ended' && event.data.reason === 'busy'),
  }
}

/** Whether an event is an attempt that follows from a call. */
export function isFromCall(event: FloorEvent): event is CallAttempt {
  return event.source === CALL
}

/** The calls of which somebody has said themselves how they went: each word is of the last call before it. */
function spokenOf(own: readonly FloorEvent[], calls: readonly OutgoingCall[]): ReadonlySet<OutgoingCall> {
  const spoken = new Set<OutgoingCall>()
  for (const event of own) {
    if (event.type !== 'callback.attempted') continue
    const { agent, contact } = event.data
    const of = calls.findLast(
      (call) =>
        call.contact === contact ||
        (contact === undefined &&
          call.agent === agent &&
          call.dialledAt <= event.time &&
          event.time <= (call.endedAt ?? event.time) + SAID_WITHIN_MS),
    )
    if (of !== undefined) spoken.add(of)
  }
  return spoken
}

const isOver = (event: FloorEvent) =>
  event.type === 'callback.done' ||
  event.type === 'callback.cancelled' ||
  (event.type === 'callback.attempted' && event.data.outcome === 'reached')

function attemptOf(callback: string, call: OutgoingCall): CallAttempt | null {
  const { contact, agent, answeredAt, endedAt } = call
  const time = answeredAt ?? endedAt
  if (time === null) return null
  const data = {
    agent,
    outcome:
      answeredAt !== null ? ('reached' as const) : call.isBusy ? ('busy' as const) : ('no_answer' as const),
    contact,
  }
  return {
    id: `attempted/${contact}`,
    source: CALL,
    type: 'callback.attempted',
    time,
    subject: callback,
    data,
  }
}

/**
 * The attempts at a callback that follow from calls: each call made while it was open, to its customer or naming it.
 * What an agent says of a call themselves counts instead. `own`: what was sent about the callback, in order.
 */
export function attemptsFromCalls(
  callback: string,
  own: readonly FloorEvent[],
  calls: readonly OutgoingCall[],
): CallAttempt[] {
  const requested = own.find(({ type }) => type === 'callback.requested')
  if (requested === undefined) return []
  const inOrder = calls
    .filter((call) => call.callback === null || call.callback === callback)
    .sort((a, b) => a.dialledAt - b.dialledAt || (a.contact < b.contact ? -1 : 1))
  const spoken = spokenOf(own, inOrder)
  let overAt = own.find(isOver)?.time ?? Number.POSITIVE_INFINITY
  const found: CallAttempt[] = []
  for (const call of inOrder) {
    const attempt = attemptOf(callback, call)
    if (attempt === null || spoken.has(call) || call.dialledAt < requested.time) continue
    if (call.dialledAt >= overAt || attempt.time >= overAt) continue
    found.push(attempt)
    if (attempt.data.outcome === 'reached') overAt = attempt.time
  }
  return found.sort(compareEvents)
}
