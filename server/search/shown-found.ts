import { maskName, maskPhone } from '#core/access/mask.ts'
import { type AggregateReader, ownershipInReach } from '#core/access/reach.ts'
import { shownRow } from '#core/access/shown-row.ts'
import type { Staff } from '#core/access/viewer.ts'
import type { FoundCase, FoundContact, FoundCustomer } from '#core/api/found.ts'
import { instantText, instantTextOrNull } from '#core/rows/row.ts'
import type { RecordedContact } from '#store/postgres/record-reader.ts'

const shownFields = [
  'id',
  'kind',
  'title',
  'cause',
  'state',
  'queue',
  'team',
  'owner',
  'priority',
  'openedAt',
  'urgency',
  'owing',
  'name',
  'phone',
  'mergedInto',
] as const satisfies readonly (keyof FoundCase)[]

/** A case as somebody may see it in a list, masked like on its own page; null: it is none of theirs. */
export function foundCase(viewer: Staff, id: string, floor: AggregateReader): FoundCase | null {
  const row = shownRow({ viewer, view: 'case', id }, 'case', id, floor)
  if (row === null) return null
  return Object.fromEntries(shownFields.map((field) => [field, row[field]])) as unknown as FoundCase
}

/** Whether a contact that is over was somebody's, or lies in their reach. */
export function mayFindContact(
  { reach, agent }: Staff,
  ownership: { queue: string | null; agent: string | null },
  floor: AggregateReader,
): boolean {
  return (agent !== null && ownership.agent === agent) || ownershipInReach(reach, ownership, floor)
}

export function foundContact(contact: RecordedContact, ref: string | null): FoundContact {
  const { at, endedAt, customer: _, ...rest } = contact
  return {
    ...rest,
    at: instantText(at),
    endedAt: instantTextOrNull(endedAt),
    ref,
  }
}

interface Customer {
  readonly customer: string
  readonly name: string | null
  readonly phone: string | null
}

/** A customer as somebody may see them: number and name masked but for those who may read them. */
export function foundCustomer(
  { unmask }: Staff,
  { customer, name, phone }: Customer,
  ref: string,
  at: number,
): FoundCustomer {
  return {
    customer,
    ref,
    name: name === null || unmask ? name : maskName(name),
    phone: phone === null || unmask ? phone : maskPhone(phone),
    lastAt: instantText(at),
  }
}
