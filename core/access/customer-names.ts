import type { RowReader } from './reach.ts'
import { namesIn } from './shown-data.ts'

/** What the customer is called of whom something tells, by its case and by the contact that it was said in. */
export function customerNames(
  of: { readonly case: string | null; readonly contact?: string | null },
  floor: RowReader,
): string[] {
  const { contact = null } = of
  const ofContact = contact === null ? null : (floor.row('contact', contact) ?? floor.row('outcome', contact))
  return namesIn(
    { name: of.case === null ? null : floor.row('case', of.case)?.name },
    { name: ofContact?.name },
  )
}
