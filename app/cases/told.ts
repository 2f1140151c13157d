/** An event as `GET /api/v1/cases/{id}` tells it. */
export interface Told {
  id: string
  source: string
  type: string
  time: string
  subject: string
  data: Record<string, unknown>
}

/** One line of the timeline, with the silence before it. */
export interface TimelineItem {
  event: Told
  /** ms since the event before, or null for the first. */
  gapMs: number | null
  /** How long the customer has waited for a word from us at this event, all silences together; 0 where they do not wait. */
  waitedMs: number
}

const customerSpoke = new Set(['case.opened', 'case.contacted', 'case.reopened'])
const wordFromUs = new Set(['case.replied', 'case.resolved', 'case.waiting'])

/** Since when the customer waits for us after an event, given since when they did before it. */
function waitsSince(event: Told, before: number | null): number | null {
  const at = Date.parse(event.time)
  if (customerSpoke.has(event.type)) return before ?? at
  if (event.type === 'case.replied') return event.data.accepted === false ? at : null
  return wordFromUs.has(event.type) ? null : before
}

/** The timeline with its gaps: between which events the customer waited, and how long by then. */
export function timelineOf(events: readonly Told[]): TimelineItem[] {
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
}

/** What was offered, in order: 355 → 710. */
export function offersOf(events: readonly Told[]): Offer[] {
  return events.flatMap(({ data, time }) => {
    const offer = data.offer as { amount?: unknown; currency?: unknown } | undefined
    if (typeof offer?.amount !== 'number' || typeof offer.currency !== 'string') return []
    return [{ amount: offer.amount, currency: offer.currency, time }]
  })
}

/** How often the customer came, how often we spoke, and how long it took from the first event to the last word. */
export function customersLine(events: readonly Told[]): { came: number; spoke: number; tookMs: number } {
  const came = events.filter(({ type }) => type === 'case.opened' || type === 'case.contacted').length
  const spoke = events.filter(({ type }) => type === 'case.replied').length
  const times = events.map(({ time }) => Date.parse(time))
  return { came, spoke, tookMs: times.length < 2 ? 0 : Math.max(...times) - Math.min(...times) }
}
