import { compileCalendars } from '#core/calendars/compile-calendars.ts'
import { siteHolidays } from '#core/calendars/site-holidays.ts'
import type { Floor } from '#core/floor.ts'
import { contactMethodsOf } from '#core/notify/person-contact-methods.ts'
import { type PlanningContext, type SitePlan, sitePlan } from '#core/notify/planning-context.ts'
import type { Site } from '#core/site/site-schema.ts'
import type { ContactMethods } from '#store/contact-methods.ts'
import { holidayDates } from '#store/holidays.ts'

/** The world that planning looks at, as this server knows it: for saying what comes next, never for sending. */
export type PlanningContextAt = (floor: Floor) => PlanningContext

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
export function createPlanningContext(
  methods: () => Pick<ContactMethods, 'methodsOf' | 'quietOf'> | null,
): PlanningContextAt {
  let plan: SitePlan | null = null
  return (floor) => {
    if (plan?.site !== floor.site) plan = planOf(floor.site)
    const { site } = floor
    return {
      ...plan,
      floor,
      now: floor.now,
      methods(id) {
        const person = site.people.find((each) => each.id === id)
        return person === undefined
          ? []
          : contactMethodsOf(person, methods()?.methodsOf(id) ?? [], site.alerts.targets)
      },
      quiet: (person) => methods()?.quietOf(person) ?? null,
    }
  }
}
