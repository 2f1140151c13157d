import { compareEvents, type FloorEvent, heldEvent, insertEvent } from '../../event/event.ts'
import { earlier } from '../../time/floor-clock.ts'
import { createWaiting, isCheap, NOT_CHEAP_FROM } from '../../time/pace.ts'
import { type AggregateMembership, createAggregateMembership } from '../aggregates/aggregate-membership.ts'
import {
  type CaseAggregate,
  type Entity,
  lengthOf,
  membersOf,
  NONE_PENDING,
} from '../aggregates/case-aggregate.ts'
import { isPerson, makes } from '../entities/entity.ts'
import { createAggregatePlayer } from './aggregate-player.ts'
import { isIdleOfContact } from './judged-by.ts'
import { createLateness } from './lateness.ts'
import { createLongReplays } from './long-replays.ts'
import { createReplay, type Replay, type ReplayContext } from './replay.ts'

export interface CaseAggregatesContext extends ReplayContext {
  /** So many events are folded again at once; not given: as many as usual. */
  readonly stepsAtOnce?: number
}

/** Plays aggregates: in-order events shortly, others by playing the aggregate again and saying the difference. */
export interface CaseAggregates extends AggregateMembership {
  /** Puts an event at its place in its entity. False: it was there already. */
  insert(entity: Entity, event: FloorEvent): boolean
  remove(entity: Entity, event: FloorEvent): void
  /** Puts an event in the place of another of the same name and time. */
  replace(entity: Entity, before: FloorEvent, after: FloorEvent): void
  /** Takes up an entity that comes with its events: all of them are to be played. */
  admit(entity: Entity): void
  /** All of an aggregate is to be played again: what was said of it is noted before anything of it changes. */
  invalidate(aggregate: CaseAggregate): void
  /** An aggregate is no more. */
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
  /** Plays all that waits and is not long; of one aggregate: that one. */
  settleShort(aggregate?: CaseAggregate): void
  /** When (ms) what waits is to be played, or null. */
  next(): number | null
  /** Time alone reached an instant that an entity waited for. */
  pass(entity: Entity, at: number): void
  /** Plays an aggregate that is up to date once more, apart from its entities; nothing of it is said. */
  replayApart(aggregate: CaseAggregate): void
  /** Another rule set is about to come into force: what was played beyond its instant is to be played again. */
  beforeChange(aggregates: Iterable<CaseAggregate>, at: number): void
  /** The rule set is in force from this instant. */
  change(aggregates: Iterable<CaseAggregate>, at: number): void
}

/** Beyond so many it is all the same. */
const stepsOf = (aggregate: CaseAggregate) => lengthOf(aggregate, NOT_CHEAP_FROM)

export function createCaseAggregates(context: CaseAggregatesContext): CaseAggregates {
  const { judging, now } = context
  const player = createAggregatePlayer(context)
  const stale = new Set<CaseAggregate>()
  const waiting = createWaiting<CaseAggregate>({ pacedOf: ({ paced }) => paced, stepsOf, now })
  const { needsHistory, isLate, missedSome } = createLateness(judging)
  const long = createLongReplays({ ...context, played, invalidate, append, missedSome })
  const isIdle = judging.remembered(
    (type) => isIdleOfContact(type) && !judging.listens('contact', type) && !judging.listens('case', type),
  )

  /** All of the aggregate is to be played again; what was said is noted before anything changes. */
  function invalidate(aggregate: CaseAggregate): void {
    // Who belongs to it shows at once, though it may wait to be played.
    context.touched(aggregate.main)
    if (aggregate.stale === 'rebuild') {
      long.invalidated(aggregate)
      return
    }
    if (aggregate.isPlayed) player.remember(aggregate)
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

  /** Whether an aggregate that is up to date need not hear an event, wherever that belongs. */
  function passesBy({ isPlayed, stale }: CaseAggregate, { kind }: Entity, { type }: FloorEvent): boolean {
    return kind === 'contact' && stale === 'no' && isPlayed && isIdle(type)
  }

  /** Notes what was said of an aggregate before an event, if that means to play it again. */
  function expect(aggregate: CaseAggregate, entity: Entity, event: FloorEvent): void {
    if (aggregate.stale === 'rebuild') {
      if (needsHistory(aggregate, entity, event)) long.invalidated(aggregate)
      return
    }
    if (passesBy(aggregate, entity, event)) return
    if (isLate(aggregate, entity, event) || needsHistory(aggregate, entity, event)) invalidate(aggregate)
  }

  function apply(aggregate: CaseAggregate, entity: Entity, event: FloorEvent): void {
    if (!passesBy(aggregate, entity, event)) append(aggregate, entity, [event])
    else if (entity.known) entity.applied = Math.max(entity.applied, event.time)
  }

  /** All of an aggregate was played again. */
  function played(aggregate: CaseAggregate, replay: Replay): void {
    const steps = replay.events.length
    aggregate.paced = { steps, foldedAt: now() }
    if (!isCheap(steps)) waiting.folded(aggregate)
    aggregate.emitted = isCheap(steps) && !long.isLong(steps) ? null : replay.transitions
    aggregate.playedCount = steps
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

  /** Of an aggregate that grows long it is noted from now on what is said: to find it out later would cost too much. */
  function noteLength(aggregate: CaseAggregate, by: number): void {
    const before = aggregate.playedCount
    aggregate.playedCount += by
    if (aggregate.emitted !== null || long.isLong(before) || !long.isLong(aggregate.playedCount)) return
    if (lengthOf(aggregate) < 2 * aggregate.playedCount) aggregate.emitted = player.playApart(aggregate)
  }

  function catchUp(aggregate: CaseAggregate): void {
    if (aggregate.stale === 'rebuild') rebuild(aggregate)
    else {
      const { length } = aggregate.pending
      player.playPending(aggregate)
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

  const { move } = createAggregateMembership({ ...context, invalidate, append, forget, missedSome })

  return {
    insert(entity, event) {
      if (heldEvent(entity.own, event) !== undefined) return false
      const { aggregate, linkedTo } = entity
      if (aggregate !== null) expect(aggregate, entity, event)
      for (const other of linkedTo) expect(other, entity, event)
      insertEvent(entity.own, event)
      entity.known ||= makes(entity.kind, event.type)
      if (aggregate !== null) apply(aggregate, entity, event)
      for (const other of linkedTo) apply(other, entity, event)
      return true
    },
    remove(entity, event) {
      for (const aggregate of [entity.aggregate, ...entity.linkedTo])
        if (aggregate !== null) invalidate(aggregate)
      entity.own = entity.own.filter((other) => compareEvents(other, event) !== 0)
      entity.known = isPerson(entity.kind) || entity.own.some((other) => makes(entity.kind, other.type))
    },
    replace(entity, before, after) {
      for (const aggregate of [entity.aggregate, ...entity.linkedTo])
        if (aggregate !== null) invalidate(aggregate)
      entity.own = entity.own.map((event) => (compareEvents(event, before) === 0 ? after : event))
    },
    admit(entity) {
      if (entity.aggregate !== null) append(entity.aggregate, entity, entity.own)
    },
    invalidate,
    discard: forget,
    move,
    replayApart: (aggregate) => void player.playApart(aggregate),
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
      const { aggregate, subject, emittedBefore } = entity
      if (aggregate === null || subject === null) return
      entity.through = Math.max(entity.through, at)
      judging.pass(subject, at, (transition) => {
        // An aggregate that waits to be played again goes on by what was known of it till then.
        emittedBefore?.push(transition)
        player.emit(entity, transition)
      })
    },
    beforeChange(aggregates, at) {
      for (const aggregate of aggregates)
        if (membersOf(aggregate).some(({ through }) => through >= at)) invalidate(aggregate)
    },
    change(aggregates, at) {
      for (const aggregate of aggregates) {
        if (!aggregate.isPlayed || aggregate.stale === 'rebuild') continue
        player.change(aggregate, at)
        membersOf(aggregate).forEach(player.passNow)
      }
    },
  }
}
