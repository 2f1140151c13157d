import { dateOfDay, dayOfDate, weekdayOf } from '#core/calendars/wall-day.ts'
import festivals from './official/festivals.json' with { type: 'json' }

/** The days of the Chinese lunisolar calendar on which holidays lie, as numbers since 1970. */
interface Festivals {
  readonly newYear: number
  readonly qingming: number
  readonly dragonBoat: number
  readonly midAutumn: number
}

const tables = festivals.days as Readonly<Record<string, readonly string[]>>

/** Null for years beyond the tables. */
function festivalsOf(year: number): Festivals | null {
  const [newYear, qingming, dragonBoat, midAutumn] = (tables[year] ?? []).map(
    (text) => dayOfDate(`${year}-${text}`)!,
  )
  if (newYear === undefined || qingming === undefined) return null
  if (dragonBoat === undefined || midAutumn === undefined) return null
  return { newYear, qingming, dragonBoat, midAutumn }
}

const fixed = (year: number, days: readonly string[]) => days.map((text) => dayOfDate(`${year}-${text}`)!)

/** Days off in mainland China by law (全国年节及纪念日放假办法), as numbers: since 2025 two more than before. */
export function chineseDays(year: number): number[] {
  const since2025 = year >= 2025
  const days = fixed(year, ['01-01', '05-01', ...(since2025 ? ['05-02'] : []), '10-01', '10-02', '10-03'])
  const moving = festivalsOf(year)
  if (moving === null) return days
  const { newYear, qingming, dragonBoat, midAutumn } = moving
  const first = since2025 ? -1 : 0
  for (let day = first; day <= 2; day++) days.push(newYear + day)
  return [...days, qingming, dragonBoat, midAutumn]
}

const CHILDRENS_DAY = '04-04'
const LAW_OF_2025 = ['05-01', '09-28', '10-25', '12-25']

/** Days off in Taiwan by law (紀念日及節日實施條例), as numbers, and the Lunar New Year's among them. */
export function taiwaneseDays(year: number): { days: number[]; newYear: number[] } {
  const added = year >= 2026 ? LAW_OF_2025 : year === 2025 ? LAW_OF_2025.slice(1) : []
  const days = fixed(year, ['01-01', '02-28', '10-10', ...added])
  const [children] = fixed(year, [CHILDRENS_DAY])
  const moving = festivalsOf(year)
  if (moving === null) return { days: [...days, children!], newYear: [] }
  const { newYear: first, qingming, dragonBoat, midAutumn } = moving
  const newYear: number[] = []
  for (let day = year >= 2026 ? -2 : -1; day <= 2; day++) newYear.push(first + day)
  // On one day, children's day moves to the day before, on a Thursday to the day after.
  const moved = weekdayOf(children!) === 4 ? children! + 1 : children! - 1
  days.push(qingming, qingming === children ? moved : children!, dragonBoat, midAutumn)
  return { days, newYear }
}

const isWeekend = (day: number) => weekdayOf(day) === 0 || weekdayOf(day) === 6

/**
 * A year of Taiwan by the law of 2025 alone: what falls on a Saturday is made up on the working day before, on a Sunday
 * on the working day after: New Year's Day of the next year may be made up on this year's last day. On which side those
 * of the Lunar New Year are made up no law says: they are left out.
 */
export function taiwaneseYear(year: number): number[] {
  const { days, newYear } = taiwaneseDays(year)
  const off = new Set([...days, ...newYear])
  const [nextNewYear] = fixed(year + 1, ['01-01'])
  if (weekdayOf(nextNewYear!) === 6) off.add(nextNewYear! - 1)
  for (const day of days.filter(isWeekend).sort((a, b) => a - b)) {
    const step = weekdayOf(day) === 6 ? -1 : 1
    let instead = day + step
    while (off.has(instead) || isWeekend(instead)) instead += step
    off.add(instead)
  }
  return [...off]
}

/** Days as dates YYYY-MM-DD, in order. */
export function datesOf(days: readonly number[]): string[] {
  return [...days].sort((a, b) => a - b).map(dateOfDay)
}
