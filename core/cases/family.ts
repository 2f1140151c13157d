import { compareEvents, type FloorEvent } from '../event.ts'
import { NEVER_FOLDED, type Paced } from '../pace.ts'
import type { Line } from '../rules/rule-line.ts'
import { type Kind, kindOfEvent, type StateOf } from './entity.ts'
import type { CaseFigure } from './figures.ts'
import type { Subject } from './judging.ts'

/** Something that events are about: a case, a promise, a contact … with all that was heard of it. */
export interface Entity {
  readonly kind: Kind
  readonly id: string
  /** Both: "case/C1". */
  readonly key: string
  /** Every event about it, sorted, what was derived included. */
  own: FloorEvent[]
  /** Openings that came after the first in order, sorted: they change nothing. */
  repeats: readonly FloorEvent[]
  known: boolean
  /** The family it is judged in; null while it stands alone and no rule has a word on it. */
  family: Family | null
  /** Other families whose case hears it: a contact may be named by several cases. */
  guestIn: readonly Family[]
  /** What its played events amount to; null before. */
  state: StateOf[Kind] | null
  subject: Subject | null
  /** The last instant at which its rules were judged, or said something by time alone. */
  through: number
  /** The time of its last event that was played. */
  applied: number
  /** What had been said of it before its family's events were put in another order. */
  saidBefore: Line[] | null
  /** Receipt of its latest event. */
  heardAt: number
  /** When time alone next changes it (ms), as it was noted last; of one that is awake. */
  lookAt: number | null
  /** What it adds to the figures, as it was counted last; of a case that is awake, null: not known. */
  figure: CaseFigure | null
}

/** A case with its promises, hand-offs, approvals, callbacks and contacts; or one entity without a case. */
export interface Family {
  /** The case, or the one entity. A case that members name may not have been heard of yet. */
  main: Entity
  members: readonly Entity[]
  guests: readonly Entity[]
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
  /** What was said of whom when all was played last; null: not known, or more was said since. */
  said: ReadonlyMap<Entity, Line[]> | null
}

/** Most families are small and most lists empty: the empty ones are shared. */
const NOBODY: readonly Entity[] = []
const NOWHERE: readonly Family[] = []
export const NOTHING: readonly FloorEvent[] = []
/** Nothing is pending: never added to. */
export const NONE_PENDING: FloorEvent[] = []

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
    known: false,
    family: null,
    guestIn: NOWHERE,
    state: null,
    subject: null,
    through: Number.NEGATIVE_INFINITY,
    applied: Number.NEGATIVE_INFINITY,
    saidBefore: null,
    heardAt: 0,
    lookAt: null,
    figure: null,
  }
}

export function newFamily(main: Entity): Family {
  const family: Family = {
    main,
    members: NOBODY,
    guests: NOBODY,
    isPlayed: false,
    watched: [],
    stale: 'no',
    pending: NONE_PENDING,
    pendingOf: null,
    paced: NEVER_FOLDED,
    said: null,
  }
  main.family = family
  return family
}

/** Who is judged in a family: its main entity and the members. */
export function homesOf(family: Family): Entity[] {
  return [family.main, ...family.members]
}

/** Whom of so few an event is about is told sooner than it is looked up among all. */
const SMALL = 6

export function isSmall({ members, guests }: Family): boolean {
  return members.length + guests.length <= SMALL
}

/** Whom of a family an event is about. */
export function inFamily({ main, members, guests }: Family, { type, subject }: FloorEvent): Entity | null {
  const kind = kindOfEvent(type)
  if (main.id === subject && main.kind === kind) return main
  for (const one of members) if (one.id === subject && one.kind === kind) return one
  for (const one of guests) if (one.id === subject && one.kind === kind) return one
  return null
}

const NONE: ReadonlySet<FloorEvent> = new Set()

/** Everything heard in a family, in order. */
export function eventsOf(family: Family, without: ReadonlySet<FloorEvent> = NONE): FloorEvent[] {
  const events: FloorEvent[] = []
  for (const entity of [...homesOf(family), ...family.guests])
    for (const event of entity.own) if (!without.has(event)) events.push(event)
  const isSorted = family.members.length === 0 && family.guests.length === 0
  return isSorted ? events : events.sort(compareEvents)
}
