import { expect, test } from 'vitest'
import { createPacedFrame } from './paced-frame.ts'

/** A page whose drawings cost so much each; gives when each was drawn. */
function pageOf(costMs: number, leastMs = 0) {
  let now = 0
  const waiting: { at: number; run: () => void }[] = []
  const at = (ms: number, run: () => void) => void waiting.push({ at: now + ms, run })
  const drawnAt: number[] = []
  const schedule = createPacedFrame(leastMs, {
    now: () => now,
    frame: (run) => at(16 - (now % 16), run),
    later: (run, ms) => at(ms, run),
    drawn: (run) => at(costMs, run),
  })
  return {
    drawnAt,
    /** Something changes each so many ms, for so long. */
    change(everyMs: number, forMs: number) {
      let scheduled = false
      for (const end = now + forMs; now < end; now++) {
        for (const due of waiting.filter((each) => each.at <= now)) {
          waiting.splice(waiting.indexOf(due), 1)
          due.run()
        }
        if (scheduled || now % everyMs !== 0) continue
        scheduled = true
        schedule(() => {
          scheduled = false
          drawnAt.push(now)
        })
      }
    },
  }
}

test('after a rest what changed is drawn in the next frame', () => {
  const page = pageOf(10)
  page.change(1_000, 3_000)
  expect(page.drawnAt.every((at, index) => at - index * 1_000 <= 16)).toBe(true)
})

test('what changes all the time is drawn as often as costs an eighth of the time, and at least every 400 ms', () => {
  const quick = pageOf(1)
  quick.change(1, 1_000)
  expect(quick.drawnAt.length).toBeGreaterThan(30)
  const slow = pageOf(30)
  slow.change(1, 10_000)
  expect(slow.drawnAt.length * 30).toBeLessThanOrEqual(10_000 / 7)
  const slowest = pageOf(300)
  slowest.change(1, 10_000)
  expect(slowest.drawnAt.length).toBeGreaterThanOrEqual(23)
})

test('a page that rests after each drawing draws what changes after a rest at once, too, and no more often than that', () => {
  const resting = pageOf(1, 100)
  resting.change(1, 2_000)
  expect(resting.drawnAt.length).toBeGreaterThanOrEqual(16)
  expect(resting.drawnAt.length).toBeLessThanOrEqual(20)
  const calm = pageOf(1, 100)
  calm.change(1_000, 3_000)
  expect(calm.drawnAt.every((at, index) => at - index * 1_000 <= 16)).toBe(true)
})
