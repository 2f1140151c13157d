import { expect, test } from 'vitest'
import { normaliseNumber, withCustomer } from './customer-key.ts'

const hash = (text: string) => `h${text}`

test('all ways of writing one number are one customer', () => {
  const ways = [
    '13800138000',
    '+86 138 0013 8000',
    '0086-13800138000',
    '１３８００１３８０００',
    'tel:+8613800138000',
  ]
  expect(new Set(ways.map((way) => normaliseNumber(way, 'Asia/Shanghai')))).toEqual(new Set(['13800138000']))
  expect(normaliseNumber('0912-345-678', 'Asia/Taipei')).toBe(
    normaliseNumber('+886 912 345 678', 'Asia/Taipei'),
  )
  expect(normaliseNumber('+1 (415) 555-0100', 'Asia/Shanghai')).toBe('+14155550100')
  expect(normaliseNumber('sip:1001@10.0.0.1', 'Asia/Shanghai')).toBe('1001')
})

test('a hidden number is nobody, so that two hidden callers are never one customer', () => {
  for (const phone of ['anonymous', 'Unknown', '', '  ', '-', '0'])
    expect(normaliseNumber(phone, 'UTC')).toBeNull()
})

test('a customer that the feed names is kept; a phone alone makes one; neither makes none', () => {
  const event = { id: 'a', source: 's', type: 'contact.queued', time: 0, subject: 'c' }
  const customerOf = (data: Record<string, unknown>) =>
    withCustomer({ ...event, data }, 'Asia/Shanghai', hash).data.customer
  expect(customerOf({ customer: 'guest', phone: '138' })).toBe('guest')
  expect(customerOf({ phone: '+86138' })).toBe('tel:h138')
  expect(customerOf({})).toBeUndefined()
})
