import { fieldsOf } from '../collections/fields.ts'
import { readableId } from '../event/readable-id.ts'
import type { Severity } from '../rows/row.ts'
import { RING_SEC } from './dial-plan.ts'
import type { Playbook } from './page-schema.ts'
import type { Language, Role, Site } from './site-schema.ts'

/** What anybody may know before signing in: enough for the sign-in page and a screen's clock. */
export interface SiteHeader {
  id: string
  name: string
  timezone: string
  language: Language
  /** Every screen says DEMO. */
  demo: boolean
  /** How fast the site's clock runs against the wall clock: 1 unless it is a demo or a replay. */
  clockSpeed: number
}

export interface RuleFacts {
  id: string
  kind: string
  subject: string | null
  severity: Severity
  title: Record<string, string>
  /** The event types that start the rule. */
  starts: string[]
  /** When a clock speaks up before its due: `50%` of the limit elapsed, or `15m` of it left. */
  warn: string[]
}

/**
 * What every screen may know of the site file: names and words, never a login, a secret or a customer. Of people only
 * the agents' names, because a wall says who has it.
 */
export interface SiteFacts extends SiteHeader {
  dayStartsAt: string
  definitions: Site['site']['definitions']
  terms: Site['site']['terms']
  boards: Site['boards']
  /** `opens`: the kind of case that a contact of the queue is about, where the site file says it. */
  queues: { id: string; name: string; channel: string; team: string | null; opens: string | null }[]
  teams: { id: string; name: string }[]
  departments: { id: string; name: string }[]
  causes: Site['causes']
  rules: RuleFacts[]
  agents: { id: string; name: string }[]
  walls: Site['walls']
}

/** What those who are signed in may know beside: who is who, and what each role may decide alone. */
export interface PeopleFacts {
  people: { id: string; name: string; role: Role; agent: string | null; team: string | null }[]
  authority: Site['authority']
  playbooks: Playbook[]
  /** What one is away for, as the tables of the PBXs have it; none: the usual reasons. */
  awayReasons: string[]
  /** How long an agent's own phone rings for a call that was pressed, at the slowest PBX. */
  ringSec: number
}

export interface ClockFacts {
  readonly demo: boolean
  readonly clockSpeed: number
}

/** The facts of a site that need no sign-in. */
export function siteHeader(site: Site, clock: ClockFacts): SiteHeader {
  const { id, name, timezone, language } = site.site
  return { id, name, timezone, language, ...clock }
}

const textsOf = (object: object): Record<string, string> =>
  Object.fromEntries(Object.entries(object).map(([name, text]) => [name, String(text)]))

function ruleFacts(rule: Site['rules'][number]): RuleFacts {
  const { id, kind, subject, severity, title, start, warn } = fieldsOf(rule)
  const starts = Array.isArray(start) ? start : []
  return {
    id: String(id),
    kind: String(kind),
    subject: typeof subject === 'string' ? subject : null,
    severity: severity === 'critical' || severity === 'info' ? severity : 'warning',
    title: typeof title === 'object' && title !== null ? textsOf(title) : {},
    warn: Array.isArray(warn) ? warn.map(String) : [],
    starts: starts.map((entry) => (typeof entry === 'string' ? entry : String(entry.type))),
  }
}

/** The facts of a site that any screen, also one paired by token, may know. */
export function siteFacts(site: Site, clock: ClockFacts): SiteFacts {
  return {
    ...siteHeader(site, clock),
    dayStartsAt: site.site.dayStartsAt,
    definitions: site.site.definitions,
    terms: site.site.terms,
    boards: site.boards,
    queues: site.queues.map((queue) => ({
      id: queue.id,
      name: queue.name ?? readableId(queue.id),
      channel: queue.channel ?? 'voice',
      team: queue.team ?? null,
      opens: queue.opens ?? null,
    })),
    teams: site.teams.map(({ id, name }) => ({ id, name })),
    departments: site.departments.map(({ id, name }) => ({ id, name })),
    causes: site.causes,
    rules: site.rules.map(ruleFacts),
    agents: site.people.flatMap(({ agent, name }) => (agent === undefined ? [] : [{ id: agent, name }])),
    walls: site.walls,
  }
}

/** The facts of a site for those who are signed in: names of people, never their logins or addresses. */
export function peopleFacts(site: Site): PeopleFacts {
  const people = site.people
    .filter((person) => person.disabled !== true)
    .map(({ id, name, role, agent, team }) => ({ id, name, role, agent: agent ?? null, team: team ?? null }))
  const awayReasons = [...new Set(site.feeds.flatMap(({ reasons = {} }) => Object.values(reasons)))]
  const dialling = site.feeds.filter(({ kind, actions }) => kind === 'asterisk' || actions !== undefined)
  const rings = dialling.map(({ dial }) => dial?.ringSec ?? RING_SEC)
  const ringSec = rings.length === 0 ? RING_SEC : Math.max(...rings)
  return { people, authority: site.authority, playbooks: site.playbooks, awayReasons, ringSec }
}
