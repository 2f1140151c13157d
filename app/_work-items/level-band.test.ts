import { expect, test } from 'vitest'
import { bandOfLevel } from './level-band.ts'

const target = { share: 0.8, withinSec: 20 }

test.each([
  [0.9, 'on'],
  [0.8, 'on'],
  [0.796, 'on'],
  [0.794, 'near'],
  [0.746, 'near'],
  [0.744, 'below'],
  [0.42, 'below'],
] as const)('a level of %d against 80 %% is %s, as it is written', (level, band) => {
  expect(bandOfLevel(level, target)).toBe(band)
})

test('without a level or a target there is nothing to judge', () => {
  expect([bandOfLevel(null, target), bandOfLevel(0.2, null)]).toEqual([null, null])
})
