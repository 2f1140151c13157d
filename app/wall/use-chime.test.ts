import { expect, test } from 'vitest'
import { wishOf } from './use-chime.ts'

test('a wall is silent unless it is asked to sound, and then of the severities that were asked for', () => {
  expect(wishOf('')).toEqual([])
  expect(wishOf('?sound=loud')).toEqual([])
  expect(wishOf('?sound=critical')).toEqual(['critical'])
  expect(wishOf('?sound=warning,critical')).toEqual(['critical', 'warning'])
  expect(wishOf('?sound=all')).toEqual(['critical', 'warning', 'info'])
})
