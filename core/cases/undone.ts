import type { EventOfType, FloorEvent } from '../event.ts'

/** What people took back of what they said: by what it is about, source and id of the event. */
export type UndoneDump = readonly (readonly [subject: string, events: string[]])[]

/**
 * Takes back what somebody said a moment ago: the event is heard as if it had never been said, whichever of the two
 * came in first. The type of event by which it is done, `system.undone`, no feed sends.
 */
export interface Undone {
  /** Whether an event was taken back. */
  has(event: FloorEvent): boolean
  note(event: EventOfType<'system.undone'>): void
  forget(subject: string): void
  dump(): UndoneDump
  load(dump: UndoneDump): void
}

const nameOf = (source: string, type: string, id: string) => `${source}\n${type}\n${id}`

export function createUndone(): Undone {
  const bySubject = new Map<string, Set<string>>()
  function put(subject: string, name: string): void {
    const names = bySubject.get(subject)
    if (names === undefined) bySubject.set(subject, new Set([name]))
    else names.add(name)
  }
  return {
    has: ({ subject, source, type, id }) => bySubject.get(subject)?.has(nameOf(source, type, id)) === true,
    note: ({ subject, source, data }) => put(subject, nameOf(source, data.type, data.voids)),
    forget: (subject) => void bySubject.delete(subject),
    dump: () => [...bySubject].map(([subject, names]) => [subject, [...names]]),
    load(dump) {
      for (const [subject, names] of dump) for (const name of names) put(subject, name)
    },
  }
}
