import { describe, expect, it } from 'vitest'
import { calendarSchema } from './calendar-schema.ts'
import { calendarFaults, compileCalendars } from './compile-calendars.ts'

const paths = (config: unknown) => {
  const read = calendarSchema.safeParse(config)
  return read.success ? [] : read.error.issues.map((issue) => issue.path.join('.'))
}

describe('a calendar as written', () => {
  it('may be as the rules of the house say', () => {
    expect(
      paths({
        id: 'office',
        timezone: 'Asia/Taipei',
        week: { 'mon-fri': ['09:00-12:00', '13:30-18:00'], 'sat,sun': ['22:00-06:00'] },
        closed: ['2026-10-09'],
        open: { '2026-02-14': ['09:00-18:00'] },
        holidays: ['CN'],
      }),
    ).toEqual([])
    expect(paths({ id: 'always' })).toEqual([])
    expect(paths({ id: 'turn', week: { 'fri-mon': ['00:00-24:00'] } })).toEqual([])
  })

  it.each([
    [{ week: { funday: ['09:00-12:00'] } }, 'week.funday'],
    [{ week: { 'mon-fri': ['9-12'] } }, 'week.mon-fri.0'],
    [{ week: { mon: ['09:00-24:30'] } }, 'week.mon.0'],
    [{ week: { mon: ['09:00-09:00'] } }, 'week.mon.0'],
    [{ closed: ['2026-02-30'] }, 'closed.0'],
    [{ open: { '2026-13-01': ['09:00-12:00'] } }, 'open.2026-13-01'],
    [{ timezone: 'Mars/Olympus' }, 'timezone'],
    [{ hours: '9-5' }, ''],
  ])('names the path of what is wrong: %j', (part, path) => {
    expect(paths({ id: 'c', ...part })).toEqual([path])
  })

  it('may not name a day with two keys', () => {
    expect(paths({ id: 'c', week: { 'mon-fri': ['09:00-12:00'], fri: ['09:00-10:00'] } })).toEqual([
      'week.fri',
    ])
    expect(paths({ id: 'c', week: { 'fri-mon': ['09:00-12:00'], sun: ['09:00-10:00'] } })).toEqual([
      'week.sun',
    ])
  })
})

describe('calendars of a site', () => {
  const noHolidays = () => null
  const parse = (config: unknown) => calendarSchema.parse(config)

  it('refuses one that never opens instead of looking for its hours for ever', () => {
    const never = [{ id: 'a' }, { id: 'b', week: {} }, { id: 'c', week: { mon: [] } }].map(parse)
    expect(calendarFaults(never, noHolidays).map((error) => error.path.join('.'))).toEqual([
      'calendars.1.week',
      'calendars.2.week',
    ])
  })

  it('refuses an id twice and a holiday code that nobody knows', () => {
    const configs = [{ id: 'a' }, { id: 'a', holidays: ['XX'] }].map(parse)
    expect(calendarFaults(configs, noHolidays).map((error) => error.path.join('.'))).toEqual([
      'calendars.1.id',
      'calendars.1.holidays.0',
    ])
  })

  it('has always, and the site’s zone for calendars that name none', () => {
    const compiled = compileCalendars([parse({ id: 'c', week: { mon: ['09:00-10:00'] } })], {
      timezone: 'Asia/Tokyo',
      holidays: noHolidays,
    })
    if (!compiled.ok) throw new Error('must compile')
    expect([...compiled.calendars.keys()]).toEqual(['always', 'c'])
    expect(compiled.calendars.get('c')?.timezone).toBe('Asia/Tokyo')
  })
})
