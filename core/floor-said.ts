import type { SaidLedger } from './alerts/said-ledger.ts'
import type { CaseBook } from './cases/case-book.ts'
import type { SaidLine } from './cases/line-key.ts'

/** What the rules said: owed to the log until it is heard there, and kept for those who say it. */
export interface FloorSaid {
  /** Takes up what the rules said by now. */
  settle(): void
  /** What the rules said since this was last called; empty unless it is kept. */
  takeLines(): SaidLine[]
}

export function createFloorSaid(cases: CaseBook, ledger: SaidLedger, keepLines: boolean): FloorSaid {
  let lines: SaidLine[] = []

  function settle(): void {
    const said = cases.takeLines()
    ledger.take(said)
    if (keepLines) lines.push(...said)
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
