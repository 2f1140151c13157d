import { expect, test } from 'vitest'
import { closest } from './closest.ts'

test('a misspelt name finds the one that it means, and another name none', () => {
  expect(closest('60O', ['600', '601', 'support'])).toBe('600')
  expect(closest('SUPORT', ['600', 'support'])).toBe('support')
  expect(closest('PJSIP/1O1', ['PJSIP/109', 'PJSIP/101'])).toBe('PJSIP/101')
  expect(closest('PJSIP/105', ['PJSIP/101', 'PJSIP/1055'])).toBeNull()
  expect(closest('601', ['600'])).toBeNull()
  expect(closest('sales', ['600', 'support'])).toBeNull()
  expect(closest('a', ['b'])).toBeNull()
  expect(closest('sales', [])).toBeNull()
})
