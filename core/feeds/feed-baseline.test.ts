import { describe, expect, it } from 'vitest'
import { newFeedHours, noteMinute, silentFrom } from './feed-baseline.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const WEEK = 7 * 24 * HOUR
const NINE = Date.parse('2026-03-04T09:00:00Z')

/** A feed that came every so many minutes from nine to six, on this weekday of so many weeks before. */
function cameEach(minutes: number, weeks: number) {
  const hours = newFeedHours()
  for (let week = weeks; week >= 1; week--)
    for (let at = NINE; at < NINE + 9 * HOUR; at += minutes * MINUTE) noteMinute(hours, at - week * WEEK)
  return hours
}

describe('from when on a silence is unusual', () => {
  it('after three minutes, not before, where usually each minute brings something', () => {
    expect(silentFrom(cameEach(1, 2), NINE + HOUR)).toBe(NINE + HOUR + 3 * MINUTE)
  })

  it('the later, the less a minute usually brings', () => {
    const waitMs = (minutes: number) => silentFrom(cameEach(minutes, 3), NINE + HOUR)! - NINE - HOUR
    expect(waitMs(2)).toBeGreaterThan(waitMs(1))
    expect(waitMs(10)).toBeGreaterThan(waitMs(2))
    // One minute in ten: a thousandth of a chance is reached after an hour and some minutes.
    expect(Math.round(waitMs(10) / MINUTE)).toBe(66)
  })

  it('is not known before two weeks to compare with', () => {
    expect(silentFrom(cameEach(1, 1), NINE + HOUR)).toBeNull()
    expect(silentFrom(newFeedHours(), NINE)).toBeNull()
  })

  it('never comes in hours in which usually nothing comes', () => {
    expect(silentFrom(cameEach(1, 3), NINE + 9 * HOUR)).toBeNull()
    // The first half of a usual silence before the evening is not enough, and the night adds nothing.
    expect(silentFrom(cameEach(1, 3), NINE + 9 * HOUR - 2 * MINUTE)).toBeNull()
  })
})
