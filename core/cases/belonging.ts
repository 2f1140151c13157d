import { compareEvents, type FloorEvent } from '../event.ts'
import { makes } from './entity.ts'
import type { Entity } from './family.ts'
import { saidText } from './said.ts'

/** The case that a promise, hand-off, approval or callback names, by its last such event; null if none. */
export function caseNamed({ kind, own }: Pick<Entity, 'kind' | 'own'>): string | null {
  for (let index = own.length - 1; index >= 0; index--) {
    const event = own[index]!
    if (makes(kind, event.type)) return saidText(event, 'case')
  }
  return null
}

/**
 * The cases that a contact belongs to, in the order in which they came to be named: by its own events and by those of
 * cases that name it (`namings`, what was derived among them). The last is its home, where its own rules are judged.
 * A case that nobody has heard of counts only while the contact has no other.
 */
export function casesOfContact(
  own: readonly FloorEvent[],
  namings: readonly FloorEvent[],
  isKnown: (caseId: string) => boolean,
): string[] {
  const named = own.filter((event) => makes('contact', event.type) && typeof event.data.case === 'string')
  const ids = new Set<string>()
  for (const event of [...named, ...namings].sort(compareEvents)) {
    const id = event.type.startsWith('case.') ? event.subject : saidText(event, 'case')!
    ids.delete(id)
    ids.add(id)
  }
  const known = [...ids].filter(isKnown)
  return known.length > 0 ? known : [...ids]
}
