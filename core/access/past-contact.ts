import type { FloorEvent } from '../event/event.ts'

/** Who speaks with the customer by this event, or null. */
function handlerBy(event: FloorEvent): string | null {
  if (event.type === 'contact.dialled') return event.data.by === 'customer' ? null : event.data.agent
  return event.type === 'contact.answered' ? event.data.agent : null
}

/** The agents who spoke with the customer of a contact, by its events. */
export function handlersOf(events: readonly FloorEvent[]): ReadonlySet<string> {
  const agents = new Set<string>()
  for (const event of events) {
    const agent = handlerBy(event)
    if (agent !== null) agents.add(agent)
  }
  return agents
}

function queueNamedBy(event: FloorEvent): string | null {
  if (event.type === 'contact.transferred') return event.data.to.queue ?? null
  const { data } = event
  return 'queue' in data ? (data.queue ?? null) : null
}

/** All queues that a contact was in or is handed on to, by its events. */
export function queuesOfPast(events: readonly FloorEvent[]): string[] {
  return events.flatMap((event) => queueNamedBy(event) ?? [])
}

/** Where a contact that ended belonged: the queue that it was in last, and who handled it last. */
export function positionOfPast(events: readonly FloorEvent[]): {
  queue: string | null
  agent: string | null
} {
  let queue: string | null = null
  let agent: string | null = null
  for (const event of events) {
    queue = queueNamedBy(event) ?? queue
    agent = handlerBy(event) ?? agent
  }
  return { queue, agent }
}
