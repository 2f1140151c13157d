import { expect, test } from 'vitest'
import { usualLimits } from '#core/site/limits.ts'
import { createFeedThrottle } from './feed-throttle.ts'

/** Guarantee: a PBX that floods waits for its share, is named where an administrator looks, and holds up no other. */
test('what is beyond the share waits as long as the share takes to come back, and no other feed with it', async () => {
  let at = 0
  const met: string[] = []
  const throttle = createFeedThrottle({
    limits: () => ({ ...usualLimits, eventsPerSec: 100, eventsAtOnce: 200 }),
    limitWatch: { met: (limit, who) => void met.push(`${limit} ${who}`) },
    now: () => at,
    async pause(ms) {
      at += ms
    },
  })
  const batch = Array.from({ length: 500 }, () => ({ subject: 'C' }))
  await throttle.ready('flood')
  throttle.spend('flood', batch)
  await throttle.ready('calm')
  expect([at, met]).toEqual([0, []])
  await throttle.ready('flood')
  // 300 beyond what may be sent at once, 100 a second.
  expect(at).toBeGreaterThan(3_000)
  expect(at).toBeLessThanOrEqual(3_250)
  expect(met).toEqual(['eventsPerSec feed/flood'])
})
