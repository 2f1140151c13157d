import type { RuleOutbox } from '../alerts/rule-outbox.ts'
import type { CaseProjection } from '../cases/case-projection.ts'
import type { EmittedTransition } from '../cases/transition-key.ts'

/** What the rules said: owed to the log until it is heard there, and kept for those who say it. */
export interface FloorTransitions {
  /** Takes up what the rules said by now. */
  settle(): void
  /** What the rules said since this was last called; empty unless it is kept. */
  takeLines(): EmittedTransition[]
}

export function createFloorTransitions(
  cases: CaseProjection,
  outbox: RuleOutbox,
  keepLines: boolean,
): FloorTransitions {
  let lines: EmittedTransition[] = []

  function settle(): void {
    const emitted = cases.takeLines()
    outbox.take(emitted)
    if (keepLines) lines.push(...emitted)
  }

  return {
    settle,
    takeLines() {
      settle()
      const taken = lines
      lines = []
      return taken
    },
  }
}
