import type { EscalationStep } from './escalation-step.ts'
import type { Interruption } from './receipt-projection.ts'

/** Calls that were given to be written and are not yet folded back: they count as if they were. */
export interface InFlightSteps {
  add(call: EscalationStep): void
  /** The call about a subject, if there is one. */
  about(subject: string): EscalationStep | null
  remove(subject: string): void
  /** The interruptions of a person that these calls are. */
  interruptions(person: string): readonly Interruption[]
}

const NONE: readonly Interruption[] = []

export function createInFlightSteps(): InFlightSteps {
  const calls = new Map<string, EscalationStep>()
  const byPerson = new Map<string, Map<string, Interruption>>()
  const louds = ({ called }: EscalationStep) =>
    called.filter(({ how }) => how === 'loud').map(({ to }) => to.id)

  return {
    add(call) {
      const { at, conversation, subject, gravity } = call
      calls.set(subject, call)
      for (const person of louds(call)) {
        const theirs = byPerson.get(person) ?? new Map<string, Interruption>()
        byPerson.set(person, theirs.set(subject, { at, conversation, subject, gravity }))
      }
    },
    about: (subject) => calls.get(subject) ?? null,
    remove(subject) {
      const call = calls.get(subject)
      if (call === undefined) return
      calls.delete(subject)
      for (const person of louds(call)) {
        byPerson.get(person)?.delete(subject)
        if (byPerson.get(person)?.size === 0) byPerson.delete(person)
      }
    },
    interruptions(person) {
      const theirs = byPerson.get(person)
      return theirs === undefined ? NONE : [...theirs.values()]
    },
  }
}
