import { expect, test } from 'vitest'
import { numberToDial } from './number-to-dial.ts'

const china = { prefix: '9', country: '86', blocked: ['0900*', '4001234567'] }

test.each([
  ['13800138000', '913800138000'],
  ['+86 138-0013-8000', '913800138000'],
  ['0086 21 6000 0000', '902160000000'],
  ['+1 (415) 555-0123', '90014155550123'],
  ['１３８００１３８０００', '913800138000'],
  ['95588', '995588'],
  ['107', '107'],
])('%s is dialled as %s', (written, dialled) => {
  expect(numberToDial(written, china)).toMatchObject({ ok: true, dialled })
})

test.each([
  ['1380013CALL', /not a number/],
  ['12', /not a number/],
  ['138;100', /not a number/],
  ['110', /emergency/],
  ['9110', /emergency/],
  ['+86110', /emergency|not/],
  ['0900123456', /blocked/],
  ['400-123-4567', /blocked/],
])('%s is never dialled', (written, why) => {
  const found = numberToDial(written, china)
  expect(found.ok ? found.dialled : found.why).toMatch(why)
})
