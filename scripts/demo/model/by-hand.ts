import { type ActByHand, leftBy } from './left-by-hand.ts'
import type { SimAgent, Simulation } from './simulation.ts'

/** Somebody real did something: nobody who is played does anything more about it, and who went is not there. */
export function actByHand(simulation: Simulation, act: ActByHand): void {
  for (const one of leftBy(act)) simulation.byHand.add(one)
  const { type, subject } = act
  if (type === 'agent.away' || type === 'agent.signed_out') simulation.wentByHand.add(subject)
  if (type === 'agent.available' || type === 'agent.signed_in') {
    simulation.wentByHand.delete(subject)
    simulation.wake()
  }
}

/** Whether nothing is offered to an agent here: somebody else plays them, or somebody real has them away. */
export const isHeldBack = ({ heldBack, wentByHand }: Simulation, { id }: Pick<SimAgent, 'id'>): boolean =>
  heldBack.has(id) || wentByHand.has(id)
