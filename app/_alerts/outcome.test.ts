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
    given: [],
    why: { code: 'forbidden', message: 'alert: a is not told to you' },
  })
  expect(isWhole(outcome)).toBe(false)
})

test('what somebody was given meanwhile is told by who gave it and to whom, not as taken by who has it', () => {
  const given = (by: string, to: string): Became => ({ ok: false, code: 'taken', message: to, by })
  const { quicker, given: told } = actOutcomeOf([given('ma', 'yuan'), given('ma', ''), given('ma', 'yuan')])
  expect(quicker).toEqual([])
  expect(told).toEqual([
    { by: 'ma', to: 'yuan', count: 2 },
    { by: 'ma', to: '', count: 1 },
  ])
})

test('what is kept on the device until there is a network will be done', () => {
  expect(isWhole(actOutcomeOf([ok, 'kept']))).toBe(true)
})
