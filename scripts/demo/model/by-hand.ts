import { kindOfType } from '#core/event/event.ts'
import type { SimAgent, Simulation } from './simulation.ts'

/** What is left to somebody real who acted upon it, by kind; calls go on as their callers do. */
const LEFT: ReadonlySet<string> = new Set(['case', 'promise', 'handoff', 'approval', 'callback', 'notice'])

/** What of an event says what somebody did, and about what. */
export interface ActByHand {
  readonly type: string
  readonly subject: string
  readonly data: Readonly<Record<string, unknown>>
}

/** Somebody real did something: nobody who is played does anything more about it, and who went is not there. */
export function actByHand(simulation: Simulation, { type, subject, data }: ActByHand): void {
  const kind = kindOfType(type)
  if (LEFT.has(kind)) {
    simulation.byHand.add(`${kind}/${subject}`)
    if (typeof data.case === 'string') simulation.byHand.add(`case/${data.case}`)
  }
  if (type === 'agent.away' || type === 'agent.signed_out') simulation.wentByHand.add(subject)
  if (type === 'agent.available' || type === 'agent.signed_in') {
    simulation.wentByHand.delete(subject)
    simulation.wake()
  }
}

/** Whether an event is about what somebody real has in hand; what it would begin there never is. */
export function isByHand(
  { byHand }: Pick<Simulation, 'byHand'>,
  { type, subject, data }: ActByHand,
): boolean {
  const kind = kindOfType(type)
  if (!LEFT.has(kind)) return false
  const own = `${kind}/${subject}`
  const isLeft = byHand.has(own) || (typeof data.case === 'string' && byHand.has(`case/${data.case}`))
  if (isLeft) byHand.add(own)
  return isLeft
}

/** Whether nothing is offered to an agent here: somebody else plays them, or somebody real has them away. */
export const isHeldBack = ({ heldBack, wentByHand }: Simulation, { id }: Pick<SimAgent, 'id'>): boolean =>
  heldBack.has(id) || wentByHand.has(id)
