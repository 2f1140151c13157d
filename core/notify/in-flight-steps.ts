import type { EscalationStep } from './escalation-step.ts'
import type { Interruption } from './receipt-projection.ts'

/** Calls that were given to be written and are not yet folded back: they count as if they were. */
export interface InFlightSteps {
  add(step: EscalationStep): void
  /** The call about a subject, if there is one. */
  about(subject: string): EscalationStep | null
  remove(subject: string): void
  /** The interruptions of a person that these calls are. */
  interruptions(person: string): readonly Interruption[]
}

const NONE: readonly Interruption[] = []

export function createInFlightSteps(): InFlightSteps {
  const stepsBySubject = new Map<string, EscalationStep>()
  const byPerson = new Map<string, Map<string, Interruption>>()
  const loudRecipients = ({ recipients }: EscalationStep) =>
    recipients.filter(({ how }) => how === 'loud').map(({ to }) => to.id)

  return {
    add(step) {
      const { at, conversation, subject, priority } = step
      stepsBySubject.set(subject, step)
      for (const person of loudRecipients(step)) {
        const theirs = byPerson.get(person) ?? new Map<string, Interruption>()
        byPerson.set(person, theirs.set(subject, { at, conversation, subject, priority }))
      }
    },
    about: (subject) => stepsBySubject.get(subject) ?? null,
    remove(subject) {
      const step = stepsBySubject.get(subject)
      if (step === undefined) return
      stepsBySubject.delete(subject)
      for (const person of loudRecipients(step)) {
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
