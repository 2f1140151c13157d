import type { RowTypes } from '../rows/row.ts'
import { leastToGrant, mayGrant, type Sum } from './authority.ts'
import { rowInReach, type SiteReader } from './reach.ts'
import type { Staff } from './viewer.ts'

/** The sum that an approval is about; null: it is about none. */
export function sumOfApproval({ amount, currency, kind }: RowTypes['approval']): Sum | null {
  return amount === null ? null : { amount, currency, kind }
}

/**
 * Whether an approval is for this person to decide because who was asked may not grant so much: it climbs to the least
 * role that may, to those of it in whose reach it lies, and never back to who asked for it.
 */
export function climbsTo(who: Staff, row: RowTypes['approval'], floor: SiteReader): boolean {
  const sum = sumOfApproval(row)
  const { people, authority } = floor.site
  if (sum === null || row.state !== 'open' || (who.kind === 'person' && row.requestedBy === who.id))
    return false
  const asked = people.find(({ id, agent }) => id === row.from || agent === row.from)
  if (asked !== undefined && mayGrant(authority, asked.role, sum)) return false
  return leastToGrant(authority, sum) === who.role && rowInReach(who.reach, 'approval', row, floor)
}
