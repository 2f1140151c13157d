import type { AnyEvent, EventOfType } from './event.ts'
import { namedIn } from './named-in.ts'

/** What an administrator may have forgotten: it came into being by being named, by mistake. */
export const forgettable = ['queue', 'agent'] as const
export type Forgettable = (typeof forgettable)[number]

/** The type of the event by which a queue or an agent (`data.kind`, its id the subject) is forgotten. */
export const FORGOTTEN = 'config.forgotten'

export type ForgottenDump = Record<Forgettable, string[]>

/** Queues and agents that have no row any more, until an event names them again. */
export interface Forgotten {
  /** Forgets what a `config.forgotten` says. */
  apply(event: EventOfType<'config.forgotten'>): void
  /** An event that names what was forgotten brings it back. To be told of each event, before it is folded. */
  named(event: AnyEvent): void
  /** What the site file in force names is there. */
  listed(kind: Forgettable, ids: Iterable<string>): void
  has(kind: string, id: string): boolean
  dump(): ForgottenDump
  load(dump: ForgottenDump): void
}

/** `changed` is told of each whose row has gone or come back. */
export function createForgotten(changed: (kind: Forgettable, id: string) => void): Forgotten {
  const ids: Record<Forgettable, Set<string>> = { queue: new Set(), agent: new Set() }

  function bringBack(kind: Forgettable, id: string): void {
    if (ids[kind].delete(id)) changed(kind, id)
  }
  const back = {
    queue: (id: string) => bringBack('queue', id),
    agent: (id: string) => bringBack('agent', id),
  }
  const kindOf = (text: unknown) => forgettable.find((kind) => kind === text)

  return {
    apply({ subject, data }) {
      ids[data.kind].add(subject)
      changed(data.kind, subject)
    },
    named(event) {
      if (ids.queue.size + ids.agent.size > 0) namedIn(event, back)
    },
    listed(kind, listed) {
      for (const id of listed) bringBack(kind, id)
    },
    has(kind, id) {
      const known = kindOf(kind)
      return known !== undefined && ids[known].has(id)
    },
    dump: () => ({ queue: [...ids.queue], agent: [...ids.agent] }),
    load(dump) {
      for (const kind of forgettable) for (const id of dump[kind]) ids[kind].add(id)
    },
  }
}
