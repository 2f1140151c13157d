import { requestCallback } from './callbacks.ts'
import { leaveQueue } from './serving.ts'
import type { SimContact, Simulation } from './simulation.ts'

const SEC = 1_000
/** Callers at once annoyed by the announcement. */
const AT_ONCE = 0.012
/** Offered after a while to call back instead, so many accept. */
const CALLBACK_AFTER_SEC = 75
const CALLBACK_TAKEN = 0.2
/** Median patience in seconds; people wait longer for a person in writing than on the phone. */
const PATIENCE_SEC = { voice: 165, chat: 260 }

/** People do not wait for ever: some give up at once, some after their patience, some rather be called back. */
export function giveUpWaiting(simulation: Simulation, contact: SimContact): void {
  const { agenda, random } = simulation
  const patienceSec = random.chance(AT_ONCE)
    ? random.between(1, 5)
    : random.logNormal(PATIENCE_SEC[contact.channel], 0.7)
  agenda.at(agenda.now + patienceSec * SEC, () => abandon(simulation, contact))
  if (contact.channel !== 'voice' || contact.queue.isComplaints) return
  if (!random.chance(CALLBACK_TAKEN)) return
  agenda.at(agenda.now + CALLBACK_AFTER_SEC * SEC, () => {
    if (contact.state !== 'waiting' || contact.transfers > 0) return
    leaveQueue(simulation, contact)
    contact.state = 'over'
    simulation.emit('contact.left', contact.id, { reason: 'callback' })
    requestCallback(simulation, contact)
  })
}

/** A ringing phone is answered before the customer thinks of it; only who waits gives up. */
function abandon(simulation: Simulation, contact: SimContact): void {
  if (contact.state !== 'waiting' || contact.transfers > 0) return
  leaveQueue(simulation, contact)
  contact.state = 'over'
  simulation.emit('contact.abandoned', contact.id, {})
  if (contact.channel === 'voice')
    simulation.missed.push({ customer: contact.customer, queue: contact.queue })
}
