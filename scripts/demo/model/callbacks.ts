import type { Contacts } from './contacts.ts'
import type { Customer } from './customers.ts'
import type { Agent } from './staff.ts'
import { MIN, type World } from './world.ts'

interface Callback {
  readonly id: string
  readonly queue: string
  readonly customer: Customer
  attempts: number
  notBefore: number
}

/** Callbacks that customers asked for instead of waiting on. */
export interface Callbacks {
  want(queue: string, customer: Customer, contact: string): void
  /** An idle agent makes the oldest one of its queues, if one is ready. */
  work(agent: Agent): void
}

const MOST_ATTEMPTS = 3

export function createCallbacks(world: World, contacts: () => Contacts): Callbacks {
  const { agenda, random, emit } = world
  const open: Callback[] = []

  function want(queue: string, customer: Customer, contact: string): void {
    const id = world.nextId('callback')
    const due = new Date(agenda.now + 30 * MIN).toISOString()
    emit('callback.requested', id, { queue, due, contact, ...customer })
    open.push({ id, queue, customer, attempts: 0, notBefore: agenda.now + random.between(2, 6) * MIN })
  }

  function ended(callback: Callback, agent: Agent, reached: boolean): void {
    callback.attempts++
    const outcome = reached ? 'reached' : random.pick(['no_answer', 'busy', 'voicemail'])
    emit('callback.attempted', callback.id, { agent: agent.id, outcome })
    if (reached) emit('callback.done', callback.id, { reason: 'reached' })
    else if (callback.attempts >= MOST_ATTEMPTS)
      emit('callback.cancelled', callback.id, { reason: 'not reached' })
    else {
      callback.notBefore = agenda.now + random.between(8, 20) * MIN
      open.push(callback)
    }
  }

  return {
    want,
    work(agent) {
      const index = open.findIndex(
        ({ queue, notBefore }) => agent.queues.includes(queue) && notBefore <= agenda.now,
      )
      // An agent keeps free for those who call now, and does not turn to callbacks at once.
      if (index === -1 || random.chance(0.4)) return
      const [callback] = open.splice(index, 1)
      emit('callback.assigned', callback!.id, { agent: agent.id })
      contacts().dial(agent, callback!.customer, callback!.id, (reached) => ended(callback!, agent, reached))
    },
  }
}
