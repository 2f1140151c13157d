import { compareEvents, type FloorEvent, heldEvent, insertEvent } from '../event.ts'
import { createWaiting, foldableFrom, isCheap } from '../pace.ts'
import type { Line } from '../rules/rule-line.ts'
import { isParty, makes } from './entity.ts'
import { type Entity, eventsOf, type Family, homesOf, inFamily, isSmall, NONE_PENDING } from './family.ts'
import type { Judging } from './judging.ts'
import { createLateness } from './lateness.ts'
import { corrections, type SaidLine } from './line-key.ts'
import { isIdleOfContact, type Played, play, playChange, type Stage } from './play.ts'

export interface FamiliesContext {
  readonly judging: Judging
  /** The instant up to which time has passed: everything due until then has been said. */
  now(): number
  find(event: FloorEvent): Entity | undefined
  contact(id: string): Entity | undefined
  say(line: SaidLine): void
  /** The entity, or what is seen of it, may have changed. */
  touched(entity: Entity): void
}

/** Plays families: in-order events shortly, others by playing the family again and saying the difference. */
export interface Families {
  /** Puts an event at its place in its entity. False: it was there already. */
  insert(entity: Entity, event: FloorEvent): boolean
  remove(entity: Entity, event: FloorEvent): void
  /** Puts an event in the place of another of the same name and time. */
  replace(entity: Entity, before: FloorEvent, after: FloorEvent): void
  /** Takes up an entity that comes with its events: all of them are to be played. */
  admit(entity: Entity): void
  /** A family is no more. */
  discard(family: Family): void
  /** Makes the entity at home in one family, a guest in others, and a stranger to all else. */
  move(entity: Entity, home: Family | null, guestIn: readonly Family[]): void
  /** Plays what is not yet played, but for what costs much and was played a short while ago: that waits. */
  flush(): void
  /** Plays all that waits; of one family: that one. */
  settle(family?: Family): void
  /** When (ms) what waits is to be played, or null. */
  next(): number | null
  /** Time alone reached an instant that an entity waited for. */
  pass(entity: Entity, at: number): void
  /** Plays a family that is up to date once more, apart from its entities; nothing of it is said. */
  rehearse(family: Family): void
  /** Another rule set is about to come into force: what was played beyond its instant is to be played again. */
  beforeChange(families: Iterable<Family>, at: number): void
  /** The rule set is in force from this instant. */
  change(families: Iterable<Family>, at: number): void
}

const NEVER = Number.NEGATIVE_INFINITY
const ITSELF: Stage['of'] = (entity) => entity

export function createFamilies(context: FamiliesContext): Families {
  const { judging, find, now } = context
  const stale = new Set<Family>()
  const waiting = createWaiting<Family>(({ paced }) => paced)
  const { needsHistory, isLate, missedSome } = createLateness(judging)
  const isIdle = judging.remembered(
    (type) => isIdleOfContact(type) && !judging.listens('contact', type) && !judging.listens('case', type),
  )

  function sayOf(entity: Entity, line: Line): void {
    entity.through = Math.max(entity.through, line.at)
    if (entity.family !== null) entity.family.said = null
    context.say(line)
  }

  /** A stage on which entities themselves are played. */
  function stageOf(family: Family, heard: Set<Entity> | null): Stage {
    const { contact } = context
    const { watched } = family
    return { family, judging, contact, watched, find: finderOf(family), of: ITSELF, say: sayOf, heard }
  }

  /** Says what time alone makes true of a subject by now. */
  function passNow(played: Played, say: (line: Line) => void): void {
    if (played.subject !== null) judging.pass(played.subject, Math.max(now(), played.through), say)
  }

  /** Whom an event is about: what a customer or an agent hears is about them. */
  function finderOf(family: Family): Stage['find'] {
    const { main } = family
    if (isParty(main.kind)) return () => main
    return isSmall(family) ? (event) => inFamily(family, event) ?? find(event) : find
  }

  /** Plays a family from its beginning onto `of`; gives what is said of whom until now. */
  function playAll(family: Family, of: Stage['of'], watched: Entity[], events: readonly FloorEvent[]) {
    const lines = new Map<Entity, Line[]>(homesOf(family).map((entity) => [entity, []]))
    const say = (entity: Entity, line: Line) => {
      lines.get(entity)?.push(line)
    }
    play({ ...stageOf(family, null), of, say, watched }, events, false)
    for (const entity of lines.keys()) passNow(of(entity), (line) => say(entity, line))
    return lines
  }

  /** Plays a family once more, apart from its entities; gives what is said of whom. */
  function playApart(family: Family, without?: ReadonlySet<FloorEvent>) {
    const apart = new Map<Entity, Played>()
    const of = (entity: Entity) => {
      let played = apart.get(entity)
      if (played === undefined) {
        played = { state: null, subject: null, through: NEVER }
        apart.set(entity, played)
      }
      return played
    }
    return playAll(family, of, [], eventsOf(family, without))
  }

  /** Notes what has been said of a family: by playing it once more as it was, unless that is known. */
  function remember(family: Family): void {
    for (const [entity, its] of family.said ?? playApart(family, new Set(family.pending)))
      entity.saidBefore = its
    family.said = null
  }

  /** All of the family is to be played again; what was said is noted before anything changes. */
  function spoil(family: Family): void {
    if (family.stale === 'rebuild') return
    if (family.isPlayed) remember(family)
    family.stale = 'rebuild'
    family.pending = NONE_PENDING
    family.pendingOf = null
    stale.add(family)
  }

  function append(family: Family, entity: Entity, events: readonly FloorEvent[]): void {
    if (family.stale === 'rebuild') return
    family.pendingOf = family.pending.length === 0 || family.pendingOf === entity ? entity : null
    if (family.pending.length === 0) family.pending = events.slice()
    else for (const event of events) family.pending.push(event)
    if (family.stale === 'append') return
    family.stale = 'append'
    stale.add(family)
  }

  /** Whether a family that is up to date need not hear an event, wherever that belongs. */
  function passesBy({ isPlayed, stale }: Family, { kind }: Entity, { type }: FloorEvent): boolean {
    return kind === 'contact' && stale === 'no' && isPlayed && isIdle(type)
  }

  /** Notes what was said of a family before an event, if that means to play it again. */
  function expect(family: Family, entity: Entity, event: FloorEvent): void {
    if (family.stale === 'rebuild') return
    if (passesBy(family, entity, event)) return
    if (isLate(family, entity, event) || needsHistory(family, entity, event)) spoil(family)
  }

  function hear(family: Family, entity: Entity, event: FloorEvent): void {
    if (!passesBy(family, entity, event)) append(family, entity, [event])
    else if (entity.known) entity.applied = Math.max(entity.applied, event.time)
  }

  function rebuild(family: Family): void {
    for (const entity of homesOf(family)) {
      entity.state = null
      entity.subject = null
      entity.through = NEVER
    }
    family.watched = []
    const events = eventsOf(family)
    const played = playAll(family, ITSELF, family.watched, events)
    family.paced = { steps: events.length, foldedAt: now() }
    family.said = isCheap(events.length) ? null : played
    for (const guest of family.guests) noteApplied(guest)
    for (const [entity, lines] of played) {
      for (const line of corrections(entity.saidBefore ?? [], lines)) context.say(line)
      for (const line of lines) entity.through = Math.max(entity.through, line.at)
      entity.saidBefore = null
      noteApplied(entity)
      context.touched(entity)
    }
  }

  function noteApplied(entity: Entity): void {
    entity.applied = (entity.known ? entity.own.at(-1)?.time : undefined) ?? NEVER
  }

  function playPending(family: Family): void {
    const { pending, pendingOf } = family
    const events = pending.length > 1 ? [...pending].sort(compareEvents) : pending
    const heard = new Set<Entity>()
    const stage = stageOf(family, heard)
    // Nearly always all is of one entity, which need not be looked for.
    if (pendingOf !== null) stage.find = () => pendingOf
    play(stage, events, family.isPlayed)
    for (const event of events) {
      const entity = stage.find(event)
      if (entity?.known) entity.applied = Math.max(entity.applied, event.time)
    }
    for (const entity of heard) {
      if (entity.subject !== null) passNow(entity, (line) => sayOf(entity, line))
      context.touched(entity)
    }
  }

  function catchUp(family: Family): void {
    const how = family.stale
    if (how === 'rebuild') rebuild(family)
    else if (how === 'append') playPending(family)
    family.stale = 'no'
    family.isPlayed = true
    family.pending = NONE_PENDING
    family.pendingOf = null
  }

  /** Plays what may be played now; what costs too much waits. */
  function flush(): void {
    for (const family of waiting.take(now())) stale.add(family)
    // Emptying a set that is empty costs as much as an event.
    if (stale.size === 0) return
    for (const family of stale) {
      if (family.stale === 'rebuild' && foldableFrom(family.paced) > now()) waiting.add(family)
      else catchUp(family)
    }
    stale.clear()
  }

  function settle(family?: Family): void {
    if (family === undefined) {
      for (const one of waiting.take()) catchUp(one)
      return
    }
    if (!waiting.has(family)) return
    waiting.delete(family)
    catchUp(family)
  }

  function forget(family: Family): void {
    stale.delete(family)
    waiting.delete(family)
  }

  function leave(family: Family, entity: Entity): void {
    spoil(family)
    family.members = family.members.filter((other) => other !== entity)
    family.guests = family.guests.filter((other) => other !== entity)
    family.watched = family.watched.filter((other) => other !== entity)
    // A family that consisted of the one entity is no more.
    if (family.main === entity) forget(family)
  }

  function join(family: Family, entity: Entity, place: 'members' | 'guests'): void {
    const isFresh = entity.state === null && entity.saidBefore === null
    if (!isFresh || missedSome(family, entity, place)) spoil(family)
    if (family.main !== entity) family[place] = [...family[place], entity]
    append(family, entity, entity.own)
  }

  function move(entity: Entity, home: Family | null, guestIn: readonly Family[]): void {
    const before = entity.family
    if (before === home && guestIn.length === 0 && entity.guestIn.length === 0) return
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
      if (heldEvent(entity.own, event) !== undefined) return false
      const { family, guestIn } = entity
      if (family !== null) expect(family, entity, event)
      for (const other of guestIn) expect(other, entity, event)
      insertEvent(entity.own, event)
      entity.known ||= makes(entity.kind, event.type)
      if (family !== null) hear(family, entity, event)
      for (const other of guestIn) hear(other, entity, event)
      return true
    },
    remove(entity, event) {
      for (const family of [entity.family, ...entity.guestIn]) if (family !== null) spoil(family)
      entity.own = entity.own.filter((other) => compareEvents(other, event) !== 0)
      entity.known = isParty(entity.kind) || entity.own.some((other) => makes(entity.kind, other.type))
    },
    replace(entity, before, after) {
      for (const family of [entity.family, ...entity.guestIn]) if (family !== null) spoil(family)
      entity.own = entity.own.map((event) => (compareEvents(event, before) === 0 ? after : event))
    },
    admit(entity) {
      if (entity.family !== null) append(entity.family, entity, entity.own)
    },
    discard: forget,
    move,
    rehearse(family) {
      playApart(family)
    },
    flush,
    settle(family) {
      flush()
      settle(family)
    },
    next: waiting.next,
    pass(entity, at) {
      const { family, subject, saidBefore } = entity
      if (family === null || subject === null) return
      entity.through = Math.max(entity.through, at)
      judging.pass(subject, at, (line) => {
        // A family that waits to be played again goes on by what was known of it till then.
        saidBefore?.push(line)
        sayOf(entity, line)
      })
    },
    beforeChange(families, at) {
      for (const family of families) if (homesOf(family).some(({ through }) => through >= at)) spoil(family)
    },
    change(families, at) {
      for (const family of families) {
        if (!family.isPlayed || family.stale === 'rebuild') continue
        playChange(stageOf(family, null), at)
        for (const entity of homesOf(family)) {
          passNow(entity, (line) => sayOf(entity, line))
          context.touched(entity)
        }
      }
    },
  }
}
