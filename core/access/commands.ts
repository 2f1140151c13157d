import { type EventType, eventData } from '../event-data.ts'
import type { RowType } from '../row.ts'
import type { Role } from '../site/site-schema.ts'
import { type Allowed, commandTable, type Guarded, type Least } from './command-table.ts'
import { askedOf, isOwn } from './own.ts'
import { type Look, rowInReach } from './reach.ts'
import type { Staff, Viewer } from './viewer.ts'

export type Verdict = { ok: true } | { ok: false; code: 'forbidden' | 'not_found'; message: string }

/** What a caller wants to say: an event before it has an id, a source and a time. */
export interface Wish {
  type: string
  subject: string
  data: Readonly<Record<string, unknown>>
}

const allowed: Verdict = { ok: true }
const forbidden = (message: string): Verdict => ({ ok: false, code: 'forbidden', message })
const rank: Readonly<Record<Role | Least, number>> = {
  agent: 0,
  lead: 1,
  supervisor: 2,
  admin: 3,
  nobody: 9,
}

const ownOrReached = <T extends RowType>(who: Staff, type: T, id: string, look: Look): boolean | null => {
  const row = look.row(type, id)
  if (row === null) return null
  return isOwn(who, type, row, look) || rowInReach(who.reach, type, row, look)
}

function subjectVerdict(who: Staff, rule: Allowed, subject: string, look: Look): Verdict {
  if (rule.about === 'customer' || rule.about === 'feed') return allowed
  // Signing in is how an agent's row comes into being.
  if (rule.about === 'agent' && subject === who.agent) return allowed
  const mine = ownOrReached(who, rule.about, subject, look)
  if (mine === true) return allowed
  if (mine === false) return forbidden(`subject: ${rule.about} ${subject} is not yours`)
  if (rule.creates) return allowed
  return { ok: false, code: 'not_found', message: `subject: no ${rule.about} ${subject}` }
}

function refersVerdict(who: Staff, rule: Allowed, wish: Wish, look: Look): Verdict {
  for (const [field, type] of Object.entries(rule.refers ?? {}) as [string, Guarded][]) {
    const id = wish.data[field]
    if (typeof id !== 'string') continue
    if (ownOrReached(who, type, id, look) === false)
      return forbidden(`data.${field}: ${type} ${id} is not yours`)
  }
  return allowed
}

function agentVerdict(who: Staff, rule: Allowed, wish: Wish, look: Look): Verdict {
  const agent = wish.data.agent
  if (typeof agent !== 'string' || agent === who.agent || rule.passesOn) return allowed
  if (ownOrReached(who, 'agent', agent, look) !== false && rank[who.role] > rank.agent) return allowed
  return forbidden(`data.agent: you are not agent ${agent}`)
}

/** Types that only who was asked for an approval may send, or a supervisor. */
const deciding: ReadonlySet<string> = new Set(['approval.decided', 'approval.questioned'])

/** An approval is decided by the person asked, or over their head by a supervisor: never by who asked for it. */
function decisionVerdict(who: Staff, wish: Wish, look: Look): Verdict {
  const row = look.row('approval', wish.subject)
  if (row === null || askedOf(who, row) || rank[who.role] >= rank.supervisor) return allowed
  return forbidden(`subject: approval ${wish.subject} was not asked of you`)
}

/** Whether an event type is one that a person may send at all. */
export function isCommandType(type: string): type is EventType {
  return Object.hasOwn(eventData, type) && commandTable[type as EventType].least !== 'nobody'
}

/**
 * Whether this caller may send this event now: by the table of roles, and within their own reach.
 * A refusal names the field. Types that only the system or a feed writes are forbidden to everybody.
 */
export function mayCommand(viewer: Viewer, wish: Wish, look: Look): Verdict {
  if (viewer.kind === 'screen') return forbidden('a screen shows and sends nothing')
  if (!isCommandType(wish.type)) return forbidden(`type: ${wish.type} is not sent by people`)
  const rule = commandTable[wish.type]
  if (rank[viewer.role] < rank[rule.least]) return forbidden(`type: ${wish.type} needs role ${rule.least}`)
  const checks = [
    () => subjectVerdict(viewer, rule, wish.subject, look),
    () => refersVerdict(viewer, rule, wish, look),
    () => agentVerdict(viewer, rule, wish, look),
    () => (deciding.has(wish.type) ? decisionVerdict(viewer, wish, look) : allowed),
  ]
  for (const check of checks) {
    const verdict = check()
    if (!verdict.ok) return verdict
  }
  return allowed
}

/** Whether this caller may take the link of a contact to a case back: whoever may work on the case. */
export function mayWithdrawLink(viewer: Viewer, caseId: string, look: Look): Verdict {
  if (viewer.kind === 'screen') return forbidden('a screen shows and sends nothing')
  const mine = ownOrReached(viewer, 'case', caseId, look)
  if (mine === null) return { ok: false, code: 'not_found', message: `data.case: no case ${caseId}` }
  return mine ? allowed : forbidden(`data.case: case ${caseId} is not yours`)
}

export const alertActions = ['alert.ack', 'alert.snooze', 'alert.assign'] as const
export type AlertAction = (typeof alertActions)[number]

/** Whether this caller may act on an alert: who is told of it may take it; only leads and above assign it. */
export function mayActOnAlert(viewer: Viewer, action: AlertAction, alert: string, look: Look): Verdict {
  if (viewer.kind === 'screen') return forbidden('a screen shows and sends nothing')
  const mine = ownOrReached(viewer, 'alert', alert, look)
  if (mine === null) return { ok: false, code: 'not_found', message: `alert: no alert ${alert}` }
  if (!mine) return forbidden(`alert: ${alert} is not told to you`)
  if (action === 'alert.assign' && rank[viewer.role] < rank.lead)
    return forbidden('alert.assign needs role lead')
  return allowed
}
