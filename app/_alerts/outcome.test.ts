import { expect, test } from 'vitest'
import { actOutcomeOf, type Became, isWhole } from './outcome.ts'

const ok: Became = { ok: true }
const no = (code: string, message = ''): Became => ({ ok: false, code, message })

test('of forty it is told how many were taken, and who had the others', () => {
  const became = [
    ...Array<Became>(33).fill(ok),
    no('taken', 'lin'),
    no('taken', 'ma'),
    no('taken', 'ma'),
    no('resolved'),
    no('not_found'),
    no('forbidden', 'alert: a is not told to you'),
    no('unavailable'),
  ]
  const outcome = actOutcomeOf(became)
  expect(outcome).toEqual({
    ...{ asked: 40, done: 33, kept: 0, over: 2, refused: 2 },
    quicker: [
      { by: 'ma', count: 2 },
      { by: 'lin', count: 1 },
    ],
    why: { code: 'forbidden', message: 'alert: a is not told to you' },
  })
  expect(isWhole(outcome)).toBe(false)
})

test('what is kept on the device until there is a network will be done', () => {
  expect(isWhole(actOutcomeOf([ok, 'kept']))).toBe(true)
})
