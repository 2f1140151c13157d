import { describe, expect, it } from 'vitest'
import type { HolidaySource } from '../calendars/opening-days.ts'
import { calendarGaps } from './calendar-gaps.ts'
import { siteSchema } from './site-schema.ts'

const site = siteSchema.parse({
  site: { id: 's', timezone: 'Asia/Shanghai' },
  calendars: [
    { id: 'always' },
    { id: 'office', week: { 'mon-fri': ['09:00-18:00'] }, holidays: ['DE', 'CN'] },
  ],
})
const known: HolidaySource = (code, year) => ({
  ...{ closed: [], open: [] },
  ...(code === 'CN' ? { basis: year <= 2026 ? ('official' as const) : ('derived' as const) } : {}),
})
const gaps = (when: string, holidays: unknown[] = []) =>
  calendarGaps(siteSchema.parse({ ...site, holidays }), known, Date.parse(when))

describe('a year without an official list', () => {
  it('is missed from 60 days before it begins, by the calendar’s zone, and while it lasts', () => {
    expect(gaps('2026-11-01T23:59:59.999+08:00')).toEqual([])
    const gap = { calendar: 'office', code: 'CN', year: 2027, path: ['calendars', 1, 'holidays', 1] }
    expect(gaps('2026-11-02T00:00:00+08:00')).toEqual([gap])
    expect(gaps('2027-06-01T00:00:00+08:00')).toEqual([gap])
    expect(gaps('2027-12-01T00:00:00+08:00')).toEqual([gap, { ...gap, year: 2028 }])
  })

  it('is missed no more once the site has a list of it', () => {
    const list = { code: 'CN', days: { '2027-01-01': { off: true } } }
    expect(gaps('2026-12-01T00:00:00+08:00', [list])).toEqual([])
    expect(gaps('2026-12-01T00:00:00+08:00', [{ ...list, adds: true }])).toHaveLength(1)
  })
})
