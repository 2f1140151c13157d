import { type Fields, fieldsOf } from '../collections/fields.ts'
import { splitSubject } from '../event/subject.ts'
import type { ClockView } from '../rows/clock-view.ts'
import type { AnyRow, RowType, RowTypes } from '../rows/row.ts'
import { customerNames } from './customer-names.ts'
import { maskName, maskPhone } from './mask.ts'
import { maskText } from './mask-text.ts'
import { isCalledTo, isOwn } from './own.ts'
import { type AggregateReader, type RowReader, rowInReach, type SiteReader } from './reach.ts'
import { isApprover } from './relation.ts'
import { inScope, maySeeCase, type Sight } from './scope.ts'
import { maskUnlessInstant, namesIn } from './shown-data.ts'
import type { Staff } from './viewer.ts'

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

type OnWall = { [T in RowType]?: (row: RowTypes[T], floor: SiteReader) => Fields }

/** What a wall leaves of a row: no phone, customer, name or title ever, of an agent name and state only. */
const onWall: OnWall = {
  agent: ({ id, name, state }) => ({ id, name, state }),
  case: ({ phone: _phone, customer: _customer, name: _name, title: _title, ...row }, floor) => ({
    ...row,
    // One that the site file does not know is whatever a feed wrote.
    cause: floor.site.causes.some(({ id }) => id === row.cause) ? row.cause : null,
    reason: bareReason(row.reason),
    clocks: withoutCustomers(row.clocks),
  }),
  callback: ({ phone: _phone, customer: _customer, name: _name, ...row }) => ({
    ...row,
    clocks: withoutCustomers(row.clocks),
  }),
  promise: ({ text: _text, ...row }) => ({ ...row, clocks: withoutCustomers(row.clocks) }),
  // A paired screen knows nobody by their id, so who has taken it is said by name.
  alert: ({ id, rule, subject, case: caseId, state, ackedBy }, floor) => ({
    ...{ id, rule, subject, case: caseId, state },
    ackedBy: floor.site.people.find((person) => person.id === ackedBy)?.name ?? ackedBy,
  }),
}

/** An open task of one's own that may need a call: then the number is there to be dialled (contract §8). */
function mustDial(sight: Sight, type: RowType, row: AnyRow, floor: RowReader): boolean {
  const { viewer, view } = sight
  if (viewer.kind === 'screen' || (view !== 'desk' && view !== 'case')) return false
  if (type === 'callback')
    return viewer.agent !== null && floor.row('callback', row.id)?.agent === viewer.agent
  // What belongs to an open case of one's own is part of the task.
  const caseId = type === 'case' ? row.id : 'case' in row ? row.case : null
  const isOfContact = type === 'contact' || type === 'outcome'
  const owning = isOfContact || caseId === null ? null : floor.row('case', caseId)
  return owning !== null && isOpenTask(viewer, owning, floor)
}

function isOpenTask(viewer: Staff, row: RowTypes['case'], floor: RowReader): boolean {
  return row.state !== 'resolved' && row.owner !== null && isOwn(viewer, 'case', row, floor)
}

/** Whether a caller may read number and name of the customer of a case, and what was typed about them. */
export function seesBare({ viewer, view }: Sight, row: RowTypes['case'], floor: RowReader): boolean {
  if (viewer.kind === 'screen') return false
  return viewer.unmask || mustDial({ viewer, view, id: row.id }, 'case', row, floor)
}

type Customer = { phone?: string | null; name?: string | null }

/** The row with phone and name of the customer masked. */
function masked<T extends Customer>(row: T): T {
  const fields = { ...row }
  if (row.phone) fields.phone = maskPhone(row.phone)
  if (row.name) fields.name = maskName(row.name)
  return fields
}

/** The row with these of its fields, which somebody typed, masked; the same row where that changes nothing. */
function withTexts<T extends object>(row: T, fields: readonly (keyof T)[], names: readonly string[]): T {
  let shown = row
  for (const field of fields) {
    const text = row[field]
    if (typeof text !== 'string') continue
    const mask = maskText(text, names)
    if (mask !== text) shown = { ...shown, [field]: mask }
  }
  return shown
}

function maskedReason({ key, values }: RowTypes['case']['reason'], names: readonly string[]) {
  const shown = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === 'string' ? maskUnlessInstant(value, names) : value,
  ])
  return { key, values: Object.fromEntries(shown) }
}

function maskedCase(row: RowTypes['case']): RowTypes['case'] {
  const names = namesIn({ name: row.name })
  return { ...withTexts(masked(row), ['title'], names), reason: maskedReason(row.reason, names) }
}

function maskedHandoff(row: RowTypes['handoff'], names: readonly string[]): RowTypes['handoff'] {
  const shown = withTexts(row, ['question', 'answer'], names)
  const moreTime = row.moreTime === null ? null : withTexts(row.moreTime, ['reason'], names)
  return moreTime === row.moreTime ? shown : { ...shown, moreTime }
}

type Masked = { [T in RowType]?: (row: RowTypes[T], floor: RowReader) => RowTypes[T] }

/** What is masked of a row for who may not know the customer: number and name, and both in what was typed. */
const forOthers: Masked = {
  contact: masked,
  callback: masked,
  recovery: masked,
  outcome: masked,
  case: maskedCase,
  promise: (row, floor) => withTexts(row, ['text'], customerNames(row, floor)),
  handoff: (row, floor) => maskedHandoff(row, customerNames(row, floor)),
  approval: (row, floor) => withTexts(row, ['reason', 'question', 'explanation'], customerNames(row, floor)),
  assist: (row, floor) => withTexts(row, ['note', 'place'], customerNames(row, floor)),
}

/** What tells of its case: the row itself, which messages and links are made of, has none of it. */
type RowWithCase = RowTypes['alert' | 'approval' | 'assist']

/** It with what the caller may know of its case; who is asked for something is told what it is about. */
function withCase<T extends RowWithCase>({ viewer, view }: Sight, row: T, floor: AggregateReader): T {
  const owning = row.case === null ? null : floor.row('case', row.case)
  if (owning === null || viewer.kind === 'screen') return row
  if (!maySeeCase(viewer, owning, floor) && !isAsked(viewer, row, floor)) return row
  const bare = seesBare({ viewer, view, id: row.case }, owning, floor)
  const { title, name, phone, owner, queue, supervisorAskedAt, supervisorSeenAt } = bare
    ? owning
    : maskedCase(owning)
  return { ...row, about: { title, name, phone, owner, queue, supervisorAskedAt, supervisorSeenAt } }
}

/** An alert about a call or a callback of no case, with whose it is and in which queue, for who may see that. */
function withSubject({ viewer }: Sight, row: RowTypes['alert'], floor: AggregateReader): RowTypes['alert'] {
  const { kind, id } = splitSubject(row.subject)
  if (row.case !== null || (kind !== 'contact' && kind !== 'callback') || viewer.kind === 'screen') return row
  const found = floor.row(kind, id)
  if (found === null) return row
  if (!rowInReach(viewer.reach, kind, found, floor) && !isOwn(viewer, kind, found, floor)) return row
  const { name = null, phone, agent, queue } = viewer.unmask ? found : masked(found)
  const about = { title: null, name, phone, owner: agent, queue }
  return { ...row, about: { ...about, supervisorAskedAt: null, supervisorSeenAt: null } }
}

function isAsked(who: Staff, row: RowWithCase, floor: SiteReader): boolean {
  if ('requestedBy' in row) return isApprover(who, row, floor)
  return 'place' in row && isCalledTo(who, row)
}

/**
 * A row as this caller sees it in this view: masked or bare, or `null` where it is none of theirs. Who listens to a
 * talk is shown to those who lead its agent alone. The only way by which a row may leave the server.
 */
export function shownRow<T extends RowType>(
  sight: Sight,
  type: T,
  id: string,
  floor: AggregateReader,
): Fields | null {
  const row = floor.row(type, id)
  if (row === null || !inScope(sight, type, row, floor)) return null
  if (sight.view === 'wall') return onWall[type]?.(row, floor) ?? fieldsOf(row)
  const alert = type === 'alert' ? floor.row('alert', id) : null
  if (alert !== null) return fieldsOf(withSubject(sight, withCase(sight, alert, floor), floor))
  const bare = (sight.viewer.kind !== 'screen' && sight.viewer.unmask) || mustDial(sight, type, row, floor)
  const shown = bare ? row : (forOthers[type]?.(row, floor) ?? row)
  if ('listening' in shown && sight.view !== 'supervisor' && shown.listening.length > 0)
    return { ...fieldsOf(shown), listening: [] }
  return fieldsOf('about' in shown ? withCase(sight, shown, floor) : shown)
}
