import type { ActReader } from '#core/access/relation.ts'
import { identityOfContact } from '#core/cases/openings/customer-identity.ts'

type Data = Readonly<Record<string, unknown>>
type Known = { readonly [F in 'customer' | 'phone' | 'name']?: string | null | undefined }

/** Who the customer is whom a callback is asked for: by the contact that it names, else by its case. */
function customerOf({ contact, case: of }: Data, floor: ActReader): Known | null {
  if (typeof contact === 'string') {
    const known = floor.row('recovery', contact) ?? identityOfContact(floor.eventsOf('contact', contact))
    if (known.phone != null || known.customer != null) return known
  }
  return typeof of === 'string' ? floor.row('case', of) : null
}

/**
 * A callback as a person asks for it: the number, which the sender need not see, comes from the contact or the case
 * that it names.
 */
export function completedCallback(data: Data, floor: ActReader): Data {
  if (data.phone !== undefined || data.customer !== undefined) return data
  const { customer, phone, name } = customerOf(data, floor) ?? {}
  return {
    ...data,
    ...(customer == null ? {} : { customer }),
    ...(phone == null ? {} : { phone }),
    ...(name == null || data.name !== undefined ? {} : { name }),
  }
}
