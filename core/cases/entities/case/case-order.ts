import type { CaseRow } from '../../../rows/case-rows.ts'
import { instantText } from '../../../rows/row.ts'

/** What the order of cases hangs on; instants in ms. */
export interface OrderingFacts {
  readonly state: CaseRow['state']
  readonly owing: boolean
  readonly watched: boolean
  readonly onLine: boolean
  /** How often the customer came again since our last word. */
  readonly cameAgain: number
  /** When the customer's waiting began, or the last event of the case where nobody waits. */
  readonly since: number
  readonly priority: string
  /** The breached clock that is longest overdue, a critical one first. */
  readonly breached: { readonly rule: string; readonly dueAt: number; readonly critical: boolean } | null
  /** The running clock that is due first. */
  readonly nearest: { readonly rule: string; readonly dueAt: number } | null
}

export type Reason = CaseRow['reason']

/** The keys of the message catalogue under which a reason is said. */
export const reasonKeys = [
  'breached_critical',
  'on_line',
  'came_again',
  'breached',
  'unwatched',
  'due',
  'owing',
  'waiting_for_customer',
  'no_due',
  'resolved',
] as const
export type ReasonKey = (typeof reasonKeys)[number]

interface CasePosition {
  /** 0 is first. */
  readonly step: number
  readonly key: ReasonKey
  /** Written only for who says the reason: most places are only compared. */
  readonly values: () => Record<string, string | number>
}

const overdue = (clock: { rule: string; dueAt: number }) => () => ({
  rule: clock.rule,
  dueAt: instantText(clock.dueAt),
})
const nothing = () => ({})

/** The places of metrics.md, "Next, in one order", the first that applies. */
function positionOf(status: OrderingFacts): CasePosition {
  const { breached, nearest, state, cameAgain } = status
  const since = () => ({ since: instantText(status.since) })
  if (breached?.critical) return { step: 0, key: 'breached_critical', values: overdue(breached) }
  if (state !== 'resolved' && cameAgain > 0)
    return { step: 1, key: 'came_again', values: () => ({ times: cameAgain + 1, ...since() }) }
  if (state !== 'resolved' && status.onLine) return { step: 1, key: 'on_line', values: since }
  if (breached !== null) return { step: 2, key: 'breached', values: overdue(breached) }
  if (!status.watched) return { step: 3, key: 'unwatched', values: since }
  if (state === 'resolved' && !status.owing) return { step: 7, key: 'resolved', values: nothing }
  if (nearest !== null)
    return { step: 4, key: state === 'resolved' ? 'owing' : 'due', values: overdue(nearest) }
  if (state === 'resolved') return { step: 4, key: 'owing', values: nothing }
  return { step: 4, key: state === 'waiting' ? 'waiting_for_customer' : 'no_due', values: nothing }
}

const PRIORITY: Readonly<Record<string, number>> = { vip: 0, high: 1, normal: 2 }
const EPOCH_2000_SEC = 946_684_800
const NO_DUE_SEC = 2 ** 32 - 1
const within = (value: number, max: number) => Math.min(max, Math.max(0, Math.floor(value)))

function rankAt(step: number, status: OrderingFacts): number {
  const due = status.breached?.dueAt ?? status.nearest?.dueAt ?? null
  const dueSec = due === null ? NO_DUE_SEC : within(due / 1_000 - EPOCH_2000_SEC, NO_DUE_SEC - 1)
  const day = within(status.since / 86_400_000, 2 ** 16 - 1)
  return ((step * 2 ** 32 + dueSec) * 4 + (PRIORITY[status.priority] ?? 2)) * 2 ** 16 + day
}

/**
 * Where a case stands in the one order of desk, at-risk list and wall: the smaller rank first, comparable across
 * cases and made without the clock (of due instants, not of time left). 3 bits place, 32 bits nearest due in
 * seconds, 2 bits priority, 16 bits day since when the customer waits: 53 bits, which a number holds exactly.
 */
export function orderingRank(status: OrderingFacts): { rank: number; reason: Reason } {
  const { step, key, values } = positionOf(status)
  return { rank: rankAt(step, status), reason: { key, values: values() } }
}

/** The same rank for who does not say why: instants in ms, the rank of `orderingRank`. */
export function workItemRank(status: OrderingFacts): number {
  return rankAt(positionOf(status).step, status)
}

/** Compares two case rows: rank, then who waits longest to the millisecond, then the id. */
export function compareCases(
  a: Pick<CaseRow, 'rank' | 'customerWaitingSince' | 'id'>,
  b: Pick<CaseRow, 'rank' | 'customerWaitingSince' | 'id'>,
): number {
  if (a.rank !== b.rank) return a.rank - b.rank
  const [since, other] = [a.customerWaitingSince ?? '~', b.customerWaitingSince ?? '~']
  if (since !== other) return since < other ? -1 : 1
  return a.id === b.id ? 0 : a.id < b.id ? -1 : 1
}
