import { expect, test } from 'vitest'
import { maskText } from './mask-text.ts'

test.each([
  ['Call 13800001234 back', 'Call 138****1234 back'],
  ['电话138 0000 1234,晚上打', '电话138****1234,晚上打'],
  ['+86-138-0000-1234', '861****1234'],
  ['Seat 12 on 2026-03-02, 710 yuan', 'Seat 12 on 2026-03-02, 710 yuan'],
  ['355 or 710', '355 or 710'],
])('no long number of a typed text is left readable: %s', (text, masked) => {
  expect(maskText(text)).toBe(masked)
})

test('a name that is known stands nowhere in the text', () => {
  expect(maskText('王小明说:我是王小明', ['王小明'])).toBe('王**说:我是王**')
  expect(maskText('as it was', ['', ' '])).toBe('as it was')
})
