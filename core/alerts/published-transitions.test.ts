import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createPublishedTransitions, digest } from './published-transitions.ts'

test('whatever is set in whatever order, the last setting counts, through growth and days', () => {
  const step = fc.record({
    key: fc.nat(3_000).map((number) => digest(`line ${number}`)),
    times: fc.nat(3),
  })
  fc.assert(
    fc.property(fc.array(step, { minLength: 2_000, maxLength: 6_000 }), fc.nat(2), (steps, turns) => {
      const published = createPublishedTransitions(3)
      const expected = new Map<number, number>()
      for (const [index, { key, times }] of steps.entries()) {
        if (index % 2_000 === 1_999 && index / 2_000 < turns) published.turn()
        published.set(key, times)
        expected.set(key, times)
      }
      for (const [key, times] of expected) expect(published.get(key)).toBe(times)
      const listed = published.days().flatMap((day) => [...day])
      expect(new Map(listed)).toEqual(new Map([...expected].filter(([, times]) => times > 0)))
    }),
    { numRuns: 20 },
  )
})

test('a line that was not touched for the days kept is forgotten', () => {
  const published = createPublishedTransitions(2)
  published.set(digest('old'), 1)
  published.turn()
  published.set(digest('new'), 2)
  expect(published.get(digest('old'))).toBe(1)
  published.turn()
  expect([published.get(digest('old')), published.get(digest('new'))]).toEqual([0, 2])
})
