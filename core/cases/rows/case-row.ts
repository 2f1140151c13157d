import type { CaseRow } from '../../rows/case-rows.ts'
import { instantText, instantTextOrNull } from '../../rows/row.ts'
import type { ClockState } from '../../rules/judge.ts'
import { aggregateClocks, aggregateStatus } from '../aggregates/aggregate-clocks.ts'
import type { CaseAggregate, EntityOf } from '../aggregates/case-aggregate.ts'
import { clockViews, nearest, worstBreached } from '../clocks/clock-list.ts'
import { type OrderingFacts, orderingRank } from '../entities/case/case-order.ts'
import { type CaseState, isUnwatched, ownerOf } from '../entities/case/case-state.ts'
import { givenRow } from '../entities/case/given.ts'
import type { Judging } from '../judging/judging.ts'

/** What the order and the counts of cases need to know of one. */
export interface CaseStatus extends OrderingFacts {
  readonly clocks: readonly ClockState[]
  readonly urgency: CaseRow['urgency']
  readonly nextDueAt: number | null
}

function urgencyOf(clocks: readonly ClockState[]): CaseRow['urgency'] {
  let urgency: CaseRow['urgency'] = 'ok'
  for (const { state } of clocks) {
    if (state === 'breached') return 'breached'
    if (state === 'warned') urgency = 'warned'
  }
  return urgency
}

function isOwing(aggregate: CaseAggregate, state: CaseState): boolean {
  if (state.state !== 'resolved') return false
  for (const member of aggregate.members)
    if (member.kind === 'promise' && member.known && member.state?.end === 'none') return true
  return false
}

function worst(clocks: readonly ClockState[], judging: Judging): OrderingFacts['breached'] {
  const clock = worstBreached(clocks, judging.severity)
  if (clock === null) return null
  return { rule: clock.rule, dueAt: clock.dueAt, critical: judging.severity(clock.rule) === 'critical' }
}

/** Where a case stands after what was played of its aggregate. */
function statusOf(state: CaseState, aggregate: CaseAggregate, lastAt: number, judging: Judging): CaseStatus {
  const clocks = aggregateClocks(aggregate, judging)
  const next = nearest(clocks.filter((clock) => clock.state !== 'breached'))
  return {
    clocks,
    state: state.state ?? 'open',
    owing: isOwing(aggregate, state),
    watched: !isUnwatched(state.state, aggregateStatus(aggregate, judging)),
    onLine: state.onLine !== null,
    cameAgain: state.cameAgain,
    since: state.unansweredSince ?? lastAt,
    priority: state.priority,
    breached: worst(clocks, judging),
    nearest: next,
    urgency: urgencyOf(clocks),
    nextDueAt: nearest(clocks)?.dueAt ?? null,
  }
}

/** Of a case that went into another one nothing is owed and no clock runs: all of it goes on there. */
function statusOfGone({ priority }: CaseState, lastAt: number): CaseStatus {
  return {
    ...{ clocks: [], state: 'resolved', owing: false, watched: true, onLine: false, cameAgain: 0, priority },
    ...{ since: lastAt, breached: null, nearest: null, urgency: 'ok', nextDueAt: null },
  }
}

/** The row of a case (contract §5), phone and name unmasked; null before anything of it was played. */
export function caseRow(entity: EntityOf<'case'>, judging: Judging): CaseRow | null {
  const { state, aggregate } = entity
  if (state === null || aggregate === null) return null
  const lastAt = entity.own.at(-1)?.time ?? 0
  const hasGone = state.mergedInto !== null
  const status = hasGone ? statusOfGone(state, lastAt) : statusOf(state, aggregate, lastAt, judging)
  const { kind, title, cause, fault, customer, phone, name, queue, team, priority } = state
  const waits = !hasGone && state.state !== 'waiting'
  const isAsked = !hasGone || state.supervisorSpoke !== null
  return {
    id: entity.id,
    ...{ kind: kind ?? '', title, cause, fault, customer, phone, name, queue, team, priority },
    owner: ownerOf(state),
    given: givenRow(state.given),
    state: status.state,
    owing: status.owing,
    openedAt: instantText(state.openedAt ?? 0),
    contact: state.contact,
    deadlineAt: instantTextOrNull(state.deadline),
    customerWaitingSince: waits ? instantTextOrNull(state.unansweredSince) : null,
    supervisorAskedAt: isAsked ? instantTextOrNull(state.askedSupervisor) : null,
    supervisorSeenAt: instantTextOrNull(state.supervisorSpoke),
    contacts: state.contacts,
    replies: state.replies,
    urgency: status.urgency,
    nextDueAt: instantTextOrNull(status.nextDueAt),
    watched: status.watched,
    ...orderingRank(status),
    clocks: clockViews(status.clocks),
    notedAt: instantTextOrNull(state.notedAt),
    mergedInto: state.mergedInto,
  }
}
