import { type FloorEvent, kindOfType } from '../event.ts'
import { caseNamed } from './belonging.ts'
import type { CallbackCalls } from './callback-calls.ts'
import { type CaseAggregate, type Entity, newAggregate } from './case-aggregate.ts'
import type { CaseAggregates } from './case-aggregates.ts'
import type { CaseArchive } from './case-archive.ts'
import { type Kind, kindNamed, kindOfEvent, makes } from './entity.ts'
import { allEventsOf, type FirstOpenings } from './first-opening.ts'
import { LINK_WITHDRAWN } from './link-withdrawn.ts'
import type { Linking } from './linking.ts'
import { isDerived } from './links.ts'
import type { Registry } from './registry.ts'
import { ownOf, type Parties } from './rule-parties.ts'
import { isUndone, type Undone, type UndoneEvent } from './undone.ts'

export interface CaseDispatchContext {
  readonly registry: Registry
  readonly aggregates: CaseAggregates
  readonly linking: Linking
  readonly parties: Parties
  readonly firsts: FirstOpenings
  readonly caseArchive: CaseArchive
  readonly calls: CallbackCalls
  readonly undone: Undone
  /** So many events of one case, promise, hand-off, approval or callback are folded. */
  most(): number
}

/**
 * Gives each event to what it is about; `at` is its receipt, ms. False: so much was heard of that that this is not
 * folded.
 */
export function createCaseDispatch(context: CaseDispatchContext): (event: FloorEvent, at: number) => boolean {
  const { registry, aggregates, linking, parties, firsts, caseArchive, calls, undone } = context

  function homeOf(entity: Entity): CaseAggregate {
    const caseId = entity.kind === 'allowance' ? null : caseNamed(entity)
    if (caseId !== null) return registry.aggregateOf(caseId)
    return entity.family?.main === entity ? entity.family : newAggregate(entity)
  }

  /** An event of a promise, hand-off, approval, callback or allowance. */
  function applyMember(kind: Kind, event: FloorEvent, at: number): void {
    const entity = registry.ensure(kind, event.subject)
    entity.heardAt = Math.max(entity.heardAt, at)
    if (parties.listens(event.type)) parties.changed(ownOf(entity), at)
    if (undone.has(event) || !firsts.admits(entity, event)) return
    if (!aggregates.insert(entity, event)) return
    if (entity.family !== null && !makes(kind, event.type)) return
    const aggregate = entity.family
    const home = homeOf(entity)
    entity.family = aggregate
    aggregates.move(entity, home, [])
    if (home.main.kind === 'case') linking.referredTo(home.main.id)
  }

  /** What was heard is heard no more. */
  function takeOut(event: UndoneEvent, at: number): void {
    undone.note(event)
    const kind = kindNamed(kindOfType(event.type))
    const entity = kind === null ? undefined : registry.get(kind, event.subject)
    const former = entity?.own.find(undone.has)
    if (entity === undefined || former === undefined) return
    entity.heardAt = Math.max(entity.heardAt, at)
    if (parties.listens(former.type)) parties.changed(ownOf(entity), at)
    aggregates.remove(entity, former)
    if (kind === 'callback') calls.callbackChanged(entity.id, at)
  }

  /** What is heard of a case that lies on the shelf brings it back. */
  function takeBack(kind: Kind, event: FloorEvent): void {
    const { data } = event
    const named = 'case' in data ? data.case : undefined
    const caseId = kind === 'case' ? event.subject : named
    if (caseId == null || caseArchive.archive.size === 0) return
    if (registry.get('case', caseId) === undefined) caseArchive.take(caseId)
  }

  /** Whether no more is folded of an entity. What follows without an event does not count: an incident has many calls. */
  function isFull(kind: Kind, id: string): boolean {
    // Of an allowance the last report is all that matters.
    if (kind === 'contact' || kind === 'allowance') return false
    const entity = registry.get(kind, id)
    if (entity === undefined || entity.own.length + entity.repeats.length < context.most()) return false
    return allEventsOf(entity).filter((event) => !isDerived(event)).length >= context.most()
  }

  return (event, at) => {
    if (event.type === LINK_WITHDRAWN) linking.takeBack(event.subject, event.data.case ?? null)
    if (isUndone(event)) takeOut(event, at)
    if (event.type.startsWith('agent.')) parties.applyAgent(event, at)
    const kind = kindOfEvent(event.type)
    if (kind === null) return true
    takeBack(kind, event)
    if (isFull(kind, event.subject)) return false
    if (kind === 'contact') {
      linking.applyContact(event, at)
      calls.applyContact(event, at)
    } else if (kind === 'case') linking.applyCase(event, at)
    else applyMember(kind, event, at)
    if (kind === 'callback') calls.callbackChanged(event.subject, at)
    return true
  }
}
