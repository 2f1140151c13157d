import type { BoardExtra, BoardMetric, BoardSection } from './board-metrics.ts'
import type {
  AlertCase,
  AllowanceRow,
  ApprovalRow,
  AssistRow,
  CallbackRow,
  CaseRow,
  HandoffRow,
  PromiseRow,
} from './case-rows.ts'
import type { ClockView, InstantText } from './clock-view.ts'
import type { FeedRow, FeedTrouble } from './feed-rows.ts'

export type Severity = 'info' | 'warning' | 'critical'

/** A count; null: its feeds do not tell it. */
export type Measured = number | null

export interface QueueRow {
  id: string
  name: string
  /** A site file names it; false: an event brought it. */
  listed: boolean
  waiting: Measured
  waitingLate: Measured
  oldestWaitingAt: InstantText | null
  offered: Measured
  waitingBefore: Measured
  answered: Measured
  answeredInTarget: Measured
  abandoned: Measured
  shortAbandoned: Measured
  left: Measured
  callbackRequested: Measured
  turnedAway: Measured
  answerRate: number | null
  serviceLevel: number | null
  serviceLevelNow: number | null
  serviceLevel30m: number | null
  finished30m: Measured
  asaSec: number | null
  ahtSec: number | null
  abandonRate: number | null
  longestWaitSec: number | null
  csat: number | null
  ratedShare: number | null
  agents: {
    signedIn: Measured
    available: Measured
    ringing: Measured
    busyHere: Measured
    busyElsewhere: Measured
    wrapUp: Measured
    away: Measured
  }
  callbacks: { open: number; overdue: number; nextDueAt: InstantText | null }
  cases: { open: number; warned: number; breached: number; unwatched: number }
  target: { share: number; withinSec: number } | null
  /** The feeds that the figures hang on, and what is the matter with any of them. */
  feeds: string[]
  feedTroubles: FeedTrouble[]
  /** Up to when the figures are known, because one of those feeds is not heard; null: they are of now. */
  knownUntil: InstantText | null
  /** When it opens next, while it is closed by its calendar; null while it is open and where it has no calendar. */
  opensAt: InstantText | null
}
export interface BoardRow extends QueueRow {
  queues: string[]
  /** What it shows of each queue, in this order, and which of its parts it does not. */
  figures: readonly BoardMetric[]
  hide: readonly BoardSection[]
  /** What it shows besides. */
  show: readonly BoardExtra[]
  /** A picture of its own beside them. */
  picture: string | null
}

export type AgentState = 'offline' | 'available' | 'ringing' | 'busy' | 'hold' | 'wrap_up' | 'away'
/** A pause of an agent in one queue, while others reach them; `reason` null: none was given. */
export interface QueuePause {
  readonly queue: string
  readonly reason: string | null
}

export interface AgentRow {
  id: string
  name: string
  team: string | null
  queues: string[]
  /** By queue, those that are not 0: who has a lower one is called first. Null: the feed says nothing of them. */
  penalties: Readonly<Record<string, number>> | null
  /** Queues in which the agent is paused alone, and which are not among `queues`: others reach them. */
  pausedIn: QueuePause[]
  state: AgentState
  doing: string | null
  reason: string | null
  /** Put away, also while a contact is finished; `by`: on whose word, where that is known. */
  away: { reason: string | null; by: string | null } | null
  /** What may be asked of the PBX that has the agent; null: none has, and states are said here. */
  acts: readonly string[] | null
  /** The shift that was told last. */
  shift: { from: InstantText; to: InstantText } | null
  since: InstantText | null
  contacts: string[]
  load: Record<string, number>
  handled: number
  ahtSec: number | null
  occupancy: number | null
  sinceBreak: InstantText | null
}

export interface ContactRow {
  id: string
  direction: 'inbound' | 'outbound'
  queue: string | null
  channel: string
  state: 'waiting' | 'ringing' | 'talking' | 'held' | 'wrap_up'
  queuedAt: InstantText | null
  answeredAt: InstantText | null
  agent: string | null
  customer: string | null
  phone: string | null
  name: string | null
  transfers: number
  /** As the feed gives it to who waits: a PBX answers a higher number first. Null: nothing was said of it. */
  priority: string | number | null
  case: string | null
  /** Who listens by the PBX, as it names them: not shown at a desk. */
  listening: readonly string[]
  /** Of a call of ours: the callback that it is an attempt at. */
  callback: string | null
  suspect: boolean
  clocks: ClockView[]
}

/** A caller who gave up waiting or left a message, and was neither reached since nor came back. */
export interface RecoveryRow {
  /** Of the contact. */
  id: string
  how: 'abandoned' | 'voicemail'
  missedAt: InstantText
  queue: string
  channel: string
  customer: string | null
  phone: string | null
  name: string | null
  /** Our calls since that nobody took, and the latest of them. */
  attempts: number
  triedAt: InstantText | null
}

/** A contact that ended, of which its agent has not said yet how. */
export interface OutcomeRow {
  /** Of the contact. */
  id: string
  agent: string
  direction: ContactRow['direction']
  queue: string | null
  channel: string
  answeredAt: InstantText
  endedAt: InstantText
  customer: string | null
  phone: string | null
  name: string | null
  case: string | null
}

/** A group of people, and what it owes. */
interface GroupRow {
  id: string
  name: string
  open: number
  overdue: number
}
export interface TeamRow extends GroupRow {
  signedIn: number
  /** Contacts of the day, and the figures of all its agents from their summed times. */
  handled: number
  ahtSec: number | null
  occupancy: number | null
  /** Messages per lead today: how many reached each lead of the team outside the screen in the site's day. */
  messages: { person: string; name: string; count: number }[]
}
export interface DepartmentRow extends GroupRow {
  medianReturnSec: number | null
  /** How often it sent something back or on, today. */
  bounced: number
  /** Of what was due and came back today or is overdue, the share that came back in time; null: nothing was due. */
  keptShare: number | null
}

export interface NoticeRow {
  id: string
  text: string
  postedAt: InstantText
  /** The person who posted it; null: a feed or a token did. */
  postedBy: string | null
  until: InstantText | null
  queues: string[]
  /** The incident that it is about, and how many contacts belong to that by now. */
  case: string | null
  contacts: number | null
}

export interface AlertRow {
  id: string
  rule: string
  severity: Severity
  subject: string
  case: string | null
  title: Record<string, string>
  team: string | null
  state: 'open' | 'acked' | 'snoozed' | 'resolved'
  step: number
  raisedAt: InstantText
  dueAt: InstantText | null
  ackedBy: string | null
  ackedAt: InstantText | null
  /** Who was called upon because of it, each person's last call: `loud` ones are to be heard on their screens. */
  told: AlertRecipient[]
  /** Its case, else the call or callback that it is about, as the reader may know it; null: there is none, or none of theirs. */
  about: AlertCase | null
}

export interface AlertRecipient {
  person: string
  at: InstantText
  how: 'loud' | 'soft' | 'silent'
}

export interface RowTypes {
  queue: QueueRow
  board: BoardRow
  agent: AgentRow
  contact: ContactRow
  callback: CallbackRow
  recovery: RecoveryRow
  outcome: OutcomeRow
  case: CaseRow
  promise: PromiseRow
  handoff: HandoffRow
  approval: ApprovalRow
  assist: AssistRow
  allowance: AllowanceRow
  team: TeamRow
  department: DepartmentRow
  notice: NoticeRow
  alert: AlertRow
  feed: FeedRow
}
export type RowType = keyof RowTypes
export type AnyRow = RowTypes[RowType]

export const rowTypes = [
  'queue',
  'board',
  'agent',
  'contact',
  'callback',
  'recovery',
  'outcome',
  'case',
  'promise',
  'handoff',
  'approval',
  'assist',
  'allowance',
  'team',
  'department',
  'notice',
  'alert',
  'feed',
] as const satisfies readonly RowType[]

/**
 * Rows say the same instants again and again, and to write one costs more than all else in a row: the last ones are
 * kept, one at each place. A prime, so that instants of full seconds have places of their own.
 */
const TEXTS = 8_191
const textOf = new Float64Array(TEXTS).fill(Number.NaN)
const texts: InstantText[] = []

/** An instant as rows carry it. */
export function instantText(ms: number): InstantText {
  const place = Math.abs(ms) % TEXTS
  if (textOf[place] !== ms) {
    texts[place] = new Date(ms).toISOString()
    textOf[place] = ms
  }
  return texts[place] ?? new Date(ms).toISOString()
}

/** The same of an instant that there may not be. */
export function instantTextOrNull(ms: number | null): InstantText | null {
  return ms === null ? null : instantText(ms)
}
