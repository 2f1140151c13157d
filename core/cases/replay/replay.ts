import { itemAt } from '../../collections/present.ts'
import type { FloorEvent } from '../../event/event.ts'
import type { RuleTransition } from '../../rules/rule-transition.ts'
import { corrections, type EmittedTransition, noteKey } from '../../rules/transition-key.ts'
import { STEPS_AT_ONCE } from '../../time/long-folds.ts'
import {
  type CaseAggregate,
  type Entity,
  eventsOf,
  inAggregate,
  isSmall,
  membersOf,
} from '../aggregates/case-aggregate.ts'
import { isPerson } from '../entities/entity.ts'
import type { Judging } from '../judging/judging.ts'
import type { Played } from './apply-event.ts'
import { type PlayStage, playProgress, playSome } from './play.ts'

export interface ReplayContext {
  readonly judging: Judging
  /** The instant up to which time has passed: everything due until then has been said. */
  now(): number
  find(event: FloorEvent): Entity | undefined
  contact(id: string): Entity | undefined
  emit(transition: EmittedTransition): void
  /** The entity, or what is seen of it, may have changed. */
  touched(entity: Entity): void
}

/** What is said of whom. */
export type EmittedByEntity = Map<Entity, RuleTransition[]>

const NEVER = Number.NEGATIVE_INFINITY

/** Whom an event is about: what a customer or an agent hears is about them. */
export function finderOf(aggregate: CaseAggregate, find: PlayStage['find']): PlayStage['find'] {
  const { main } = aggregate
  if (isPerson(main.kind)) return () => main
  return isSmall(aggregate) ? (event) => inAggregate(aggregate, event) ?? find(event) : find
}

/** Notes up to which instant an entity's own events are applied. */
export function noteApplied(entity: Entity): void {
  entity.applied = (entity.known ? entity.own.at(-1)?.time : undefined) ?? NEVER
}

/** An aggregate that is played from its beginning, apart from its entities: these stay as they are until `commit`. */
export interface Replay {
  /** What was heard of the aggregate when it began, in order. */
  readonly events: readonly FloorEvent[]
  /** Whether the entity belonged to the aggregate then. */
  has(entity: Entity): boolean
  /** Goes on by at most so many events; true: all of them are played. */
  goOn(most: number): boolean
  /** What is said of whom until now, once all is played. */
  emitted(): EmittedByEntity
  /**
   * Makes the entities what they were played to be, and says what is said now beside what had been said, as far as so
   * many steps go; true: all is done.
   */
  commit(most: number): boolean
  /** It is given up: of whom was committed already all is said. */
  giveUp(): void
  /** What was said of whom by then. */
  readonly transitions: EmittedByEntity
}

/** `without`: these events are left out. */
export function createReplay(
  { judging, now, find, contact, emit, touched }: ReplayContext,
  aggregate: CaseAggregate,
  without?: ReadonlySet<FloorEvent>,
): Replay {
  const events = eventsOf(aggregate, without)
  const isLong = events.length > STEPS_AT_ONCE
  const transitions: EmittedByEntity = new Map(membersOf(aggregate).map((entity) => [entity, []]))
  const apart = new Map<Entity, Played>()
  const watched: Entity[] = []
  const progress = playProgress(false)

  function of(entity: Entity): Played {
    let played = apart.get(entity)
    if (played === undefined) {
      played = { state: null, subject: null, through: NEVER }
      apart.set(entity, played)
    }
    return played
  }

  const stage: PlayStage = {
    ...{ aggregate: aggregate, judging, contact, watched, of },
    find: finderOf(aggregate, find),
    emit(entity, transition) {
      if (isLong) noteKey(transition)
      transitions.get(entity)?.push(transition)
    },
    touched: null,
  }

  function emitted(): EmittedByEntity {
    for (const [entity, its] of transitions) passOne(entity, its)
    return transitions
  }

  function passOne(entity: Entity, its: RuleTransition[]): void {
    const { subject, through } = of(entity)
    if (subject !== null)
      judging.pass(subject, Math.max(now(), through), (transition) => its.push(transition))
  }

  function commitOne(entity: Entity, its: RuleTransition[]): void {
    passOne(entity, its)
    const { state, subject, through } = of(entity)
    entity.state = state
    entity.subject = subject
    entity.through = through
    toEmit = corrections(entity.emittedBefore ?? [], its)
    for (const transition of its) entity.through = Math.max(entity.through, transition.at)
    // Of one whose aggregate is not all committed yet time may say more, and all may be played once more.
    entity.emittedBefore = its
    noteApplied(entity)
    touched(entity)
  }

  const linked = new Set(aggregate.linkedContacts)
  let toCommit: [Entity, RuleTransition[]][] | null = null
  let committed = 0
  /** What is still to be said of the one that was committed last. */
  let toEmit: readonly EmittedTransition[] = []
  let emittedCount = 0

  /** Says at most so much; gives how much that was. */
  function emitUpTo(most: number): number {
    const until = Math.min(toEmit.length, emittedCount + most)
    const count = until - emittedCount
    for (; emittedCount < until; emittedCount++) emit(itemAt(toEmit, emittedCount))
    if (emittedCount < toEmit.length) return count
    toEmit = []
    emittedCount = 0
    return count
  }

  return {
    events,
    transitions,
    has: (entity) => transitions.has(entity) || linked.has(entity),
    goOn: (most) => playSome(stage, events, progress, most),
    emitted,
    giveUp: () => void emitUpTo(Number.POSITIVE_INFINITY),
    commit(most) {
      toCommit ??= [...transitions]
      for (let left = most; left > 0; ) {
        left -= emitUpTo(left)
        if (toEmit.length > 0 || committed === toCommit.length) break
        const [entity, its] = itemAt(toCommit, committed)
        // Who has left it meanwhile is played elsewhere.
        if (entity.aggregate === aggregate) commitOne(entity, its)
        committed++
        left--
      }
      if (toEmit.length > 0 || committed < toCommit.length) return false
      for (const linkedContact of aggregate.linkedContacts) noteApplied(linkedContact)
      for (const entity of transitions.keys()) {
        if (entity.aggregate === aggregate) entity.emittedBefore = null
        else transitions.delete(entity)
      }
      aggregate.watched = watched.filter((entity) => entity.aggregate === aggregate)
      return true
    },
  }
}
