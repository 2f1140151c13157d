import { itemAt, lookUp } from '../../collections/present.ts'
import { compareEvents, type FloorEvent } from '../../event/event.ts'
import { createLongFolds, type LongFold } from '../../time/long-folds.ts'
import { type CaseAggregate, type Entity, lengthOf, membersOf } from '../aggregates/case-aggregate.ts'
import { createReplay, type Replay, type ReplayContext } from './replay.ts'

export interface LongReplaysContext extends ReplayContext {
  /** So many events are folded again at once; not given: as many as usual. */
  readonly stepsAtOnce?: number
  /** An aggregate was played again, and stands as it was when that began. */
  played(aggregate: CaseAggregate, replay: Replay): void
  /** It is to be played once more. */
  invalidate(aggregate: CaseAggregate): void
  /** Whether a newcomer belongs before something that was played without it. */
  missedSome(aggregate: CaseAggregate, entity: Entity, role: 'members' | 'linkedContacts'): boolean
  /** These events of the entity come after all that was played. */
  append(aggregate: CaseAggregate, entity: Entity, events: readonly FloorEvent[]): void
}

type Missed = readonly [entity: Entity, events: readonly FloorEvent[]]

/** What happened to an aggregate while it is played again. */
interface Running {
  readonly fold: LongFold
  readonly replay: Replay
  /** Events that it heard meanwhile. */
  readonly missed: Missed[]
  /** It was changed so that it is to be played once more. */
  isInvalidated: boolean
}

/** Aggregates of very many events that are played again, in pieces: until one is played it stands as it was. */
export interface LongReplays {
  /** Whether an aggregate, or so many events, are too many to be played at once. */
  isLong(what: CaseAggregate | number): boolean
  start(aggregate: CaseAggregate): void
  has(aggregate: CaseAggregate): boolean
  /** An aggregate that is being played became another. */
  invalidated(aggregate: CaseAggregate): void
  /** An aggregate that is being played heard events. */
  missed(aggregate: CaseAggregate, entity: Entity, events: readonly FloorEvent[]): void
  /** Gives one up. */
  drop(aggregate: CaseAggregate): void
  /** Gives all up that are being played. */
  dropAll(): CaseAggregate[]
  /** When the next piece is due (ms), or null. */
  next(): number | null
  /** Plays the piece that is due, if there is one. */
  advance(): void
  /** Plays the next piece, due or not; false: there is none. */
  goOn(): boolean
}

export function createLongReplays(context: LongReplaysContext): LongReplays {
  const { judging, now } = context
  const folds = createLongFolds(context.stepsAtOnce)
  const running = new Map<CaseAggregate, Running>()

  /** Whether something of what was missed belongs before what was played or said. */
  function isLate(aggregate: CaseAggregate, { events }: Replay, missed: readonly Missed[]): boolean {
    const last = itemAt(events, events.length - 1)
    let through = Math.max(last.time, judging.lastChange())
    for (const entity of membersOf(aggregate)) through = Math.max(through, entity.through)
    return missed.some(([, its]) =>
      its.some((event) => event.time <= through || compareEvents(event, last) < 0),
    )
  }

  /** Whether somebody who joined the aggregate meanwhile should have been there before. */
  function cameTooLate(aggregate: CaseAggregate, replay: Replay, missed: readonly Missed[]): boolean {
    return missed.some(([entity]) => {
      const role = entity.aggregate === aggregate ? 'members' : 'linkedContacts'
      return !replay.has(entity) && context.missedSome(aggregate, entity, role)
    })
  }

  function finish(aggregate: CaseAggregate, replay: Replay): void {
    const { isInvalidated: isSpoiled, missed } = lookUp(running, aggregate)
    running.delete(aggregate)
    context.played(aggregate, replay)
    if (isSpoiled || isLate(aggregate, replay, missed) || cameTooLate(aggregate, replay, missed))
      context.invalidate(aggregate)
    else for (const [entity, events] of missed) context.append(aggregate, entity, events)
  }

  return {
    isLong: (what) => folds.isLong(typeof what === 'number' ? what : lengthOf(what, folds.longFrom)),
    start(aggregate) {
      const replay = createReplay(context, aggregate)
      let isPlayed = false
      const fold: LongFold = {
        // To say what is said now of so many is a piece of its own.
        goOn(steps) {
          if (!isPlayed) isPlayed = replay.goOn(steps)
          else if (replay.commit(steps)) finish(aggregate, replay)
          return running.get(aggregate)?.fold !== fold
        },
      }
      running.set(aggregate, { fold, replay, missed: [], isInvalidated: false })
      folds.start(fold, now())
    },
    has: (aggregate) => running.has(aggregate),
    invalidated(aggregate) {
      const its = running.get(aggregate)
      if (its !== undefined) its.isInvalidated = true
    },
    missed(aggregate, entity, events) {
      running.get(aggregate)?.missed.push([entity, events])
    },
    drop(aggregate) {
      const its = running.get(aggregate)
      if (its === undefined) return
      folds.drop(its.fold)
      its.replay.giveUp()
      running.delete(aggregate)
    },
    dropAll() {
      const dropped = [...running.keys()]
      for (const { fold, replay } of running.values()) {
        folds.drop(fold)
        replay.giveUp()
      }
      running.clear()
      return dropped
    },
    next: folds.next,
    advance: () => folds.advance(now()),
    goOn: folds.goOn,
  }
}
