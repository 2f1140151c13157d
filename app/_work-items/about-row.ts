import type { ApprovalRow, CallbackRow, CaseRow, HandoffRow, PromiseRow } from '#core/rows/case-rows.ts'
import type { ClockView } from '#core/rows/clock-view.ts'
import type { ContactRow, RecoveryRow } from '#core/rows/row.ts'
import { caseHeadline } from './case-headline.ts'
import type { About, WorkItemType } from './work-item.ts'

/** What a row says of itself, without its case. */
export type Described = Omit<About, 'case' | 'agentIsOut'>

/** Whether the row that a clock is of (`promise/P1`) is listed itself. */
type IsListed = (subject: string) => boolean

/**
 * A case carries its aggregate's clocks too. They stand at the aggregate's own rows, so that each is listed once;
 * where the view has no such row (a wall has no hand-offs), at the case.
 */
const ownClocks = (row: CaseRow, isListed: IsListed): ClockView[] =>
  row.clocks.filter(({ subject }) => !isListed(subject))

const ofCase = (row: CaseRow, isListed: IsListed): Described => ({
  type: 'case',
  id: row.id,
  caseId: row.id,
  clocks: ownClocks(row, isListed),
  dueAt: null,
  sinceAt: row.customerWaitingSince ?? row.openedAt,
  rowState: row.state,
  text: caseHeadline(row),
  agent: row.owner,
})
const ofPromise = (row: PromiseRow): Described => ({
  type: 'promise',
  id: row.id,
  caseId: row.case,
  clocks: row.clocks,
  dueAt: row.dueAt,
  sinceAt: null,
  rowState: row.state,
  text: row.text ?? null,
  agent: row.owner,
})
const ofCallback = (row: CallbackRow): Described => ({
  type: 'callback',
  id: row.id,
  caseId: row.case,
  clocks: row.clocks,
  dueAt: row.dueAt,
  sinceAt: row.requestedAt,
  rowState: row.lastOutcome ?? 'open',
  text: row.name == null ? (row.phone ?? null) : `${row.name} ${row.phone ?? ''}`,
  queue: row.queue,
  agent: row.agent,
})
const ofRecovery = (row: RecoveryRow): Described => ({
  type: 'recovery',
  id: row.id,
  caseId: null,
  clocks: [],
  dueAt: null,
  sinceAt: row.missedAt,
  rowState: row.how,
  text: row.name === null ? row.phone : `${row.name} ${row.phone ?? ''}`,
  queue: row.queue,
  agent: null,
})
function handoffState({ returnedAt, acceptedAt, moreTime }: HandoffRow): string {
  if (returnedAt !== null) return 'returned'
  if (moreTime?.state === 'asked') return 'asks_time'
  return acceptedAt === null ? 'sent' : 'accepted'
}
const ofHandoff = (row: HandoffRow): Described => ({
  type: 'handoff',
  id: row.id,
  caseId: row.case,
  clocks: row.clocks,
  dueAt: row.dueAt,
  sinceAt: row.sentAt,
  rowState: handoffState(row),
  text: row.question,
  agent: null,
  department: row.department,
  returnedAt: row.returnedAt,
})
const ofApproval = (row: ApprovalRow): Described => ({
  type: 'approval',
  id: row.id,
  caseId: row.case,
  clocks: row.clocks,
  dueAt: null,
  sinceAt: row.requestedAt,
  rowState:
    row.state === 'open' && row.question !== null && row.explanation === null ? 'questioned' : row.state,
  text: row.reason,
  agent: row.from,
})
const ofContact = (row: ContactRow): Described => ({
  type: 'contact',
  id: row.id,
  caseId: row.case,
  clocks: row.clocks,
  dueAt: null,
  sinceAt: row.answeredAt ?? row.queuedAt,
  rowState: row.state,
  text: row.name ?? row.phone,
  queue: row.queue,
  agent: row.agent,
})

interface WorkItemTypes {
  case: CaseRow
  promise: PromiseRow
  callback: CallbackRow
  recovery: RecoveryRow
  handoff: HandoffRow
  approval: ApprovalRow
  contact: ContactRow
}

type Describe = { [T in WorkItemType]: (row: WorkItemTypes[T], isListed: IsListed) => Described }
const describe: Describe = {
  case: ofCase,
  promise: ofPromise,
  callback: ofCallback,
  recovery: ofRecovery,
  handoff: ofHandoff,
  approval: ofApproval,
  contact: ofContact,
}

/** The types of rows of which each stands in lists of what is owed; a case last, for its clocks hang on the others. */
export const workItemTypes = [
  'promise',
  'callback',
  'recovery',
  'handoff',
  'approval',
  'contact',
  'case',
] as const satisfies readonly WorkItemType[]

/** What a row says of itself; of a case, without the clocks of rows that are listed themselves. */
export function aboutRow<T extends WorkItemType>(
  type: T,
  row: WorkItemTypes[T],
  isListed: IsListed,
): Described {
  return describe[type](row, isListed)
}
