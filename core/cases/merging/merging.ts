import { type CaseAggregate, type Entity, NOT_NAMED, newAggregate } from '../aggregates/case-aggregate.ts'
import type { Registry } from '../aggregates/registry.ts'
import type { CaseAggregates } from '../replay/case-aggregates.ts'
import { caseNamed } from './belonging.ts'
import { type Merges, mergesInForce } from './merges.ts'

export interface MergingContext {
  readonly registry: Registry
  readonly aggregates: CaseAggregates
  readonly merges: Merges
  /** Puts a contact into the aggregates of its cases. */
  placeContact(id: string): void
}

/** Keeps cases that went into each other in one aggregate. */
export interface Merging {
  /** Which went into which may be another among these cases, which are all that hang together by it: they are put anew. */
  settle(caseIds: Iterable<string>): void
  /** Puts a promise, hand-off, approval or callback where it belongs. */
  placeMember(entity: Entity): void
}

const sameIds = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((id, place) => b[place] === id)

/** Notes by which cases something is named, which decides who hears it; what was said so far is noted before. */
export function nameCases(entity: Entity, ids: readonly string[], aggregates: CaseAggregates): void {
  if (sameIds(entity.named, ids)) return
  for (const aggregate of [entity.aggregate, ...entity.linkedTo])
    if (aggregate !== null) aggregates.invalidate(aggregate)
  entity.named = ids
}

export function createMerging(context: MergingContext): Merging {
  const { registry, aggregates, merges } = context

  function placeMember(entity: Entity): void {
    const caseId = entity.kind === 'allowance' ? null : caseNamed(entity)
    nameCases(entity, caseId !== null && merges.has(caseId) ? [caseId] : NOT_NAMED, aggregates)
    if (caseId !== null) aggregates.move(entity, registry.aggregateOf(caseId), [])
    else if (entity.aggregate?.main !== entity) aggregates.move(entity, aggregateFor(entity), [])
  }

  /** An aggregate of its own for an entity that is still in another one. */
  function aggregateFor(entity: Entity): CaseAggregate {
    const before = entity.aggregate
    const aggregate = newAggregate(entity)
    entity.aggregate = before
    return aggregate
  }

  /** The members and linked contacts of aggregates, cases apart. */
  function membersAmong(joined: Iterable<CaseAggregate>): Set<Entity> {
    const found = new Set<Entity>()
    for (const { members, linkedContacts } of joined)
      for (const one of [...members, ...linkedContacts]) if (one.kind !== 'case') found.add(one)
    return found
  }

  return {
    placeMember,
    settle(caseIds) {
      const cases = [...caseIds].sort().map((id) => registry.ensure('case', id))
      const inForce = mergesInForce(cases)
      if (cases.every(({ id, merge }) => merge === inForce.of(id))) return
      const joined = new Set(cases.flatMap(({ aggregate }) => aggregate ?? []))
      const members = membersAmong(joined)
      // What was said of all of them is noted while they are what they were.
      for (const aggregate of joined) aggregates.invalidate(aggregate)
      for (const one of cases) one.merge = inForce.of(one.id)
      for (const one of cases)
        if (one.merge === null && one.aggregate?.main !== one) aggregates.move(one, aggregateFor(one), [])
      for (const one of cases)
        if (one.merge !== null) aggregates.move(one, registry.aggregateOf(inForce.rootOf(one.id)), [])
      for (const one of members)
        if (one.kind === 'contact') context.placeContact(one.id)
        else placeMember(one)
    },
  }
}
