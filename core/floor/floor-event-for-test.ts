import { type AnyEvent, type EventOfKind, type FloorEvent, isFloorEvent, isOfKind } from '../event/event.ts'

/** An event that a test made by hand, as one of the floor's; throws if its type is none of the floor's. */
export function floorEvent(event: AnyEvent): FloorEvent {
  if (!isFloorEvent(event)) throw new Error(`${event.type} is no type of the floor's`)
  return event
}

/** The same of one kind. */
export function eventOfKind<K extends string>(kind: K, event: AnyEvent): EventOfKind<K> {
  const known = floorEvent(event)
  if (!isOfKind(kind, known)) throw new Error(`${event.type} is not about a ${kind}`)
  return known
}
