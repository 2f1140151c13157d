import type { RowReader } from '../access/reach.ts'
import { splitSubject } from '../event/subject.ts'
import type { CaseRow } from '../rows/case-rows.ts'
import type { AnyRow, RowType, RowTypes } from '../rows/row.ts'
import { isRowType } from '../rows/row-types.ts'
import type { Site } from '../site/site-schema.ts'

/** Where a subject of rules belongs, as things stand. */
export interface Ownership {
  readonly case: string | null
  /** Kind of the case. */
  readonly kind: string | null
  readonly queue: string | null
  /** Its own, else its queue's. */
  readonly team: string | null
  /** An agent's or a person's id: whose it is to act. */
  readonly owner: string | null
  /** Of a hand-off. */
  readonly department: string | null
}

const NOWHERE: Ownership = { case: null, kind: null, queue: null, team: null, owner: null, department: null }

const ofCase = ({ id, kind, queue, team, owner }: CaseRow): Ownership => ({
  ...NOWHERE,
  ...{ case: id, kind, queue, team, owner },
})

type Named = Partial<Ownership>
type OfRow = { readonly [T in RowType]?: (row: RowTypes[T]) => Named }

/** What a row itself says; what it does not say is its case's. */
const ownPlace: OfRow = {
  agent: ({ team, id }) => ({ team, owner: id }),
  team: ({ id }) => ({ team: id }),
  queue: ({ id }) => ({ queue: id }),
  contact: ({ queue, agent }) => ({ queue, owner: agent }),
  callback: ({ queue, agent }) => ({ queue, owner: agent }),
  promise: ({ owner }) => ({ owner }),
  approval: ({ from }) => ({ owner: from }),
  handoff: ({ department }) => ({ department }),
  case: ofCase,
}

const caseOf = (row: AnyRow) => ('case' in row ? row.case : null)

function placeOfRow<T extends RowType>(type: T, row: RowTypes[T], floor: RowReader): Ownership {
  const caseId = caseOf(row)
  const owning = caseId === null ? null : floor.row('case', caseId)
  const base: Ownership = owning === null ? { ...NOWHERE, case: caseId } : ofCase(owning)
  const own = Object.entries(ownPlace[type]?.(row) ?? {}).filter(([, value]) => value !== null)
  return { ...base, ...Object.fromEntries(own) }
}

/** Where a subject such as `case/C1` or `queue/sales` belongs. */
export function ownershipOf(subject: string, floor: RowReader, site: Site): Ownership {
  const { kind, id } = splitSubject(subject)
  const row = isRowType(kind) && kind !== 'alert' ? floor.row(kind, id) : null
  if (row === null || !isRowType(kind)) return NOWHERE
  const ownership = placeOfRow(kind, row, floor)
  const ofQueue = site.queues.find((queue) => queue.id === ownership.queue)?.team ?? null
  return { ...ownership, team: ownership.team ?? ofQueue }
}

/** The queue of a subject that is a call or a callback; null: it is neither, is gone, or is in none. */
export function queueOfCall(subject: string, floor: RowReader): string | null {
  const { kind, id } = splitSubject(subject)
  return kind === 'contact' || kind === 'callback' ? (floor.row(kind, id)?.queue ?? null) : null
}
