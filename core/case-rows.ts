import type { ClockView, InstantText } from './clock-view.ts'

export interface CallbackRow {
  id: string
  queue: string | null
  agent: string | null
  customer: string | null
  phone: string | null
  requestedAt: InstantText
  dueAt: InstantText | null
  attempts: number
  lastOutcome: string | null
  case: string | null
  clocks: ClockView[]
}

export interface CaseRow {
  id: string
  kind: string
  title: string | null
  cause: string | null
  fault: string | null
  customer: string | null
  phone: string | null
  name: string | null
  queue: string | null
  team: string | null
  owner: string | null
  priority: string
  state: 'open' | 'waiting' | 'resolved'
  owing: boolean
  openedAt: InstantText
  deadlineAt: InstantText | null
  customerWaitingSince: InstantText | null
  /** When the customer last asked for a supervisor, and when one spoke to them after that. */
  supervisorAskedAt: InstantText | null
  supervisorSeenAt: InstantText | null
  contacts: number
  replies: number
  urgency: 'ok' | 'warned' | 'breached'
  nextDueAt: InstantText | null
  watched: boolean
  rank: number
  /** Why it stands where it stands: a key of the message catalogue with its values. */
  reason: { key: string; values: Record<string, string | number> }
  clocks: ClockView[]
  /** When something was last noted: who shows the notes reads them anew. */
  notedAt: InstantText | null
  /** The case that it went into, where all of it goes on; such a row is resolved. */
  mergedInto: string | null
}

export interface PromiseRow {
  id: string
  case: string | null
  text: string
  dueAt: InstantText
  agent: string | null
  origin: string | null
  basis: string | null
  inWriting: boolean
  state: 'open' | 'kept' | 'late' | 'broken' | 'withdrawn'
  clocks: ClockView[]
}

/** More time that a department asked for. */
export interface MoreTime {
  until: InstantText
  reason: string | null
  askedAt: InstantText
  state: 'asked' | 'granted' | 'refused'
}

export interface HandoffRow {
  id: string
  case: string | null
  department: string
  question: string | null
  sentAt: InstantText
  dueAt: InstantText | null
  acceptedAt: InstantText | null
  returnedAt: InstantText | null
  /** What the department said at its return. */
  answer: string | null
  /** The department needs longer, which the owner agrees with the customer. */
  moreTime: MoreTime | null
  bounces: number
  clocks: ClockView[]
}

export interface ApprovalRow {
  id: string
  case: string | null
  from: string
  /** Who asked for it; null where a feed or a token did. */
  requestedBy: string | null
  amount: number | null
  currency: string | null
  reason: string | null
  requestedAt: InstantText
  state: 'open' | 'granted' | 'refused'
  /** What who was asked wants to know before deciding, and what was said to it. */
  question: string | null
  explanation: string | null
  clocks: ClockView[]
}

export interface AllowanceRow {
  id: string
  customer: string
  name: string
  used: number
  limit: number
  share: number | null
  reportedAt: InstantText
}
