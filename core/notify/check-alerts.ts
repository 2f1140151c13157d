import { targetFaults } from '../alerts/targets/target-faults.ts'
import { itemAt } from '../collections/present.ts'
import { type ConfigError, duplicateIds } from '../config/config-error.ts'
import { faultSentence } from '../config/fault-words.ts'
import { durationMs } from '../rules/duration.ts'
import type { Site } from '../site/site-schema.ts'
import type { RouteConfig } from './alerts-schema.ts'
import { builtInRoutes } from './built-in-routes.ts'
import { type Who, whoOf } from './who.ts'

/** What is wrong between `alerts` and the rest of a site file: names of what is not there, routes that reach nobody. */
export function checkAlerts(site: Site): ConfigError[] {
  const { routes, rosters, targets } = site.alerts
  return [
    ...duplicates('routes', routes),
    ...duplicates('rosters', rosters),
    ...duplicates('targets', targets),
    ...routes.flatMap((route, index) => checkRoute(route, ['alerts', 'routes', index], site)),
    ...rosters.flatMap((_, index) => checkRoster(index, site)),
    ...reaches(site),
    ...targetFaults(site),
  ]
}

type Path = readonly (string | number)[]

const duplicates = (list: string, items: readonly { readonly id: string }[]): ConfigError[] =>
  duplicateIds(list, items).map((error) => ({ ...error, path: ['alerts', ...error.path] }))

function checkRoute(route: RouteConfig, path: Path, site: Site): ConfigError[] {
  const errors: ConfigError[] = []
  if (Object.hasOwn(builtInRoutes, route.id))
    errors.push({ path: [...path, 'id'], ...faultSentence('builtIn', { id: route.id }) })
  errors.push(
    ...checkMatch(route, path, site),
    ...checkLadder(route, path, site),
    ...checkNext(route, path, site),
  )
  const names = route.ladder.flatMap(({ who }) => who).map((text) => whoOf(text))
  if (route.next === undefined && names.every((who) => reachesNobody(who, site)))
    errors.push({ path: [...path, 'ladder'], ...faultSentence('reachesNobody', { id: route.id }) })
  return errors
}

function checkMatch({ match = {} }: RouteConfig, path: Path, site: Site): ConfigError[] {
  const known = {
    rule: new Set(site.rules.map(({ id }) => id)),
    queue: new Set(site.queues.map(({ id }) => id)),
    team: new Set(site.teams.map(({ id }) => id)),
    calendar: new Set([...site.calendars.map(({ id }) => id), 'always']),
  }
  const named = (['rule', 'queue', 'team'] as const).flatMap((key) =>
    (match[key] ?? []).map((id, index) => ({ what: key, id, at: [key, index], known: known[key] })),
  )
  const calendars = (['calendar', 'outside'] as const).flatMap((key) =>
    match[key] === undefined ? [] : [{ what: 'calendar', id: match[key], at: [key], known: known.calendar }],
  )
  return [...named, ...calendars]
    .filter((name) => !name.known.has(name.id))
    .map(({ what, id, at }) => ({
      path: [...path, 'match', ...at],
      ...faultSentence('unknown', { what, id }),
    }))
}

function checkLadder({ ladder }: RouteConfig, path: Path, site: Site): ConfigError[] {
  return ladder.flatMap((step, index) => {
    const at = [...path, 'ladder', index]
    const before = index === 0 ? 0 : durationMs(itemAt(ladder, index - 1).after)
    const early =
      durationMs(step.after) < before ? [{ path: [...at, 'after'], ...faultSentence('earlier') }] : []
    const strangers = step.who.flatMap((text, position) => {
      const fault = unknownIn(whoOf(text), site)
      return fault === null ? [] : [{ path: [...at, 'who', position], ...fault }]
    })
    return [...early, ...strangers]
  })
}

function unknownIn(who: Who, site: Site): Omit<ConfigError, 'path'> | null {
  if (who.is === 'person') {
    const person = site.people.find(({ id }) => id === who.id)
    if (person === undefined) return faultSentence('unknown', { what: 'person', id: who.id })
    return person.disabled === true ? faultSentence('disabled', { id: who.id }) : null
  }
  if (who.is !== 'team' && who.is !== 'roster') return null
  const list = who.is === 'team' ? site.teams : site.alerts.rosters
  return list.some(({ id }) => id === who.id) ? null : faultSentence('unknown', { what: who.is, id: who.id })
}

/** Whether it is certain from the file alone that nobody stands behind the name. */
function reachesNobody(who: Who, site: Site): boolean {
  const active = site.people.filter(({ disabled }) => disabled !== true)
  switch (who.is) {
    case 'role':
      return !active.some(({ role }) => role === who.role)
    case 'supervisors':
      return !active.some(({ role }) => role === 'supervisor' || role === 'admin')
    case 'team':
      return site.teams.find(({ id }) => id === who.id)?.leads.length === 0
    default:
      return false
  }
}

/** Where a route goes on must exist, and must not come back to where it was. */
function checkNext(route: RouteConfig, path: Path, site: Site): ConfigError[] {
  if (route.next === undefined) return []
  const byId = new Map(site.alerts.routes.map((each) => [each.id, each]))
  const isKnown = byId.has(route.next) || Object.hasOwn(builtInRoutes, route.next)
  if (!isKnown)
    return [{ path: [...path, 'next'], ...faultSentence('unknown', { what: 'route', id: route.next }) }]
  const passed = [route.id]
  for (let at = byId.get(route.next); at !== undefined; at = byId.get(at.next ?? '')) {
    passed.push(at.id)
    if (at.id === route.id)
      return [{ path: [...path, 'next'], ...faultSentence('circle', { routes: passed.join(' → ') }) }]
    if (passed.indexOf(at.id) < passed.length - 1) break
  }
  return []
}

function checkRoster(index: number, site: Site): ConfigError[] {
  const roster = itemAt(site.alerts.rosters, index)
  const path = ['alerts', 'rosters', index]
  const active = new Set(site.people.filter(({ disabled }) => disabled !== true).map(({ id }) => id))
  const names = [
    ...roster.shifts.flatMap(({ members }, at) =>
      members.map((id, position) => ({ id, path: [...path, 'shifts', at, 'members', position] })),
    ),
    ...Object.entries(roster.deputies).map(([id, deputy]) => ({
      id: deputy,
      path: [...path, 'deputies', id],
    })),
  ]
  return names
    .filter(({ id }) => !active.has(id))
    .map(({ id, path: at }) => ({ path: at, ...faultSentence('unknown', { what: 'person', id }) }))
}

/** A way that the file gives to a person or a department goes by a target that is there. */
function reaches(site: Site): ConfigError[] {
  const targets = new Set(site.alerts.targets.map(({ id }) => id))
  return (['people', 'departments'] as const).flatMap((list) =>
    site[list].flatMap(({ reach }, index) =>
      (reach ?? []).flatMap(({ target }, position) =>
        target === undefined || targets.has(target)
          ? []
          : [
              {
                path: [list, index, 'reach', position, 'target'],
                ...faultSentence('unknown', { what: 'target', id: target }),
              },
            ],
      ),
    ),
  )
}
