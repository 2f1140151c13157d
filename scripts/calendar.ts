import { parseArgs } from 'node:util'
import { type CalendarDay, calendarDays } from '#core/calendars/calendar-days.ts'
import type { CalendarConfig } from '#core/calendars/calendar-schema.ts'
import { calendarFaults } from '#core/calendars/compile-calendars.ts'
import { gapText, unofficialYears } from '#core/calendars/unofficial-years.ts'
import { DAY_MS, dayOfDate, dayOfWall } from '#core/calendars/wall-day.ts'
import { type Zone, zoneOf } from '#core/calendars/zone.ts'
import { siteHolidays } from '#core/site/site-holidays.ts'
import type { Site } from '#core/site/site-schema.ts'
import { holidayDates } from '#platform/holidays.ts'
import { parseFile } from './replay/read-site.ts'

/** npm run calendar -- ID [--days 400]: what a calendar of the site file means, day by day. */

const USAGE = 'usage: npm run calendar -- ID [--days 400] [--from YYYY-MM-DD] [--config SITE.yaml]'
const DEFAULT_DAYS = 400
const MAX_DAYS = 4_000
const HOUR = 3_600_000
const MINUTE = 60_000
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const MARKS: Record<CalendarDay['reason'], string> = {
  week: '',
  closed: 'closed',
  open: 'open by date',
  holiday: 'holiday',
  adjusted: 'adjusted workday',
}

interface Wanted {
  readonly id: string
  readonly days: number
  readonly from: number | undefined
  readonly config: string
}

function readArguments(args: string[]): Wanted | null {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { days: { type: 'string' }, from: { type: 'string' }, config: { type: 'string' } },
    })
    const [id, ...more] = positionals
    const days = Number(values.days ?? DEFAULT_DAYS)
    const from = values.from === undefined ? undefined : dayOfDate(values.from)
    if (id === undefined || more.length > 0 || from === null) return null
    if (!Number.isInteger(days) || days < 1 || days > MAX_DAYS) return null
    return { id, days, from, config: values.config ?? process.env.HUIYIN_CONFIG ?? 'config/site.yaml' }
  } catch {
    // parseArgs throws for an option that it does not know, which the usage line answers.
    return null
  }
}

function clock(wall: number, day: number): string {
  const after = dayOfWall(wall) - day
  const time = new Date(wall).toISOString().slice(11, 16)
  if (after === 1 && time === '00:00') return '24:00'
  return after === 0 ? time : `${time}+${after}`
}

function length(ms: number): string {
  const [hours, minutes] = [Math.floor(ms / HOUR), Math.round((ms % HOUR) / MINUTE)]
  return minutes === 0 ? `${hours} h` : `${hours} h ${minutes} min`
}

/** One day as a line: date, weekday, spans, working time, and what is special about it. */
function dayLine(zone: Zone, day: CalendarDay): string {
  const number = dayOfDate(day.date)!
  const spans = day.segments.map(
    ({ from, to }) => `${clock(zone.wallAt(from), number)}-${clock(zone.wallAt(to), number)}`,
  )
  const worked = day.segments.reduce((sum, { from, to }) => sum + to - from, 0)
  const isLawOnly = day.reason === 'holiday' && day.isDerived
  const marks = [
    MARKS[day.reason] + (isLawOnly ? ' (derived, not official)' : ''),
    day.lengthMs === DAY_MS ? '' : `day of ${length(day.lengthMs)}`,
  ]
  const columns = [
    day.date,
    WEEKDAYS[new Date(day.date).getUTCDay()]!,
    (spans.join(' ') || '–').padEnd(28),
    (worked === 0 ? '' : length(worked)).padEnd(11),
    marks.filter((mark) => mark !== '').join(', '),
  ]
  return columns.join('  ').trimEnd()
}

function print(config: CalendarConfig, site: Site, wanted: Wanted): void {
  const zone = zoneOf(config.timezone ?? site.site.timezone)
  const first = wanted.from ?? dayOfWall(zone.wallAt(Date.now()))
  const holidays = siteHolidays(site, holidayDates)
  const until = zone.instantOf((first + wanted.days) * DAY_MS) - 1
  const from = zone.instantOf(first * DAY_MS)
  console.log(`${config.id}: ${zone.id}, ${wanted.days} days`)
  for (const gap of unofficialYears(config.holidays ?? [], holidays, zone.id, from, until))
    console.log(`note: ${gapText(gap)}`)
  for (const day of calendarDays(config, site.site.timezone, holidays, first, wanted.days))
    console.log(dayLine(zone, day))
}

async function main(): Promise<number> {
  const wanted = readArguments(process.argv.slice(2))
  if (wanted === null) {
    console.error(USAGE)
    return 2
  }
  const parsed = await parseFile(wanted.config)
  if (parsed === null) return 1
  const { site } = parsed
  const index = site.calendars.findIndex(({ id }) => id === wanted.id)
  const config = site.calendars[index]
  if (config === undefined) {
    const known = site.calendars.map(({ id }) => id).join(', ')
    console.error(`${wanted.config}: there is no calendar "${wanted.id}"; there are: ${known}`)
    return 1
  }
  const errors = calendarFaults(site.calendars, siteHolidays(site, holidayDates)).filter(
    ({ path }) => path[1] === index,
  )
  for (const { path, message } of errors) console.error(`${wanted.config}: ${path.join('.')}: ${message}`)
  if (errors.length > 0) return 1
  print(config, site, wanted)
  return 0
}

process.exitCode = await main()
