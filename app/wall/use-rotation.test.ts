import { expect, test } from 'vitest'
import { rotationOf } from './use-rotation.ts'

test('without a wish a wall shows its one board', () => {
  expect(rotationOf('floor', '').boards).toEqual(['floor'])
})

test('the boards of the address follow the first one, each once, and none turns faster than one can read', () => {
  expect(rotationOf('floor', '?boards=floor,care,sales&every=1')).toEqual({
    boards: ['floor', 'care', 'sales'],
    everyMs: 5_000,
    pageMs: 12_000,
  })
  expect(rotationOf('floor', '?boards=care&every=nonsense').everyMs).toBe(30_000)
})

test('a page of a board stands for as long as the address says', () => {
  expect(rotationOf('floor', '?page=20').pageMs).toBe(20_000)
  expect(rotationOf('floor', '?page=1').pageMs).toBe(5_000)
})
