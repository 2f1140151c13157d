import fc from 'fast-check'
import { expect, test } from 'vitest'
import { comparePositions } from './log-position.ts'

const number = fc.oneof(
  fc.nat(),
  fc.nat({ max: 20 }),
  fc.integer({ min: 1_700_000_000_000, max: 1_900_000_000_000 }),
)
const position = fc.tuple(number, number)

test('positions of the log stand in the order of their two numbers, whatever their lengths', () => {
  fc.assert(
    fc.property(position, position, ([ms, seq], [otherMs, otherSeq]) => {
      const expected = Math.sign(ms - otherMs || seq - otherSeq)
      expect(Math.sign(comparePositions(`${ms}-${seq}`, `${otherMs}-${otherSeq}`))).toBe(expected)
    }),
    { numRuns: 3_000 },
  )
})
