import { WAKES_MS } from '../alerts/read-alert-event.ts'
import type { GivenView } from '../rows/case-rows.ts'
import { deliveryMode } from './delivery-mode.ts'
import {
  type EscalationStep,
  type RequestSubject,
  requestOf,
  requestSubject,
  stepKey,
} from './escalation-step.ts'
import { activePersonOf } from './people-of.ts'
import type { Plan } from './plan-alert.ts'
import type { PlanningContext } from './planning-context.ts'
import type { Interruption } from './receipt-projection.ts'

/** Whoever gave it may take it back so long by one press, ms: nobody's phone rings for a slip. */
const UNDONE_WITHIN_MS = 5_000
/** Of what is given within so long one rings; the others stand on the desk, ms. */
const ONE_WITHIN_MS = 60_000
const NOTHING: Plan = { due: null, next: null }

/** Something that was put into somebody's hands, and whose it is. */
interface Held {
  readonly agent: string
  readonly given: GivenView
}

/** What a case or a callback says of who has it from somebody else; null: nobody gave it, or it is over. */
function heldOf({ is, id }: RequestSubject, { floor }: Pick<PlanningContext, 'floor'>): Held | null {
  if (is === 'callback') {
    const row = floor.row('callback', id)
    return row?.agent == null || row.given === null ? null : { agent: row.agent, given: row.given }
  }
  const row = floor.row('case', id)
  if (row?.owner == null || row.given === null || row.state === 'resolved') return null
  return { agent: row.owner, given: row.given }
}

const activationKeyOf = ({ agent, given }: Held) => `given@${given.at}/${agent}`

/** How they are told: aloud, or on the desk alone at night, after many messages, and of all but the first of several. */
function modeOf(
  person: string,
  { conversation, subject }: { readonly conversation: string; readonly subject: string },
  before: readonly Interruption[],
  planning: PlanningContext,
): 'loud' | 'silent' {
  const { now } = planning
  const isMore = before.some(({ at, subject }) => at > now - ONE_WITHIN_MS && isGiving(subject))
  if (isMore) return 'silent'
  const occasion = {
    reminds: null,
    severity: 'warning',
    priority: 0,
    silent: false,
    conversation,
    subject,
  } as const
  return deliveryMode(person, occasion, before, planning).how === 'loud' ? 'loud' : 'silent'
}

function isGiving(subject: string): boolean {
  const is = requestOf(subject)?.is
  return is === 'given' || is === 'callback'
}

/** Who is to be told that a case or a callback was put into their hands: once, unless they put it there themselves. */
export function planGiven(
  request: RequestSubject,
  before: (person: string) => readonly Interruption[],
  planning: PlanningContext,
): Plan {
  const { floor, site, now } = planning
  const held = heldOf(request, planning)
  if (held === null) return NOTHING
  const [at, person] = [Date.parse(held.given.at), activePersonOf(site, held.agent)]
  if (person === null || held.given.by === person.id || now - at > WAKES_MS) return NOTHING
  const subject = requestSubject(request.is, request.id)
  const position = { subject, activationKey: activationKeyOf(held), round: 0, step: 0 }
  const key = stepKey(position)
  if (floor.receipts.escalationSteps(subject).some((step) => step.key === key)) return NOTHING
  if (now < at + UNDONE_WITHIN_MS) return { due: null, next: at + UNDONE_WITHIN_MS }
  const how = modeOf(person.id, { conversation: subject, subject }, before(person.id), planning)
  return {
    due: {
      ...{ ...position, key, at: now, priority: 0, conversation: subject, route: 'given' },
      ...{ recipients: [{ to: { is: 'person', id: person.id }, as: 'owner', how }], missing: [] },
    },
    next: null,
  }
}

/** Whether a step about something that was given is about whose it still is. */
export function isStillGiven(
  step: EscalationStep,
  request: RequestSubject,
  floor: PlanningContext['floor'],
): boolean {
  const held = heldOf(request, { floor })
  return held !== null && step.activationKey === activationKeyOf(held)
}
