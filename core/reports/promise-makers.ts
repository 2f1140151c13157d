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

export const promiseMakerKinds = ['origin', 'agent', 'department'] as const
export type PromiseMaker = (typeof promiseMakerKinds)[number]

type Row = Pick<PromiseRow, 'state' | 'dueAt' | 'origin' | 'agent' | 'case'>

const STATES = ['kept', 'late', 'broken', 'open'] as const
type Counted = (typeof STATES)[number]

const isCounted = (state: Row['state']): state is Counted => STATES.some((each) => each === state)

type DepartmentOf = (caseId: string) => string | null

/** Whose a promise is; a department's by the hand-off of its case, where it was made there. Null: nobody's of the kind. */
function makerOf(
  { origin, agent, case: caseId }: Row,
  by: PromiseMaker,
  departmentOf: DepartmentOf,
): string | null {
  if (by === 'origin') return origin ?? 'service'
  if (by === 'agent') return agent
  return origin === 'department' && caseId !== null ? departmentOf(caseId) : null
}

/** Those of some promises that count for a maker: due in [from, to), ms since 1970, and not withdrawn. */
export function countedPromises<R extends Row>(
  rows: readonly R[],
  by: PromiseMaker,
  { from, to }: { readonly from: number; readonly to: number },
  departmentOf: DepartmentOf,
): { readonly row: R; readonly maker: string; readonly state: Counted }[] {
  return rows.flatMap((row) => {
    const due = Date.parse(row.dueAt)
    const maker = makerOf(row, by, departmentOf)
    const { state } = row
    return due < from || due >= to || maker === null || !isCounted(state) ? [] : [{ row, maker, state }]
  })
}

/**
 * Counted of the promises due in [from, to), ms since 1970; withdrawn ones count for nothing. A promise is a department's
 * by the hand-off of its case (`departmentOf`), where it was made there. Those without a maker of the kind are left out.
 * By origin and department the most promises come first, by agent the names' order: nobody is ranked.
 */
export function promiseMakers(
  rows: readonly Row[],
  by: PromiseMaker,
  span: { readonly from: number; readonly to: number },
  departmentOf: DepartmentOf,
): PromiseMakers[] {
  const found = new Map<string, Record<Counted, number>>()
  for (const { maker, state } of countedPromises(rows, by, span, departmentOf)) {
    const counts = found.get(maker) ?? { kept: 0, late: 0, broken: 0, open: 0 }
    found.set(maker, counts)
    counts[state]++
  }
  const makers = [...found].map(([id, counts]) => {
    const decided = counts.kept + counts.late + counts.broken
    return { id, ...counts, share: decided === 0 ? null : counts.kept / decided }
  })
  const size = ({ kept, late, broken, open }: PromiseMakers) => kept + late + broken + open
  return makers.sort((a, b) => (by === 'agent' ? 0 : size(b) - size(a)) || (a.id < b.id ? -1 : 1))
}
