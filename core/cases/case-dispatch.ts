import type { EventOfType, FloorEvent } from '../event/event.ts'
import { caseNamed } from './belonging.ts'
import type { CallbackCalls } from './callback-calls.ts'
import type { CaseAggregates } from './case-aggregates.ts'
import type { CaseArchive } from './case-archive.ts'
import { type Kind, kindOfEvent, makes } from './entity.ts'
import { EVENT_WITHDRAWN, withdrawnFrom } from './event-withdrawn.ts'
import { allEventsOf, type FirstOpenings } from './first-opening.ts'
import { LINK_WITHDRAWN } from './link-withdrawn.ts'
import type { Linking } from './linking-context.ts'
import { isDerived } from './links.ts'
import type { Registry } from './registry.ts'
import { ownOf, type Parties } from './rule-parties.ts'

export interface CaseDispatchContext {
  readonly registry: Registry
  readonly aggregates: CaseAggregates
  readonly linking: Linking
  readonly parties: Parties
  readonly firsts: FirstOpenings
  readonly caseArchive: CaseArchive
  readonly calls: CallbackCalls
  /** So many events of one case, promise, hand-off, approval or callback are folded. */
  most(): number
}

/**
 * Gives each event to what it is about; `at` is its receipt, ms. False: so much was heard of that that this is not
 * folded.
 */
export function createCaseDispatch(context: CaseDispatchContext): (event: FloorEvent, at: number) => boolean {
  const { registry, aggregates, linking, parties, firsts, caseArchive, calls } = context

  /** An event of a promise, hand-off, approval, callback or allowance. */
  function applyMember(kind: Kind, event: FloorEvent, at: number): void {
    const entity = registry.ensure(kind, event.subject)
    entity.heardAt = Math.max(entity.heardAt, at)
    if (parties.listens(event.type)) parties.changed(ownOf(entity), at)
    if (!firsts.admits(entity, event)) return
    if (!aggregates.insert(entity, event)) return
    if (entity.family !== null && !makes(kind, event.type)) return
    linking.placeMember(entity)
    const caseId = caseNamed(entity)
    if (caseId !== null) linking.referredTo(caseId)
  }

  /** What somebody said is taken back: from now on it has not been said. */
  function withdraw(event: EventOfType<typeof EVENT_WITHDRAWN>, at: number): void {
    const about = withdrawnFrom(event)
    if (about === null || about.kind === 'notice') return
    if (about.kind === 'case') fromShelf(about.id)
    const entity = registry.ensure(about.kind, about.id)
    entity.heardAt = Math.max(entity.heardAt, at)
    const { taken, next } = firsts.withdraw(entity, event)
    // Of what it takes back nothing may have been heard yet.
    if (entity.family === null) linking.placeMember(entity)
    if (taken === null) {
      if (about.kind === 'case') linking.openingAside(about.id)
      return
    }
    if (about.kind === 'case') linking.unhear(taken, next)
    else {
      aggregates.remove(entity, taken)
      if (next !== null) aggregates.insert(entity, next)
      linking.placeMember(entity)
      const named = 'case' in taken.data ? taken.data.case : undefined
      if (named != null) linking.referredTo(named)
      if (about.kind === 'callback') calls.callbackChanged(about.id, at)
    }
  }

  function fromShelf(caseId: string): void {
    if (caseArchive.archive.size > 0 && registry.get('case', caseId) === undefined) caseArchive.take(caseId)
  }

  /** What is heard of a case that lies on the shelf brings it back. */
  function takeBack(kind: Kind, event: FloorEvent): void {
    if (caseArchive.archive.size === 0) return
    const { data } = event
    const named = kind === 'case' ? event.subject : 'case' in data ? data.case : undefined
    for (const caseId of [named, event.type === 'case.merged' ? event.data.into : undefined])
      if (caseId != null) fromShelf(caseId)
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
    if (event.type === EVENT_WITHDRAWN) withdraw(event, at)
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
