import type { PromiseRow } from '../rows/case-rows.ts'

/** Promises that were due in a span, by who made them. */
export interface PromiseMakers {
  /** An origin (`service`), an agent's id, a department's id. */
  readonly id: string
  readonly kept: number
  /** Kept, but after their due. */
  readonly late: number
  /** Not kept, and past their due. */
  readonly broken: number
  /** Still to come. */
  readonly open: number
  /** Kept in time, of all that were decided; null: none is. */
  readonly share: number | null
}

export type PromiseMaker = 'origin' | 'agent' | 'department'

type Row = Pick<PromiseRow, 'state' | 'dueAt' | 'origin' | 'agent' | 'case'>

const STATES = ['kept', 'late', 'broken', 'open'] as const
type Counted = (typeof STATES)[number]

const isCounted = (state: Row['state']): state is Counted => STATES.some((each) => each === state)

/**
 * Counted of the promises due in [from, to), ms since 1970; withdrawn ones count for nothing. A promise is a department's
 * by the hand-off of its case (`departmentOf`), where it was made there. Those without a maker of the kind are left out.
 * By origin and department the most promises come first, by agent the names' order: nobody is ranked.
 */
export function promiseMakers(
  rows: readonly Row[],
  by: PromiseMaker,
  { from, to }: { readonly from: number; readonly to: number },
  departmentOf: (caseId: string) => string | null,
): PromiseMakers[] {
  function makerOf({ origin, agent, case: caseId }: Row): string | null {
    if (by === 'origin') return origin ?? 'service'
    if (by === 'agent') return agent
    return origin === 'department' && caseId !== null ? departmentOf(caseId) : null
  }
  const found = new Map<string, Record<Counted, number>>()
  for (const row of rows) {
    const due = Date.parse(row.dueAt)
    const id = makerOf(row)
    if (due < from || due >= to || id === null || !isCounted(row.state)) continue
    const counts = found.get(id) ?? { kept: 0, late: 0, broken: 0, open: 0 }
    found.set(id, counts)
    counts[row.state]++
  }
  const makers = [...found].map(([id, counts]) => {
    const decided = counts.kept + counts.late + counts.broken
    return { id, ...counts, share: decided === 0 ? null : counts.kept / decided }
  })
  const size = ({ kept, late, broken, open }: PromiseMakers) => kept + late + broken + open
  return makers.sort((a, b) => (by === 'agent' ? 0 : size(b) - size(a)) || (a.id < b.id ? -1 : 1))
}
