import type { Calendar } from '../../calendars/calendar.ts'
import type { Floor } from '../../floor.ts'
import type { Site } from '../../site/site-schema.ts'
import type { QuietHours } from '../person-ways.ts'
import type { Way } from '../telling.ts'
import { waysOfReach } from './reach-schema.ts'
import { type Route, routesOf } from './routes.ts'

/** How people can be told, and when they want to be left alone. */
export interface Reachability {
  /** All ways of a person, the screen too; none: nothing can be told to them. */
  ways(person: string): readonly Way[]
  /** Null: they set none. */
  quiet(person: string): QuietHours | null
}

/** All that planning looks at, at one instant. */
export interface World extends Reachability {
  readonly floor: Pick<Floor, 'row' | 'ids' | 'told' | 'alert' | 'alertsIn' | 'family'>
  readonly site: Site
  readonly routes: ReadonlyMap<string, Route>
  readonly calendars: ReadonlyMap<string, Calendar>
  readonly now: number
}

/** What of the world stays the same until another site file is in force. */
export type SitePlan = Pick<World, 'site' | 'routes' | 'calendars'>

export const sitePlan = (site: Site, calendars: SitePlan['calendars']): SitePlan => ({
  site,
  routes: routesOf(site),
  calendars,
})

/** The ways of a person beside the screen, or of a department. */
export function outsideWays(
  to: { readonly is: 'person' | 'department'; readonly id: string },
  { site, ways }: Pick<World, 'site' | 'ways'>,
): readonly Way[] {
  if (to.is === 'person') return ways(to.id).filter(({ channel }) => channel !== 'app')
  const department = site.departments.find(({ id }) => id === to.id)
  return waysOfReach(department?.reach, site.alerts.targets)
}
