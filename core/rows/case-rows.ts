import type { ClockView, InstantText } from './clock-view.ts'

/** That something was put into somebody's hands by a person, and when. */
export interface GivenView {
  by: string
  at: InstantText
  /** Whoever has it now had it before: it came back to them. */
  back: boolean
}

export interface CallbackRow {
  id: string
  queue: string | null
  agent: string | null
  customer: string | null
  phone: string | null
  name: string | null
  requestedAt: InstantText
  dueAt: InstantText | null
  /** The customer does not want to be called before. */
  notBefore: InstantText | null
  attempts: number
  lastOutcome: string | null
  /** How the customer was missed where that is why it is owed: a message of theirs, or a direct call nobody answered. */
  missed: 'no_answer' | 'voicemail' | null
  case: string | null
  /** Who gave it to whom it is; null: nobody did, or a feed. */
  given: GivenView | null
  /** Agents who have its customer on the line. */
  onLineWith: string[]
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
  /** Who gave it to its owner; null: nobody did, or a feed. */
  given: GivenView | null
  priority: string
  state: 'open' | 'waiting' | 'resolved'
  owing: boolean
  openedAt: InstantText
  /** The contact that it was opened of. */
  contact: string | null
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

/**
 * Of a case what one needs to act on its alert: what it is about, whose, how the customer is reached, and whether they
 * wait for a supervisor. Of a call or a callback that has no case the same, as far as it has it.
 */
export type AlertCase = Pick<
  CaseRow,
  'title' | 'name' | 'phone' | 'owner' | 'queue' | 'supervisorAskedAt' | 'supervisorSeenAt'
>

export interface PromiseRow {
  id: string
  case: string | null
  text: string
  dueAt: InstantText
  /** Who promised. */
  agent: string | null
  /** Who is to keep it: who has its case, else who promised. */
  owner: string | null
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
  /** What it is for, by the kinds of the site file's `authority`; null where nobody says. */
  kind: string | null
  amount: number | null
  currency: string | null
  reason: string | null
  requestedAt: InstantText
  state: 'open' | 'granted' | 'refused'
  /** What who was asked wants to know before deciding, and what was said to it. */
  question: string | null
  explanation: string | null
  /** When it was decided, and by whom; null while it is open, and where nobody says by whom. */
  decidedAt: InstantText | null
  decidedBy: string | null
  /** Of its case what who decides needs to know; null: it is about none, or about one that the reader may not see. */
  about: AlertCase | null
  clocks: ClockView[]
}

/** Who was called because of a call for a lead, when, and as what: the ladder's word (`leads`, `deputies`, `supervisors`). */
export interface AssistRecipient {
  person: string
  as: string
  at: InstantText
}

/** An agent calls a lead to the desk. */
export interface AssistRow {
  id: string
  agent: string
  case: string | null
  contact: string | null
  /** Seat or extension. */
  place: string | null
  note: string | null
  requestedAt: InstantText
  state: 'open' | 'accepted' | 'ended'
  acceptedBy: string | null
  acceptedAt: InstantText | null
  endedAt: InstantText | null
  told: AssistRecipient[]
  /** It was to be told, and there was nobody to tell. */
  nobody: boolean
  /** Of its case what who comes needs to know; null: it is about none, or about one that the reader may not see. */
  about: AlertCase | null
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
