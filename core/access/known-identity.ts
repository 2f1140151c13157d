import type { ActReader } from './relation.ts'

/** What is known of who somebody is. */
interface Known {
  readonly phone?: string
  readonly name?: string
}

const LOOKED_AT = 50

/** Number and name of a customer by their key, each as the latest of their cases and contacts says it. */
export function knownIdentity(
  customer: string,
  floor: Pick<ActReader, 'row' | 'ofCustomer' | 'eventsOf'>,
): Known {
  const { cases, contacts } = floor.ofCustomer(customer)
  let known: Known = {}
  const take = ({ phone, name }: { phone?: string | null | undefined; name?: string | null | undefined }) => {
    known = {
      ...known,
      ...(known.phone === undefined && phone != null ? { phone } : {}),
      ...(known.name === undefined && name != null ? { name } : {}),
    }
  }
  for (const id of cases.slice(-LOOKED_AT).reverse()) take(floor.row('case', id) ?? {})
  for (const id of contacts.slice(-LOOKED_AT).reverse())
    for (const event of floor.eventsOf('contact', id))
      if (event.type === 'contact.queued' || event.type === 'contact.dialled') take(event.data)
  return known
}
