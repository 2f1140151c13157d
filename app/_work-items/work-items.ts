import type { ApprovalRow, CallbackRow, CaseRow, HandoffRow, PromiseRow } from '#core/rows/case-rows.ts'
import type { ContactRow, RecoveryRow, RowType } from '#core/rows/row.ts'
import { compareWorkItems, type Rules, type WorkItem } from './work-item.ts'
import { createWorkItemRegistry, type LiveRows, type People } from './work-item-registry.ts'

/** The rows that lists of what is owed are made of, where they are not those of a view. */
export interface WorkItemRows {
  cases: readonly CaseRow[]
  promises?: readonly PromiseRow[]
  callbacks?: readonly CallbackRow[]
  recoveries?: readonly RecoveryRow[]
  handoffs?: readonly HandoffRow[]
  approvals?: readonly ApprovalRow[]
  contacts?: readonly ContactRow[]
  agents?: readonly { id: string; state: string }[]
}

const typeOf: Record<keyof WorkItemRows, RowType> = {
  cases: 'case',
  promises: 'promise',
  callbacks: 'callback',
  recoveries: 'recovery',
  handoffs: 'handoff',
  approvals: 'approval',
  contacts: 'contact',
  agents: 'agent',
}

function readerOf(given: WorkItemRows): LiveRows {
  const lists = new Map<RowType, readonly { id: string }[]>()
  for (const [name, list] of Object.entries(given))
    lists.set(typeOf[name as keyof WorkItemRows], list as readonly { id: string }[])
  return {
    row: (type, id) => (lists.get(type)?.find((row) => row.id === id) as never) ?? null,
    rows: (type) => (lists.get(type) ?? []) as never,
  }
}

/** Everything that is owed or waits, in the one order. */
export function workItemsOf(rows: WorkItemRows, rules: Rules, people: People = []): readonly WorkItem[] {
  return [...createWorkItemRegistry(readerOf(rows), rules, people).entries()].sort(compareWorkItems)
}

/** What has a clock, or should have one, is at risk. */
export const isAtRisk = ({ state }: Pick<WorkItem, 'state'>) => state !== 'none'
