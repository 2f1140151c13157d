import type { EventOfType, FloorEvent } from '../../event/event.ts'
import type { Registry } from '../aggregates/registry.ts'
import type { CallbackCalls } from '../callback-attempts/callback-calls.ts'
import type { CaseArchive } from '../cold/case-archive.ts'
import { type Kind, kindOfEvent, makes } from '../entities/entity.ts'
import type { Linking } from '../links/linking-context.ts'
import { isDerived } from '../links/links.ts'
import { caseNamed } from '../merging/belonging.ts'
import { allEventsOf, type FirstOpenings } from '../openings/first-opening.ts'
import { ownOf, type PersonSubjects } from '../persons/person-subjects.ts'
import type { CaseAggregates } from '../replay/case-aggregates.ts'
import { EVENT_WITHDRAWN, withdrawnFrom } from '../withdrawals/event-withdrawn.ts'
import { LINK_WITHDRAWN } from '../withdrawals/link-withdrawn.ts'

export interface CaseDispatchContext {
  readonly registry: Registry
  readonly aggregates: CaseAggregates
  readonly linking: Linking
  readonly persons: PersonSubjects
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
  const { registry, aggregates, linking, persons, firsts, caseArchive, calls } = context

  /** An event of a promise, hand-off, approval, callback or allowance. */
  function applyMember(kind: Kind, event: FloorEvent, at: number): void {
    const entity = registry.ensure(kind, event.subject)
    entity.receivedAt = Math.max(entity.receivedAt, at)
    if (persons.listens(event.type)) persons.changed(ownOf(entity), at)
    if (!firsts.admits(entity, event)) return
    if (!aggregates.insert(entity, event)) return
    if (entity.aggregate !== null && !makes(kind, event.type)) return
    linking.placeMember(entity)
    const caseId = caseNamed(entity)
    if (caseId !== null) linking.referredTo(caseId)
  }

  /** What somebody said is taken back: from now on it has not been said. */
  function withdraw(event: EventOfType<typeof EVENT_WITHDRAWN>, at: number): void {
    const about = withdrawnFrom(event)
    if (about === null || about.kind === 'notice') return
    if (about.kind === 'case') fromArchive(about.id)
    const entity = registry.ensure(about.kind, about.id)
    entity.receivedAt = Math.max(entity.receivedAt, at)
    const { taken, next } = firsts.withdraw(entity, event)
    // Of what it takes back nothing may have been heard yet.
    if (entity.aggregate === null) linking.placeMember(entity)
    if (taken === null) {
      if (about.kind === 'case') linking.openingAside(about.id)
      return
    }
    if (about.kind === 'case') linking.withdraw(taken, next)
    else {
      aggregates.remove(entity, taken)
      if (next !== null) aggregates.insert(entity, next)
      linking.placeMember(entity)
      const named = 'case' in taken.data ? taken.data.case : undefined
      if (named != null) linking.referredTo(named)
      if (about.kind === 'callback') calls.callbackChanged(about.id, at)
    }
  }

  function fromArchive(caseId: string): void {
    if (caseArchive.archive.size > 0 && registry.get('case', caseId) === undefined) caseArchive.take(caseId)
  }

  /** What is heard of a case that lies in the archive brings it back. */
  function takeBack(kind: Kind, event: FloorEvent): void {
    if (caseArchive.archive.size === 0) return
    const { data } = event
    const named = kind === 'case' ? event.subject : 'case' in data ? data.case : undefined
    for (const caseId of [named, event.type === 'case.merged' ? event.data.into : undefined])
      if (caseId != null) fromArchive(caseId)
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
    if (event.type.startsWith('agent.')) persons.applyAgent(event, at)
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
