/** How a contact can have ended, as whoever spoke with the customer says it by `contact.flagged`. */
export const contactOutcomes = ['solved', 'owe', 'passed', 'complaint'] as const
export type ContactOutcome = (typeof contactOutcomes)[number]

/** The flag by which somebody takes back what they said of how a contact ended: it is asked again. */
export const UNSAID = 'unsaid'

/** Whether a flag says how a contact ended, not something else about it. */
export function isOutcome(kind: string): kind is ContactOutcome {
  return contactOutcomes.some((outcome) => outcome === kind)
}

/** So long after a contact its agent is asked at most how it ended, ms: who never signs out is not asked for ever. */
export const LONGEST_SHIFT_MS = 16 * 3_600_000
