import type { Calendar } from '../calendars/calendar.ts'
import { compileCalendars } from '../calendars/compile-calendars.ts'
import type { HolidaySource } from '../calendars/opening-days.ts'
import type { ConfigError } from '../config/config-error.ts'
import { compileRules } from '../rules/compile-rules.ts'
import type { RuleSet } from '../rules/rule.ts'
import { siteHolidays } from './site-holidays.ts'
import type { Site } from './site-schema.ts'

export interface CompiledSite {
  readonly calendars: ReadonlyMap<string, Calendar>
  readonly rules: RuleSet
}

/** A site's calendars and rules, ready to judge by, or what is wrong with them. */
export function compileSite(
  site: Site,
  holidays: HolidaySource,
): ({ ok: true } & CompiledSite) | { ok: false; errors: ConfigError[] } {
  const compiled = compileCalendars(site.calendars, {
    timezone: site.site.timezone,
    holidays: siteHolidays(site, holidays),
  })
  if (!compiled.ok) return compiled
  const rules = compileRules(site.rules, compiled.calendars)
  return rules.ok ? { ok: true, calendars: compiled.calendars, rules: rules.rules } : rules
}
