import { expect, test } from 'vitest'
import { createLoopIdle } from './loop-idle.ts'

test('how idle a loop is is told of the last half second and more, not of its whole life', () => {
  let at = { idle: 10_000, active: 0 }
  const idleMs = createLoopIdle(() => at)
  at = { idle: 10_100, active: 300 }
  expect(idleMs()).toBe(0)
  at = { idle: 10_150, active: 450 }
  expect(idleMs()).toBe(250)
  at = { idle: 11_050, active: 550 }
  expect(idleMs()).toBe(900)
})
