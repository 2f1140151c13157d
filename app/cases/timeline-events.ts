/** An event as `GET /api/v1/cases/{id}` tells it. */
export interface TimelineEvent {
  id: string
  source: string
  type: string
  time: string
  subject: string
  data: Record<string, unknown>
}

/** One line of the timeline, with the silence before it. */
export interface TimelineItem {
  event: TimelineEvent
  /** ms since the event before, or null for the first. */
  gapMs: number | null
  /** How long the customer has waited for a word from us at this event, all silences together; 0 where they do not wait. */
  waitedMs: number
}

const customerSpoke = new Set(['case.opened', 'case.contacted', 'case.reopened'])
const wordFromUs = new Set(['case.replied', 'case.resolved', 'case.waiting'])

/** Since when the customer waits for us after an event, given since when they did before it. */
function waitsSince(event: TimelineEvent, before: number | null): number | null {
  const at = Date.parse(event.time)
  if (customerSpoke.has(event.type)) return before ?? at
  if (event.type === 'case.replied') return event.data.accepted === false ? at : null
  return wordFromUs.has(event.type) ? null : before
}

/** The timeline with its gaps: between which events the customer waited, and how long by then. */
export function timelineOf(events: readonly TimelineEvent[]): TimelineItem[] {
  let since: number | null = null
  let last: number | null = null
  return events.map((event) => {
    const at = Date.parse(event.time)
    const item = { event, gapMs: last === null ? null : at - last, waitedMs: since === null ? 0 : at - since }
    since = waitsSince(event, since)
    last = at
    return item
  })
}

export interface Offer {
  amount: number
  currency: string
  time: string
  /** Whether the customer took it; where the answer does not say, they did. */
  accepted: boolean
}

/** What was offered, in order: 355 → 710. */
export function offersOf(events: readonly TimelineEvent[]): Offer[] {
  return events.flatMap(({ data, time }) => {
    const offer = data.offer as { amount?: unknown; currency?: unknown } | undefined
    if (typeof offer?.amount !== 'number' || typeof offer.currency !== 'string') return []
    return [{ amount: offer.amount, currency: offer.currency, time, accepted: data.accepted !== false }]
  })
}

const came = new Set(['case.opened', 'case.contacted'])
const spoke = new Set(['case.replied', 'case.supervisor_replied'])

/** Calls of ours that no reply names: they were made as well, also those that nobody took. */
function unnamedCalls(events: readonly TimelineEvent[]): TimelineEvent[] {
  const named = new Set(events.flatMap(({ type, data }) => (spoke.has(type) ? [data.contact] : [])))
  return events.filter(
    ({ type, subject, data }) => type === 'contact.dialled' && data.by !== 'customer' && !named.has(subject),
  )
}

/** How often the customer came, how often we turned to them, and how long it took from their first word to our last. */
export function customersSummary(events: readonly TimelineEvent[]): {
  came: number
  spoke: number
  firstAt: number
  tookMs: number
} {
  const ours = [...events.filter(({ type }) => spoke.has(type)), ...unnamedCalls(events)]
  const times = (list: readonly TimelineEvent[]) => list.map(({ time }) => Date.parse(time))
  const first = Math.min(...times(events))
  const last = Math.max(...times(ours.length > 0 ? ours : events))
  return {
    came: events.filter(({ type }) => came.has(type)).length,
    spoke: ours.length,
    firstAt: events.length === 0 ? 0 : first,
    tookMs: events.length === 0 ? 0 : Math.max(0, last - first),
  }
}
