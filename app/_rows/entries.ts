import type {
  ApprovalRow,
  CallbackRow,
  CaseRow,
  ClockView,
  ContactRow,
  HandoffRow,
  PromiseRow,
} from '#core/row.ts'
import { type About, compareEntries, type Entry, entryOf, type Rules } from './entry.ts'

/** The rows that lists of what is owed are made of; a view gives those that it has. */
export interface OwedRows {
  cases: readonly CaseRow[]
  promises?: readonly PromiseRow[]
  callbacks?: readonly CallbackRow[]
  handoffs?: readonly HandoffRow[]
  approvals?: readonly ApprovalRow[]
  contacts?: readonly ContactRow[]
}

type Described = Omit<About, 'case'>

/**
 * A case carries its family's clocks too. They stand at the family's own rows, so that each is listed once;
 * where the view has no such row (a wall has no hand-offs), at the case.
 */
const ownClocks = (row: CaseRow, listed: ReadonlySet<string>): ClockView[] =>
  row.clocks.filter(({ subject }) => !listed.has(subject))

const ofCase = (row: CaseRow, listed: ReadonlySet<string>): Described => ({
  type: 'case',
  id: row.id,
  caseId: row.id,
  clocks: ownClocks(row, listed),
  dueAt: null,
  sinceAt: row.customerWaitingSince ?? row.openedAt,
  rowState: row.state,
  text: row.title ?? null,
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
  agent: row.agent,
})
const ofCallback = (row: CallbackRow): Described => ({
  type: 'callback',
  id: row.id,
  caseId: row.case,
  clocks: row.clocks,
  dueAt: row.dueAt,
  sinceAt: row.requestedAt,
  rowState: row.lastOutcome ?? 'open',
  text: row.phone ?? null,
  queue: row.queue,
  agent: row.agent,
})
const ofHandoff = (row: HandoffRow): Described => ({
  type: 'handoff',
  id: row.id,
  caseId: row.case,
  clocks: row.clocks,
  dueAt: row.dueAt,
  sinceAt: row.sentAt,
  rowState: row.returnedAt !== null ? 'returned' : row.acceptedAt !== null ? 'accepted' : 'sent',
  text: row.question,
  agent: null,
  department: row.department,
})
const ofApproval = (row: ApprovalRow): Described => ({
  type: 'approval',
  id: row.id,
  caseId: row.case,
  clocks: row.clocks,
  dueAt: null,
  sinceAt: row.requestedAt,
  rowState: row.state,
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

/** Everything that is owed or waits, in the one order. */
export function entriesOf(rows: OwedRows, rules: Rules): Entry[] {
  const cases = new Map(rows.cases.map((row) => [row.id, row]))
  const family: Described[] = [
    ...(rows.promises ?? []).map(ofPromise),
    ...(rows.callbacks ?? []).map(ofCallback),
    ...(rows.handoffs ?? []).map(ofHandoff),
    ...(rows.approvals ?? []).map(ofApproval),
    ...(rows.contacts ?? []).map(ofContact),
  ]
  const listed = new Set(family.map(({ type, id }) => `${type}/${id}`))
  const described = [...rows.cases.map((row) => ofCase(row, listed)), ...family]
  return described
    .map((each) =>
      entryOf({ ...each, case: each.caseId === null ? null : (cases.get(each.caseId) ?? null) }, rules),
    )
    .sort(compareEntries)
}

/** What has a clock, or should have one: the at-risk list. */
export function atRisk(entries: readonly Entry[]): Entry[] {
  return entries.filter(({ state }) => state !== 'none')
}
