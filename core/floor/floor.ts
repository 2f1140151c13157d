import type { AgentInterval } from '../agents/agent-intervals.ts'
import type { NamedAlert, OpenRun } from '../alerts/alert-projection.ts'
import type { AlertEvent } from '../alerts/alert-state.ts'
import type { PendingRuleEvent } from '../alerts/rule-outbox.ts'
import type { CallbackCrowd } from '../cases/callback-attempts/callback-calls.ts'
import type { FloorEvent, LogEntry } from '../event/event.ts'
import type { BrokenInvariant } from '../invariants/broken-invariants.ts'
import type { ReceiptProjection } from '../notify/receipt-projection.ts'
import type { IntervalRecord } from '../queues/queue-live.ts'
import type { QueueRow, RowType, RowTypes } from '../rows/row.ts'
import type { EmittedTransition } from '../rules/transition-key.ts'
import type { ClockWhy } from '../rules/why.ts'
import type { Site } from '../site/site-schema.ts'

/** Which rows may differ since the last call of `takeChanged`. */
export type Changed = Map<RowType, Set<string>>

const eventSubjects = [
  'contact',
  'notice',
  'case',
  'promise',
  'handoff',
  'approval',
  'assist',
  'callback',
] as const

/** What the floor keeps the events of. */
export type EventSubject = (typeof eventSubjects)[number]

/** Whether entities of this type have events of their own. */
export function isEventSubject(type: string): type is EventSubject {
  return eventSubjects.some((subject) => subject === type)
}

/**
 * The floor: everything that the log says, folded. The same in every process, live and in replay.
 * It never reads a clock: `apply` and `advance` say what time it is.
 */
export interface Floor {
  /** Log position folded up to. */
  readonly pos: string
  /**
   * The latest instant told by `advance` or an entry's receipt, ms since 1970; it goes back only where the log says
   * that the clock did (`clock.stepped`).
   */
  readonly now: number
  /** The site file in force (from `config.applied`). */
  readonly site: Site
  /**
   * Folds one entry. What comes late for an entity of very many events, again and again, is folded with a delay in
   * proportion to their number (`pace.ts`), and if there are hundreds, in pieces (`long-folds.ts`): `nextInstant` says
   * when; till then it stands as it was, and so does what the rules say of it. Of fewer events, `row` gives it as it is,
   * and what shows it in sum follows. Entries must come in order of their
   * position; an earlier one is ignored. The event is the floor's own from then
   * on: nothing is written into it, but that it loses what is erased later.
   */
  apply(entry: LogEntry): void
  /** Lets time pass to `now` (ms): everything that time alone changes happens at its exact instant. */
  advance(now: number): void
  /** Folds all that waits, whatever it costs. */
  settle(): void
  /** Folds some of what waits, a few milliseconds of a processor; false: nothing waits. */
  settleSome(): boolean
  /** The next instant (ms) at which time alone may change a row, or null. */
  nextInstant(): number | null
  /**
   * The next instant (ms) at which something that waits for it is folded again, or a piece of it, or null. Who lets much
   * time pass at once does so up to each of these, and looks at the clock in between.
   */
  nextRefold(): number | null
  /** A row as it is at (pos, now), phone and name unmasked; null if there is none. A new object at each change. */
  row<T extends RowType>(type: T, id: string): RowTypes[T] | null
  /** The ids of all rows of a type. */
  ids(type: RowType): Iterable<string>
  /** Which rows may have changed since this was last called, and forgets them. */
  takeChanged(): Changed
  /** Invariants of the fold that were seen broken since this was last called: faults of ours, each told once. */
  takeBroken(): BrokenInvariant[]
  /** What the rules said since this was last called, in order; empty unless the floor was made to keep it. */
  takeTransitions(): EmittedTransition[]
  /** What the log is still to say of what the rules say of cases and what belongs to them, by the event's id. */
  pendingRuleEvents(): ReadonlyMap<string, PendingRuleEvent>
  /**
   * Subjects of rules ("case/C1") whose next instant may be another since this was last called, with that instant
   * (ms; null: none); empty unless the floor was made to keep lines.
   */
  takeInstants(): ReadonlyMap<string, number | null>
  /**
   * Whether a row hangs on a feed that is not heard, so that it may not be so any more: a queue, board or agent by its
   * queues, a contact by its queue, a team by its agents, the site by all queues.
   */
  isUnsure(type: RowType | 'site', id: string): boolean
  /** The figures of the whole site, like a board over all queues, with what belongs to no queue. */
  wholeSite(): QueueRow
  /** Runs of rules that the log says are breached and that have not ended. */
  openRuns(): Iterable<OpenRun>
  /** The alert behind a row of that type, with what made it speak up; null if there is none. */
  alert(id: string): NamedAlert | null
  /** What was said of an alert and done about it, in order. */
  alertEvents(id: string): readonly AlertEvent[]
  /** The alerts of a conversation (`case/<id>`, `alert/<id>`) that have a row. */
  alertsIn(conversation: string): string[]
  /** Who was called upon because of alerts and hand-offs, and what became of it. */
  readonly receipts: Pick<
    ReceiptProjection,
    'escalationSteps' | 'deliveries' | 'outcomes' | 'interruptions' | 'messagesSince' | 'swaps'
  >
  /** A case and what belongs to it: promises, hand-offs, approvals, callbacks, contacts. */
  aggregate(caseId: string): { type: string; id: string }[]
  /** Everything heard of a contact, a notice or an entity of the case side in order, as far as it is still held. */
  eventsOf(type: EventSubject, id: string): readonly FloorEvent[]
  /** How many open cases and callbacks an agent has; 0 for one that is not known. */
  openWork(agent: string): number
  /** What is known of a customer: contacts of the last 48 hours, and cases. */
  ofCustomer(customer: string): { contacts: readonly string[]; cases: readonly string[] }
  /** How much the customer of most callbacks, and of most calls since one of them was asked for, has of each (`limits`). */
  callbackCrowd(): CallbackCrowd
  /** Openings of a case and its aggregate that came after the first and changed nothing, in order. */
  repeats(caseId: string): FloorEvent[]
  /** Every event of a case and its aggregate in order, what was derived included. */
  timeline(caseId: string): FloorEvent[]
  /** Why the deadlines of a case's and its aggregate's clocks are what they are: start, times counted, pauses, due. */
  why(caseId: string): ClockWhy[]
  /** The floor as texts without line breaks, for `loadFloor`. It must not be folded on before the last was taken. */
  save(): Iterable<string>
  /** 15-minute records of a queue whose intervals begin in [from, to), oldest first. */
  intervals(queue: string, from: number, to: number): { start: number; record: IntervalRecord }[]
  /** The same of an agent: legs that began in the interval. */
  agentIntervals(agent: string, from: number, to: number): AgentInterval[]
}
