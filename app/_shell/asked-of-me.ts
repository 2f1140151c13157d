import { leastToGrant, mayGrant } from '#core/access/authority.ts'
import { sumOfApproval } from '#core/access/climbs.ts'
import type { ApprovalRow } from '#core/rows/case-rows.ts'
import type { Facts, Me } from './load-facts.ts'

/** Whether an open approval waits for this person: they were asked, or it is above the limit of who was, and theirs to grant. */
export function isAskedOfMe(
  row: ApprovalRow,
  me: Me | null,
  { authority = [], people = [] }: Pick<Facts, 'authority' | 'people'>,
): boolean {
  if (me === null || row.state !== 'open' || row.requestedBy === me.id) return false
  const sum = sumOfApproval(row)
  const asked = people.find(({ id, agent }) => id === row.from || agent === row.from)
  const climbs = sum !== null && (asked === undefined || !mayGrant(authority, asked.role, sum))
  if (climbs) return leastToGrant(authority, sum) === me.role
  return row.from === me.id || (me.agent !== null && row.from === me.agent)
}
