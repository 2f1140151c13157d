import { compareEvents, type FloorEvent, insertEvent } from '../event.ts'
import { type Entity, NOTHING } from './case-aggregate.ts'
import { asSent } from './customer-identity.ts'
import { type Kind, makes } from './entity.ts'
import { sameContent } from './same-event.ts'

/** A contact may be queued again, an allowance is reported again and again: all others are opened once. */
const ONCE: ReadonlySet<Kind> = new Set(['case', 'promise', 'handoff', 'approval', 'assist', 'callback'])

const opens = (kind: Kind, { type }: FloorEvent) => ONCE.has(kind) && makes(kind, type)

/** Openings that say something else than the one that stands. */
const contradicting = (opening: FloorEvent, others: readonly FloorEvent[]) =>
  others.filter((other) => !sameContent(asSent(opening), asSent(other)))

/** Of events in their order the first opening, and the later ones, which change nothing. */
export function splitOpenings(
  kind: Kind,
  events: readonly FloorEvent[],
): { own: FloorEvent[]; repeats: readonly FloorEvent[] } {
  const first = events.find((event) => opens(kind, event))
  const isRepeat = (event: FloorEvent) => event !== first && opens(kind, event)
  const repeats = events.filter(isRepeat)
  if (repeats.length === 0) return { own: [...events], repeats: NOTHING }
  return { own: events.filter((event) => !isRepeat(event)), repeats }
}

/** Everything that was heard of an entity in order, openings that change nothing included. */
export function allEventsOf({ own, repeats }: Entity): readonly FloorEvent[] {
  return repeats.length === 0 ? own : [...own, ...repeats].sort(compareEvents)
}

export interface FirstOpeningsContext {
  /** Takes an opening that stood so far out of its entity. */
  takeOut(entity: Entity, opening: FloorEvent): void
  /** So many openings of a source more (less, if negative) contradict the one that stands. */
  contradicted(source: string, by: number): void
}

/**
 * What is opened is opened once: of several openings the first in order stands, whichever came in first, and each
 * later one changes nothing; those that say something else are counted.
 */
export interface FirstOpenings {
  /** Whether an event is to be heard by its entity. An opening that is not the first is put aside instead. */
  admits(entity: Entity, event: FloorEvent): boolean
  /** Forgets an opening that was put aside. False: it was not. */
  forget(entity: Entity, event: FloorEvent): boolean
  /** After the opening that stood was taken out: the one that is to be heard in its place, no longer put aside. */
  next(entity: Entity, former: FloorEvent): FloorEvent | null
}

export function createFirstOpenings({ takeOut, contradicted }: FirstOpeningsContext): FirstOpenings {
  function recount(before: readonly FloorEvent[], after: readonly FloorEvent[]): void {
    for (const { source } of before) contradicted(source, -1)
    for (const { source } of after) contradicted(source, 1)
  }

  /** Puts an opening aside; false: it lies there already. */
  function putAside(entity: Entity, event: FloorEvent): boolean {
    const repeats = [...entity.repeats]
    if (insertEvent(repeats, event) === -1) return false
    entity.repeats = repeats
    return true
  }

  function take(entity: Entity, event: FloorEvent): void {
    const left = entity.repeats.filter((other) => compareEvents(other, event) !== 0)
    entity.repeats = left.length === 0 ? NOTHING : left
  }

  return {
    admits(entity, event) {
      if (!opens(entity.kind, event)) return true
      const former = entity.own.find((other) => opens(entity.kind, other))
      if (former === undefined) return true
      const order = compareEvents(former, event)
      if (order === 0) return true
      if (order < 0) {
        if (putAside(entity, event)) recount([], contradicting(former, [event]))
        return false
      }
      const before = contradicting(former, entity.repeats)
      takeOut(entity, former)
      putAside(entity, former)
      recount(before, contradicting(event, entity.repeats))
      return true
    },
    forget(entity, event) {
      const there = entity.repeats.find((other) => compareEvents(other, event) === 0)
      if (there === undefined) return false
      const status = entity.own.find((other) => opens(entity.kind, other))
      if (status !== undefined) recount(contradicting(status, [there]), [])
      take(entity, there)
      return true
    },
    next(entity, former) {
      const first = entity.repeats[0]
      if (first === undefined || !opens(entity.kind, former)) return null
      const before = contradicting(former, entity.repeats)
      take(entity, first)
      recount(before, contradicting(first, entity.repeats))
      return first
    },
  }
}
