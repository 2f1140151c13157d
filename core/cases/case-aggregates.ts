import { compareEvents, type FloorEvent, heldEvent, insertEvent } from '../event.ts'
import { createWaiting, foldableFrom, isCheap } from '../pace.ts'
import type { RuleTransition } from '../rules/rule-transition.ts'
import {
  type CaseAggregate,
  type Entity,
  eventsOf,
  inAggregate,
  isSmall,
  membersOf,
  NONE_PENDING,
} from './case-aggregate.ts'
import { isParty, makes } from './entity.ts'
import type { Judging } from './judging.ts'
import { createLateness } from './lateness.ts'
import { isIdleOfContact, type Played, type PlayStage, play, playChange } from './play.ts'
import { corrections, type EmittedTransition } from './transition-key.ts'

export interface CaseAggregatesContext {
  readonly judging: Judging
  /** The instant up to which time has passed: everything due until then has been said. */
  now(): number
  find(event: FloorEvent): Entity | undefined
  contact(id: string): Entity | undefined
  say(line: EmittedTransition): void
  /** The entity, or what is seen of it, may have changed. */
  touched(entity: Entity): void
}

/** Plays families: in-order events shortly, others by playing the family again and saying the difference. */
export interface CaseAggregates {
  /** Puts an event at its place in its entity. False: it was there already. */
  insert(entity: Entity, event: FloorEvent): boolean
  remove(entity: Entity, event: FloorEvent): void
  /** Puts an event in the place of another of the same name and time. */
  replace(entity: Entity, before: FloorEvent, after: FloorEvent): void
  /** Takes up an entity that comes with its events: all of them are to be played. */
  admit(entity: Entity): void
  /** A family is no more. */
  discard(aggregate: CaseAggregate): void
  /** Makes the entity at home in one family, a guest in others, and a stranger to all else. */
  move(entity: Entity, home: CaseAggregate | null, linkedContactIn: readonly CaseAggregate[]): void
  /** Plays what is not yet played, but for what costs much and was played a short while ago: that waits. */
  flush(): void
  /** Plays all that waits; of one family: that one. */
  settle(aggregate?: CaseAggregate): void
  /** When (ms) what waits is to be played, or null. */
  next(): number | null
  /** Time alone reached an instant that an entity waited for. */
  pass(entity: Entity, at: number): void
  /** Plays a family that is up to date once more, apart from its entities; nothing of it is said. */
  rehearse(aggregate: CaseAggregate): void
  /** Another rule set is about to come into force: what was played beyond its instant is to be played again. */
  beforeChange(aggregates: Iterable<CaseAggregate>, at: number): void
  /** The rule set is in force from this instant. */
  change(aggregates: Iterable<CaseAggregate>, at: number): void
}

const NEVER = Number.NEGATIVE_INFINITY
const ITSELF: PlayStage['of'] = (entity) => entity

export function createCaseAggregates(context: CaseAggregatesContext): CaseAggregates {
  const { judging, find, now } = context
  const stale = new Set<CaseAggregate>()
  const waiting = createWaiting<CaseAggregate>(({ paced }) => paced)
  const { needsHistory, isLate, missedSome } = createLateness(judging)
  const isIdle = judging.remembered(
    (type) => isIdleOfContact(type) && !judging.listens('contact', type) && !judging.listens('case', type),
  )

  function sayOf(entity: Entity, line: RuleTransition): void {
    entity.through = Math.max(entity.through, line.at)
    if (entity.family !== null) entity.family.said = null
    context.say(line)
  }

  /** A stage on which entities themselves are played. */
  function stageOf(aggregate: CaseAggregate, heard: Set<Entity> | null): PlayStage {
    const { contact } = context
    const { watched } = aggregate
    return {
      family: aggregate,
      judging,
      contact,
      watched,
      find: finderOf(aggregate),
      of: ITSELF,
      say: sayOf,
      heard,
    }
  }

  /** Says what time alone makes true of a subject by now. */
  function passNow(played: Played, say: (line: RuleTransition) => void): void {
    if (played.subject !== null) judging.pass(played.subject, Math.max(now(), played.through), say)
  }

  /** Whom an event is about: what a customer or an agent hears is about them. */
  function finderOf(aggregate: CaseAggregate): PlayStage['find'] {
    const { main } = aggregate
    if (isParty(main.kind)) return () => main
    return isSmall(aggregate) ? (event) => inAggregate(aggregate, event) ?? find(event) : find
  }

  /** Plays a family from its beginning onto `of`; gives what is said of whom until now. */
  function playAll(
    aggregate: CaseAggregate,
    of: PlayStage['of'],
    watched: Entity[],
    events: readonly FloorEvent[],
  ) {
    const lines = new Map<Entity, RuleTransition[]>(membersOf(aggregate).map((entity) => [entity, []]))
    const say = (entity: Entity, line: RuleTransition) => {
      lines.get(entity)?.push(line)
    }
    play({ ...stageOf(aggregate, null), of, say, watched }, events, false)
    for (const entity of lines.keys()) passNow(of(entity), (line) => say(entity, line))
    return lines
  }

  /** Plays a family once more, apart from its entities; gives what is said of whom. */
  function playApart(aggregate: CaseAggregate, without?: ReadonlySet<FloorEvent>) {
    const apart = new Map<Entity, Played>()
    const of = (entity: Entity) => {
      let played = apart.get(entity)
      if (played === undefined) {
        played = { state: null, subject: null, through: NEVER }
        apart.set(entity, played)
      }
      return played
    }
    return playAll(aggregate, of, [], eventsOf(aggregate, without))
  }

  /** Notes what has been said of a family: by playing it once more as it was, unless that is known. */
  function remember(aggregate: CaseAggregate): void {
    for (const [entity, its] of aggregate.said ?? playApart(aggregate, new Set(aggregate.pending)))
      entity.saidBefore = its
    aggregate.said = null
  }

  /** All of the family is to be played again; what was said is noted before anything changes. */
  function spoil(aggregate: CaseAggregate): void {
    if (aggregate.stale === 'rebuild') return
    if (aggregate.isPlayed) remember(aggregate)
    aggregate.stale = 'rebuild'
    aggregate.pending = NONE_PENDING
    aggregate.pendingOf = null
    stale.add(aggregate)
  }

  function append(aggregate: CaseAggregate, entity: Entity, events: readonly FloorEvent[]): void {
    if (aggregate.stale === 'rebuild') return
    aggregate.pendingOf = aggregate.pending.length === 0 || aggregate.pendingOf === entity ? entity : null
    if (aggregate.pending.length === 0) aggregate.pending = events.slice()
    else for (const event of events) aggregate.pending.push(event)
    if (aggregate.stale === 'append') return
    aggregate.stale = 'append'
    stale.add(aggregate)
  }

  /** Whether a family that is up to date need not hear an event, wherever that belongs. */
  function passesBy({ isPlayed, stale }: CaseAggregate, { kind }: Entity, { type }: FloorEvent): boolean {
    return kind === 'contact' && stale === 'no' && isPlayed && isIdle(type)
  }

  /** Notes what was said of a family before an event, if that means to play it again. */
  function expect(aggregate: CaseAggregate, entity: Entity, event: FloorEvent): void {
    if (aggregate.stale === 'rebuild') return
    if (passesBy(aggregate, entity, event)) return
    if (isLate(aggregate, entity, event) || needsHistory(aggregate, entity, event)) spoil(aggregate)
  }

  function apply(aggregate: CaseAggregate, entity: Entity, event: FloorEvent): void {
    if (!passesBy(aggregate, entity, event)) append(aggregate, entity, [event])
    else if (entity.known) entity.applied = Math.max(entity.applied, event.time)
  }

  function rebuild(aggregate: CaseAggregate): void {
    for (const entity of membersOf(aggregate)) {
      entity.state = null
      entity.subject = null
      entity.through = NEVER
    }
    aggregate.watched = []
    const events = eventsOf(aggregate)
    const played = playAll(aggregate, ITSELF, aggregate.watched, events)
    aggregate.paced = { steps: events.length, foldedAt: now() }
    aggregate.said = isCheap(events.length) ? null : played
    for (const linkedContact of aggregate.guests) noteApplied(linkedContact)
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

  function playPending(aggregate: CaseAggregate): void {
    const { pending, pendingOf } = aggregate
    const events = pending.length > 1 ? [...pending].sort(compareEvents) : pending
    const heard = new Set<Entity>()
    const stage = stageOf(aggregate, heard)
    // Nearly always all is of one entity, which need not be looked for.
    if (pendingOf !== null) stage.find = () => pendingOf
    play(stage, events, aggregate.isPlayed)
    for (const event of events) {
      const entity = stage.find(event)
      if (entity?.known) entity.applied = Math.max(entity.applied, event.time)
    }
    for (const entity of heard) {
      if (entity.subject !== null) passNow(entity, (line) => sayOf(entity, line))
      context.touched(entity)
    }
  }

  function catchUp(aggregate: CaseAggregate): void {
    const how = aggregate.stale
    if (how === 'rebuild') rebuild(aggregate)
    else if (how === 'append') playPending(aggregate)
    aggregate.stale = 'no'
    aggregate.isPlayed = true
    aggregate.pending = NONE_PENDING
    aggregate.pendingOf = null
  }

  /** Plays what may be played now; what costs too much waits. */
  function flush(): void {
    for (const aggregate of waiting.take(now())) stale.add(aggregate)
    // Emptying a set that is empty costs as much as an event.
    if (stale.size === 0) return
    for (const aggregate of stale) {
      if (aggregate.stale === 'rebuild' && foldableFrom(aggregate.paced) > now()) waiting.add(aggregate)
      else catchUp(aggregate)
    }
    stale.clear()
  }

  function settle(aggregate?: CaseAggregate): void {
    if (aggregate === undefined) {
      for (const one of waiting.take()) catchUp(one)
      return
    }
    if (!waiting.has(aggregate)) return
    waiting.delete(aggregate)
    catchUp(aggregate)
  }

  function forget(aggregate: CaseAggregate): void {
    stale.delete(aggregate)
    waiting.delete(aggregate)
  }

  function leave(aggregate: CaseAggregate, entity: Entity): void {
    spoil(aggregate)
    aggregate.members = aggregate.members.filter((other) => other !== entity)
    aggregate.guests = aggregate.guests.filter((other) => other !== entity)
    aggregate.watched = aggregate.watched.filter((other) => other !== entity)
    // A family that consisted of the one entity is no more.
    if (aggregate.main === entity) forget(aggregate)
  }

  function join(aggregate: CaseAggregate, entity: Entity, place: 'members' | 'guests'): void {
    const isFresh = entity.state === null && entity.saidBefore === null
    if (!isFresh || missedSome(aggregate, entity, place)) spoil(aggregate)
    if (aggregate.main !== entity) aggregate[place] = [...aggregate[place], entity]
    append(aggregate, entity, entity.own)
  }

  function move(entity: Entity, home: CaseAggregate | null, linkedContactIn: readonly CaseAggregate[]): void {
    const before = entity.family
    if (before === home && linkedContactIn.length === 0 && entity.guestIn.length === 0) return
    const gone = entity.guestIn.filter((aggregate) => !linkedContactIn.includes(aggregate))
    const come = linkedContactIn.filter((aggregate) => !entity.guestIn.includes(aggregate))
    if (before === home && gone.length === 0 && come.length === 0) return
    for (const aggregate of gone) leave(aggregate, entity)
    if (before !== home && before !== null) leave(before, entity)
    entity.family = home
    if (gone.length > 0 || come.length > 0) entity.guestIn = [...linkedContactIn]
    if (before !== home && home !== null) join(home, entity, 'members')
    for (const aggregate of come) join(aggregate, entity, 'guests')
  }

  return {
    insert(entity, event) {
      if (heldEvent(entity.own, event) !== undefined) return false
      const { family, guestIn } = entity
      if (family !== null) expect(family, entity, event)
      for (const other of guestIn) expect(other, entity, event)
      insertEvent(entity.own, event)
      entity.known ||= makes(entity.kind, event.type)
      if (family !== null) apply(family, entity, event)
      for (const other of guestIn) apply(other, entity, event)
      return true
    },
    remove(entity, event) {
      for (const aggregate of [entity.family, ...entity.guestIn]) if (aggregate !== null) spoil(aggregate)
      entity.own = entity.own.filter((other) => compareEvents(other, event) !== 0)
      entity.known = isParty(entity.kind) || entity.own.some((other) => makes(entity.kind, other.type))
    },
    replace(entity, before, after) {
      for (const aggregate of [entity.family, ...entity.guestIn]) if (aggregate !== null) spoil(aggregate)
      entity.own = entity.own.map((event) => (compareEvents(event, before) === 0 ? after : event))
    },
    admit(entity) {
      if (entity.family !== null) append(entity.family, entity, entity.own)
    },
    discard: forget,
    move,
    rehearse(aggregate) {
      playApart(aggregate)
    },
    flush,
    settle(aggregate) {
      flush()
      settle(aggregate)
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
    beforeChange(aggregates, at) {
      for (const aggregate of aggregates)
        if (membersOf(aggregate).some(({ through }) => through >= at)) spoil(aggregate)
    },
    change(aggregates, at) {
      for (const aggregate of aggregates) {
        if (!aggregate.isPlayed || aggregate.stale === 'rebuild') continue
        playChange(stageOf(aggregate, null), at)
        for (const entity of membersOf(aggregate)) {
          passNow(entity, (line) => sayOf(entity, line))
          context.touched(entity)
        }
      }
    },
  }
}
