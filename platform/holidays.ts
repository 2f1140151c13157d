import Holidays from 'date-holidays'
import { withListDays } from '#core/calendars/holiday-list.ts'
import type { HolidayDates, HolidaySource } from '#core/calendars/opening-days.ts'
import { DAY_MS } from '#core/calendars/wall-day.ts'
import cn from './holidays/official/cn.json' with { type: 'json' }
import tw from './holidays/official/tw.json' with { type: 'json' }
import { chineseDays, datesOf, taiwaneseDays, taiwaneseYear } from './holidays/statutory-days.ts'

const CODE = /^([A-Z]{2})(?:-([A-Z0-9]{1,8}))?(?:-([A-Z0-9]{1,8}))?$/

/** A country whose holidays an authority lists year by year, because the law alone does not say them all. */
interface Listed {
  readonly years: readonly number[]
  readonly days: Readonly<Record<string, { readonly off: boolean }>>
  /** Days off by law, and what follows from it for a year without a list. */
  statutory(year: number): readonly number[]
  derived(year: number): readonly number[]
}

const listed: Readonly<Record<string, Listed>> = {
  CN: { ...cn, statutory: chineseDays, derived: chineseDays },
  TW: {
    ...tw,
    statutory(year) {
      const { days, newYear } = taiwaneseDays(year)
      return [...days, ...newYear]
    },
    derived: taiwaneseYear,
  },
}

const NOTHING: HolidayDates = { closed: [], open: [], basis: 'derived' }

/** By the official list of the year; after the last one by the law; before the first one nothing is known. */
function fromList({ years, days, statutory, derived }: Listed, year: number): HolidayDates {
  if (year < years[0]!) return NOTHING
  const law = datesOf(statutory(year))
  if (years.includes(year))
    return withListDays({ days }, year, { closed: [], open: [], basis: 'official', statutory: law })
  return { closed: datesOf(derived(year)), open: [], basis: 'derived', statutory: law }
}

/** Whether the library has data for a country, and its state and region if they are named. */
function isKnown(library: Holidays, country: string, state: string, region: string): boolean {
  if (!Object.hasOwn(library.getCountries(), country)) return false
  if (state === '') return true
  if (!Object.hasOwn(library.getStates(country) ?? {}, state)) return false
  return region === '' || Object.hasOwn(library.getRegions(country, state) ?? {}, region)
}

/** Another country, or a state or region of it (`DE-BY`): its public holidays, which may last several days. */
function elsewhere(code: string, year: number): HolidayDates | null {
  const [, country = '', state = '', region = ''] = CODE.exec(code) ?? []
  const library = new Holidays()
  if (!isKnown(library, country, state, region)) return null
  library.init(country, state, region)
  const closed = new Set<string>()
  for (const holiday of library.getHolidays(year)) {
    if (holiday.type !== 'public') continue
    const [from, to] = [Date.parse(`${holiday.date.slice(0, 10)}T00:00:00Z`), holiday.end.getTime()]
    const days = Math.max(1, Math.round((to - holiday.start.getTime()) / DAY_MS))
    for (let day = 0; day < days; day++) closed.add(new Date(from + day * DAY_MS).toISOString().slice(0, 10))
  }
  return { closed: [...closed], open: [] }
}

const known = new Map<string, HolidayDates | null>()

/**
 * Public holidays of a country code (`CN`, `TW`, `DE-BY`) in a year: of mainland China and Taiwan from their official
 * lists, of others from the holiday library; null if the code is not known. What a site knows better it has in lists of
 * its own (`siteHolidays`), or in `closed` and `open` of its calendar.
 */
export const holidayDates: HolidaySource = (code, year) => {
  const name = code.toUpperCase()
  const key = `${name} ${year}`
  let dates = known.get(key)
  if (dates === undefined) {
    dates = Object.hasOwn(listed, name) ? fromList(listed[name]!, year) : elsewhere(name, year)
    known.set(key, dates)
  }
  return dates
}
