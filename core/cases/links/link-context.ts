import type { Registry } from '../aggregates/registry.ts'
import { eventsInForce } from '../openings/first-opening.ts'
import {
  type CaseToLink,
  isDerived,
  type LinkContext,
  type LinkStatus,
  openedCaseOf,
  precedes,
} from './links.ts'
import type { NamingIndex } from './naming-index.ts'

export interface LinkSources {
  readonly registry: Pick<Registry, 'get'>
  readonly names: Pick<NamingIndex, 'isNamed' | 'casesOf' | 'contactsNaming' | 'openingsOf'>
  /** The cases to which a contact's link was taken back; null among them: whichever. */
  takenBack(contact: string): readonly (string | null)[] | undefined
  /** A case that is cold, as links see it; null if it is not. */
  cold(caseId: string): LinkStatus | null
  /** Whether another case is said to have gone into this one. */
  isMergedInto(caseId: string): boolean
  /** What a queue opens by itself at an instant, if anything. */
  readonly opens: LinkContext['opens']
}

/** What links ask of the cases, answered by those that are hot and those that are cold. */
export function createLinkContext({
  registry,
  names,
  takenBack,
  cold,
  isMergedInto,
  opens,
}: LinkSources): LinkContext {
  const isKnown = (id: string) => registry.get('case', id)?.known === true

  /** A case as links see it; null: it is not known. */
  function caseToLink(id: string): CaseToLink | null {
    const status = cold(id)
    if (status === null && !isKnown(id)) return null
    const entity = () => registry.get('case', id)
    return {
      ...{ id, status: status },
      own: () => entity()?.own ?? [],
      merge: () => entity()?.merge ?? null,
    }
  }

  function* casesOf(customer: string): Iterable<CaseToLink> {
    for (const id of names.casesOf(customer)) {
      const there = caseToLink(id)
      if (there !== null) yield there
    }
  }

  /** When a case was opened (ms), as far as it is known. */
  function openedAt(id: string): number | null {
    const status = cold(id)
    if (status !== null) return status.openedAt
    return registry.get('case', id)?.own.find(({ type }) => type === 'case.opened')?.time ?? null
  }

  /** Whether somebody's event refers to a case that the answer of a contact opened; what was derived does not count. */
  function isReferredTo(id: string): boolean {
    const entity = registry.get('case', id)
    if (entity === undefined) return false
    const isNamed = [...names.contactsNaming(id)].some((contact) => openedCaseOf(contact) !== id)
    const hasMembers = entity.aggregate?.members.some((member) => member.kind !== 'contact')
    const isHeardOf = eventsInForce(entity).some((event) => !isDerived(event))
    return isNamed || hasMembers || isHeardOf || isMergedInto(id)
  }

  return {
    isNamed: names.isNamed,
    isTakenBack(contact, caseId) {
      const cases = takenBack(contact)
      return cases !== undefined && (cases.includes(null) || cases.includes(caseId))
    },
    // What one answer opens must not hang on what a later one does, nor on itself: not on which opening stands either.
    isKnown(id, point) {
      const entity = registry.get('case', id)
      if (entity === undefined) return false
      return eventsInForce(entity).some(
        (event) => event.type === 'case.opened' && (!isDerived(event) || precedes(event, point)),
      )
    },
    casesOf,
    openingsOf: (customer) => names.openingsOf(customer, openedAt),
    caseToLink,
    opens,
    isReferredTo,
  }
}
