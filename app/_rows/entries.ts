import type {
  ApprovalRow,
  CallbackRow,
  CaseRow,
  ContactRow,
  HandoffRow,
  PromiseRow,
  RecoveryRow,
  RowType,
} from '#core/row.ts'
import { compareEntries, type Entry, type Rules } from './entry.ts'
import { createEntryBook, type RowReader } from './entry-book.ts'

/** The rows that lists of what is owed are made of, where they are not those of a view. */
export interface OwedRows {
  cases: readonly CaseRow[]
  promises?: readonly PromiseRow[]
  callbacks?: readonly CallbackRow[]
  recoveries?: readonly RecoveryRow[]
  handoffs?: readonly HandoffRow[]
  approvals?: readonly ApprovalRow[]
  contacts?: readonly ContactRow[]
  agents?: readonly { id: string; state: string }[]
}

const typeOf: Record<keyof OwedRows, RowType> = {
  cases: 'case',
  promises: 'promise',
  callbacks: 'callback',
  recoveries: 'recovery',
  handoffs: 'handoff',
  approvals: 'approval',
  contacts: 'contact',
  agents: 'agent',
}

function readerOf(given: OwedRows): RowReader {
  const lists = new Map<RowType, readonly { id: string }[]>()
  for (const [name, list] of Object.entries(given))
    lists.set(typeOf[name as keyof OwedRows], list as readonly { id: string }[])
  return {
    row: (type, id) => (lists.get(type)?.find((row) => row.id === id) as never) ?? null,
    rows: (type) => (lists.get(type) ?? []) as never,
  }
}

/** Everything that is owed or waits, in the one order. */
export function entriesOf(rows: OwedRows, rules: Rules): readonly Entry[] {
  return [...createEntryBook(readerOf(rows), rules).entries()].sort(compareEntries)
}

/** What has a clock, or should have one, is at risk. */
export const isAtRisk = ({ state }: Pick<Entry, 'state'>) => state !== 'none'

/** The at-risk list. */
export const atRisk = (entries: readonly Entry[]): Entry[] => entries.filter(isAtRisk)
