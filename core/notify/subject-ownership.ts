import type { RowReader } from '../access/reach.ts'
import type { CaseRow, RowType, RowTypes } from '../row.ts'
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

/** What a row itself says; what it does not say is its case's. */
function ownPlace<T extends RowType>(type: T, row: RowTypes[T]): Partial<Ownership> {
  switch (type) {
    case 'agent':
      return { team: (row as RowTypes['agent']).team, owner: row.id }
    case 'team':
      return { team: row.id }
    case 'queue':
      return { queue: row.id }
    case 'contact':
    case 'callback': {
      const { queue, agent } = row as RowTypes['callback']
      return { queue, owner: agent }
    }
    case 'promise':
      return { owner: (row as RowTypes['promise']).agent }
    case 'approval':
      return { owner: (row as RowTypes['approval']).from }
    case 'handoff':
      return { department: (row as RowTypes['handoff']).department }
    default:
      return {}
  }
}

function placeOfRow<T extends RowType>(type: T, row: RowTypes[T], look: RowReader): Ownership {
  if (type === 'case') return ofCase(row as CaseRow)
  const caseId = 'case' in row ? (row.case as string | null) : null
  const owning = caseId === null ? null : look.row('case', caseId)
  const base: Ownership = owning === null ? { ...NOWHERE, case: caseId } : ofCase(owning)
  const own = Object.entries(ownPlace(type, row)).filter(([, value]) => value !== null)
  return { ...base, ...Object.fromEntries(own) }
}

const ROWLESS: ReadonlySet<string> = new Set(['site', 'customer', 'alert'])

/** Where a subject such as `case/C1` or `queue/sales` belongs. */
export function ownershipOf(subject: string, look: RowReader, site: Site): Ownership {
  const slash = subject.indexOf('/')
  const [type, id] = [subject.slice(0, slash) as RowType, subject.slice(slash + 1)]
  const row = ROWLESS.has(type) ? null : look.row(type, id)
  if (row === null) return NOWHERE
  const place = placeOfRow(type, row, look)
  const ofQueue = site.queues.find((queue) => queue.id === place.queue)?.team ?? null
  return { ...place, team: place.team ?? ofQueue }
}
