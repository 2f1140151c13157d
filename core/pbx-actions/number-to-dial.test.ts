import { expect, test } from 'vitest'
import { numberToDial } from './number-to-dial.ts'

const china = { prefix: '9', country: '86', blocked: ['0900*', '4001234567', '+44870*'] }

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
  ['+86 900 123456', /blocked/],
  ['9 0900 123456', /blocked/],
  ['400-123-4567', /blocked/],
  ['+44 870 123', /blocked/],
  ['0044 870 123', /blocked/],
  ['9 0044 870 123', /blocked/],
])('%s is never dialled', (written, why) => {
  const found = numberToDial(written, china)
  expect(found.ok ? found.dialled : found.why).toMatch(why)
})

test.each(['110', '119', '120', '112', '911', '999'])(
  '%s is an emergency however it is written',
  (number) => {
    const wide = [...number].map((digit) => String.fromCodePoint(digit.codePointAt(0)! + 0xfee0)).join('')
    const ways = [
      ...[number, wide, `tel:${number}`, [...number].join(' '), [...number].join('-'), `(${number})`],
      ...[`9${number}`, `9-${number}`, `90${number}`, `0${number}`, `00${number}`, `+${number}`],
      ...[`+86${number}`, `0086${number}`, `+86 0${number}`, `90086${number}`],
    ]
    for (const way of ways) expect(numberToDial(way, china), way).toMatchObject({ ok: false })
    for (const way of ways.filter((each) => !/86/.test(each)))
      expect(numberToDial(way, {}), way).toMatchObject({ ok: false })
  },
)

test.each([
  [{ country: '852' }, '+852 2123 4567', '21234567'],
  [{ country: '65' }, '+65 6123 4567', '61234567'],
  [{ country: '886', prefix: '0' }, '+886 2 2345 6789', '00223456789'],
  [{ country: '1', prefix: '9' }, '+1 415 555 0123', '94155550123'],
])('with %j %s is dialled as %s', (plan, written, dialled) => {
  expect(numberToDial(written, plan)).toMatchObject({ ok: true, dialled })
})

const isRefused = (written: string, plan: object) => !numberToDial(written, plan).ok

test('a number of a country is an emergency there, and where no country is said; an agent’s extension is one elsewhere', () => {
  for (const number of ['100', '101', '102', '103', '104', '108', '111', '114', '115', '190', '193'])
    expect([number, isRefused(number, {}), isRefused(number, { country: '86' })]).toEqual([
      number,
      true,
      false,
    ])
  expect(isRefused('111', { country: '64' })).toBe(true)
  // Of a country of which nothing stands here, all of them may be.
  for (const country of ['30', '32', '972']) expect(isRefused('100', { country })).toBe(true)
  for (const number of ['113', '118']) {
    expect(isRefused(number, { country: '86' })).toBe(true)
    expect(isRefused(number, { country: '86', extensions: ['101', '113', '118'] })).toBe(false)
  }
  expect(isRefused('101', { extensions: ['101'] })).toBe(false)
})

test('what is an emergency nearly everywhere is so also as an extension, and a site adds its own', () => {
  for (const number of ['110', '112', '119', '120', '911', '999', '12110', '9110'])
    expect(isRefused(number, { country: '86', extensions: [number] }), number).toBe(true)
  const plan = { country: '852', prefix: '0', emergency: ['1823'], extensions: ['1823'] }
  for (const number of ['1823', '01823', '91823']) expect(isRefused(number, plan), number).toBe(true)
  for (const number of ['9000', '9123', '95588']) expect(isRefused(number, {}), number).toBe(false)
})
