import { compareEvents, type FloorEvent } from '../../event/event.ts'
import type { RuleTransition } from '../../rules/rule-transition.ts'
import type { CaseAggregate, Entity } from '../aggregates/case-aggregate.ts'
import { type PlayStage, play, playChange } from './play.ts'
import { createReplay, type EmittedByEntity, finderOf, type ReplayContext } from './replay.ts'

/** Plays aggregates onto their entities, and says what follows. */
export interface AggregatePlayer {
  /** Says what a rule says of an entity. */
  emit(entity: Entity, transition: RuleTransition): void
  /** Says what time alone makes true of an entity by now, after something happened to it. */
  passNow(entity: Entity): void
  /** Plays what is pending of an aggregate, whose entities are as all before it made them. */
  playPending(aggregate: CaseAggregate): void
  /** Plays an aggregate once more, apart from its entities; gives what is said of whom. `without`: these events are left out. */
  playApart(aggregate: CaseAggregate, without?: ReadonlySet<FloorEvent>): EmittedByEntity
  /** Notes what has been said of an aggregate: by playing it once more as it was, unless that is known. */
  remember(aggregate: CaseAggregate): void
  /** The rule set is in force from this instant. */
  change(aggregate: CaseAggregate, at: number): void
}

const ITSELF: PlayStage['of'] = (entity) => entity

export function createAggregatePlayer(context: ReplayContext): AggregatePlayer {
  const { judging, contact, find, now } = context

  function emit(entity: Entity, transition: RuleTransition): void {
    entity.through = Math.max(entity.through, transition.at)
    const said = entity.aggregate?.emitted
    if (said != null) {
      const its = said.get(entity)
      if (its === undefined) said.set(entity, [transition])
      else its.push(transition)
    }
    context.emit(transition)
  }

  /** A stage on which entities themselves are played. */
  function stageOf(aggregate: CaseAggregate, received: Set<Entity> | null): PlayStage {
    const { watched } = aggregate
    const finder = finderOf(aggregate, find)
    return {
      aggregate: aggregate,
      judging,
      contact,
      watched,
      find: finder,
      of: ITSELF,
      emit,
      touched: received,
    }
  }

  function passNow(entity: Entity): void {
    const { subject, through } = entity
    if (subject !== null)
      judging.pass(subject, Math.max(now(), through), (transition) => emit(entity, transition))
    context.touched(entity)
  }

  function playApart(aggregate: CaseAggregate, without?: ReadonlySet<FloorEvent>): EmittedByEntity {
    const replay = createReplay(context, aggregate, without)
    replay.goOn(Number.POSITIVE_INFINITY)
    return replay.emitted()
  }

  return {
    emit,
    passNow,
    playApart,
    playPending(aggregate) {
      const { pending, pendingOf } = aggregate
      const events = pending.length > 1 ? [...pending].sort(compareEvents) : pending
      const received = new Set<Entity>()
      const stage = stageOf(aggregate, received)
      // Nearly always all is of one entity, which need not be looked for.
      if (pendingOf !== null) stage.find = () => pendingOf
      play(stage, events, aggregate.isPlayed)
      for (const event of events) {
        const entity = stage.find(event)
        if (entity?.known) entity.applied = Math.max(entity.applied, event.time)
      }
      received.forEach(passNow)
    },
    remember(aggregate) {
      for (const [entity, its] of aggregate.emitted ?? playApart(aggregate, new Set(aggregate.pending)))
        entity.emittedBefore = its
      aggregate.emitted = null
    },
    change: (aggregate, at) => playChange(stageOf(aggregate, null), at),
  }
}
