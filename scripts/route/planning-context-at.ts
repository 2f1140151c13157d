import { compileCalendars } from '#core/calendars/compile-calendars.ts'
import { siteHolidays } from '#core/calendars/site-holidays.ts'
import type { Floor } from '#core/floor.ts'
import { LOG_START } from '#core/log-position.ts'
import { personOf } from '#core/notify/people-of.ts'
import { contactMethodsOf } from '#core/notify/person-contact-methods.ts'
import { type PlanningContext, sitePlan } from '#core/notify/planning-context.ts'
import type { RowType } from '#core/row.ts'
import type { ContactMethods } from '#store/contact-methods.ts'
import { holidayDates } from '#store/holidays.ts'
import type { Wanted } from './arguments.ts'
import { subjectEvents } from './subject-events.ts'

const ROWLESS: ReadonlySet<string> = new Set(['site', 'customer'])

function isThere(floor: Floor, subject: string): boolean {
  const slash = subject.indexOf('/')
  const [type, id] = [subject.slice(0, slash), subject.slice(slash + 1)]
  return !ROWLESS.has(type) && floor.row(type as RowType, id) !== null
}

/** Makes a subject that the floor does not know what it is assumed to be. */
function assume(floor: Floor, { subject, at, assumed }: Wanted): void {
  if (isThere(floor, subject)) return
  const [ms = '0', seq = '0'] = (floor.pos === LOG_START ? `${at}-0` : floor.pos).split('-')
  for (const [index, event] of subjectEvents(subject, at, assumed).entries())
    floor.apply({ pos: `${ms}-${Number(seq) + index + 1}`, at, event })
}

/** What planning looks at, at the wanted instant; without `known` people have the ways of the site file only. */
export function planningContextAt(
  floor: Floor,
  wanted: Wanted,
  known: Pick<ContactMethods, 'methodsOf' | 'quietOf'> | null,
): PlanningContext {
  assume(floor, wanted)
  floor.advance(wanted.at)
  const { site } = floor
  const compiled = compileCalendars(site.calendars, {
    timezone: site.site.timezone,
    holidays: siteHolidays(site, holidayDates),
  })
  // The site was checked before.
  if (!compiled.ok) throw new Error(compiled.errors[0]!.message)
  return {
    ...sitePlan(site, compiled.calendars),
    ...{ floor, now: wanted.at },
    methods(id) {
      const person = personOf(site, id)
      return person === null ? [] : contactMethodsOf(person, known?.methodsOf(id) ?? [], site.alerts.targets)
    },
    quiet: (id) => known?.quietOf(id) ?? null,
  }
}
