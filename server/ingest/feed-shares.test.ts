import { expect, test } from 'vitest'
import { usualLimits } from '#core/site/limits.ts'
import { createFeedShares } from './feed-shares.ts'

const sent = (events: number) => ({ eventsPerSec: events, bytesPerSec: 0, newPerMinute: 0 })

/** Two feeds that send alike; folding what one sends costs a hundred times as much. */
function sharesOf() {
  const shares = createFeedShares()
  for (const feed of ['costly', 'cheap']) shares.spend(feed, sent(1), usualLimits, 0)
  return shares
}
const costs = new Map([
  ['costly', { events: 500, ms: 2_500 }],
  ['cheap', { events: 500, ms: 25 }],
  // What the system says of itself is nobody's.
  ['system/rules', { events: 9, ms: 900 }],
])

test('a feed whose events take more than its share of the loop waits until that has come back; another does not', () => {
  const shares = sharesOf()
  expect(shares.overdrawn('costly', usualLimits, 0)).toBe(null)
  expect(shares.folded(costs, usualLimits, 0)).toBe(1.25)
  // 500 ms beyond what may be spent at once, 200 ms a second.
  expect(shares.overdrawn('costly', usualLimits, 0)).toEqual({
    ...{ share: 'foldMsPerSec', shares: ['foldMsPerSec'], afterSec: 3 },
  })
  expect(shares.overdrawn('cheap', usualLimits, 0)).toBe(null)
  expect(shares.overdrawn('costly', usualLimits, 3_000)).toBe(null)
})

test('what is taken of a feed is written no faster than what its events cost lets it: a fifth of the loop', () => {
  const shares = sharesOf()
  const usual = shares.turn('costly', 100, usualLimits, 0)
  expect(usual).toEqual({ afterMs: 0, events: 20, everyMs: 10 })
  shares.folded(costs, usualLimits, 1_000)
  // 5 ms an event: 40 a second.
  const { events, everyMs } = shares.turn('costly', 20, usualLimits, 1_000)
  expect((events / everyMs) * 1_000).toBeCloseTo(40)
  expect(shares.turnIn('costly', 1_000)).toBeCloseTo(500)
  expect(shares.isByCost('costly', usualLimits)).toBe(true)
  expect(shares.turn('cheap', 20, usualLimits, 1_000)).toEqual({ afterMs: 0, events: 20, everyMs: 10 })
})

test('one request is written in good time, however much its events cost; the next one waits for what that was', () => {
  const shares = sharesOf()
  shares.folded(costs, usualLimits, 0)
  const { events, everyMs } = shares.turn('costly', 500, usualLimits, 0)
  expect((500 / events) * everyMs).toBeLessThanOrEqual(2_500)
  expect(shares.turnIn('costly', 0)).toBeCloseTo(12_500)
})

test('what its events cost is forgotten when they cost less', () => {
  const shares = sharesOf()
  shares.folded(costs, usualLimits, 0)
  for (let at = 100; at <= 10_000; at += 100)
    shares.folded(new Map([['costly', { events: 50, ms: 2 }]]), usualLimits, at)
  expect(shares.isByCost('costly', usualLimits)).toBe(false)
})
