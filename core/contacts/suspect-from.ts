import { type Contact, openLeg, waitingEntry } from './contact.ts'

const HOUR = 3_600_000
const WEEK = 7 * 24 * HOUR

/** How long a contact of a channel may plausibly wait or talk, ms (metrics.md, "Plausibility"). */
function limitOf(channel: string): number {
  return channel === 'voice' ? 4 * HOUR : WEEK
}

/** The instant (ms) from which the contact is suspect in its present state, or null if it neither waits nor talks. */
export function suspectFrom(contact: Contact): number | null {
  const since = waitingEntry(contact)?.enteredAt ?? openLeg(contact)?.from
  return since === undefined ? null : since + limitOf(contact.channel)
}
