import { waysOfPerson } from '#core/alerts/person-ways.ts'
import { personOf } from '#core/alerts/routing/people-of.ts'
import { type SitePlan, sitePlan, type World } from '#core/alerts/routing/world.ts'
import { compileCalendars } from '#core/calendars/compile-calendars.ts'
import { siteHolidays } from '#core/calendars/site-holidays.ts'
import type { Floor } from '#core/floor.ts'
import type { Site } from '#core/site/site-schema.ts'
import { holidayDates } from '#store/holidays.ts'
import type { Ways } from '#store/ways.ts'

/** Who can be told how, as far as planning asks. */
export type KnownWays = Pick<Ways, 'waysOf' | 'quietOf'>

function planOf(site: Site): SitePlan {
  const compiled = compileCalendars(site.calendars, {
    timezone: site.site.timezone,
    holidays: siteHolidays(site, holidayDates),
  })
  // A site file with calendars that do not open never comes into force.
  if (!compiled.ok) throw new Error(`calendars: ${compiled.errors[0]!.message}`)
  return sitePlan(site, compiled.calendars)
}

/** Gives the world as planning sees it; what follows from the site file alone is made once for each of its versions. */
export function createWorlds(known: KnownWays): (floor: Floor, now: number) => World {
  let plan: SitePlan | null = null
  return (floor, now) => {
    const { site } = floor
    if (plan?.site !== site) plan = planOf(site)
    return {
      ...plan,
      ...{ floor, now },
      ways(id) {
        const person = personOf(site, id)
        return person === null ? [] : waysOfPerson(person, known.waysOf(id), site.alerts.targets)
      },
      quiet: (id) => known.quietOf(id),
    }
  }
}
