import type { AnyEvent } from '#core/event/event.ts'

let serial = 0

/** An event of the tests' PBX, at this instant. */
export function happened(type: string, subject: string, data: Record<string, unknown> = {}): AnyEvent {
  const id = `e${++serial}-${Math.random().toString(36).slice(2)}`
  return { id, source: 'pbx', type, time: Date.now(), subject, data }
}

/** Three agents, each with a call of a customer of their own, a case and a callback; and one who waits. */
export function busyFloor(): AnyEvent[] {
  const agents = ['yuan', 'he', 'qian'] as const
  const signedIn = agents.map((agent) =>
    happened('agent.signed_in', agent, { queues: [agent === 'qian' ? 'sales' : 'care'] }),
  )
  const work = agents.flatMap((agent, index) => {
    const queue = agent === 'qian' ? 'sales' : 'care'
    const whose = { customer: `customer-of-${agent}`, phone: `1380000000${index}`, name: `王${agent}` }
    return [
      happened('contact.queued', `call-of-${agent}`, { queue, ...whose }),
      happened('contact.answered', `call-of-${agent}`, { agent }),
      happened('case.opened', `case-of-${agent}`, {
        kind: 'complaint',
        title: `title-of-${agent}`,
        queue,
        agent,
        ...whose,
      }),
      happened('callback.requested', `callback-of-${agent}`, {
        queue,
        due: '2036-01-01T00:00:00Z',
        ...whose,
      }),
      happened('callback.assigned', `callback-of-${agent}`, { agent }),
      happened('promise.made', `promise-of-${agent}`, {
        case: `case-of-${agent}`,
        text: `text-of-${agent}`,
        due: '2036-01-01T00:00:00Z',
        agent,
      }),
    ]
  })
  const waits = { queue: 'care', phone: '13800000009', name: '王等', customer: 'customer-waiting' }
  return [...signedIn, ...work, happened('contact.queued', 'call-waiting', waits)]
}
