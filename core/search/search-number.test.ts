import { expect, test } from 'vitest'
import { hasNumber, isNumberQuery, numberEnds, queryEnds } from './search-number.ts'

const SHANGHAI = 'Asia/Shanghai'

test.each([
  ['13800138000', '8000', true],
  ['13800138000', '000', true],
  ['13800138000', '00', false],
  ['13800138000', '138 0013 8000', true],
  ['13800138000', '+86 138-0013-8000', true],
  ['13800138000', '0086 13800138000', true],
  ['13800138000', '013800138000', true],
  ['+86 13800138000', '13800138000', true],
  ['13800138000', '1380', false],
  // An area code that the kept number lacks, and what one dials for an outside line.
  ['62345678', '021-62345678', true],
  ['13800138000', '9,13800138000', false],
  ['13800138000', '913800138000', true],
  // An end that begins with 0.
  ['13800130042', '0042', true],
  ['+1 415 555 0100', '+14155550100', true],
  ['anonymous', '000', false],
])('%s is found by %s: %s', (phone, typed, found) => {
  expect(hasNumber(phone, typed, SHANGHAI)).toBe(found)
  const ends = new Set(numberEnds(phone, SHANGHAI))
  expect(queryEnds(typed, SHANGHAI).some((end) => ends.has(end))).toBe(found)
})

test('what is no number is not taken for one', () => {
  for (const typed of ['', '12', 'C-1042', '王8000', '%%%', '-----'])
    expect([typed, isNumberQuery(typed)]).toEqual([typed, false])
})

test.each([
  ['13800138042', '042', true],
  ['13800138042', '8042', true],
  // Ends that would tell the digits that the mask hides, one after the other.
  ['13800138042', '38042', false],
  ['13800138042', '0138042', false],
  ['13800138042', '00138042', true],
  ['13800138042', '+86 13800138042', true],
  ['021-62345678', '62345678', true],
  ['021-62345678', '345678', false],
  ['62345678', '45678', false],
  // Of a short number the mask shows two digits at its end, of a very short one none.
  ['62345678', '5678', false],
  ['62345678', '678', false],
  ['62345678', '2345678', true],
  ['10086', '086', false],
  ['10086', '0086', false],
  ['10086', '10086', true],
])('by who sees numbers masked, %s is found by %s: %s', (phone, typed, found) => {
  expect(hasNumber(phone, typed, SHANGHAI, true)).toBe(found)
})
