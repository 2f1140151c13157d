import { queueOfCall } from '#core/alerts/subject-ownership.ts'
import { splitSubject } from '#core/event/subject.ts'
import type { Floor } from '#core/floor/floor.ts'
import { type AlertRow, instantText } from '#core/rows/row.ts'
import type { LinkUse } from '#store/link-uses.ts'

/** How the alerts of a link stand, all together: what its page says and whether it has a button. */
export type AckLinkState =
  | { readonly is: 'open' }
  /** The link was used, and the alerts are taken or ended since. */
  | { readonly is: 'used'; readonly at: string }
  /** The link was used, and nobody has the alerts any more: that was taken back, or ran out. */
  | { readonly is: 'open_again'; readonly at: string }
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
  /** What its queue, team or agent is called, where it is one or is in a queue; null: it is neither. */
  readonly place: string | null
}

type RowReader = Pick<Floor, 'row'>

function placeOf(subject: string, floor: RowReader): string | null {
  const { kind, id } = splitSubject(subject)
  if (kind === 'agent' || kind === 'team') return floor.row(kind, id)?.name ?? id
  const named = kind === 'queue' ? id : queueOfCall(subject, floor)
  return named === null ? null : (floor.row('queue', named)?.name ?? named)
}

function shown(row: AlertRow, floor: RowReader): AckAlert {
  const { rule, severity, subject, title, state, step, raisedAt, dueAt } = row
  const place = placeOf(subject, floor)
  return { rule, severity, subject, place, title, state, step, raisedAt, dueAt }
}

/** The alerts of a link that can still be taken. */
export function untaken(ids: readonly string[], floor: RowReader): AlertRow[] {
  return rowsOf(ids, floor).filter(({ state }) => state === 'open' || state === 'snoozed')
}

function rowsOf(ids: readonly string[], floor: RowReader): AlertRow[] {
  return ids.flatMap((id) => floor.row('alert', id) ?? [])
}

/** How a link's use stands: `now`: it was used by this very press, which the floor may not have heard of yet. */
export type AckUse = LinkUse | { readonly is: 'now'; readonly at: number }

/** What the page of an acknowledgement link shows. An alert that the floor has forgotten was resolved long ago. */
export function ackFacts(ids: readonly string[], floor: RowReader, status: AckUse): AckFacts {
  const rows = rowsOf(ids, floor)
  const alerts = rows.map((row) => shown(row, floor))
  if (status.is === 'used' || status.is === 'now') {
    const isOpen = status.is === 'used' && untaken(ids, floor).length > 0
    return { state: { is: isOpen ? 'open_again' : 'used', at: instantText(status.at) }, alerts }
  }
  if (rows.every(({ state }) => state === 'resolved')) return { state: { is: 'resolved' }, alerts }
  if (untaken(ids, floor).length > 0) return { state: { is: 'open' }, alerts }
  return { state: { is: 'taken', by: nameOf(rows.find(({ state }) => state === 'acked')) }, alerts }
}

const nameOf = (row: AlertRow | undefined) => row?.ackedBy ?? null
