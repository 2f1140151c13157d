import { leastToGrant, mayGrant } from '../access/authority.ts'
import { climbsTo, sumOfApproval } from '../access/climbs.ts'
import { viewerOf } from '../access/viewer.ts'
import { WAKES_MS } from '../alerts/read-alert-event.ts'
import { hash128 } from '../collections/hash128.ts'
import type { ApprovalRow } from '../rows/case-rows.ts'
import type { PersonConfig } from '../site/site-schema.ts'
import { type EscalationStep, requestSubject, stepKey } from './escalation-step.ts'
import { activePersonOf, peopleOfRole } from './people-of.ts'
import type { PlanningContext } from './planning-context.ts'

interface Deciders {
  readonly as: 'asked' | 'climbs'
  readonly people: readonly PersonConfig[]
}

/** Who may decide it: the person asked, or, above their limit, those of the least role that may, in whose reach it lies. */
function decidersOf(row: ApprovalRow, { site, floor }: PlanningContext): Deciders {
  const asked = activePersonOf(site, row.from)
  const sum = sumOfApproval(row)
  if (sum === null || (asked !== null && mayGrant(site.authority, asked.role, sum)))
    return { as: 'asked', people: asked === null ? [] : [asked] }
  const look = { site, row: floor.row }
  const people = peopleOfRole(site, leastToGrant(site.authority, sum)).filter(({ id }) => {
    const viewer = viewerOf(site, { kind: 'person', person: id })
    return viewer !== null && viewer.kind !== 'screen' && climbsTo(viewer, row, look)
  })
  return { as: 'climbs', people }
}

/** What of an approval calls for somebody now: that it is asked, or what was said to their question. */
function activationKeyOf({ explanation }: ApprovalRow): string {
  return explanation === null ? 'asked' : `explained/${hash128(explanation)}`
}

/** Who is to be told of an approval now: once when it is asked, and once for each answer to what they asked. */
export function planApproval(row: ApprovalRow, planning: PlanningContext): EscalationStep | null {
  const { floor, now } = planning
  const subject = requestSubject('approval', row.id)
  const steps = floor.receipts.escalationSteps(subject)
  if (row.state !== 'open' || (row.question !== null && row.explanation === null)) return null
  if (steps.length === 0 && now - Date.parse(row.requestedAt) > WAKES_MS) return null
  const position = { subject, activationKey: activationKeyOf(row), round: 0, step: 0 }
  const key = stepKey(position)
  if (steps.some((step) => step.key === key)) return null
  const { as, people } = decidersOf(row, planning)
  return {
    ...{ ...position, key, at: now, priority: 0, conversation: subject, route: 'approval' },
    recipients: people.map(({ id }) => ({ to: { is: 'person', id }, as, how: 'loud' }) as const),
    missing: people.length === 0 ? [{ as, reason: `nobody is there to decide it: ${row.from}` }] : [],
  }
}

/** Whether a step about an approval is about what is still asked. */
export function isStillAsked(step: EscalationStep, row: ApprovalRow): boolean {
  return row.state === 'open' && step.activationKey === activationKeyOf(row)
}
