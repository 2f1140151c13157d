import { itemAt } from '../collections/present.ts'
import type { FloorEvent } from '../event/event.ts'
import { STEPS_AT_ONCE } from '../floor/long-folds.ts'
import type { RuleTransition } from '../rules/rule-transition.ts'
import type { Played } from './apply-event.ts'
import {
  type CaseAggregate,
  type Entity,
  eventsOf,
  inAggregate,
  isSmall,
  membersOf,
} from './case-aggregate.ts'
import { isParty } from './entity.ts'
import type { Judging } from './judging.ts'
import { type PlayStage, playProgress, playSome } from './play.ts'
import { corrections, type EmittedTransition, noteKey } from './transition-key.ts'

export interface ReplayContext {
  readonly judging: Judging
  /** The instant up to which time has passed: everything due until then has been said. */
  now(): number
  find(event: FloorEvent): Entity | undefined
  contact(id: string): Entity | undefined
  say(line: EmittedTransition): void
  /** The entity, or what is seen of it, may have changed. */
  touched(entity: Entity): void
}

/** What is said of whom. */
export type Said = Map<Entity, RuleTransition[]>

const NEVER = Number.NEGATIVE_INFINITY

/** Whom an event is about: what a customer or an agent hears is about them. */
export function finderOf(aggregate: CaseAggregate, find: PlayStage['find']): PlayStage['find'] {
  const { main } = aggregate
  if (isParty(main.kind)) return () => main
  return isSmall(aggregate) ? (event) => inAggregate(aggregate, event) ?? find(event) : find
}

export function noteApplied(entity: Entity): void {
  entity.applied = (entity.known ? entity.own.at(-1)?.time : undefined) ?? NEVER
}

/** A family that is played from its beginning, apart from its entities: these stay as they are until `commit`. */
export interface Replay {
  /** What was heard of the family when it began, in order. */
  readonly events: readonly FloorEvent[]
  /** Whether the entity belonged to the family then. */
  has(entity: Entity): boolean
  /** Goes on by at most so many events; true: all of them are played. */
  goOn(most: number): boolean
  /** What is said of whom until now, once all is played. */
  said(): Said
  /**
   * Makes the entities what they were played to be, and says what is said now beside what had been said, as far as so
   * many steps go; true: all is done.
   */
  commit(most: number): boolean
  /** It is given up: of whom was committed already all is said. */
  giveUp(): void
  /** What was said of whom by then. */
  readonly lines: Said
}

/** `without`: these events are left out. */
export function createReplay(
  { judging, now, find, contact, say, touched }: ReplayContext,
  aggregate: CaseAggregate,
  without?: ReadonlySet<FloorEvent>,
): Replay {
  const events = eventsOf(aggregate, without)
  const isLong = events.length > STEPS_AT_ONCE
  const lines: Said = new Map(membersOf(aggregate).map((entity) => [entity, []]))
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
    ...{ family: aggregate, judging, contact, watched, of },
    find: finderOf(aggregate, find),
    say(entity, line) {
      if (isLong) noteKey(line)
      lines.get(entity)?.push(line)
    },
    heard: null,
  }

  function said(): Said {
    for (const [entity, its] of lines) passOne(entity, its)
    return lines
  }

  function passOne(entity: Entity, its: RuleTransition[]): void {
    const { subject, through } = of(entity)
    if (subject !== null) judging.pass(subject, Math.max(now(), through), (line) => its.push(line))
  }

  function commitOne(entity: Entity, its: RuleTransition[]): void {
    passOne(entity, its)
    const { state, subject, through } = of(entity)
    entity.state = state
    entity.subject = subject
    entity.through = through
    toSay = corrections(entity.saidBefore ?? [], its)
    for (const line of its) entity.through = Math.max(entity.through, line.at)
    // Of one whose family is not all committed yet time may say more, and all may be played once more.
    entity.saidBefore = its
    noteApplied(entity)
    touched(entity)
  }

  const guests = new Set(aggregate.guests)
  let toCommit: [Entity, RuleTransition[]][] | null = null
  let committed = 0
  /** What is still to be said of the one that was committed last. */
  let toSay: readonly EmittedTransition[] = []
  let toldOf = 0

  /** Says at most so much; gives how much that was. */
  function sayUpTo(most: number): number {
    const until = Math.min(toSay.length, toldOf + most)
    const count = until - toldOf
    for (; toldOf < until; toldOf++) say(itemAt(toSay, toldOf))
    if (toldOf < toSay.length) return count
    toSay = []
    toldOf = 0
    return count
  }

  return {
    events,
    lines,
    has: (entity) => lines.has(entity) || guests.has(entity),
    goOn: (most) => playSome(stage, events, progress, most),
    said,
    giveUp: () => void sayUpTo(Number.POSITIVE_INFINITY),
    commit(most) {
      toCommit ??= [...lines]
      for (let left = most; left > 0; ) {
        left -= sayUpTo(left)
        if (toSay.length > 0 || committed === toCommit.length) break
        const [entity, its] = itemAt(toCommit, committed)
        // Who has left it meanwhile is played elsewhere.
        if (entity.family === aggregate) commitOne(entity, its)
        committed++
        left--
      }
      if (toSay.length > 0 || committed < toCommit.length) return false
      for (const linkedContact of aggregate.guests) noteApplied(linkedContact)
      for (const entity of lines.keys()) {
        if (entity.family === aggregate) entity.saidBefore = null
        else lines.delete(entity)
      }
      aggregate.watched = watched.filter((entity) => entity.family === aggregate)
      return true
    },
  }
}
