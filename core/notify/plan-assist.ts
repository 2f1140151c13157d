import { rowInReach } from '../access/reach.ts'
import { viewerOf } from '../access/viewer.ts'
import { ASSIST_LAPSES_MS } from '../cases/entities/assist/assist-state.ts'
import type { AssistRow } from '../rows/case-rows.ts'
import { teamOfAgent } from '../site/site-agents.ts'
import type { PersonConfig } from '../site/site-schema.ts'
import { type EscalationStep, type MissingRecipient, requestSubject, stepKey } from './escalation-step.ts'
import { stepFailedAt } from './pending-notification.ts'
import { activePersonOf, leadsOf, peopleOfRole } from './people-of.ts'
import type { Plan } from './plan-alert.ts'
import type { PlanningContext } from './planning-context.ts'
import { isSignedIn } from './resolve-who.ts'

/** Nobody came for so long: those above are told, too. */
const SUPERVISORS_AFTER_MS = 3 * 60_000
const NOTHING: Plan = { due: null, next: null }

/** Whom a call for a lead calls, and as what. */
interface Helpers {
  readonly as: 'leads' | 'deputies' | 'supervisors'
  readonly people: readonly PersonConfig[]
}

const isAsker = ({ id, agent }: PersonConfig, row: AssistRow) => id === row.agent || agent === row.agent

/** The supervisors in whose scope the agent is, those who are there first; the admins where there are none. */
function supervisorsFor(row: AssistRow, { site, floor }: PlanningContext): Helpers {
  const others = (list: readonly PersonConfig[]) => list.filter((person) => !isAsker(person, row))
  const all = others(peopleOfRole(site, 'supervisor'))
  const inScope = all.filter(({ id }) => {
    const viewer = viewerOf(site, { kind: 'person', person: id })
    return viewer?.kind === 'person' && rowInReach(viewer.reach, 'assist', row, floor)
  })
  const found = inScope.length > 0 ? inScope : all.length > 0 ? all : others(peopleOfRole(site, 'admin'))
  const there = found.filter((person) => isSignedIn(person, floor))
  return { as: 'supervisors', people: there.length > 0 ? there : found }
}

/**
 * Who is called first: the leads of the agent's team who are on duty; where none is, those who stand in for them by a
 * roster; else the supervisors. Never who calls.
 */
export function helpersFor(row: AssistRow, planning: PlanningContext): Helpers {
  const { site, floor } = planning
  const team = floor.row('agent', row.agent)?.team ?? teamOfAgent(site, row.agent)
  const leads = (team === null ? [] : leadsOf(site, team)).filter((person) => !isAsker(person, row))
  const isThere = (person: PersonConfig) => isSignedIn(person, floor)
  const onDuty = leads.filter(isThere)
  if (onDuty.length > 0) return { as: 'leads', people: onDuty }
  const deputies = site.alerts.rosters
    .flatMap((roster) => leads.map(({ id }) => roster.deputies[id]))
    .map((id) => (id === undefined ? null : activePersonOf(site, id)))
    .filter((person) => person !== null && isThere(person) && !isAsker(person, row))
    .filter((person) => person !== null)
  return deputies.length > 0 ? { as: 'deputies', people: deputies } : supervisorsFor(row, planning)
}

/** When the next step is due: the first at once, the second when nobody has come, or nobody could be told. */
function dueAt(row: AssistRow, steps: readonly EscalationStep[], planning: PlanningContext): number | null {
  const [first, ...more] = steps
  if (first === undefined) return Date.parse(row.requestedAt)
  if (more.length > 0) return null
  const failedAt = stepFailedAt(first, planning)
  return Math.min(first.at + SUPERVISORS_AFTER_MS, failedAt ?? Number.POSITIVE_INFINITY)
}

/**
 * Who is to be told now that an agent calls for a lead, and when to look again: aloud on all their contact methods,
 * whatever their quiet hours say and however often they were told of something within the hour.
 */
export function planAssist(row: AssistRow, planning: PlanningContext): Plan {
  const { floor, now } = planning
  if (row.state !== 'open' || now - Date.parse(row.requestedAt) > ASSIST_LAPSES_MS) return NOTHING
  const subject = requestSubject('assist', row.id)
  const steps = floor.receipts.escalationSteps(subject)
  const at = dueAt(row, steps, planning)
  if (at === null) return NOTHING
  if (at > now) return { due: null, next: at }
  const { as, people } = steps.length === 0 ? helpersFor(row, planning) : supervisorsFor(row, planning)
  const notified = new Set(steps.flatMap(({ recipients }) => recipients.map(({ to }) => to.id)))
  const fresh = people.filter(({ id }) => !notified.has(id))
  if (steps.length > 0 && fresh.length === 0) return NOTHING
  const missing: MissingRecipient[] = fresh.length === 0 ? [{ as, reason: 'nobody is there to be told' }] : []
  const position = { subject, activationKey: `requested@${row.requestedAt}`, round: 0, step: steps.length }
  const called = fresh.map(({ id }) => ({ to: { is: 'person', id }, as, how: 'loud' }) as const)
  return {
    due: {
      ...{ ...position, key: stepKey(position), conversation: subject, route: 'assist' },
      ...{ at: now, priority: 0, recipients: called, missing },
    },
    next: at + SUPERVISORS_AFTER_MS,
  }
}
