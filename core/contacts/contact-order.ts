import { itemAt } from '../collections/present.ts'
import { compareEvents, type EventOfType, type FloorEvent, isOfKind } from '../event/event.ts'

/**
 * How long before its contact's `queued` an answer still answers that entry, ms (metrics.md, "Two clocks, replays,
 * zombies"): the two were stamped by clocks that differ.
 */
export const EARLY_ANSWER_MS = 5_000

/** What decides whether an answer answers something: of the events before it, in the order in which they count. */
interface Status {
  waits: boolean
  dials: boolean
  /** Who talks, if somebody does. */
  agent: string | null
  /** It has ended, and was not queued or dialled again since. */
  over: boolean
}

function passed(status: Status, event: FloorEvent): void {
  if (!isOfKind('contact', event)) return
  switch (event.type) {
    case 'contact.queued':
      status.waits = true
      status.over = false
      break
    case 'contact.dialled':
      status.dials = true
      status.over = false
      break
    case 'contact.answered':
      status.waits = false
      status.dials = false
      status.agent = event.data.agent
      break
    case 'contact.transferred':
      status.agent = null
      break
    case 'contact.abandoned':
    case 'contact.left':
      status.waits = false
      break
    case 'contact.ended':
      status.waits = false
      status.dials = false
      status.agent = null
      status.over = true
      break
    case 'contact.offered':
    case 'contact.declined':
    case 'contact.message':
    case 'contact.held':
    case 'contact.resumed':
    case 'contact.wrapped':
    case 'contact.rated':
    case 'contact.flagged':
      break
    default:
      event satisfies never
  }
}

/** An answer that takes no entry from its queue, is none of a call that we dial, and begins a talk. */
function answersNothing({ waits, dials, agent }: Status, answered: EventOfType<'contact.answered'>): boolean {
  return !waits && !dials && agent !== answered.data.agent
}

/** The `queued` that an early answer at `index` answers, or -1: none comes in time, or it was handed on before it. */
function lateQueued(events: readonly FloorEvent[], index: number, taken: ReadonlySet<FloorEvent>): number {
  const until = itemAt(events, index).time + EARLY_ANSWER_MS
  for (let next = index + 1; next < events.length; next++) {
    const event = itemAt(events, next)
    if (event.time > until) return -1
    if (event.type === 'contact.transferred' || event.type === 'contact.dialled') return -1
    if (event.type === 'contact.queued' && !taken.has(event)) return next
  }
  return -1
}

/** Whether the last of the events is a `queued` that an answer before it may have answered. */
export function mayBeAnswered(events: readonly FloorEvent[]): boolean {
  const last = itemAt(events, events.length - 1)
  if (last.type !== 'contact.queued') return false
  for (let index = events.length - 2; index >= 0; index--) {
    const { type, time } = itemAt(events, index)
    if (time < last.time - EARLY_ANSWER_MS) return false
    if (type === 'contact.answered') return true
  }
  return false
}

/** Whether some `queued` follows an answer so soon that this may be its own. */
function mayBeEarly(events: readonly FloorEvent[]): boolean {
  let answeredAt = Number.NEGATIVE_INFINITY
  for (const { type, time } of events) {
    if (type === 'contact.answered') answeredAt = time
    else if (type === 'contact.queued' && time - answeredAt <= EARLY_ANSWER_MS) return true
  }
  return false
}

/**
 * The events of a contact in the order in which they count: as given (by time, source, id), but a `queued` that was
 * answered up to 5 s before it stands right before that answer. The answer is the first of those that answer nothing
 * else, and one answers one entry. Gives the same list where nothing moves.
 */
export function inEffect<E extends FloorEvent>(events: readonly E[]): readonly E[] {
  if (!mayBeEarly(events)) return events
  const status: Status = { waits: false, dials: false, agent: null, over: false }
  const taken = new Set<FloorEvent>()
  const ordered: E[] = []
  const put = (event: E) => {
    passed(status, event)
    ordered.push(event)
  }
  for (const [index, event] of events.entries()) {
    if (taken.has(event)) continue
    const early = event.type === 'contact.answered' && answersNothing(status, event)
    const late = early ? lateQueued(events, index, taken) : -1
    if (late !== -1) {
      const queued = itemAt(events, late)
      taken.add(queued)
      put(queued)
    }
    // An answer after the end changes nothing.
    if (status.over && event.type === 'contact.answered') ordered.push(event)
    else put(event)
  }
  return ordered
}

/** The answer, stamped before it, that answers a `queued` among a contact's events at once; null: there is none. */
export function earlyAnswerOf(events: readonly FloorEvent[], queued: FloorEvent): FloorEvent | null {
  if (!mayBeEarly(events)) return null
  const ordered = inEffect(events)
  const next = ordered[ordered.indexOf(queued) + 1]
  return next !== undefined && compareEvents(next, queued) < 0 ? next : null
}
