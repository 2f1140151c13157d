import type { ApprovalRow, CallbackRow, CaseRow, PromiseRow } from '#core/rows/case-rows.ts'
import type { ClockView } from '#core/rows/clock-view.ts'
import type { RecoveryRow } from '#core/rows/row.ts'
import type { RuleFacts } from '#core/site/site-facts.ts'

/** Rows for the tests of this folder: a plain one of each type, with what a test says about it. */
export const at = (minutes: number) => new Date(Date.UTC(2026, 0, 5, 12, minutes)).toISOString()

export const clockOf = (over: Partial<ClockView>): ClockView => ({
  rule: 'unanswered',
  subject: 'case/C1',
  run: 1,
  state: 'running',
  startedAt: at(0),
  dueAt: at(30),
  ...over,
})

export const caseOf = (over: Partial<CaseRow>): CaseRow => ({
  id: 'C1',
  kind: 'complaint',
  title: 'Ticket cancelled',
  cause: null,
  fault: null,
  customer: 'cu1',
  phone: null,
  name: null,
  queue: 'care',
  team: 'care',
  owner: 'yuan',
  given: null,
  priority: 'normal',
  state: 'open',
  owing: false,
  openedAt: at(0),
  contact: null,
  deadlineAt: null,
  customerWaitingSince: at(0),
  notedAt: null,
  mergedInto: null,
  supervisorAskedAt: null,
  supervisorSeenAt: null,
  contacts: 1,
  replies: 0,
  urgency: 'ok',
  nextDueAt: at(30),
  watched: true,
  rank: 5,
  reason: { key: 'due', values: {} },
  clocks: [],
  ...over,
})

export const promiseOf = (over: Partial<PromiseRow>): PromiseRow => ({
  id: 'P1',
  case: 'C1',
  text: 'call back',
  dueAt: at(40),
  agent: 'yuan',
  owner: over.agent === undefined ? 'yuan' : over.agent,
  origin: null,
  basis: null,
  inWriting: false,
  state: 'open',
  clocks: [],
  ...over,
})

export const callbackOf = (over: Partial<CallbackRow>): CallbackRow => ({
  id: 'B1',
  queue: 'care',
  agent: null,
  customer: null,
  phone: null,
  name: null,
  requestedAt: at(0),
  dueAt: at(20),
  notBefore: null,
  attempts: 0,
  lastOutcome: null,
  case: null,
  given: null,
  missed: null,
  onLineWith: [],
  clocks: [],
  ...over,
})

export const approvalOf = (over: Partial<ApprovalRow>): ApprovalRow => ({
  id: 'A1',
  case: 'C1',
  from: 'ma-zong',
  requestedBy: 'yuan',
  kind: null,
  amount: 500,
  currency: 'CNY',
  reason: 'The flight was cancelled',
  requestedAt: at(0),
  state: 'open',
  question: null,
  explanation: null,
  decidedAt: null,
  decidedBy: null,
  about: null,
  clocks: [],
  ...over,
})

export const recoveryOf = (over: Partial<RecoveryRow>): RecoveryRow => ({
  id: 'X1',
  how: 'abandoned',
  missedAt: at(0),
  queue: 'care',
  channel: 'voice',
  customer: 'cu9',
  phone: '138****1234',
  name: null,
  attempts: 0,
  triedAt: null,
  ...over,
})

export const ruleOf = (id: string, severity: RuleFacts['severity'], starts: string[] = []): RuleFacts => ({
  id,
  kind: 'clock',
  subject: 'case',
  severity,
  title: {},
  warn: [],
  starts,
})
