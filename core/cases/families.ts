import { compareEvents, type FloorEvent, insertEvent } from '../event.ts'
import type { Line } from '../rules/rule-line.ts'
import { isParty, makes } from './entity.ts'
import { type Entity, type Family, NOTHING } from './family.ts'
import type { Judging } from './judging.ts'
import { corrections, type SaidLine } from './line-key.ts'
import { type Played, play, playChange, type Stage } from './play.ts'

export interface FamiliesContext {
  readonly judging: Judging
  /** The instant up to which time has passed: everything due until then has been said. */
  now(): number
  find(event: FloorEvent): Entity | undefined
  say(line: SaidLine): void
  /** The entity, or what is seen of it, may have changed. */
  touched(entity: Entity): void
}

/** Plays families: in-order events shortly, others by playing the family again and saying the difference. */
export interface Families {
  /** Puts an event at its place in its entity. False: it was there already. */
  insert(entity: Entity, event: FloorEvent): boolean
  remove(entity: Entity, event: FloorEvent): void
  /** Takes up an entity that comes with its events: all of them are to be played. */
  admit(entity: Entity): void
  /** A family is no more. */
  discard(family: Family): void
  /** Makes the entity at home in one family, a guest in others, and a stranger to all else. */
  move(entity: Entity, home: Family | null, guestIn: readonly Family[]): void
  /** Plays what is not yet played. */
  flush(): void
  /** Time alone reached an instant that an entity waited for. */
  pass(entity: Entity, at: number): void
  /** Another rule set is about to come into force: what was played beyond its instant is to be played again. */
  beforeChange(families: Iterable<Family>, at: number): void
  /** The rule set is in force from this instant. */
  change(families: Iterable<Family>, at: number): void
}

const NEVER = Number.NEGATIVE_INFINITY
const NONE: ReadonlySet<FloorEvent> = new Set()

/** Who is judged in a family: its main entity and the members. */
export function homesOf(family: Family): Entity[] {
  return [family.main, ...family.members]
}

/** Everything heard in a family, in order. */
export function eventsOf(family: Family, without: ReadonlySet<FloorEvent> = NONE): FloorEvent[] {
  const events: FloorEvent[] = []
  for (const entity of [...homesOf(family), ...family.guests])
    for (const event of entity.own) if (!without.has(event)) events.push(event)
  return events.sort(compareEvents)
}

/** Whether a sorted list holds an event already. */
function holds(list: readonly FloorEvent[], event: FloorEvent): boolean {
  for (let index = list.length - 1; index >= 0; index--) {
    const order = compareEvents(list[index]!, event)
    if (order <= 0) return order === 0
  }
  return false
}

export function createFamilies(context: FamiliesContext): Families {
  const { judging, find, now } = context
  const stale = new Set<Family>()

  function sayIn(family: Family, line: Line): void {
    family.through = Math.max(family.through, line.at)
    context.say(line)
  }

  /** Says what time alone makes true of a subject by now. */
  function passNow(played: Played, say: (line: Line) => void): void {
    if (played.subject !== null) judging.pass(played.subject, Math.max(now(), played.through), say)
  }

  /** Whom an event is about: what a customer or an agent hears is about them. */
  function finderOf({ main }: Family): Stage['find'] {
    return isParty(main.kind) ? () => main : find
  }

  /** Plays a family from its beginning onto `of`; gives what is said of whom until now, and the last instant. */
  function playAll(family: Family, of: Stage['of'], events: readonly FloorEvent[]) {
    const lines = new Map<Entity, Line[]>(homesOf(family).map((entity) => [entity, []]))
    const say = (entity: Entity, line: Line) => {
      lines.get(entity)?.push(line)
    }
    const stage = { family, judging, find: finderOf(family), of, say, heard: () => {} }
    const through = play(stage, events, NEVER)
    for (const entity of lines.keys()) passNow(of(entity), (line) => say(entity, line))
    return { lines, through }
  }

  /** Notes what has been said of a family, by playing it once more as it was, apart from the entities. */
  function remember(family: Family): void {
    const apart = new Map<Entity, Played>()
    const of = (entity: Entity) => {
      let played = apart.get(entity)
      if (played === undefined) {
        played = { state: null, subject: null, through: NEVER }
        apart.set(entity, played)
      }
      return played
    }
    const { lines } = playAll(family, of, eventsOf(family, new Set(family.pending)))
    for (const [entity, its] of lines) entity.saidBefore = its
  }

  /** All of the family is to be played again; what was said is noted before anything changes. */
  function spoil(family: Family): void {
    if (family.stale === 'rebuild') return
    if (family.through > NEVER) remember(family)
    family.stale = 'rebuild'
    family.pending = NOTHING
    stale.add(family)
  }

  function append(family: Family, events: readonly FloorEvent[]): void {
    if (family.stale === 'rebuild') return
    family.stale = 'append'
    family.pending = [...family.pending, ...events]
    stale.add(family)
  }

  function rebuild(family: Family): void {
    for (const entity of homesOf(family)) {
      entity.state = null
      entity.subject = null
      entity.through = NEVER
    }
    const played = playAll(family, (its) => its, eventsOf(family))
    family.through = played.through
    for (const [entity, lines] of played.lines) {
      for (const line of corrections(entity.saidBefore ?? [], lines)) context.say(line)
      for (const line of lines) family.through = Math.max(family.through, line.at)
      entity.saidBefore = null
      context.touched(entity)
    }
  }

  function playPending(family: Family): void {
    const events = family.pending.length > 1 ? [...family.pending].sort(compareEvents) : family.pending
    const heard = new Set<Entity>()
    const since = family.through
    const say = (_: Entity, line: Line) => sayIn(family, line)
    const through = play(
      { family, judging, find: finderOf(family), of: (its) => its, say, heard: (its) => heard.add(its) },
      events,
      since,
    )
    family.through = Math.max(family.through, through)
    for (const entity of heard) {
      passNow(entity, (line) => sayIn(family, line))
      context.touched(entity)
    }
  }

  function settle(family: Family): void {
    const how = family.stale
    if (how === 'rebuild') rebuild(family)
    else if (how === 'append') playPending(family)
    family.stale = 'no'
    family.pending = NOTHING
  }

  /** Whether what the family has played is not enough once this event makes its entity known. */
  function needsHistory(family: Family, entity: Entity, event: FloorEvent): boolean {
    if (entity.known || !makes(entity.kind, event.type)) return false
    return entity.own.length > 0 || (family.main === entity && family.through > NEVER)
  }

  function leave(family: Family, entity: Entity): void {
    spoil(family)
    family.members = family.members.filter((other) => other !== entity)
    family.guests = family.guests.filter((other) => other !== entity)
    // A family that consisted of the one entity is no more.
    if (family.main === entity) stale.delete(family)
  }

  function join(family: Family, entity: Entity, place: 'members' | 'guests'): void {
    const isFresh = entity.state === null && entity.saidBefore === null
    const isLater = entity.own.every((event) => event.time > family.through)
    const begunBefore = family.main.own.some(
      (event) => event.time <= family.through && judging.begins(entity.kind, event.type),
    )
    if (!isFresh || !isLater || begunBefore) spoil(family)
    if (family.main !== entity) family[place] = [...family[place], entity]
    append(family, entity.own)
  }

  function move(entity: Entity, home: Family | null, guestIn: readonly Family[]): void {
    const before = entity.family
    const gone = entity.guestIn.filter((family) => !guestIn.includes(family))
    const come = guestIn.filter((family) => !entity.guestIn.includes(family))
    if (before === home && gone.length === 0 && come.length === 0) return
    for (const family of gone) leave(family, entity)
    if (before !== home && before !== null) leave(before, entity)
    entity.family = home
    if (gone.length > 0 || come.length > 0) entity.guestIn = [...guestIn]
    if (before !== home && home !== null) join(home, entity, 'members')
    for (const family of come) join(family, entity, 'guests')
  }

  return {
    insert(entity, event) {
      if (holds(entity.own, event)) return false
      const families = entity.family === null ? entity.guestIn : [entity.family, ...entity.guestIn]
      for (const family of families)
        if (event.time <= family.through || needsHistory(family, entity, event)) spoil(family)
      insertEvent(entity.own, event)
      entity.known ||= makes(entity.kind, event.type)
      for (const family of families) append(family, [event])
      return true
    },
    remove(entity, event) {
      for (const family of [entity.family, ...entity.guestIn]) if (family !== null) spoil(family)
      entity.own = entity.own.filter((other) => compareEvents(other, event) !== 0)
      entity.known = isParty(entity.kind) || entity.own.some((other) => makes(entity.kind, other.type))
    },
    admit(entity) {
      if (entity.family !== null) append(entity.family, entity.own)
    },
    discard(family) {
      stale.delete(family)
    },
    move,
    flush() {
      for (const family of stale) settle(family)
      stale.clear()
    },
    pass(entity, at) {
      const { family, subject } = entity
      if (family === null || subject === null) return
      family.through = Math.max(family.through, at)
      entity.through = Math.max(entity.through, at)
      judging.pass(subject, at, (line) => sayIn(family, line))
    },
    beforeChange(families, at) {
      for (const family of families) if (family.through >= at) spoil(family)
    },
    change(families, at) {
      for (const family of families) {
        if (family.through === NEVER || family.stale === 'rebuild') continue
        const say = (_: Entity, line: Line) => sayIn(family, line)
        playChange({ family, judging, find, of: (its) => its, say, heard: () => {} }, at)
        family.through = at
        for (const entity of homesOf(family)) {
          passNow(entity, (line) => sayIn(family, line))
          context.touched(entity)
        }
      }
    },
  }
}
