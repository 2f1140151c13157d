import { calendarFaults, compileCalendars } from '../calendars/compile-calendars.ts'
import type { HolidaySource } from '../calendars/opening-days.ts'
import { itemAt } from '../collections/present.ts'
import { type ConfigError, duplicateIds } from '../config/config-error.ts'
import { faultSentence } from '../config/fault-words.ts'
import { builtInRoutes } from '../notify/built-in-routes.ts'
import { checkAlerts } from '../notify/check-alerts.ts'
import { checkRules } from '../rules/compile-rules.ts'
import { feedFaults } from './feed-faults.ts'
import { SHORTEST_PASSWORD } from './published-secrets.ts'
import { retentionFaults } from './retention-days.ts'
import { siteHolidays } from './site-holidays.ts'
import type { Site } from './site-schema.ts'

/** A fault between the parts of a site file. Errors refuse the file, warnings are for `doctor`. */
export interface SiteFinding extends ConfigError {
  readonly level: 'error' | 'warning'
}

type Path = ConfigError['path']
interface Reference {
  readonly path: Path
  /** Missing: nothing is named, which is no fault. */
  readonly id: string | undefined
}

/** One error for each reference to something that is not there. */
function unknown(what: string, known: ReadonlySet<string>, references: readonly Reference[]): ConfigError[] {
  return references
    .filter(({ id }) => id !== undefined && !known.has(id))
    .map(({ path, id = '' }) => ({ path, ...faultSentence('unknown', { what, id }) }))
}

function idsOf(items: readonly { readonly id: string }[]): Set<string> {
  return new Set(items.map((item) => item.id))
}

function list(path: Path, ids: readonly string[] = []): Reference[] {
  return ids.map((id, index) => ({ path: [...path, index], id }))
}

function queueReferences(site: Site): Reference[] {
  return [
    ...site.boards.flatMap((board, index) => list(['boards', index, 'queues'], board.queues)),
    ...site.people.flatMap((person, index) =>
      list(['people', index, 'scope', 'queues'], person.scope?.queues),
    ),
    ...site.feeds.flatMap((feed, index) =>
      Object.entries(feed.queues ?? {}).map(([name, id]) => ({ path: ['feeds', index, 'queues', name], id })),
    ),
  ]
}

function teamReferences(site: Site): Reference[] {
  return [
    ...site.queues.map(({ team: id }, index) => ({ path: ['queues', index, 'team'], id })),
    ...site.people.map(({ team: id }, index) => ({ path: ['people', index, 'team'], id })),
    ...site.people.flatMap((person, index) => list(['people', index, 'scope', 'teams'], person.scope?.teams)),
  ]
}

function playbookReferences(site: Site): Reference[] {
  return site.playbooks.map(({ cause: id }, index) => ({ path: ['playbooks', index, 'cause'], id }))
}

function calendarReferences(site: Site): Reference[] {
  return [
    ...site.queues.map(({ calendar: id }, index) => ({ path: ['queues', index, 'calendar'], id })),
    ...site.departments.map(({ calendar: id }, index) => ({ path: ['departments', index, 'calendar'], id })),
  ]
}

/** Routes that a rule may notify: those of `alerts`, and the built-in ones. */
function routes(site: Site): Set<string> {
  return new Set([...Object.keys(builtInRoutes), ...site.alerts.routes.map(({ id }) => id)])
}

function notifyReferences(site: Site): Reference[] {
  return site.rules.flatMap((rule, index) =>
    typeof rule.notify === 'string'
      ? [{ path: ['rules', index, 'notify'], id: rule.notify }]
      : list(['rules', index, 'notify'], rule.notify),
  )
}

function references(site: Site): ConfigError[] {
  const calendars = idsOf(site.calendars).add('always')
  const leads = site.departments.map(({ lead: id }, index) => ({ path: ['departments', index, 'lead'], id }))
  return [
    ...unknown('queue', idsOf(site.queues), queueReferences(site)),
    ...unknown('cause', idsOf(site.causes), playbookReferences(site)),
    ...unknown('team', idsOf(site.teams), teamReferences(site)),
    ...unknown('calendar', calendars, calendarReferences(site)),
    ...unknown('person', idsOf(site.people), leads),
    ...unknown('route', routes(site), notifyReferences(site)),
  ]
}

const LISTS = ['queues', 'teams', 'people', 'departments', 'causes', 'feeds', 'boards'] as const

/**
 * Two people with one agent could not be told apart, nor two who would sign in by the same name: whoever gave an agent
 * the e-mail address that is an administrator's login would keep both of them out.
 */
function sharedNames(site: Site): ConfigError[] {
  const agents = site.people.map(({ agent }) => [['agent', agent] as const])
  const ids = new Set<string>()
  const signIns = site.people.map(({ id, login, email }): Named => {
    // An id that stands twice is told as that.
    const isTwice = ids.has(id)
    ids.add(id)
    if (isTwice) return []
    return [login === undefined ? ['id', id] : ['login', login], ['email', email]]
  })
  return [...shared('agentTwice', agents, site.people), ...shared('signInTwice', signIns, site.people)]
}

type Named = readonly (readonly [key: string, value: string | undefined])[]

/** One error for each name that somebody earlier in the list has. */
function shared(
  key: 'agentTwice' | 'signInTwice',
  names: readonly Named[],
  people: Site['people'],
): ConfigError[] {
  const first = new Map<string, number>()
  return names.flatMap((own, index) =>
    own.flatMap(([field, given]) => {
      const value = given?.trim().toLowerCase()
      if (value === undefined) return []
      const other = first.get(value) ?? index
      first.set(value, other)
      if (other === index) return []
      const { name } = itemAt(people, other)
      return [{ path: ['people', index, field], ...faultSentence(key, { other, value, name }) }]
    }),
  )
}

function rules(site: Site, holidays: HolidaySource): ConfigError[] {
  const compiled = compileCalendars(site.calendars, { timezone: site.site.timezone, holidays })
  return compiled.ok ? checkRules(site.rules, compiled.calendars) : []
}

/** Leads and members may be agents that no person stands for; whoever gets alerts must be one. */
function strangers(site: Site): ConfigError[] {
  const known = new Set(site.people.flatMap(({ id, agent }) => (agent === undefined ? [id] : [id, agent])))
  return site.teams.flatMap((team, index) =>
    (['leads', 'members'] as const).flatMap((name) =>
      list(['teams', index, name], team[name])
        .filter(({ id }) => id === undefined || !known.has(id))
        .map(({ path, id }) => ({ path, message: `"${id}" is not among people` })),
    ),
  )
}

/** A first password is good for choosing another alone, but for whoever guesses it before its owner comes, too. */
function shortPasswords(site: Site): ConfigError[] {
  return site.people.flatMap(({ password }, index) =>
    password === undefined || password.length >= SHORTEST_PASSWORD
      ? []
      : [
          {
            path: ['people', index, 'password'],
            ...faultSentence('shortPassword', { least: SHORTEST_PASSWORD }),
          },
        ],
  )
}

/** A queue that a board names twice would be summed twice. */
function namedTwice(site: Site): ConfigError[] {
  return site.boards.flatMap((board, at) =>
    board.queues.flatMap((id, index) =>
      board.queues.indexOf(id) === index
        ? []
        : [{ path: ['boards', at, 'queues', index], ...faultSentence('queueTwice', { id }) }],
    ),
  )
}

const OWN_SOURCES = ['user/', 'rule/', 'system/']

/** A feed's id is the source of its events; sources that begin like these are the system's own. */
function reservedFeeds(site: Site): ConfigError[] {
  return site.feeds.flatMap(({ id }, index) =>
    OWN_SOURCES.some((own) => id.startsWith(own))
      ? [{ path: ['feeds', index, 'id'], message: `must not begin with ${OWN_SOURCES.join(', ')}` }]
      : [],
  )
}

/**
 * What is wrong between the parts of a site file that `siteSchema` has read: ids given twice, references to
 * what is not there, calendars that never open, rules that do not fit them. Errors come first.
 */
export function checkSite(site: Site, known: HolidaySource): SiteFinding[] {
  const holidays = siteHolidays(site, known)
  const errors = [
    ...LISTS.flatMap((name) => duplicateIds(name, site[name])),
    ...sharedNames(site),
    ...references(site),
    ...checkAlerts(site),
    ...namedTwice(site),
    ...reservedFeeds(site),
    ...feedFaults(site.feeds),
    ...retentionFaults(site),
    ...calendarFaults(site.calendars, holidays),
    ...rules(site, holidays),
  ]
  return [
    ...errors.map((error) => ({ ...error, level: 'error' as const })),
    ...[...strangers(site), ...shortPasswords(site)].map((error) => ({
      ...error,
      level: 'warning' as const,
    })),
  ]
}
