import { expect, test } from 'vitest'
import { screenState } from './screen-state.ts'

const at = '2026-03-09T12:00:30.000Z'

test.each([
  ['live', { seenAt: '2026-03-09T12:00:20.000Z', build: 'b2' }],
  ['older', { seenAt: '2026-03-09T12:00:20.000Z', build: 'b1' }],
  ['away', { seenAt: '2026-03-09T12:00:00.000Z', build: 'b2' }],
  ['never', { seenAt: null, build: null }],
] as const)('a wall is %s by its last beat and the build it runs', (state, screen) => {
  expect(screenState(screen, at, 'b2')).toBe(state)
})

test('while nobody knows which build is served, none is called old', () => {
  expect(screenState({ seenAt: at, build: 'b1' }, at, null)).toBe('live')
})
