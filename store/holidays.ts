import chineseDays from 'chinese-days'
import Holidays from 'date-holidays'
import type { HolidayDates, HolidaySource } from '#core/calendars/opening-days.ts'

const DAY_MS = 86_400_000
const CODE = /^([A-Z]{2})(?:-([A-Z0-9]{1,8}))?(?:-([A-Z0-9]{1,8}))?$/

function* datesOf(year: number): Generator<string> {
  const end = Date.UTC(year + 1, 0, 1)
  for (let at = Date.UTC(year, 0, 1); at < end; at += DAY_MS) yield new Date(at).toISOString().slice(0, 10)
}

function isWeekend(date: string): boolean {
  const day = new Date(date).getUTCDay()
  return day === 0 || day === 6
}

/** Mainland China, with the days that are worked for others (调休); years without a decree have neither. */
function chinese(year: number): HolidayDates {
  const closed: string[] = []
  const open: string[] = []
  for (const date of datesOf(year)) {
    const { work, name } = chineseDays.getDayDetail(date)
    // A plain day is named after its weekday in English, a decreed one as "English,中文,days".
    if (!name.includes(',')) continue
    if (!work) closed.push(date)
    else if (isWeekend(date)) open.push(date)
  }
  return { closed, open }
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
  const [, country = '', state = '', region = ''] = CODE.exec(code.toUpperCase()) ?? []
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
 * Public holidays of a country code (`CN`, `TW`, `DE-BY`) in a year, from the holiday libraries;
 * null if they do not know the code. What a site knows better goes into `closed` and `open` of its calendar.
 */
export const holidayDates: HolidaySource = (code, year) => {
  const key = `${code.toUpperCase()} ${year}`
  let dates = known.get(key)
  if (dates === undefined) {
    dates = code.toUpperCase() === 'CN' ? chinese(year) : elsewhere(code, year)
    known.set(key, dates)
  }
  return dates
}
