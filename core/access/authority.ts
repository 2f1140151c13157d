import { type Role, roles } from '../site/roles.ts'
import type { Site } from '../site/site-schema.ts'

type Authority = Site['authority']

/** A sum as events say it; without a currency, or without one of the file's kinds, it is the smallest limit that counts. */
export interface Sum {
  readonly amount: number
  readonly currency: string | null
  /** What it is for, by the kinds of the site file's `authority`: compensation, refund. */
  readonly kind?: string | null
}

const rank: Readonly<Record<Role, number>> = { agent: 0, lead: 1, supervisor: 2, admin: 3 }

const fits = (currency: string | null) => (limit: Authority[number]) =>
  currency === null || limit.upTo.currency === currency

/** The kinds of things that the site file limits, each once. */
export const kindsOf = (authority: Authority): string[] => [...new Set(authority.map(({ kind }) => kind))]

/**
 * Up to which amount a role may grant in a currency, by the site file's `authority`: what it says of the role or of one
 * below it; without limit for a role above all that it names, and for everybody where it names none. Each kind has limits
 * of its own; where none of them is named, the smallest of all counts.
 */
export function limitOf(authority: Authority, role: Role, { currency, kind }: Omit<Sum, 'amount'>): number {
  const kinds = kindsOf(authority)
  const counting = kinds.filter((each) => each === kind)
  const limits = (counting.length > 0 ? counting : kinds).map((each) =>
    limitOfKind(
      authority.filter((limit) => limit.kind === each),
      role,
      currency,
    ),
  )
  return Math.min(Number.POSITIVE_INFINITY, ...limits)
}

function limitOfKind(authority: Authority, role: Role, currency: string | null): number {
  if (authority.every((limit) => rank[limit.role] < rank[role])) return Number.POSITIVE_INFINITY
  const own = authority.filter((limit) => rank[limit.role] <= rank[role]).filter(fits(currency))
  if (own.length === 0) return 0
  const amounts = own.map(({ upTo }) => upTo.amount)
  return currency === null ? Math.min(...amounts) : Math.max(...amounts)
}

/** Whether a role may grant a sum without asking anybody. */
export function mayGrant(authority: Authority, role: Role, sum: Sum): boolean {
  return sum.amount <= limitOf(authority, role, sum)
}

/** The least role that may grant a sum. */
export function leastToGrant(authority: Authority, sum: Sum): Role {
  const least = [...roles].sort((a, b) => rank[a] - rank[b]).find((role) => mayGrant(authority, role, sum))
  return least ?? 'admin'
}

/** Whether somebody may be asked for a grant: a lead or above, or whom the site file lets decide that sum. */
export function mayApprove(authority: Authority, role: Role, sum: Sum | null): boolean {
  if (role !== 'agent') return true
  return sum !== null && authority.some((limit) => limit.role === role) && mayGrant(authority, role, sum)
}
