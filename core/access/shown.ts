import type { Fields } from '../patch.ts'
import type { ClockView, RowType, RowTypes } from '../row.ts'
import { maskName, maskPhone } from './mask.ts'
import { isOwn } from './own.ts'
import type { Look } from './reach.ts'
import { inScope, type Sight } from './scope.ts'

/** Clocks whose subject names a customer would carry the customer's key onto a wall. */
const withoutCustomers = (clocks: readonly ClockView[]) =>
  clocks.filter(({ subject }) => !/^(customer|allowance)\//.test(subject))

/** Of a reason only its rule, numbers and instants: another text might be a title or a name. */
function bareReason({ key, values }: RowTypes['case']['reason']): RowTypes['case']['reason'] {
  const bare = Object.entries(values).filter(
    ([key, value]) => key === 'rule' || typeof value === 'number' || /^\d{4}-\d\d-\d\dT/.test(value),
  )
  return { key, values: Object.fromEntries(bare) }
}

type OnWall = { [T in RowType]?: (row: RowTypes[T]) => Fields }

/** What a wall leaves of a row: no phone, customer, name or title ever, of an agent name and state only. */
const onWall: OnWall = {
  agent: ({ id, name, state }) => ({ id, name, state }),
  case: ({ phone: _phone, customer: _customer, name: _name, title: _title, ...row }) => ({
    ...row,
    reason: bareReason(row.reason),
    clocks: withoutCustomers(row.clocks),
  }),
  callback: ({ phone: _phone, customer: _customer, ...row }) => ({
    ...row,
    clocks: withoutCustomers(row.clocks),
  }),
  promise: ({ text: _text, ...row }) => ({ ...row, clocks: withoutCustomers(row.clocks) }),
}

/** An open task of one's own that may need a call: then the number is there to be dialled (contract §8). */
function mustDial<T extends RowType>(sight: Sight, type: T, row: RowTypes[T], look: Look): boolean {
  const { viewer, view } = sight
  if (viewer.kind === 'screen' || (view !== 'desk' && view !== 'case')) return false
  if (type === 'callback') {
    return viewer.agent !== null && (row as RowTypes['callback']).agent === viewer.agent
  }
  if (type !== 'case' || (row as RowTypes['case']).state === 'resolved') return false
  return (row as RowTypes['case']).owner !== null && isOwn(viewer, type, row, look)
}

const personal: ReadonlySet<RowType> = new Set(['contact', 'callback', 'recovery', 'case'])

/** The row with phone and name of the customer masked. */
export function masked(row: { phone?: string | null; name?: string | null }): Fields {
  const fields: Fields = { ...row }
  if (row.phone) fields.phone = maskPhone(row.phone)
  if (row.name) fields.name = maskName(row.name)
  return fields
}

/**
 * A row as this caller sees it in this view: masked or bare, or `null` where it is none of theirs.
 * The only way by which a row may leave the server.
 */
export function shownRow<T extends RowType>(sight: Sight, type: T, id: string, look: Look): Fields | null {
  const row = look.row(type, id)
  if (row === null || !inScope(sight, type, row, look)) return null
  if (sight.view === 'wall') {
    const bare = onWall[type] as ((row: RowTypes[T]) => Fields) | undefined
    return bare === undefined ? (row as unknown as Fields) : bare(row)
  }
  const bare =
    !personal.has(type) ||
    (sight.viewer.kind !== 'screen' && sight.viewer.unmask) ||
    mustDial(sight, type, row, look)
  return bare ? (row as unknown as Fields) : masked(row as { phone?: string | null; name?: string | null })
}
