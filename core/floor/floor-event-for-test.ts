import { deepFreeze } from '../collections/deep-freeze-for-test.ts'
import { type AnyEvent, type EventOfKind, type FloorEvent, isFloorEvent, isOfKind } from '../event/event.ts'

/**
 * An event that a test made by hand, as one of the floor's, frozen: nobody may write into what is given to them. Throws
 * if its type is none of the floor's.
 */
export function floorEvent(event: AnyEvent): FloorEvent {
  if (!isFloorEvent(event)) throw new Error(`${event.type} is no type of the floor's`)
  return deepFreeze(event)
}

/** The same of one kind. */
export function eventOfKind<K extends string>(kind: K, event: AnyEvent): EventOfKind<K> {
  const known = floorEvent(event)
  if (!isOfKind(kind, known)) throw new Error(`${event.type} is not about a ${kind}`)
  return known
}

export type Happened = readonly [time: number, type: string, data?: AnyEvent['data'], source?: string]

/** What happened to one thing, in its order: events of a kind, each with its instant (ms). */
export function eventsAbout<K extends string>(
  kind: K,
  subject: string,
  ...happened: readonly Happened[]
): EventOfKind<K>[] {
  return happened.map(([time, type, data = {}, source = 'crm'], place) =>
    eventOfKind(kind, { id: `${subject}-${place}`, source, type, time, subject, data }),
  )
}
