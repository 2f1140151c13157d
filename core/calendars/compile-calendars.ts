import { type ConfigError, duplicateIds } from '../config/config-error.ts'
import { faultSentence } from '../config/fault-words.ts'
import { type Calendar, createCalendar, roundTheClock } from './calendar.ts'
import type { CalendarConfig } from './calendar-schema.ts'
import { type HolidaySource, weekOf } from './opening-days.ts'

export interface CalendarOptions {
  /** The site's zone, for calendars that name none. */
  readonly timezone: string
  readonly holidays: HolidaySource
}

/** The calendar that is there without being written: it counts round the clock. */
export const ALWAYS = 'always'

/** A year in which every holiday source has data, to ask whether it knows a code at all. */
const KNOWN_YEAR = 2024

function checkCalendar(config: CalendarConfig, index: number, holidays: HolidaySource): ConfigError[] {
  const errors: ConfigError[] = []
  if (weekOf(config).every((spans) => spans.length === 0))
    errors.push({ path: ['calendars', index, 'week'], ...faultSentence('neverOpens', { id: config.id }) })
  for (const [at, code] of (config.holidays ?? []).entries())
    if (holidays(code, KNOWN_YEAR) === null)
      errors.push({ path: ['calendars', index, 'holidays', at], ...faultSentence('noHolidays', { code }) })
  return errors
}

/** What is wrong with a site's calendars: an id twice, one that never opens, an unknown holiday code. */
export function calendarFaults(configs: readonly CalendarConfig[], holidays: HolidaySource): ConfigError[] {
  return [
    ...duplicateIds('calendars', configs),
    ...configs.flatMap((config, index) => checkCalendar(config, index, holidays)),
  ]
}

/** A site's calendars by id, `always` among them, or what is wrong with them. */
export function compileCalendars(
  configs: readonly CalendarConfig[],
  options: CalendarOptions,
): { ok: true; calendars: ReadonlyMap<string, Calendar> } | { ok: false; errors: ConfigError[] } {
  const errors = calendarFaults(configs, options.holidays)
  if (errors.length > 0) return { ok: false, errors }
  const calendars = new Map([[ALWAYS, roundTheClock(ALWAYS, options.timezone)]])
  for (const config of configs)
    calendars.set(config.id, createCalendar(config, options.timezone, options.holidays))
  return { ok: true, calendars }
}
