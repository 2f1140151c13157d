import { expect, test } from 'vitest'
import { type Counts, noCounts } from './counts.ts'
import { dumpQueue, loadQueue } from './queue-dump.ts'
import { newQueueLive, type QueueLive } from './queue-live.ts'
import { metricsOf } from './queue-row.ts'
import { abandonRate, answerRate, serviceLevel, serviceLevelVariants } from './service-level.ts'

const TODAY = 0
const now = { now: 1_000_000, today: TODAY, variant: 'standard' } as const

function queueWith(id: string, counts: Partial<Counts>, waits: number[] = []): QueueLive {
  const live = newQueueLive(id)
  const longestMs = waits.length === 0 ? null : Math.max(...waits)
  live.days.set(TODAY, { counts: { ...noCounts(), ...counts }, waits, longestMs })
  return live
}
const within = (live: QueueLive) => ({ live, withinMs: 20_000 })

test('several queues together are computed from their summed counts, never from averaged shares', () => {
  const small = queueWith('a', { offered: 1, answeredInTarget: 1, waitMs: 2_000 }, [2_000])
  const large = queueWith('b', { offered: 9, answeredInTarget: 0, answeredLate: 9, waitMs: 90_000 }, [30_000])
  const metrics = metricsOf([within(small), within(large)], now)
  expect(metrics).toMatchObject({
    offered: 10,
    answered: 10,
    serviceLevel: 0.1,
    asaSec: 9.2,
    longestWaitSec: 30,
  })
})

test('where there is nothing to divide by a figure is unknown, not zero and not whole', () => {
  expect(metricsOf([within(newQueueLive('a'))], now)).toMatchObject({
    ...{ serviceLevel: null, answerRate: null, abandonRate: null, asaSec: null, ahtSec: null, csat: null },
    ...{ longestWaitSec: null, oldestWaitingAt: null, offered: 0 },
  })
})

test('what others than today had is not counted', () => {
  const live = queueWith('a', { offered: 3 })
  expect(metricsOf([within(live)], { ...now, today: 86_400_000 }).offered).toBe(0)
})

const counts = { ...noCounts(), offered: 20, waiting: 2, turnedAway: 1 }
const day = {
  ...counts,
  answeredInTarget: 8,
  answeredLate: 4,
  abandoned: 3,
  shortAbandoned: 2,
  abandonedInTarget: 1,
}

test.each([
  ['standard', 8 / 15],
  ['offered', 8 / 17],
  ['answered', 8 / 12],
  ['removed', 11 / 18],
] as const)('the service level %s', (variant, expected) => {
  expect(serviceLevel(day, variant)).toBeCloseTo(expected, 12)
  // Who waits longer than the target now counts below the line, so that the level falls before they give up.
  expect(serviceLevel(day, variant, 5)!).toBeLessThan(expected)
})

test('every share lies between 0 and 1, and who waits or was turned away is in no rate of answers', () => {
  for (const variant of serviceLevelVariants)
    for (const share of [serviceLevel(day, variant), abandonRate(day, variant), answerRate(day)]) {
      expect(share).toBeGreaterThanOrEqual(0)
      expect(share).toBeLessThanOrEqual(1)
    }
  expect(answerRate(day)).toBeCloseTo(12 / 17, 12)
  expect([abandonRate(day, 'standard'), abandonRate(day, 'offered')]).toEqual([3 / 15, 5 / 17])
})

test('a queue from a snapshot has the same figures, and every wait as often as it was', () => {
  const live = queueWith('a', { offered: 3, answeredInTarget: 3 }, [5, 5, 7])
  const back = loadQueue(JSON.parse(JSON.stringify(dumpQueue(live))))
  expect(back.days.get(TODAY)!.waits.toSorted()).toEqual([5, 5, 7])
  expect(metricsOf([within(back)], now)).toEqual(metricsOf([within(live)], now))
})
