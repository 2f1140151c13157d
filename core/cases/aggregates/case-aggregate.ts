import { compareEvents, type EventOfType, type FloorEvent } from '../../event/event.ts'
import type { RuleTransition } from '../../rules/rule-transition.ts'
import { NEVER_FOLDED, type Paced } from '../../time/pace.ts'
import type { CaseMetric } from '../entities/case/case-metrics.ts'
import { type Kind, kindOfEvent, type StateOf } from '../entities/entity.ts'
import type { RuleSubject } from '../judging/judging.ts'

/** What an entity of any kind has. */
interface EntityBase {
  readonly id: string
  /** Both: "case/C1". */
  readonly key: string
  /** Every event about it, sorted, what was derived included. */
  own: FloorEvent[]
  /** Openings that came after the first in order, sorted: they change nothing. */
  repeats: readonly FloorEvent[]
  /** What was taken back, with what took it back, sorted: it changes nothing. */
  withdrawn: readonly FloorEvent[]
  /** The event by which a case went into another one, as long as that stands. */
  merge: EventOfType<'case.merged'> | null
  /** The cases that it belongs to by what names it, its home last; none: the main one of its aggregate. */
  named: readonly string[]
  known: boolean
  /** The aggregate it is judged in; null while it stands alone and no rule has a word on it. */
  aggregate: CaseAggregate | null
  /** Other aggregates whose case hears it: a contact may be named by several cases. */
  linkedTo: readonly CaseAggregate[]
  subject: RuleSubject | null
  /** The last instant at which its rules were judged, or said something by time alone. */
  through: number
  /** The time of its last event that was played. */
  applied: number
  /** What had been said of it before its aggregate's events were put in another order. */
  emittedBefore: RuleTransition[] | null
  /** Receipt of its latest event. */
  receivedAt: number
  /** When time alone next changes it (ms), as it was noted last; of one that is hot. */
  dueAt: number | null
  /** What it adds to the figures, as it was counted last; of a case that is hot, null: not known. */
  metric: CaseMetric | null
}

/** Something of one kind that events are about, with all that was heard of it. */
export type EntityOf<K extends Kind> = K extends Kind
  ? EntityBase & {
      readonly kind: K
      /** What its played events amount to; null before. */
      state: StateOf[K] | null
    }
  : never

/** Something that events are about: a case, a promise, a contact … with all that was heard of it. */
export type Entity = EntityOf<Kind>

/**
 * A case with its promises, hand-offs, approvals, callbacks and contacts, and with the cases that went into it and
 * theirs; or one entity without a case.
 */
export interface CaseAggregate {
  /** The case, or the one entity. A case that members name may not have been heard of yet. */
  main: Entity
  members: readonly Entity[]
  linkedContacts: readonly Entity[]
  /** Those of its members that are cases: they went into the main one, or into each other. */
  merged: readonly Entity[]
  isPlayed: boolean
  /** Members whom a rule has begun to watch. */
  watched: Entity[]
  /** What is to be done before anybody looks: nothing, to play `pending`, or to play all again. */
  stale: 'no' | 'append' | 'rebuild'
  pending: FloorEvent[]
  /** Whose all that is pending is; null: of several. */
  pendingOf: Entity | null
  /** What it cost to play all of it, when that was done last. */
  paced: Paced
  /** How many events were played, as far as that was counted: one that comes back from a snapshot begins at none. */
  playedCount: number
  /** What was said of whom; null: not known. */
  emitted: Map<Entity, RuleTransition[]> | null
}

/** Most aggregates are small and most lists empty: the empty ones are shared. */
const NOBODY: readonly Entity[] = []
const NOWHERE: readonly CaseAggregate[] = []
export const NOTHING: readonly FloorEvent[] = []
export const NOT_NAMED: readonly string[] = []
/** Nothing is pending: never added to. */
export const NONE_PENDING: FloorEvent[] = []

/** How an entity is named among all kinds: `case/C1`. */
export function keyOf(kind: Kind, id: string): string {
  return `${kind}/${id}`
}

export function newEntity(kind: Kind, id: string): Entity {
  return {
    kind,
    id,
    key: keyOf(kind, id),
    own: [],
    repeats: NOTHING,
    withdrawn: NOTHING,
    merge: null,
    named: NOT_NAMED,
    known: false,
    aggregate: null,
    linkedTo: NOWHERE,
    state: null,
    subject: null,
    through: Number.NEGATIVE_INFINITY,
    applied: Number.NEGATIVE_INFINITY,
    emittedBefore: null,
    receivedAt: 0,
    dueAt: null,
    metric: null,
  }
}

export function newAggregate(main: Entity): CaseAggregate {
  const aggregate: CaseAggregate = {
    main,
    members: NOBODY,
    linkedContacts: NOBODY,
    merged: NOBODY,
    isPlayed: false,
    watched: [],
    stale: 'no',
    pending: NONE_PENDING,
    pendingOf: null,
    paced: NEVER_FOLDED,
    playedCount: 0,
    emitted: null,
  }
  main.aggregate = aggregate
  return aggregate
}

/** Who is judged in an aggregate: its main entity and the members. */
export function membersOf(aggregate: CaseAggregate): Entity[] {
  return [aggregate.main, ...aggregate.members]
}

/** Whom of so few an event is about is told sooner than it is looked up among all. */
const SMALL = 6

/** Whether an aggregate consists of so few that they are looked through one by one. */
export function isSmall({ members, linkedContacts }: CaseAggregate): boolean {
  return members.length + linkedContacts.length <= SMALL
}

/** Whom of an aggregate an event is about. */
export function inAggregate(
  { main, members, linkedContacts }: CaseAggregate,
  { type, subject }: FloorEvent,
): Entity | null {
  const kind = kindOfEvent(type)
  if (main.id === subject && main.kind === kind) return main
  for (const one of members) if (one.id === subject && one.kind === kind) return one
  for (const one of linkedContacts) if (one.id === subject && one.kind === kind) return one
  return null
}

/** How many events were heard in an aggregate; of very many, no fewer than `most`. */
export function lengthOf(
  { main, members, linkedContacts }: CaseAggregate,
  most = Number.POSITIVE_INFINITY,
): number {
  let length = main.own.length
  for (const list of [members, linkedContacts])
    for (const { own } of list) {
      if (length >= most) return length
      length += own.length
    }
  return length
}

const NONE: ReadonlySet<FloorEvent> = new Set()

/** Everything heard in an aggregate, in order. */
export function eventsOf(aggregate: CaseAggregate, without: ReadonlySet<FloorEvent> = NONE): FloorEvent[] {
  const events: FloorEvent[] = []
  for (const entity of [...membersOf(aggregate), ...aggregate.linkedContacts])
    for (const event of entity.own) if (!without.has(event)) events.push(event)
  const isSorted = aggregate.members.length === 0 && aggregate.linkedContacts.length === 0
  return isSorted ? events : events.sort(compareEvents)
}
