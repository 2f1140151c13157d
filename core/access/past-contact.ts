import type { FloorEvent } from '../event.ts'

const HANDLED = new Set(['contact.answered', 'contact.dialled'])

const text = (value: unknown) => (typeof value === 'string' ? value : null)

/** The agents who spoke with the customer of a contact, by its events. */
export function handlersOf(events: readonly FloorEvent[]): ReadonlySet<string> {
  const agents = new Set<string>()
  for (const { type, data } of events)
    if (HANDLED.has(type) && typeof data.agent === 'string') agents.add(data.agent)
  return agents
}

function queueNamedBy({ type, data }: FloorEvent): string | null {
  if (type !== 'contact.transferred') return text(data.queue)
  const { to } = data
  return typeof to === 'object' && to !== null ? text((to as { queue?: unknown }).queue) : null
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
    if (HANDLED.has(event.type)) agent = text(event.data.agent) ?? agent
  }
  return { queue, agent }
}
