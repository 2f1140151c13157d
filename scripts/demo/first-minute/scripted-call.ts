import type { Simulation } from '../model/simulation.ts'

const SEC = 1_000

export interface ScriptedCall {
  readonly id: string
  /** When the customer comes into the queue, ms since 1970. */
  readonly at: number
  readonly queue: string
  readonly agent: string
  readonly phone: string
  readonly name: string
  /** Seconds from the first ring to the answer, of the talk, and of the work after it. */
  readonly rings?: number
  readonly talks: number
  readonly wraps?: number
  /** How it ended, said before the end of the wrap-up. */
  readonly outcome?: 'solved' | 'owe' | 'passed' | 'complaint'
  /** What else is told at the answer, before it. */
  readonly onAnswer?: () => void
}

/** A call that goes as written: it rings at once with an agent who is held back for it. */
export function planCall(simulation: Simulation, call: ScriptedCall): void {
  const { agenda, emit } = simulation
  const { id, agent, queue, phone, name, rings = 3, talks, wraps = 20 } = call
  const from = call.at
  const answered = from + (1 + rings) * SEC
  const ended = answered + talks * SEC
  agenda.at(from, () => emit('contact.queued', id, { queue, phone, name, via: 'ivr' }))
  agenda.at(from + SEC, () => emit('contact.offered', id, { agent }))
  agenda.at(answered, () => {
    call.onAnswer?.()
    emit('contact.answered', id, { agent })
  })
  agenda.at(ended, () => emit('contact.ended', id, { by: 'customer' }))
  const { outcome } = call
  if (outcome !== undefined)
    agenda.at(ended + (wraps / 2) * SEC, () => emit('contact.flagged', id, { kind: outcome }))
  agenda.at(ended + wraps * SEC, () => emit('contact.wrapped', id, { agent }))
}
