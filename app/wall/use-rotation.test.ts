import { expect, test } from 'vitest'
import { rotationOf } from './use-rotation.ts'

test('without a wish a wall shows its one board', () => {
  expect(rotationOf('floor', '').boards).toEqual(['floor'])
})

test('the boards of the address follow the first one, each once, and none turns faster than one can read', () => {
  expect(rotationOf('floor', '?boards=floor,care,sales&every=1')).toEqual({
    boards: ['floor', 'care', 'sales'],
    everyMs: 5_000,
  })
  expect(rotationOf('floor', '?boards=care&every=nonsense').everyMs).toBe(30_000)
})
