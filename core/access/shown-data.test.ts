import { expect, test } from 'vitest'
import type { z } from 'zod'
import { eventData } from '../event/event-data.ts'
import { namesIn, shownData, shownFields } from './shown-data.ts'

const masked = { bare: false, names: ['王小明'] }

/** Every field that a schema names, with those of what lies in it. */
function fieldsOf(schema: z.ZodType): string[] {
  const inner = schema as { shape?: Record<string, z.ZodType>; unwrap?: () => z.ZodType }
  if (inner.shape !== undefined)
    return Object.entries(inner.shape).flatMap(([key, value]) => [key, ...fieldsOf(value)])
  return inner.unwrap === undefined ? [] : fieldsOf(inner.unwrap())
}

test('every field of every event type is named: a new one is decided about before it is shown', () => {
  const named = Object.values(eventData).flatMap((schema) => fieldsOf(schema as z.ZodType))
  expect(named.length).toBeGreaterThan(60)
  expect([...new Set(named)].filter((field) => !shownFields.includes(field))).toEqual([])
})

test('number and name are masked wherever they stand, and a field that nobody decided about is not shown', () => {
  const data = {
    ...{ phone: '138-1234-5678', name: '王小明', title: '王小明 13812345678 复诉', queue: 'care' },
    ...{ callerId: '13812345678', customerName: '王小明', nested: { phone: '13812345678' } },
    ...{ offer: { amount: 355, currency: 'CNY', what: 'paid to 13812345678', secret: 1 } },
    ...{ to: { queue: 'sales', number: '13812345678' }, until: '2026-03-02T09:00:00.000Z', accepted: false },
  }
  expect(shownData(data, masked)).toEqual({
    ...{ phone: '138****5678', name: '王**', title: '王** 138****5678 复诉', queue: 'care' },
    offer: { amount: 355, currency: 'CNY', what: 'paid to 138****5678' },
    ...{ to: { queue: 'sales' }, until: '2026-03-02T09:00:00.000Z', accepted: false },
  })
  const bare = shownData(data, { bare: true, names: [] })
  expect(bare).toMatchObject({ phone: '138-1234-5678', title: '王小明 13812345678 复诉' })
  expect(bare).not.toHaveProperty('callerId')
})

test('a value of another kind than expected gives nothing away', () => {
  const odd = {
    phone: 13812345678,
    name: { first: '王小明' },
    text: ['13812345678'],
    queue: { a: '13812345678' },
  }
  expect(shownData(odd, masked)).toEqual({ phone: '138****5678', text: ['138****5678'] })
})

test('the names of a customer are each said once', () => {
  expect(namesIn({ name: 'Ann' }, { name: 'Ann' }, {}, { name: 7 })).toEqual(['Ann'])
})
