/** Who is known to the page: somebody with a case, a contact or a callback on it. */
export interface KnownCustomer {
  readonly customer: string
  readonly name: string | null
  readonly phone: string | null
  /** How many open cases of theirs are on the page. */
  readonly cases: number
}

interface Row {
  readonly customer: string | null
  readonly phone: string | null
  readonly name?: string | null
}

const plain = (text: string) => text.normalize('NFKC').toLowerCase()
const digits = (text: string) => text.replace(/\D/g, '')

/** Customers by what rows say of them, each once: number and name as they are said first. */
export function knownCustomers(open: readonly Row[], others: readonly Row[]): KnownCustomer[] {
  const found = new Map<string, KnownCustomer>()
  const add = ({ customer, phone, name = null }: Row, isCase: boolean) => {
    if (customer === null || (phone === null && name === null)) return
    const before = found.get(customer)
    found.set(customer, {
      customer,
      name: before?.name ?? name,
      phone: before?.phone ?? phone,
      cases: (before?.cases ?? 0) + (isCase ? 1 : 0),
    })
  }
  for (const row of open) add(row, true)
  for (const row of others) add(row, false)
  return [...found.values()]
}

/** Those whose name has what was typed, or whose number ends with its digits or begins with them; the best first. */
export function matching(known: readonly KnownCustomer[], typed: string, most: number): KnownCustomer[] {
  const [text, number] = [plain(typed.trim()), digits(typed)]
  if (text === '') return []
  const isNumber = number.length >= 3
  const fits = ({ name, phone }: KnownCustomer) =>
    (name !== null && !/^[\d\s+-]+$/.test(text) && plain(name).includes(text)) ||
    (isNumber && phone !== null && (digits(phone).endsWith(number) || digits(phone).startsWith(number)))
  return known
    .filter(fits)
    .sort((a, b) => b.cases - a.cases)
    .slice(0, most)
}

/** What was found elsewhere, live or archived: whom, and as the reader may see them. */
type Found = Pick<KnownCustomer, 'customer' | 'name' | 'phone'>

/** To whom they are offered. */
export interface Offered {
  /** All whom the page has. */
  readonly page: readonly KnownCustomer[]
  readonly isAgent: boolean
  readonly most: number
}

/**
 * Those of the page that match, then those that are found elsewhere. For a customer whom the page does not have, the
 * server lets no agent open a case by their key: to them they are not offered.
 */
export function withFound(
  matched: readonly KnownCustomer[],
  found: readonly Found[],
  { page, isAgent, most }: Offered,
): KnownCustomer[] {
  const listed = new Set(matched.map(({ customer }) => customer))
  const onPage = new Set(page.map(({ customer }) => customer))
  const others = found.filter(({ customer }) => !listed.has(customer) && (!isAgent || onPage.has(customer)))
  return [
    ...matched,
    ...others.map(({ customer, name, phone }) => ({ customer, name, phone, cases: 0 })),
  ].slice(0, most)
}
