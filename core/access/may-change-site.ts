import { givenSecrets } from '../alerts/targets/target-secrets.ts'
import { siteChanges } from '../site/site-changes.ts'
import type { Site } from '../site/site-schema.ts'
import type { Staff } from './viewer.ts'

/** What a supervisor of the whole floor runs; who may do what, feeds and alerts are the administrators'. */
const supervised: ReadonlySet<string> = new Set([
  ...['queues', 'teams', 'departments', 'causes', 'playbooks', 'boards', 'walls', 'calendars'],
])
const led: ReadonlySet<string> = new Set(['agent', 'lead'])

/** Whether somebody may look at the site file at all: administrators, and supervisors of the whole floor. */
export const mayReadSite = ({ role, reach }: Pick<Staff, 'role' | 'reach'>): boolean =>
  role === 'admin' || (role === 'supervisor' && reach === 'all')

/** The part of the site file that somebody may not change so; null: they may change all of it. */
export function forbiddenChange(
  viewer: Pick<Staff, 'role' | 'reach'>,
  before: Site,
  after: Site,
): string | null {
  if (viewer.role === 'admin') return null
  if (!mayReadSite(viewer)) return 'site'
  const parts = siteChanges(before, after).map(({ section }) => section.split('.', 1)[0] ?? section)
  const other = parts.find((part) => !supervised.has(part) && part !== 'people')
  if (other !== undefined) return other
  return mayChangePeople(before, after) ? null : 'people'
}

/** Only agents and leads were changed, and nobody became more, or less, than that. */
function mayChangePeople(before: Site, after: Site): boolean {
  const others = ({ people }: Site) => people.filter(({ role }) => !led.has(role))
  return JSON.stringify(others(before)) === JSON.stringify(others(after))
}

/**
 * The part of which somebody gives secrets who may not; null: there is none. A set in force holds no secret, so that
 * none is seen to change in it: what is asked for is looked at as it came (`wanted`).
 */
export function forbiddenSecret(viewer: Pick<Staff, 'role'>, wanted: Site): string | null {
  if (viewer.role === 'admin') return null
  const { feeds, apiTokens, alerts, people } = wanted
  if (feeds.some(({ token, secret }) => token !== undefined || secret !== undefined)) return 'feeds'
  if (apiTokens.some(({ token }) => token !== undefined)) return 'apiTokens'
  if (alerts.targets.some((target) => givenSecrets(target).some(({ direct }) => direct !== undefined)))
    return 'alerts'
  return people.some(({ role, password }) => password !== undefined && !led.has(role)) ? 'people' : null
}
