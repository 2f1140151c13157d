import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createTimingWheel } from './timing-wheel.ts'

const STEP = 10
const instants = fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 1, maxLength: 60 })

test('every key comes out once, in the step its instant falls into, never after the instant', () => {
  fc.assert(
    fc.property(instants, (wanted) => {
      const wheel = createTimingWheel<number>(STEP, () => {})
      for (const [key, at] of wanted.entries()) expect(wheel.put(key, at)).toBeLessThanOrEqual(at)
      const came = new Map<number, number>()
      for (let step = wheel.take(500); step !== null; step = wheel.take(500))
        for (const key of step.keys) {
          expect(came.has(key)).toBe(false)
          came.set(key, step.at)
        }
      for (const [key, at] of wanted.entries()) expect(came.get(key)).toBe(Math.floor(at / STEP) * STEP)
      expect(wheel.next()).toBeNull()
    }),
  )
})

test('nothing comes out before it is due', () => {
  fc.assert(
    fc.property(instants, fc.integer({ min: 0, max: 500 }), (wanted, now) => {
      const wheel = createTimingWheel<number>(STEP, () => {})
      for (const [key, at] of wanted.entries()) wheel.put(key, at)
      for (let step = wheel.take(now); step !== null; step = wheel.take(now))
        expect(step.at).toBeLessThanOrEqual(now)
      expect(wheel.next() ?? Number.POSITIVE_INFINITY).toBeGreaterThan(now)
    }),
  )
})

test('whoever waits is told when the next instant becomes an earlier one, and only then', () => {
  const fired: number[] = []
  const wheel = createTimingWheel<string>(STEP, (at) => fired.push(at))
  wheel.put('a', 95)
  wheel.put('b', 101)
  wheel.put('c', 99)
  wheel.put('d', 42)
  expect(fired).toEqual([90, 40])
})
