import type { CallbackRow, CaseRow, HandoffRow, PromiseRow } from '../rows/case-rows.ts'
import type { InstantText } from '../rows/clock-view.ts'
import type { AgentRow, AlertRow, NoticeRow } from '../rows/row.ts'

/** The rows that one who hands over may see, as they see them. */
export interface HandoverRows {
  readonly case: readonly CaseRow[]
  readonly callback: readonly CallbackRow[]
  readonly promise: readonly PromiseRow[]
  readonly handoff: readonly HandoffRow[]
  readonly alert: readonly AlertRow[]
  readonly notice: readonly NoticeRow[]
  readonly agent: readonly AgentRow[]
}

/** Something that is owed to a customer. Who the customer is and what it is about stays with the case. */
export interface OutstandingRow {
  readonly is: 'case' | 'callback' | 'promise' | 'handoff'
  readonly id: string
  readonly case: string | null
  /** A case's kind, or the department of a hand-off. */
  readonly what: string | null
  readonly owner: string | null
  readonly dueAt: InstantText | null
  readonly isLate: boolean
  /** Why a case stands where it stands: a key of the message catalogue with its values. */
  readonly reason: CaseRow['reason'] | null
}

/** With whom it lay at the shift's end: a department, an owner who is not signed in, nobody, or an owner who is there. */
export type LiesWith =
  | { readonly is: 'department' | 'absent' | 'owner'; readonly id: string }
  | { readonly is: 'nobody' }

/** A rule that was breached during the shift. */
export interface BreachRow {
  readonly rule: string
  /** Such as "case/C1". */
  readonly subject: string
  readonly at: InstantText
  /** Why what it is about is still owed at the end of the shift; null: it is not any more. */
  readonly why: LiesWith | null
}

/** Whose it is: all, or what lies in these queues and teams; `strays`: also what lies in none. */
export type HandoverScope =
  | 'all'
  | { readonly queues: readonly string[]; readonly teams: readonly string[]; readonly strays?: boolean }

/** What a shift leaves to the next one, as it was at an instant. */
export interface ShiftHandover {
  readonly scope: HandoverScope
  readonly from: InstantText
  readonly at: InstantText
  /** What is late first, then by when it is due. */
  readonly owed: readonly OutstandingRow[]
  readonly alerts: readonly Pick<
    AlertRow,
    'id' | 'rule' | 'severity' | 'subject' | 'case' | 'title' | 'state' | 'raisedAt' | 'ackedBy'
  >[]
  readonly notices: readonly Pick<NoticeRow, 'id' | 'text' | 'until'>[]
  /** Owners of what is owed who are not signed in, those who have most of it first. */
  readonly absent: readonly { readonly agent: string; readonly count: number }[]
  readonly breached: readonly BreachRow[]
}

/** A breach as the archive has it. */
export interface Breach {
  readonly rule: string
  readonly subject: string
  /** ms since 1970. */
  readonly at: number
}

const orNull = (at: InstantText | null) => (at === null ? Number.POSITIVE_INFINITY : Date.parse(at))

/**
 * What is to be handed over, of rows as they are at `at` (ms) and of the breaches since `from` (ms). A pure function; the
 * lists hold ids and instants, and no personal data of customers.
 */
export function shiftHandover(
  rows: HandoverRows,
  breaches: readonly Breach[],
  { from, at, scope }: { readonly from: number; readonly at: number; readonly scope: HandoverScope },
): ShiftHandover {
  const owed = outstandingRows(rows, at)
  const open = new Map(owed.map((row) => [`${row.is}/${row.id}`, row]))
  const here = presentAgents(rows)
  return {
    scope,
    from: new Date(from).toISOString(),
    at: new Date(at).toISOString(),
    owed,
    alerts: rows.alert
      .filter(({ state }) => state !== 'resolved')
      .map(({ id, rule, severity, subject, case: of, title, state, raisedAt, ackedBy }) => ({
        ...{ id, rule, severity, subject, case: of, title, state, raisedAt, ackedBy },
      })),
    notices: rows.notice.map(({ id, text, until }) => ({ id, text, until })),
    absent: absentOwners(rows, owed),
    breached: breaches.map(({ rule, subject, at: when }) => ({
      ...{ rule, subject, at: new Date(when).toISOString() },
      why: liesWith(open.get(subject), rows, here),
    })),
  }
}

const presentAgents = ({ agent }: HandoverRows): ReadonlySet<string> =>
  new Set(agent.filter(({ state }) => state !== 'offline').map(({ id }) => id))

function liesWith(
  row: OutstandingRow | undefined,
  { handoff }: HandoverRows,
  here: ReadonlySet<string>,
): LiesWith | null {
  if (row === undefined) return null
  const asked = handoff.find(
    ({ case: of, returnedAt }) => of !== null && of === row.case && returnedAt === null,
  )
  if (asked !== undefined) return { is: 'department', id: asked.department }
  if (row.owner === null) return { is: 'nobody' }
  return { is: here.has(row.owner) ? 'owner' : 'absent', id: row.owner }
}

function outstandingRows(rows: HandoverRows, at: number): OutstandingRow[] {
  const ownerOf = new Map(rows.case.map(({ id, owner }) => [id, owner]))
  const row = (given: Omit<OutstandingRow, 'isLate'>): OutstandingRow => ({
    ...given,
    isLate: orNull(given.dueAt) <= at,
  })
  const cases = rows.case
    .filter(({ state }) => state !== 'resolved')
    .map(({ id, kind, owner, nextDueAt, reason }) =>
      row({ is: 'case', id, case: id, what: kind, owner, dueAt: nextDueAt, reason }),
    )
  const callbacks = rows.callback.map(({ id, case: of, agent, dueAt }) =>
    row({ is: 'callback', id, case: of, what: null, owner: agent, dueAt, reason: null }),
  )
  const promises = rows.promise
    .filter(({ state }) => state === 'open' || state === 'broken')
    .map(({ id, case: of, owner, dueAt }) =>
      row({ is: 'promise', id, case: of, what: null, owner, dueAt, reason: null }),
    )
  const handoffs = rows.handoff
    .filter(({ returnedAt }) => returnedAt === null)
    .map(({ id, case: of, department, dueAt }) => {
      const owner = of === null ? null : (ownerOf.get(of) ?? null)
      return row({ is: 'handoff', id, case: of, what: department, owner, dueAt, reason: null })
    })
  return [...cases, ...callbacks, ...promises, ...handoffs].toSorted(
    (a, b) =>
      Number(b.isLate) - Number(a.isLate) || orNull(a.dueAt) - orNull(b.dueAt) || (a.id < b.id ? -1 : 1),
  )
}

function absentOwners(
  rows: HandoverRows,
  outstanding: readonly OutstandingRow[],
): { agent: string; count: number }[] {
  const here = presentAgents(rows)
  const counts = new Map<string, number>()
  for (const { owner } of outstanding)
    if (owner !== null && !here.has(owner)) counts.set(owner, (counts.get(owner) ?? 0) + 1)
  return [...counts]
    .map(([id, count]) => ({ agent: id, count }))
    .toSorted((a, b) => b.count - a.count || (a.agent < b.agent ? -1 : 1))
}
