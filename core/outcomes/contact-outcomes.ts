import type { EventOfType, FloorEvent } from '../event/event.ts'

/** How a contact can have ended, as whoever spoke with the customer says it by `contact.flagged`. */
export const contactOutcomes = ['solved', 'owe', 'passed', 'complaint'] as const
export type ContactOutcome = (typeof contactOutcomes)[number]

/** The flag by which somebody takes back what they said of how a contact ended: it is asked again. */
export const UNSAID = 'unsaid'

/** Whether a flag says how a contact ended, not something else about it. */
export function isOutcome(kind: string): kind is ContactOutcome {
  return contactOutcomes.some((outcome) => outcome === kind)
}

/** What was said last of how a contact with these events ended, be it that this is taken back; undefined: nothing. */
export function lastOutcome(events: readonly FloorEvent[]): EventOfType<'contact.flagged'> | undefined {
  return events.findLast(
    (event): event is EventOfType<'contact.flagged'> =>
      event.type === 'contact.flagged' && (isOutcome(event.data.kind) || event.data.kind === UNSAID),
  )
}

/** So long after a contact its agent is asked at most how it ended, ms: who never signs out is not asked for ever. */
export const LONGEST_SHIFT_MS = 16 * 3_600_000
