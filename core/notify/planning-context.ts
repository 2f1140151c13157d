import type { Calendar } from '../calendars/calendar.ts'
import { compileCalendars } from '../calendars/compile-calendars.ts'
import type { HolidaySource } from '../calendars/opening-days.ts'
import type { Floor } from '../floor/floor.ts'
import { siteHolidays } from '../site/site-holidays.ts'
import type { Site } from '../site/site-schema.ts'
import type { ContactMethod } from './notification.ts'
import { activePersonOf } from './people-of.ts'
import { contactMethodsOf, type KnownContactMethod, type QuietHours } from './person-contact-methods.ts'
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
  readonly floor: Pick<Floor, 'row' | 'ids' | 'receipts' | 'alert' | 'alertsIn' | 'aggregate'>
  readonly site: Site
  readonly routes: ReadonlyMap<string, EscalationRoute>
  readonly calendars: ReadonlyMap<string, Calendar>
  readonly now: number
}

/** What of a planning context stays the same until another site file is in force. */
export type SitePlan = Pick<PlanningContext, 'site' | 'routes' | 'calendars'>

/** What planning needs of a site file, made once for each. */
export const sitePlan = (site: Site, calendars: SitePlan['calendars']): SitePlan => ({
  site,
  routes: escalationRoutes(site),
  calendars,
})

/** The planning context of a floor at an instant, ms since 1970; without one at the floor's own. */
export type PlanningContextAt = (floor: Floor, now?: number) => PlanningContext

/** What people have set themselves, as a process has read it: their contact methods and their quiet hours. */
export interface PeopleSettings {
  methodsOf(person: string): readonly KnownContactMethod[]
  quietOf(person: string): QuietHours | null
}

function planOf(site: Site, holidays: HolidaySource): SitePlan {
  const compiled = compileCalendars(site.calendars, {
    timezone: site.site.timezone,
    holidays: siteHolidays(site, holidays),
  })
  // A site file with calendars that do not compile never comes into force.
  if (!compiled.ok) throw new Error(compiled.errors.map(({ message }) => message).join(', '))
  return sitePlan(site, compiled.calendars)
}

/**
 * Makes the planning contexts of a process, of a floor at an instant (ms since 1970); what follows from the site file
 * alone is made once for each of its versions. `known` gives null until what people set has been read: then everybody
 * has their screen and what the site file says. A person is found by their id or their agent's; whoever is disabled, or
 * is no more in the site file, has no contact methods.
 */
export function createPlanningContexts(
  holidays: HolidaySource,
  known: () => PeopleSettings | null,
): PlanningContextAt {
  let plan: SitePlan | null = null
  return (floor, now = floor.now) => {
    const { site } = floor
    if (plan?.site !== site) plan = planOf(site, holidays)
    return {
      ...plan,
      ...{ floor, now },
      methods(id) {
        const person = activePersonOf(site, id)
        return person === null
          ? []
          : contactMethodsOf(person, known()?.methodsOf(person.id) ?? [], site.alerts.targets)
      },
      quiet: (person) => known()?.quietOf(person) ?? null,
    }
  }
}

/** The ways of a person beside the screen, or of a department. */
export function outsideMethods(
  to: { readonly is: 'person' | 'department'; readonly id: string },
  { site, methods }: Pick<PlanningContext, 'site' | 'methods'>,
): readonly ContactMethod[] {
  if (to.is === 'person') return methods(to.id).filter(({ channel }) => channel !== 'app')
  const department = site.departments.find(({ id }) => id === to.id)
  return methodsOfReach(department?.reach, site.alerts.targets)
}
