import type { AnyEvent } from './event.ts'

/** The queues and agents that an event names, and that would come into being by it. */
export interface NamedIn {
  queue(id: string): void
  agent(id: string): void
}

type Named = {
  readonly queue?: unknown
  readonly agent?: unknown
  readonly queues?: unknown
  readonly to?: unknown
}

function ofObject({ queue, agent }: Named, named: NamedIn): void {
  if (typeof queue === 'string') named.queue(queue)
  if (typeof agent === 'string') named.agent(agent)
}

/** Tells of each queue and agent that an event of a feed names (contract §3): by its subject, or in its data. */
export function namedIn(event: Pick<AnyEvent, 'type' | 'subject' | 'data'>, named: NamedIn): void {
  const data: Named = event.data
  if (event.type.startsWith('agent.')) named.agent(event.subject)
  ofObject(data, named)
  if (typeof data.to === 'object' && data.to !== null) ofObject(data.to, named)
  if (Array.isArray(data.queues)) for (const queue of data.queues) named.queue(String(queue))
}
