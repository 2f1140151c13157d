import type { FloorEvent } from '../../event/event.ts'
import { type CaseAggregate, type Entity, NOT_NAMED, newAggregate } from '../aggregates/case-aggregate.ts'
import type { Registry } from '../aggregates/registry.ts'
import { makes } from '../entities/entity.ts'
import { casesOfContact } from '../merging/belonging.ts'
import { nameCases } from '../merging/merging.ts'
import type { CaseAggregates } from '../replay/case-aggregates.ts'
import type { NamingIndex } from './naming-index.ts'

export interface ContactMembershipContext {
  readonly registry: Registry
  readonly aggregates: CaseAggregates
  readonly names: Pick<NamingIndex, 'namings'>
  /** Everything heard of a contact so far, in order; nothing if it was not heard of. */
  contactEvents(id: string): readonly FloorEvent[]
  /** Whether a rule would begin to watch a contact at an event of this type. */
  watches(type: string): boolean
  contactChanged(id: string): void
  /** Whether a case is said to have gone into another, or another into it. */
  isMerged(caseId: string): boolean
  /** Whether a case was heard of. */
  isKnown(caseId: string): boolean
}

/** Contacts in the aggregates that they belong to. */
export interface ContactMembership {
  /** Everything heard of a contact so far, in order. */
  eventsOf(contact: string): readonly FloorEvent[]
  /** Puts a contact into the aggregates of the cases that it belongs to; one that is nobody's concern is let go. */
  place(id: string): void
  /** A contact that is not in the registry, in an aggregate of its own. */
  alone(id: string): Entity
}

export function createContactMembership(context: ContactMembershipContext): ContactMembership {
  const { registry, aggregates, names } = context
  const eventsOf = (id: string) => registry.get('contact', id)?.own ?? context.contactEvents(id)

  function newCaseContact(id: string): Entity {
    const entity = registry.add('contact', id)
    entity.own = [...context.contactEvents(id)]
    entity.known = entity.own.some((event) => makes('contact', event.type))
    return entity
  }

  function newAggregateOf(entity: Entity): CaseAggregate {
    const before = entity.aggregate
    const aggregate = newAggregate(entity)
    entity.aggregate = before
    return aggregate
  }

  /** The aggregate of a contact without a case: its own if rules watch it or had a word on it, else none. */
  function aloneIn(entity: Entity): CaseAggregate | null {
    if (entity.aggregate?.main === entity) return entity.aggregate
    const isWatched = entity.own.some((event) => context.watches(event.type))
    // What was said of it while it belonged to a case may have to be taken back.
    return isWatched || entity.aggregate !== null ? newAggregateOf(entity) : null
  }

  function place(id: string): void {
    const there = registry.get('contact', id)
    const own = there?.own ?? context.contactEvents(id)
    const ids = casesOfContact(own, names.namings(id), context.isKnown)
    const home = ids.pop()
    if (home === undefined && there === undefined) return
    const entity = there ?? newCaseContact(id)
    const before = entity.aggregate
    const homeIn = home === undefined ? aloneIn(entity) : registry.aggregateOf(home)
    // Of cases that went into each other it is a linked contact in none.
    const linkedIn = new Set(
      ids.map((caseId) => registry.aggregateOf(caseId)).filter((one) => one !== homeIn),
    )
    const named = home === undefined ? NOT_NAMED : [...ids, home]
    nameCases(entity, named.some(context.isMerged) ? named : NOT_NAMED, aggregates)
    aggregates.move(entity, homeIn, [...linkedIn])
    if (entity.aggregate === null) registry.drop(entity)
    if (entity.aggregate !== before) context.contactChanged(id)
  }

  return {
    eventsOf,
    place,
    alone(id) {
      const entity = newCaseContact(id)
      aggregates.move(entity, newAggregateOf(entity), [])
      return entity
    },
  }
}
