import { compareEvents, type EventOfType, type FloorEvent, insertEvent } from '../../event/event.ts'
import { sameContent } from '../../event/same-event.ts'
import { type Entity, NOTHING } from '../aggregates/case-aggregate.ts'
import { type Kind, makes } from '../entities/entity.ts'
import { type EVENT_WITHDRAWN, isTakenBack, isWithdrawal } from '../withdrawals/event-withdrawn.ts'
import { asSent } from './customer-identity.ts'

/** A contact may be queued again, an allowance is reported again and again: all others are opened once. */
const ONCE: ReadonlySet<Kind> = new Set(['case', 'promise', 'handoff', 'approval', 'assist', 'callback'])

const opens = (kind: Kind, { type }: FloorEvent) => ONCE.has(kind) && makes(kind, type)

/** Openings that say something else than the one that stands. */
const contradicting = (opening: FloorEvent, others: readonly FloorEvent[]) =>
  others.filter((other) => !sameContent(asSent(opening), asSent(other)))

/** Of events in their order those that count: without later openings, and without what was taken back. */
export function splitEvents(
  kind: Kind,
  events: readonly FloorEvent[],
): Pick<Entity, 'own' | 'repeats' | 'withdrawn'> {
  const withdrawals = events.filter(isWithdrawal)
  const isAside = (event: FloorEvent) =>
    isWithdrawal(event) || withdrawals.some((one) => isTakenBack(event, one))
  const withdrawn = withdrawals.length === 0 ? NOTHING : events.filter(isAside)
  const left = withdrawals.length === 0 ? events : events.filter((event) => !isAside(event))
  const first = left.find((event) => opens(kind, event))
  const isRepeat = (event: FloorEvent) => event !== first && opens(kind, event)
  const repeats = left.filter(isRepeat)
  if (repeats.length === 0) return { own: [...left], repeats: NOTHING, withdrawn }
  return { own: left.filter((event) => !isRepeat(event)), repeats, withdrawn }
}

/** What was heard of an entity and not taken back, in order, openings that change nothing included. */
export function eventsInForce({ own, repeats }: Entity): readonly FloorEvent[] {
  return repeats.length === 0 ? own : [...own, ...repeats].sort(compareEvents)
}

/** Everything that was heard of an entity in order, also what changes nothing. */
export function allEventsOf(entity: Entity): readonly FloorEvent[] {
  const { withdrawn } = entity
  return withdrawn.length === 0
    ? eventsInForce(entity)
    : [...eventsInForce(entity), ...withdrawn].sort(compareEvents)
}

export interface FirstOpeningsContext {
  /** Takes an opening that stood so far out of its entity. */
  takeOut(entity: Entity, opening: FloorEvent): void
  /** So many openings of a source more (less, if negative) contradict the one that stands. */
  contradicted(source: string, by: number): void
}

interface Withdrawn {
  readonly taken: FloorEvent | null
  readonly next: FloorEvent | null
}

/**
 * What is opened is opened once: of several openings the first in order stands, whichever came in first, and each
 * later one changes nothing; those that say something else are counted.
 */
export interface FirstOpenings {
  /** Whether an event is to be heard by its entity. An opening that is not the first is set aside instead. */
  admits(entity: Entity, event: FloorEvent): boolean
  /**
   * Somebody takes an event back: it is set aside. `taken`: the event that is to be taken out, if it stood; `next`: the
   * opening that is to be heard in its place.
   */
  withdraw(entity: Entity, event: EventOfType<typeof EVENT_WITHDRAWN>): Withdrawn
  /** Forgets an opening that was set aside. False: it was not. */
  forget(entity: Entity, event: FloorEvent): boolean
  /** After the opening that stood was taken out: the one that is to be heard in its place, no longer set aside. */
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

  /** Keeps what was taken back, or what took it back; false: it lies there already. */
  function setAside(entity: Entity, event: FloorEvent): boolean {
    const withdrawn = [...entity.withdrawn]
    if (insertEvent(withdrawn, event) === -1) return false
    entity.withdrawn = withdrawn
    return true
  }

  function forget(entity: Entity, event: FloorEvent): boolean {
    const there = entity.repeats.find((other) => compareEvents(other, event) === 0)
    if (there === undefined) return false
    const status = entity.own.find((other) => opens(entity.kind, other))
    if (status !== undefined) recount(contradicting(status, [there]), [])
    take(entity, there)
    return true
  }

  /** After an opening that stood is gone: the one that is to be heard in its place, no longer set aside. */
  function next(entity: Entity, former: FloorEvent): FloorEvent | null {
    const first = entity.repeats[0]
    if (first === undefined || !opens(entity.kind, former)) return null
    const before = contradicting(former, entity.repeats)
    take(entity, first)
    recount(before, contradicting(first, entity.repeats))
    return first
  }

  return {
    admits(entity, event) {
      if (entity.withdrawn.some((one) => isWithdrawal(one) && isTakenBack(event, one))) {
        setAside(entity, event)
        return false
      }
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
    withdraw(entity, event) {
      if (!setAside(entity, event)) return { taken: null, next: null }
      const aside = entity.repeats.find((other) => isTakenBack(other, event))
      if (aside !== undefined) forget(entity, aside)
      const taken = entity.own.find((other) => isTakenBack(other, event)) ?? null
      const gone = taken ?? aside
      if (gone !== undefined) setAside(entity, gone)
      return { taken, next: taken === null ? null : next(entity, taken) }
    },
    forget,
    next,
  }
}
