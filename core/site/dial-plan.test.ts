import { expect, test } from 'vitest'
import { dialPlanOf } from './dial-plan.ts'

test('the extensions are those of the agents’ interfaces, and names that are numbers', () => {
  const agents = { 'PJSIP/101': 'anna', 'Local/102@from-queue/n': 'ben', 'SIP/lin': 'lin', '4711': 'wei' }
  expect(dialPlanOf({ dial: { prefix: '9' }, agents })).toEqual({
    ...{ prefix: '9' },
    extensions: ['4711', '101', '102'],
  })
})
