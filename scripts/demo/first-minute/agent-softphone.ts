import type { Simulation } from '../model/simulation.ts'
import { answerSoftphone, connectSoftphone, disconnectSoftphone, hangUp } from '../model/softphone.ts'
import { cast } from './cast.ts'

/** The seat of the script's agent: somebody real sits down there, presses, and goes. */
export interface AgentSoftphone {
  take(): void
  leave(): void
  answer(): void
  hangUp(): void
  /** What the desk says of who sits there. */
  setFree(isFree: boolean): void
  /** Null: nobody real sits there. */
  shown(): SoftphoneState | null
}

/** Their telephone as it is shown; `name` and what is said are those of the caller. */
export interface SoftphoneState {
  readonly state: 'free' | 'rings' | 'talks'
  readonly name: string
  readonly says: string
}

export function softphoneOf(played: () => Simulation): AgentSoftphone {
  const { agent } = cast
  const softphone = () => played().softphones.get(agent)
  return {
    take() {
      if (softphone() === undefined) connectSoftphone(played(), agent)
    },
    leave() {
      if (softphone() !== undefined) disconnectSoftphone(played(), agent)
    },
    answer: () => answerSoftphone(played(), agent),
    hangUp: () => hangUp(played(), agent),
    setFree(isFree) {
      const there = softphone()
      if (there === undefined || there.isFree === isFree) return
      there.isFree = isFree
      if (isFree) played().wake()
    },
    shown() {
      const there = softphone()
      if (there === undefined) return null
      const { contact, says } = there
      if (contact === null) return { state: 'free', name: '', says: '' }
      const isOn = contact.state === 'served'
      return { state: isOn ? 'talks' : 'rings', name: contact.customer.name, says: isOn ? says : '' }
    },
  }
}
