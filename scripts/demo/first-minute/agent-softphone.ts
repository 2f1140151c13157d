import type { Simulation } from '../model/simulation.ts'
import {
  answerSoftphone,
  connectSoftphone,
  disconnectSoftphone,
  hangUp,
  type SoftphoneConnection,
  setFree,
} from '../model/softphone.ts'
import { cast } from './cast.ts'

/** The softphone of the script's agent: somebody real sits down at that desk, presses, and goes. */
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

export interface AgentSoftphoneOptions {
  readonly played: () => Simulation
  readonly connection: () => SoftphoneConnection
  /** Whether the script still plays the agent. */
  readonly isScripted: () => boolean
}

export function softphoneOf({ played, connection, isScripted }: AgentSoftphoneOptions): AgentSoftphone {
  const { agent } = cast
  const softphone = () => played().softphones.get(agent)
  return {
    take() {
      if (softphone() === undefined) connectSoftphone(played(), agent, connection())
    },
    leave: () => disconnectSoftphone(played(), agent, isScripted()),
    answer: () => answerSoftphone(played(), agent),
    hangUp: () => hangUp(played(), agent),
    setFree: (isFree) => setFree(played(), agent, isFree),
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
