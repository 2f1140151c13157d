import type { FeedEvent } from './mapping/mapper-state.ts'
import type { OpenFloor } from './mapping/restore-open-calls.ts'

/** The queue that each open contact was last in, as the events on their way say. */
export interface EntryQueues {
  /** Gives the queue of a contact of which the event says that it is lost; else null. */
  read(event: FeedEvent): string | null
}

export function createEntryQueues(open: OpenFloor): EntryQueues {
  const queues = new Map<string, string>()
  for (const { id, queue } of open.contacts) if (queue !== null) queues.set(id, queue)

  return {
    read({ type, subject, data }) {
      if (type === 'contact.queued') queues.set(subject, data.queue as string)
      const isOver = type === 'contact.left' || type === 'contact.ended' || type === 'contact.abandoned'
      if (!isOver) return null
      const queue = queues.get(subject) ?? null
      queues.delete(subject)
      return data.reason === 'lost' ? queue : null
    },
  }
}
