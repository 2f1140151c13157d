import type { Floor } from '#core/floor/floor.ts'
import type { AlertRow } from '#core/rows/row.ts'
import type { LinkUse } from '#store/link-uses.ts'

/** How the alerts of a link stand, all together: what its page says and whether it has a button. */
export type AckLinkState =
  | { readonly is: 'open' }
  /** The link was used, and the alerts are taken or ended since. */
  | { readonly is: 'used'; readonly at: string }
  /** Somebody has all of them. */
  | { readonly is: 'taken'; readonly by: string | null }
  /** The cause of all of them is gone. */
  | { readonly is: 'resolved' }

export interface AckFacts {
  readonly state: AckLinkState
  readonly alerts: readonly AckAlert[]
}

/** One alert as the page tells it to whoever holds the link: no customer, no title of a case. */
export type AckAlert = Pick<
  AlertRow,
  'rule' | 'severity' | 'title' | 'state' | 'step' | 'raisedAt' | 'dueAt'
> & {
  readonly subject: string
}

function shown({ rule, severity, subject, title, state, step, raisedAt, dueAt }: AlertRow): AckAlert {
  return { rule, severity, subject, title, state, step, raisedAt, dueAt }
}

/** The alerts of a link that can still be taken. */
export function untaken(ids: readonly string[], floor: Pick<Floor, 'row'>): AlertRow[] {
  return rowsOf(ids, floor).filter(({ state }) => state === 'open' || state === 'snoozed')
}

function rowsOf(ids: readonly string[], floor: Pick<Floor, 'row'>): AlertRow[] {
  return ids.flatMap((id) => floor.row('alert', id) ?? [])
}

/** What the page of an acknowledgement link shows. An alert that the floor has forgotten was resolved long ago. */
export function ackFacts(ids: readonly string[], floor: Pick<Floor, 'row'>, status: LinkUse): AckFacts {
  const rows = rowsOf(ids, floor)
  const alerts = rows.map(shown)
  if (status.is === 'used') return { state: { is: 'used', at: new Date(status.at).toISOString() }, alerts }
  if (rows.every(({ state }) => state === 'resolved')) return { state: { is: 'resolved' }, alerts }
  if (untaken(ids, floor).length > 0) return { state: { is: 'open' }, alerts }
  return { state: { is: 'taken', by: nameOf(rows.find(({ state }) => state === 'acked')) }, alerts }
}

const nameOf = (row: AlertRow | undefined) => row?.ackedBy ?? null
