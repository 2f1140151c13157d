import { type EventOfType, type FloorEvent, kindOfType } from '../event.ts'

/** A person takes back what they said of something a moment ago. */
export type UndoneEvent = EventOfType<'callback.undone' | 'promise.undone'>

export function isUndone(event: FloorEvent): event is UndoneEvent {
  return event.type === 'callback.undone' || event.type === 'promise.undone'
}

/** What people took back of what they said: by what it is about ("callback/B1"), source and id of the event. */
export type UndoneDump = readonly (readonly [key: string, events: string[]])[]

/** Events that are heard as if they had never been said, whether they or what takes them back came in first. */
export interface Undone {
  has(event: FloorEvent): boolean
  note(event: UndoneEvent): void
  forget(key: string): void
  dump(): UndoneDump
  load(dump: UndoneDump): void
}

const nameOf = (source: string, id: string) => `${source}\n${id}`
const keyOf = ({ type, subject }: FloorEvent) => `${kindOfType(type)}/${subject}`

export function createUndone(): Undone {
  const byKey = new Map<string, Set<string>>()
  function put(key: string, name: string): void {
    const names = byKey.get(key)
    if (names === undefined) byKey.set(key, new Set([name]))
    else names.add(name)
  }
  return {
    has: (event) => byKey.size > 0 && byKey.get(keyOf(event))?.has(nameOf(event.source, event.id)) === true,
    note: (event) => put(keyOf(event), nameOf(event.source, event.data.voids)),
    forget: (key) => void byKey.delete(key),
    dump: () => [...byKey].map(([key, names]) => [key, [...names]]),
    load(dump) {
      for (const [key, names] of dump) for (const name of names) put(key, name)
    },
  }
}
