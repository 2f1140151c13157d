import type { Calendar } from '../calendars/calendar.ts'
import { lookUp } from '../collections/present.ts'
import type { Severity } from '../rows/row.ts'
import type { Site } from '../site/site-schema.ts'
import type { RouteConfig } from './alerts-schema.ts'
import { type EscalationRoute, joinedRoute } from './routes.ts'

/** What routes are chosen by. */
export interface Matched {
  readonly rule: string
  readonly severity: Severity
  readonly queue: string | null
  readonly team: string | null
  /** Of the case. */
  readonly kind: string | null
}

export interface ChosenRoute {
  readonly route: EscalationRoute
  /** Why this one, in words. */
  readonly why: string
}

export interface RouteTable {
  readonly site: Pick<Site, 'alerts' | 'rules'>
  readonly routes: ReadonlyMap<string, EscalationRoute>
  readonly calendars: ReadonlyMap<string, Calendar>
}

const isOpen = (calendar: Calendar | undefined, at: number) =>
  calendar !== undefined && calendar.workingMsBetween(at, at + 1) > 0

/** The conditions of a match in words, if all hold; null: one does not. */
function reasonsOf(
  match: NonNullable<RouteConfig['match']>,
  what: Matched,
  at: number,
  calendars: RouteTable['calendars'],
): string[] | null {
  const reasons: string[] = []
  for (const key of ['rule', 'severity', 'queue', 'team', 'kind'] as const) {
    const wanted: readonly string[] | undefined = match[key]
    if (wanted === undefined) continue
    const value = what[key]
    if (value === null || !wanted.includes(value)) return null
    reasons.push(`${key} is ${value}`)
  }
  if (match.calendar !== undefined) {
    if (!isOpen(calendars.get(match.calendar), at)) return null
    reasons.push(`calendar ${match.calendar} is open`)
  }
  if (match.outside !== undefined) {
    if (isOpen(calendars.get(match.outside), at)) return null
    reasons.push(`calendar ${match.outside} is closed`)
  }
  return reasons
}

/**
 * The route of an alert that spoke up at an instant: the first of the file whose `match` fits; else what the rule's
 * `notify` names, several at once if it names several.
 */
export function chooseRoute(what: Matched, at: number, { site, routes, calendars }: RouteTable): ChosenRoute {
  for (const { id, match } of site.alerts.routes) {
    if (match === undefined) continue
    const reasons = reasonsOf(match, what, at, calendars)
    if (reasons === null) continue
    const why = reasons.length === 0 ? 'it fits everything' : reasons.join(', ')
    return { route: lookUp(routes, id), why: `the first route that fits: ${why}` }
  }
  const notify = site.rules.find(({ id }) => id === what.rule)?.notify ?? 'leads'
  const names = typeof notify === 'string' ? [notify] : notify
  const named = names.map((name) => routes.get(name)).filter((route) => route !== undefined)
  const route = joinedRoute(named.length === 0 ? [lookUp(routes, 'leads')] : named)
  return { route, why: `no route of the file fits; the rule notifies ${route.id}` }
}
