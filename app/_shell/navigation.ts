import type { Me } from './load-facts.ts'

export type NavKey =
  | 'wall'
  | 'supervisor'
  | 'desk'
  | 'alerts'
  | 'duty'
  | 'history'
  | 'handover'
  | 'reports'
  | 'screens'
  | 'operations'
  | 'deliveries'
  | 'audit'
  | 'limits'
  | 'site'
  | 'cases'
export interface NavLink {
  key: NavKey
  href: string
}

/** The pages that are of use to somebody, the one to open first in front. What a person may see the server decides. */
export function navLinksFor(me: Me | null, boards: readonly { id: string }[]): NavLink[] {
  const walls: NavLink[] = boards
    .slice(0, 1)
    .map(({ id }) => ({ key: 'wall', href: `/wall/${encodeURIComponent(id)}` }))
  if (me === null) return walls
  const supervisor: NavLink = { key: 'supervisor', href: '/supervisor' }
  const desk: NavLink[] = me.agent === null ? [] : [{ key: 'desk', href: '/desk' }]
  const alerts: NavLink = { key: 'alerts', href: '/alerts' }
  const cases: NavLink = { key: 'cases', href: '/cases' }
  const duty: NavLink = { key: 'duty', href: '/duty' }
  if (me.role === 'agent') return [...desk, alerts, cases, ...walls]
  const history: NavLink = { key: 'history', href: '/history' }
  const screens: NavLink[] =
    me.role === 'lead'
      ? []
      : [
          { key: 'reports', href: '/reports' },
          { key: 'screens', href: '/screens' },
        ]
  const admin: NavLink[] = [
    { key: 'operations', href: '/admin' },
    { key: 'deliveries', href: '/admin/deliveries' },
    { key: 'audit', href: '/admin/audit' },
    { key: 'limits', href: '/admin/limits' },
  ]
  // The server says whose the site file is: supervisors of a part of the floor are told that it is not theirs.
  const site: NavLink[] = me.role === 'lead' ? [] : [{ key: 'site', href: '/admin/site' }]
  const own = me.role === 'admin' ? admin : []
  const handover: NavLink = { key: 'handover', href: '/handover' }
  return [supervisor, alerts, ...desk, cases, duty, handover, ...walls, history, ...screens, ...site, ...own]
}

/** What is opened many times a day; all else is looked up now and then. */
const DAILY: ReadonlySet<NavKey> = new Set([
  'wall',
  'supervisor',
  'desk',
  'alerts',
  'cases',
  'history',
  'handover',
])
/** So many have room on a phone. */
const ON_PHONE = 3

/** Where a link stands: in the bar, in the bar but on a phone in the menu, or always in the menu. */
export type NavPlacement = 'bar' | 'wide' | 'menu'

/** The links with their places; a menu of one is none, so a single rare link stands in the bar too. */
export function placedNavLinks(links: readonly NavLink[]): (NavLink & { placement: NavPlacement })[] {
  const rare = links.filter(({ key }) => !DAILY.has(key)).length
  let inBar = 0
  return links.map((link) => {
    if (rare > 1 && !DAILY.has(link.key)) return { ...link, placement: 'menu' }
    inBar++
    return { ...link, placement: inBar <= ON_PHONE || links.length <= ON_PHONE + 1 ? 'bar' : 'wide' }
  })
}
