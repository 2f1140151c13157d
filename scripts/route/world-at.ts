import { waysOfPerson } from '#core/alerts/person-ways.ts'
import { personOf } from '#core/alerts/routing/people-of.ts'
import { sitePlan, type World } from '#core/alerts/routing/world.ts'
import { compileCalendars } from '#core/calendars/compile-calendars.ts'
import { siteHolidays } from '#core/calendars/site-holidays.ts'
import { LOG_START } from '#core/event.ts'
import type { Floor } from '#core/floor.ts'
import type { RowType } from '#core/row.ts'
import { holidayDates } from '#store/holidays.ts'
import type { Ways } from '#store/ways.ts'
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
export function worldAt(floor: Floor, wanted: Wanted, known: Pick<Ways, 'waysOf' | 'quietOf'> | null): World {
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
    ways(id) {
      const person = personOf(site, id)
      return person === null ? [] : waysOfPerson(person, known?.waysOf(id) ?? [], site.alerts.targets)
    },
    quiet: (id) => known?.quietOf(id) ?? null,
  }
}
