import type { Calendar } from '../calendars/calendar.ts'
import type { Floor } from '../floor.ts'
import type { Site } from '../site/site-schema.ts'
import type { ContactMethod } from './notification.ts'
import type { QuietHours } from './person-contact-methods.ts'
import { methodsOfReach } from './reach-schema.ts'
import { type EscalationRoute, escalationRoutes } from './routes.ts'

/** How people can be told, and when they want to be left alone. */
export interface Reachability {
  /** All ways of a person, the screen too; none: nothing can be told to them. */
  methods(person: string): readonly ContactMethod[]
  /** Null: they set none. */
  quiet(person: string): QuietHours | null
}

/** All that planning looks at, at one instant. */
export interface PlanningContext extends Reachability {
  readonly floor: Pick<Floor, 'row' | 'ids' | 'told' | 'alert' | 'alertsIn' | 'aggregate'>
  readonly site: Site
  readonly routes: ReadonlyMap<string, EscalationRoute>
  readonly calendars: ReadonlyMap<string, Calendar>
  readonly now: number
}

/** What of the world stays the same until another site file is in force. */
export type SitePlan = Pick<PlanningContext, 'site' | 'routes' | 'calendars'>

export const sitePlan = (site: Site, calendars: SitePlan['calendars']): SitePlan => ({
  site,
  routes: escalationRoutes(site),
  calendars,
})

/** The ways of a person beside the screen, or of a department. */
export function outsideMethods(
  to: { readonly is: 'person' | 'department'; readonly id: string },
  { site, methods }: Pick<PlanningContext, 'site' | 'methods'>,
): readonly ContactMethod[] {
  if (to.is === 'person') return methods(to.id).filter(({ channel }) => channel !== 'app')
  const department = site.departments.find(({ id }) => id === to.id)
  return methodsOfReach(department?.reach, site.alerts.targets)
}
