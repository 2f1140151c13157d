import type { SubjectKind } from '../../rules/rule-transition.ts'

type OfType = (type: string) => boolean
type OfKind = (kind: SubjectKind, type: string) => boolean

/** Answers that are asked for at every event and stay the same until another rule set comes: they are kept. */
export interface Remembered {
  /** Keeps what is answered of a type. */
  ofType(ask: OfType): OfType
  /** Keeps what is answered of a kind and a type. */
  ofKind(ask: OfKind): OfKind
  forget(): void
}

export function createRemembered(): Remembered {
  const all: Map<string, boolean>[] = []

  function ofType(ask: OfType): OfType {
    const answers = new Map<string, boolean>()
    all.push(answers)
    return (type) => {
      const known = answers.get(type)
      if (known !== undefined) return known
      const answer = ask(type)
      answers.set(type, answer)
      return answer
    }
  }

  return {
    ofType,
    ofKind(ask) {
      const ofKinds = new Map<SubjectKind, OfType>()
      return (kind, type) => {
        let of = ofKinds.get(kind)
        if (of === undefined) {
          of = ofType((its) => ask(kind, its))
          ofKinds.set(kind, of)
        }
        return of(type)
      }
    },
    forget() {
      for (const answers of all) answers.clear()
    },
  }
}
