import type { CaseRow } from '../rows/case-rows.ts'
import { instantText } from '../rows/row.ts'
import type { ClockState } from '../rules/judge.ts'
import type { CaseAggregate, EntityOf } from './case-aggregate.ts'
import { type OrderingFacts, orderingRank } from './case-order.ts'
import { type CaseState, isUnwatched, ownerOf } from './case-state.ts'
import { aggregateClocks, aggregateStatus, clockViews, nearest, worstBreached } from './clock-list.ts'
import { givenRow } from './given.ts'
import type { Judging } from './judging.ts'

const orNull = (at: number | null) => (at === null ? null : instantText(at))

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

/** Where a case stands after what was played of its family. */
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
  const { state, family } = entity
  if (state === null || family === null) return null
  const lastAt = entity.own.at(-1)?.time ?? 0
  const hasGone = state.mergedInto !== null
  const status = hasGone ? statusOfGone(state, lastAt) : statusOf(state, family, lastAt, judging)
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
    deadlineAt: orNull(state.deadline),
    customerWaitingSince: waits ? orNull(state.unansweredSince) : null,
    supervisorAskedAt: isAsked ? orNull(state.askedSupervisor) : null,
    supervisorSeenAt: orNull(state.supervisorSpoke),
    contacts: state.contacts,
    replies: state.replies,
    urgency: status.urgency,
    nextDueAt: orNull(status.nextDueAt),
    watched: status.watched,
    ...orderingRank(status),
    clocks: clockViews(status.clocks),
    notedAt: orNull(state.notedAt),
    mergedInto: state.mergedInto,
  }
}
