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
  expect(shares.isByCost('costly', usualLimits, 1_000)).toBe(true)
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
  expect(shares.isByCost('costly', usualLimits, 10_000)).toBe(false)
})

test('a floor of six hundred waits for nothing while the loop has time to spare, however much it costs to show it', () => {
  let idleMs = 330
  const shares = createFeedShares({ idleMs: () => idleMs, pace: () => 1 })
  let now = 0
  /** Three events every 50 ms, which take two thirds of the loop; gives the longest wait. */
  function hall(): number {
    let longest = 0
    for (const end = now + 60_000; now < end; now += 50) {
      longest = Math.max(longest, shares.overdrawn('pbx', usualLimits, now)?.afterSec ?? 0)
      shares.spend('pbx', sent(3), usualLimits, now)
      longest = Math.max(longest, shares.turn('pbx', 3, usualLimits, now).afterMs)
      shares.folded(new Map([['pbx', { events: 3, ms: 33 }]]), usualLimits, now)
      // Time alone changes rows, too.
      shares.folded(new Map([['pbx', { events: 0, ms: 2 }]]), usualLimits, now + 20)
    }
    return longest
  }
  expect(hall()).toBe(0)
  idleMs = 100
  expect(hall()).toBeGreaterThan(1)
})

test('whoever sends more than any floor does is slowed by what it costs, however idle the loop seems', () => {
  const shares = createFeedShares({ idleMs: () => 900, pace: () => 1 })
  shares.spend('flood', sent(1), usualLimits, 0)
  for (let now = 0; now < 5_000; now += 100)
    shares.folded(new Map([['flood', { events: 100, ms: 50 }]]), usualLimits, now)
  expect(shares.isByCost('flood', usualLimits, 5_000)).toBe(true)
  const { events, everyMs } = shares.turn('flood', 100, usualLimits, 5_000)
  // Half a ms an event: 400 a second.
  expect((events / everyMs) * 1_000).toBeCloseTo(400)
})

test('while the machine has nothing to spare, a feed that sends much is written slower where others send, too', () => {
  const shares = createFeedShares({ idleMs: () => 900, pace: () => 0.05 })
  /** A second's worth of the feed, each time from where nothing of it waits. */
  function perSec(feed: string, now: number): number {
    shares.spend(feed, sent(1), usualLimits, now)
    const { events, everyMs } = shares.turn(feed, 500, usualLimits, now)
    return (events / everyMs) * 1_000
  }
  expect(perSec('flood', 0)).toBeCloseTo(2_000)
  shares.spend('calm', sent(1), usualLimits, 20_000)
  // Not slower than what any floor may send.
  expect(perSec('flood', 21_000)).toBeCloseTo(200)
  expect(perSec('flood', 40_000)).toBeCloseTo(2_000)
})
