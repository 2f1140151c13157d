import type { RuleOutbox } from '../alerts/rule-outbox.ts'
import type { CaseProjection } from '../cases/projection/case-projection.ts'
import type { EmittedTransition } from '../rules/transition-key.ts'

/** What the rules said: owed to the log until it is heard there, and kept for those who say it. */
export interface FloorTransitions {
  /** Takes up what the rules said by now. */
  settle(): void
  /** What the rules said since this was last called; empty unless it is kept. */
  takeTransitions(): EmittedTransition[]
}

export function createFloorTransitions(
  cases: CaseProjection,
  outbox: RuleOutbox,
  keepTransitions: boolean,
): FloorTransitions {
  let transitions: EmittedTransition[] = []

  function settle(): void {
    const emitted = cases.takeTransitions()
    outbox.take(emitted)
    if (keepTransitions) transitions.push(...emitted)
  }

  return {
    settle,
    takeTransitions() {
      settle()
      const taken = transitions
      transitions = []
      return taken
    },
  }
}
