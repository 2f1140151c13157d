import { compareEvents, type FloorEvent } from '../../event/event.ts'
import type { Entity } from '../aggregates/case-aggregate.ts'
import { makes } from '../entities/entity.ts'
import { caseNamedBy } from './named-by.ts'

/** The case that a promise, hand-off, approval or callback names, by its last event that names one; null if none. */
export function caseNamed({ kind, own }: Pick<Entity, 'kind' | 'own'>): string | null {
  for (let index = own.length - 1; index >= 0; index--) {
    const event = own[index]
    if (event === undefined || !makes(kind, event.type) || !('case' in event.data)) continue
    if (event.data.case !== undefined) return event.data.case
  }
  return null
}

/** A contact named by more cases than this is no contact but a slip of a feed, such as one id for all. */
const MAX_CASES = 20

/**
 * The cases that a contact belongs to, in the order in which they came to be named: by its own events and by those of
 * cases that name it (`namings`, what was derived among them). The last is its home, where its own rules are judged.
 * A case that nobody has heard of counts only while the contact has no other, and no more than the first twenty do.
 */
export function casesOfContact(
  own: readonly FloorEvent[],
  namings: readonly FloorEvent[],
  isKnown: (caseId: string) => boolean,
): string[] {
  // Nearly all are named by nobody, or once.
  const named = own.filter((event) => caseNamedBy(event) !== null)
  if (named.length + namings.length <= 1) return [...named, ...namings].map(caseOfMention)
  const mentions = [...named, ...namings].sort(compareEvents).map(caseOfMention)
  const first = [...new Set(mentions)]
  const known = first.filter(isKnown)
  const belongs = new Set((known.length > 0 ? known : first).slice(0, MAX_CASES))
  const home = mentions.findLast((id) => belongs.has(id))
  return home === undefined ? [] : [...[...belongs].filter((id) => id !== home), home]
}

/** The case that names a contact, or that a contact names. */
function caseOfMention(event: FloorEvent): string {
  return caseNamedBy(event) ?? event.subject
}
