import fc from 'fast-check'
import { expect, test } from 'vitest'
import { maskName, maskPhone } from './mask.ts'

test('a mobile number keeps its first three and last four digits', () => {
  expect(maskPhone('13812341234')).toBe('138****1234')
  expect(maskPhone('138-1234-1234')).toBe('138****1234')
  expect(maskPhone('85551234')).toBe('8****34')
  expect(maskPhone('110')).toBe('****')
  expect(maskPhone('anonymous')).toBe('****')
})

test('of a name the first character remains, of a single one nothing, whatever the script', () => {
  expect(maskName('王小明')).toBe('王**')
  expect(maskName('John Smith')).toBe('J**')
  expect(maskName('𠮷野')).toBe('𠮷**')
  expect(maskName('王')).toBe('**')
})

test('at least three digits of any number are hidden', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[0-9]{1,15}$/), (digits) => {
      const left = maskPhone(digits).replace(/\D/g, '')
      expect(digits.length - left.length).toBeGreaterThanOrEqual(Math.min(3, digits.length))
    }),
  )
})
