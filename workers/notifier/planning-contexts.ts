import { compileCalendars } from '#core/calendars/compile-calendars.ts'
import { siteHolidays } from '#core/calendars/site-holidays.ts'
import type { Floor } from '#core/floor.ts'
import { personOf } from '#core/notify/people-of.ts'
import { contactMethodsOf } from '#core/notify/person-contact-methods.ts'
import { type PlanningContext, type SitePlan, sitePlan } from '#core/notify/planning-context.ts'
import type { Site } from '#core/site/site-schema.ts'
import type { ContactMethods } from '#store/contact-methods.ts'
import { holidayDates } from '#store/holidays.ts'

/** Who can be told how, as far as planning asks. */
export type KnownContactMethods = Pick<ContactMethods, 'methodsOf' | 'quietOf'>

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
export function createPlanningContexts(
  known: KnownContactMethods,
): (floor: Floor, now: number) => PlanningContext {
  let plan: SitePlan | null = null
  return (floor, now) => {
    const { site } = floor
    if (plan?.site !== site) plan = planOf(site)
    return {
      ...plan,
      ...{ floor, now },
      methods(id) {
        const person = personOf(site, id)
        return person === null ? [] : contactMethodsOf(person, known.methodsOf(id), site.alerts.targets)
      },
      quiet: (id) => known.quietOf(id),
    }
  }
}
