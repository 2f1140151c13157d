import { describe, expect, it } from 'vitest'
import { createSiteDays } from './site-day.ts'

const at = (text: string) => Date.parse(text)

describe('site days', () => {
  it('begins a day at midnight of the zone', () => {
    const days = createSiteDays('Asia/Shanghai', '00:00')
    expect(days.dayOf(at('2026-03-05T00:00:00+08:00'))).toBe(at('2026-03-05T00:00:00+08:00'))
    expect(days.dayOf(at('2026-03-04T23:59:59.999+08:00'))).toBe(at('2026-03-04T00:00:00+08:00'))
    expect(days.nextDay(at('2026-03-04T00:00:00+08:00'))).toBe(at('2026-03-05T00:00:00+08:00'))
  })
  it('begins a day at dayStartsAt, so the small hours belong to the day before', () => {
    const days = createSiteDays('Asia/Taipei', '06:00')
    expect(days.dayOf(at('2026-03-05T05:59:59+08:00'))).toBe(at('2026-03-04T06:00:00+08:00'))
    expect(days.dayOf(at('2026-03-05T06:00:00+08:00'))).toBe(at('2026-03-05T06:00:00+08:00'))
  })
  it('knows days of 23 and 25 hours', () => {
    const days = createSiteDays('Europe/Berlin', '00:00')
    const spring = at('2026-03-29T00:00:00+01:00')
    expect(days.nextDay(spring) - spring).toBe(23 * 3_600_000)
    const autumn = at('2026-10-25T00:00:00+02:00')
    expect(days.nextDay(autumn) - autumn).toBe(25 * 3_600_000)
    expect(days.dayOf(at('2026-10-25T23:30:00+01:00'))).toBe(autumn)
  })
})
