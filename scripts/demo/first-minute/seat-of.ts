import { answerAtSeat, hangUp, leaveSeat, takeSeat } from '../model/seat.ts'
import type { Simulation } from '../model/simulation.ts'
import { cast } from './cast.ts'

/** The seat of the script's agent: somebody real sits down there, presses, and goes. */
export interface AgentSeat {
  take(): void
  leave(): void
  answer(): void
  hangUp(): void
  /** What the desk says of who sits there. */
  hear(isFree: boolean): void
  /** Null: nobody real sits there. */
  shown(): SeatShown | null
}

/** Their telephone as it is shown; `name` and what is said are those of the caller. */
export interface SeatShown {
  readonly state: 'free' | 'rings' | 'talks'
  readonly name: string
  readonly says: string
}

export function seatOf(played: () => Simulation): AgentSeat {
  const { agent } = cast
  const seat = () => played().seats.get(agent)
  return {
    take() {
      if (seat() === undefined) takeSeat(played(), agent)
    },
    leave() {
      if (seat() !== undefined) leaveSeat(played(), agent)
    },
    answer: () => answerAtSeat(played(), agent),
    hangUp: () => hangUp(played(), agent),
    hear(isFree) {
      const there = seat()
      if (there === undefined || there.isFree === isFree) return
      there.isFree = isFree
      if (isFree) played().wake()
    },
    shown() {
      const there = seat()
      if (there === undefined) return null
      const { contact, says } = there
      if (contact === null) return { state: 'free', name: '', says: '' }
      const isOn = contact.state === 'served'
      return { state: isOn ? 'talks' : 'rings', name: contact.customer.name, says: isOn ? says : '' }
    },
  }
}
