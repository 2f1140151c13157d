import type { CaseRow } from '../rows/case-rows.ts'

/** What cases are listed by; what is not given narrows nothing. Instants in ms since 1970. */
export interface CaseFilter {
  readonly state?: string | undefined
  readonly kind?: string | undefined
  readonly cause?: string | undefined
  readonly queue?: string | undefined
  readonly team?: string | undefined
  readonly owner?: string | undefined
  readonly customer?: string | undefined
  /** Opened at or after, and before. */
  readonly from?: number | undefined
  readonly to?: number | undefined
  /** Words that its id, title or cause have. */
  readonly text?: string | undefined
}

/** What listing reads of a case. */
export type ListedCase = Pick<
  CaseRow,
  'id' | 'title' | 'cause' | 'state' | 'kind' | 'queue' | 'team' | 'owner' | 'customer' | 'openedAt'
>

/** The fields that must be alike. */
export const equalFields = [
  'state',
  'kind',
  'cause',
  'queue',
  'team',
  'owner',
  'customer',
] as const satisfies readonly (keyof CaseFilter & keyof ListedCase)[]

/** Where a list stands: behind a case, by when it was opened (ms) and its id. */
export interface CaseCursor {
  readonly at: number
  readonly id: string
}

/** Newest first, of the same instant the greater id. */
export function compareFoundCases(
  a: Pick<CaseRow, 'openedAt' | 'id'>,
  b: Pick<CaseRow, 'openedAt' | 'id'>,
): number {
  if (a.openedAt !== b.openedAt) return a.openedAt < b.openedAt ? 1 : -1
  return a.id < b.id ? 1 : a.id > b.id ? -1 : 0
}

/** Whether a case stands behind a place in that order. */
export function isBehind(
  { openedAt, id }: Pick<CaseRow, 'openedAt' | 'id'>,
  after: CaseCursor | null,
): boolean {
  if (after === null) return true
  const at = Date.parse(openedAt)
  return at !== after.at ? at < after.at : id < after.id
}

/** Whether a case is listed, but for its text. */
export function passesFilter(row: ListedCase, filter: CaseFilter): boolean {
  const at = Date.parse(row.openedAt)
  return (
    equalFields.every((field) => filter[field] === undefined || row[field] === filter[field]) &&
    (filter.from === undefined || at >= filter.from) &&
    (filter.to === undefined || at < filter.to)
  )
}
