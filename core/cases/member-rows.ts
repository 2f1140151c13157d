import type {
  AllowanceRow,
  ApprovalRow,
  AssistRow,
  CallbackRow,
  HandoffRow,
  PromiseRow,
} from '../rows/case-rows.ts'
import { instantText } from '../rows/row.ts'
import type { ClockState } from '../rules/judge.ts'
import { type AllowanceState, shareOf } from './allowance-state.ts'
import type { ApprovalState } from './approval-state.ts'
import { type AssistState, assistStateAt } from './assist-state.ts'
import type { CallbackState } from './callback-state.ts'
import { clockViews, nearest } from './clock-list.ts'
import { givenRow } from './given.ts'
import type { HandoffState } from './handoff-state.ts'
import type { Judging } from './judging.ts'
import { type PromiseState, promiseStateAt } from './promise-state.ts'

const orNull = (at: number | null) => (at === null ? null : instantText(at))

/** The due that counts (ms): the entity's own, else that of the nearest clock. */
export function dueOf(own: number | null, clocks: readonly ClockState[]): number | null {
  return own ?? nearest(clocks)?.dueAt ?? null
}

/**
 * When the department's answer is due (ms): the hand-off's own due, else that of the clock that only its return ends.
 * A clock that an acceptance ends as well tells when somebody there must take it, which is no answer.
 */
export function handoffDue(
  own: number | null,
  clocks: readonly ClockState[],
  judging: Pick<Judging, 'stops'>,
): number | null {
  const answers = clocks.filter(
    ({ rule }) => judging.stops(rule, 'handoff.returned') && !judging.stops(rule, 'handoff.accepted'),
  )
  return dueOf(own, answers.length > 0 ? answers : clocks)
}

export function promiseRow(
  id: string,
  state: PromiseState,
  owner: string | null,
  clocks: readonly ClockState[],
  now: number,
): PromiseRow {
  const { text, agent, origin, basis, inWriting } = state
  return {
    id,
    case: state.case,
    ...{ text, agent, owner: owner ?? agent, origin, basis, inWriting },
    dueAt: instantText(state.due ?? 0),
    state: promiseStateAt(state, now),
    clocks: clockViews(clocks),
  }
}

function moreTimeOf({ moreTime }: HandoffState): HandoffRow['moreTime'] {
  if (moreTime === null) return null
  return { ...moreTime, until: instantText(moreTime.until), askedAt: instantText(moreTime.askedAt) }
}

export function handoffRow(
  id: string,
  state: HandoffState,
  clocks: readonly ClockState[],
  due: number | null,
): HandoffRow {
  return {
    id,
    case: state.case,
    department: state.department ?? '',
    question: state.question,
    sentAt: instantText(state.sentAt ?? 0),
    dueAt: orNull(due),
    acceptedAt: orNull(state.acceptedAt),
    returnedAt: orNull(state.returnedAt),
    answer: state.answer,
    moreTime: moreTimeOf(state),
    bounces: state.bounces,
    clocks: clockViews(clocks),
  }
}

export function approvalRow(id: string, state: ApprovalState, clocks: readonly ClockState[]): ApprovalRow {
  const { kind, amount, requestedBy, currency, reason, question, explanation } = state
  return {
    id,
    case: state.case,
    from: state.from ?? '',
    requestedBy,
    ...{ kind, amount, currency, reason },
    requestedAt: instantText(state.requestedAt ?? 0),
    state: state.decision,
    ...{ question, explanation },
    decidedAt: orNull(state.decidedAt),
    decidedBy: state.decidedBy,
    about: null,
    clocks: clockViews(clocks),
  }
}

/** A call for a lead; who was called because of it is known elsewhere. */
export function assistRow(id: string, state: AssistState, now: number): AssistRow {
  const { agent, contact, place, note, acceptedBy } = state
  return {
    id,
    agent: agent ?? '',
    case: state.case,
    ...{ contact, place, note },
    requestedAt: instantText(state.requestedAt ?? 0),
    state: assistStateAt(state, now),
    acceptedBy,
    acceptedAt: orNull(state.acceptedAt),
    endedAt: orNull(state.endedAt),
    ...{ told: [], nobody: false, about: null },
  }
}

export function callbackRow(id: string, state: CallbackState, clocks: readonly ClockState[]): CallbackRow {
  const { queue, agent, customer, phone, name, attempts, lastOutcome } = state
  return {
    id,
    ...{ queue, agent, customer, phone, name, attempts, lastOutcome },
    requestedAt: instantText(state.requestedAt ?? 0),
    dueAt: orNull(dueOf(state.due, clocks)),
    notBefore: orNull(state.notBefore),
    case: state.case,
    given: givenRow(state.given),
    // Who is on the line is known to contacts; the floor says it.
    onLineWith: [],
    clocks: clockViews(clocks),
  }
}

export function allowanceRow(id: string, state: AllowanceState): AllowanceRow {
  return {
    id,
    customer: state.customer ?? '',
    name: state.name ?? '',
    used: state.used,
    limit: state.limit,
    share: shareOf(state),
    reportedAt: instantText(state.reportedAt ?? 0),
  }
}
