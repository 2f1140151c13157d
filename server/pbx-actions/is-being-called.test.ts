import { expect, test } from 'vitest'
import { isBeingCalled } from './is-being-called.ts'

test('a number is being called while a call of ours to it rings or is talked in, however it is written', () => {
  const plan = { country: '86' }
  const row = { direction: 'outbound', suspect: false, state: 'talking', phone: '+86 138-0000-0001' }
  const called = (over: object) => {
    const floor = { ids: () => ['K1'].values(), row: () => ({ ...row, ...over }) }
    return isBeingCalled('13800000001', plan, floor as never)
  }
  expect(called({})).toBe(true)
  for (const over of [{ direction: 'inbound' }, { state: 'wrap_up' }, { suspect: true }, { phone: null }])
    expect([over, called(over)]).toEqual([over, false])
})
