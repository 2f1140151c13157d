import { describe, expect, it } from 'vitest'
import { LATE_FROM_MS, type LagSecond, lagForgottenAt, lagOf, noteLag } from './feed-lag.ts'

const AT = Date.parse('2026-03-04T10:00:00Z')

/** The seconds of a feed of which an event came each second, so many ms after it happened. */
function heardWith(...lagsMs: number[]): LagSecond[] {
  const seconds: LagSecond[] = []
  for (const [second, lagMs] of lagsMs.entries())
    noteLag(seconds, AT + second * 1_000 - lagMs, AT + second * 1_000)
  return seconds
}

describe('how far a feed lags', () => {
  it('is not told before three seconds with events, nor five minutes after them', () => {
    expect(lagOf(heardWith(20_000, 20_000), AT + 1_000)).toBeNull()
    const seconds = heardWith(20_000, 20_000, 20_000)
    expect(lagOf(seconds, AT + 2_000)).toBe(20_000)
    const forgotten = lagForgottenAt(seconds)!
    expect(lagOf(seconds, forgotten - 1)).toBe(20_000)
    expect(lagOf(seconds, forgotten)).toBeNull()
    expect(lagForgottenAt(heardWith(20_000, 20_000))).toBeNull()
  })

  it('is the least of all: one old event among present ones makes no feed late', () => {
    expect(lagOf(heardWith(100, LATE_FROM_MS * 3, 200), AT + 2_000)).toBe(100)
    // Of one second the quickest counts, whichever came first.
    const seconds = heardWith(5_000, 5_000, 5_000)
    expect(noteLag(seconds, AT + 2_000 - 9_000, AT + 2_400)).toBe(false)
    expect(noteLag(seconds, AT + 2_000, AT + 2_400)).toBe(true)
    expect(lagOf(seconds, AT + 2_500)).toBe(400)
  })

  it('leaves out history that is sent afterwards, and a clock that is ahead', () => {
    const seconds = heardWith(0, 0, 0)
    expect(noteLag(seconds, AT - 11 * 60_000, AT + 3_000)).toBe(false)
    expect(noteLag(seconds, AT + 60_000, AT + 3_000)).toBe(true)
    expect(lagOf(seconds, AT + 3_000)).toBe(0)
  })

  it('forgets what came more than ten seconds before the last, where enough is known since', () => {
    const seconds = heardWith(...Array.from({ length: 30 }, (_, second) => (second < 5 ? 0 : 12_000)))
    expect(lagOf(seconds, AT + 30_000)).toBe(12_000)
    expect(seconds.length).toBeLessThanOrEqual(10)
  })
})
