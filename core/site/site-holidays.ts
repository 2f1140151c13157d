import { type HolidayList, withListDays, yearsOfList } from '../calendars/holiday-list.ts'
import type { HolidayDates, HolidaySource } from '../calendars/opening-days.ts'
import type { Site } from './site-schema.ts'

const NONE: HolidayDates = { closed: [], open: [], basis: 'derived' }

const covers = (list: HolidayList, year: number) => yearsOfList(list).includes(year)

/**
 * The holidays of a site: what comes with Huiyin (`known`), with the lists that the site has of its own. A list
 * replaces the years that it covers, but for days off by law that it does not say to be worked; one that adds lies on top.
 * Null for a code that neither knows.
 */
export function siteHolidays({ holidays }: Pick<Site, 'holidays'>, known: HolidaySource): HolidaySource {
  if (holidays.length === 0) return known
  return (code, year) => {
    const own = holidays.filter((list) => list.code === code.toUpperCase())
    const base = known(code, year)
    if (own.length === 0) return base
    let dates = base ?? NONE
    for (const list of own) {
      if (list.adds || !covers(list, year)) continue
      const law = { closed: dates.statutory ?? [], open: [], statutory: dates.statutory ?? [] }
      dates = withListDays(list, year, { ...law, basis: 'official' })
    }
    for (const list of own) if (list.adds && covers(list, year)) dates = withListDays(list, year, dates)
    return dates
  }
}
