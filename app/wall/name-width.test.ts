import { expect, test } from 'vitest'
import { isLongName, nameWidth } from './name-width.ts'

test('a Chinese sign is as wide as two letters', () => {
  expect(nameWidth('客服一部')).toBe(8)
  expect(nameWidth('VIP 专线')).toBe(8)
})

test('a name is long where a line has no room for it at full size', () => {
  expect(['Complaints', '客服一部华东', '客服一部华东区', 'Refunds and complaints'].map(isLongName)).toEqual([
    ...[false, false],
    ...[true, true],
  ])
})
