import { waysOfPerson } from '#core/alerts/person-ways.ts'
import { type SitePlan, sitePlan, type World } from '#core/alerts/routing/world.ts'
import { compileCalendars } from '#core/calendars/compile-calendars.ts'
import { siteHolidays } from '#core/calendars/site-holidays.ts'
import type { Floor } from '#core/floor.ts'
import type { Site } from '#core/site/site-schema.ts'
import { holidayDates } from '#store/holidays.ts'
import type { Ways } from '#store/ways.ts'

/** The world that planning looks at, as this server knows it: for saying what comes next, never for sending. */
export type PlanningWorld = (floor: Floor) => World

function planOf(site: Site): SitePlan {
  const compiled = compileCalendars(site.calendars, {
    timezone: site.site.timezone,
    holidays: siteHolidays(site, holidayDates),
  })
  // A set with calendars that do not compile never comes into force.
  if (!compiled.ok) throw new Error(compiled.errors.map(({ message }) => message).join(', '))
  return sitePlan(site, compiled.calendars)
}

/** `ways` gives null until the ways of people have been read: then everybody has their screen and the site file's. */
export function createPlanningWorld(ways: () => Pick<Ways, 'waysOf' | 'quietOf'> | null): PlanningWorld {
  let plan: SitePlan | null = null
  return (floor) => {
    if (plan?.site !== floor.site) plan = planOf(floor.site)
    const { site } = floor
    return {
      ...plan,
      floor,
      now: floor.now,
      ways(id) {
        const person = site.people.find((each) => each.id === id)
        return person === undefined ? [] : waysOfPerson(person, ways()?.waysOf(id) ?? [], site.alerts.targets)
      },
      quiet: (person) => ways()?.quietOf(person) ?? null,
    }
  }
}
