import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { eventData } from './event-data.ts'
import { quickCheck } from './quick-check.ts'

const word = fc.constantFrom(
  '',
  'a',
  'x'.repeat(128),
  'x'.repeat(129),
  'x'.repeat(4_001),
  '客服',
  'voice',
  'customer',
)
const time = fc.constantFrom('2026-03-04T09:00:00Z', '2026-02-30T09:00:00Z', 'tomorrow')
const number = fc.oneof(
  fc.integer({ min: -2, max: 12 }),
  fc.constantFrom(1e7, 1e13, -1e13, 0.5, Number.POSITIVE_INFINITY),
)
const leaf = fc.oneof(word, time, number, fc.boolean(), fc.constant(null), fc.array(word, { maxLength: 3 }))

/** Values for the fields of a schema, right, wrong or missing, and some fields that it does not know. */
function dataFor(schema: z.ZodObject): fc.Arbitrary<unknown> {
  const fields = Object.entries(schema.shape).map(([key, field]) => {
    const words = field instanceof z.ZodEnum ? fc.constantFrom(...field.options) : word
    return [key, fc.option(fc.oneof(words, leaf), { nil: undefined })] as const
  })
  const some = fc.record(Object.fromEntries([...fields, ['other', leaf]]), { requiredKeys: [] })
  return fc.oneof({ weight: 9, arbitrary: some }, leaf)
}

describe('the quick check', () => {
  for (const [type, schema] of Object.entries(eventData))
    it(`says yes to no ${type} that its schema refuses or changes`, () => {
      const check = quickCheck(schema)
      fc.assert(
        fc.property(dataFor(schema as z.ZodObject), (data) => {
          if (!check(data)) return
          expect(schema.safeParse(data)).toEqual({ success: true, data })
        }),
        { numRuns: 300 },
      )
    })

  it('says yes to the events that are most', () => {
    const queued = { queue: 'q', channel: 'voice', customer: 'c', phone: '1', priority: 2, other: [1] }
    expect(quickCheck(eventData['contact.queued'])(queued)).toBe(true)
    expect(quickCheck(eventData['contact.answered'])({ agent: 'a', waitSec: 3 })).toBe(true)
    expect(quickCheck(eventData['contact.ended'])({})).toBe(true)
    expect(quickCheck(eventData['agent.signed_in'])({ queues: ['q'], capacity: { voice: 1 } })).toBe(true)
    expect(quickCheck(eventData['case.opened'])({ kind: 'inquiry', title: 't' })).toBe(true)
    expect(quickCheck(eventData['promise.made'])({ case: 'C', text: 't', due: '2026-03-04T09:00:00Z' })).toBe(
      true,
    )
  })

  it('says no to what zod would not copy as it is', () => {
    const own = JSON.parse('{"agent":"a","__proto__":{"x":1}}')
    expect(quickCheck(eventData['contact.offered'])(own)).toBe(false)
    expect(quickCheck(z.object({ a: z.string() }))({ a: 'a' })).toBe(false)
    expect(quickCheck(z.looseObject({ a: z.string().trim() }))({ a: ' a' })).toBe(false)
    expect(quickCheck(z.looseObject({ a: z.email() }))({ a: 'nobody' })).toBe(false)
    expect(quickCheck(z.looseObject({ a: z.int() }))({ a: 0.5 })).toBe(false)
    expect(quickCheck(z.looseObject({ a: z.coerce.number() }))({ a: 1 })).toBe(false)
    expect(quickCheck(z.looseObject({ a: z.string().default('x') }))({})).toBe(false)
  })
})
