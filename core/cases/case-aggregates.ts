import { compareEvents, type FloorEvent, heldEvent, insertEvent } from '../event/event.ts'
import { earlier } from '../floor/floor-clock.ts'
import type { RuleTransition } from '../rules/rule-transition.ts'
import { createWaiting, isCheap, NOT_CHEAP_FROM } from '../time/pace.ts'
import { type AggregateMembership, createAggregateMembership } from './aggregate-membership.ts'
import { type CaseAggregate, type Entity, lengthOf, membersOf, NONE_PENDING } from './case-aggregate.ts'
import { isParty, makes } from './entity.ts'
import { isIdleOfContact } from './judged-by.ts'
import { createLateness } from './lateness.ts'
import { createLongReplays } from './long-replays.ts'
import { type PlayStage, play, playChange } from './play.ts'
import { createReplay, finderOf, type Replay, type ReplayContext, type Said } from './replay.ts'

export interface CaseAggregatesContext extends ReplayContext {
  /** So many events are folded again at once; not given: as many as usual. */
  readonly stepsAtOnce?: number
}

/** Plays families: in-order events shortly, others by playing the family again and saying the difference. */
export interface CaseAggregates extends AggregateMembership {
  /** Puts an event at its place in its entity. False: it was there already. */
  insert(entity: Entity, event: FloorEvent): boolean
  remove(entity: Entity, event: FloorEvent): void
  /** Puts an event in the place of another of the same name and time. */
  replace(entity: Entity, before: FloorEvent, after: FloorEvent): void
  /** Takes up an entity that comes with its events: all of them are to be played. */
  admit(entity: Entity): void
  /** All of a family is to be played again: what was said of it is noted before anything of it changes. */
  spoil(aggregate: CaseAggregate): void
  /** A family is no more. */
  discard(aggregate: CaseAggregate): void
  /**
   * Plays what is not yet played, but for what costs much and was played a short while ago: that waits. What is long is
   * played in pieces; `atOnce`: that too is played now.
   */
  flush(atOnce?: boolean): void
  /** Plays all that waits. */
  settle(): void
  /** Plays one that waits, or a piece of it; false: there is none. */
  settleSome(): boolean
  /** Plays all that waits and is not long; of one family: that one. */
  settleShort(aggregate?: CaseAggregate): void
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

const ITSELF: PlayStage['of'] = (entity) => entity

/** Beyond so many it is all the same. */
const stepsOf = (aggregate: CaseAggregate) => lengthOf(aggregate, NOT_CHEAP_FROM)

export function createCaseAggregates(context: CaseAggregatesContext): CaseAggregates {
  const { judging, find, now } = context
  const stale = new Set<CaseAggregate>()
  const waiting = createWaiting<CaseAggregate>({ pacedOf: ({ paced }) => paced, stepsOf, now })
  const { needsHistory, isLate, missedSome } = createLateness(judging)
  const long = createLongReplays({ ...context, played, spoil, append, missedSome })
  const isIdle = judging.remembered(
    (type) => isIdleOfContact(type) && !judging.listens('contact', type) && !judging.listens('case', type),
  )

  function sayOf(entity: Entity, line: RuleTransition): void {
    entity.through = Math.max(entity.through, line.at)
    const said = entity.family?.said
    if (said != null) {
      const its = said.get(entity)
      if (its === undefined) said.set(entity, [line])
      else its.push(line)
    }
    context.say(line)
  }

  /** A stage on which entities themselves are played. */
  function stageOf(aggregate: CaseAggregate, heard: Set<Entity> | null): PlayStage {
    const { contact } = context
    const { watched } = aggregate
    const finder = finderOf(aggregate, find)
    return { family: aggregate, judging, contact, watched, find: finder, of: ITSELF, say: sayOf, heard }
  }

  /** Says what time alone makes true of an entity by now, after something happened to it. */
  function passNow(entity: Entity): void {
    const { subject, through } = entity
    if (subject !== null) judging.pass(subject, Math.max(now(), through), (line) => sayOf(entity, line))
    context.touched(entity)
  }

  /** Plays a family once more, apart from its entities; gives what is said of whom. */
  function playApart(aggregate: CaseAggregate, without?: ReadonlySet<FloorEvent>): Said {
    const replay = createReplay(context, aggregate, without)
    replay.goOn(Number.POSITIVE_INFINITY)
    return replay.said()
  }

  /** Notes what has been said of a family: by playing it once more as it was, unless that is known. */
  function remember(aggregate: CaseAggregate): void {
    for (const [entity, its] of aggregate.said ?? playApart(aggregate, new Set(aggregate.pending)))
      entity.saidBefore = its
    aggregate.said = null
  }

  /** All of the family is to be played again; what was said is noted before anything changes. */
  function spoil(aggregate: CaseAggregate): void {
    // Who belongs to it shows at once, though it may wait to be played.
    context.touched(aggregate.main)
    if (aggregate.stale === 'rebuild') {
      long.spoiled(aggregate)
      return
    }
    if (aggregate.isPlayed) remember(aggregate)
    aggregate.stale = 'rebuild'
    aggregate.pending = NONE_PENDING
    aggregate.pendingOf = null
    stale.add(aggregate)
  }

  function append(aggregate: CaseAggregate, entity: Entity, events: readonly FloorEvent[]): void {
    if (aggregate.stale === 'rebuild') {
      context.touched(entity)
      long.missed(aggregate, entity, events)
      return
    }
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
    if (aggregate.stale === 'rebuild') {
      if (needsHistory(aggregate, entity, event)) long.spoiled(aggregate)
      return
    }
    if (passesBy(aggregate, entity, event)) return
    if (isLate(aggregate, entity, event) || needsHistory(aggregate, entity, event)) spoil(aggregate)
  }

  function apply(aggregate: CaseAggregate, entity: Entity, event: FloorEvent): void {
    if (!passesBy(aggregate, entity, event)) append(aggregate, entity, [event])
    else if (entity.known) entity.applied = Math.max(entity.applied, event.time)
  }

  /** All of a family was played again. */
  function played(aggregate: CaseAggregate, replay: Replay): void {
    const steps = replay.events.length
    aggregate.paced = { steps, foldedAt: now() }
    if (!isCheap(steps)) waiting.folded(aggregate)
    aggregate.said = isCheap(steps) && !long.isLong(steps) ? null : replay.lines
    aggregate.heard = steps
    isUpToDate(aggregate)
  }

  function isUpToDate(aggregate: CaseAggregate): void {
    aggregate.stale = 'no'
    aggregate.isPlayed = true
    aggregate.pending = NONE_PENDING
    aggregate.pendingOf = null
  }

  function rebuild(aggregate: CaseAggregate): void {
    const replay = createReplay(context, aggregate)
    replay.goOn(Number.POSITIVE_INFINITY)
    replay.commit(Number.POSITIVE_INFINITY)
    played(aggregate, replay)
  }

  /** Of a family that grows long it is noted from now on what is said: to find it out later would cost too much. */
  function noteLength(aggregate: CaseAggregate, by: number): void {
    const before = aggregate.heard
    aggregate.heard += by
    if (aggregate.said !== null || long.isLong(before) || !long.isLong(aggregate.heard)) return
    if (lengthOf(aggregate) < 2 * aggregate.heard) aggregate.said = playApart(aggregate)
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
    heard.forEach(passNow)
  }

  function catchUp(aggregate: CaseAggregate): void {
    if (aggregate.stale === 'rebuild') rebuild(aggregate)
    else {
      const { length } = aggregate.pending
      playPending(aggregate)
      isUpToDate(aggregate)
      noteLength(aggregate, length)
    }
  }

  /** Plays what may be played now; what costs too much waits, what is long begins. */
  function flush(atOnce = false): void {
    for (const aggregate of waiting.take(now())) stale.add(aggregate)
    long.advance()
    // Emptying a set that is empty costs as much as an event.
    if (stale.size === 0) return
    for (const aggregate of stale) {
      if (atOnce || aggregate.stale !== 'rebuild') catchUp(aggregate)
      // Who asks for its row would find another than was told of: it waits for nobody but itself.
      else if (!waiting.hasRested(aggregate)) waiting.add(aggregate)
      else if (long.isLong(aggregate)) long.start(aggregate)
      else catchUp(aggregate)
    }
    stale.clear()
  }

  function settleShort(aggregate?: CaseAggregate): void {
    flush()
    if (aggregate === undefined) {
      for (const one of waiting.take())
        if (long.isLong(one)) waiting.add(one)
        else catchUp(one)
      return
    }
    if (!waiting.has(aggregate) || long.isLong(aggregate)) return
    waiting.delete(aggregate)
    catchUp(aggregate)
  }

  function forget(aggregate: CaseAggregate): void {
    stale.delete(aggregate)
    waiting.delete(aggregate)
    long.drop(aggregate)
  }

  const { move } = createAggregateMembership({ ...context, spoil, append, forget, missedSome })

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
    spoil,
    discard: forget,
    move,
    rehearse: (aggregate) => void playApart(aggregate),
    flush,
    settle() {
      flush()
      for (const aggregate of [...waiting.take(), ...long.dropAll()]) catchUp(aggregate)
    },
    settleSome() {
      flush()
      if (long.goOn()) return true
      const aggregate = waiting.takeOne()
      if (aggregate === null) return false
      if (long.isLong(aggregate)) long.start(aggregate)
      else catchUp(aggregate)
      return true
    },
    settleShort,
    next: () => earlier(waiting.next(), long.next()),
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
        membersOf(aggregate).forEach(passNow)
      }
    },
  }
}
