import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { AnyEvent } from '#core/event/event.ts'
import { canonicalJson, dedupKeyOf } from './dedup-key.ts'

const event: AnyEvent = {
  id: '1',
  source: 'pbx',
  type: 'contact.queued',
  time: 1_772_452_800_000,
  subject: 'C1',
  data: { queue: 'support', phone: '13812345678' },
}

test('the order of keys says nothing, at any depth', () => {
  const data = { b: [{ y: 1, x: { q: 1, p: 2 } }], a: null }
  const turned = { a: null, b: [{ x: { p: 2, q: 1 }, y: 1 }] }
  expect(canonicalJson(data)).toBe(canonicalJson(turned))
  expect(dedupKeyOf({ ...event, data })).toEqual(dedupKeyOf({ ...event, data: turned }))
})

test('different values have different texts', () => {
  const pairs: [unknown, unknown][] = [
    [{ a: 1 }, { a: '1' }],
    [{ a: [] }, { a: {} }],
    [{ a: null }, {}],
    [['a,b'], ['a', 'b']],
    [{ 'a":1,"b': 2 }, { a: 1, b: 2 }],
  ]
  for (const [one, other] of pairs) expect(canonicalJson(one)).not.toBe(canonicalJson(other))
})

test('any two different contents have different digests', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
      const same = canonicalJson(one) === canonicalJson(other)
      const digests = [one, other].map((value) => dedupKeyOf({ ...event, data: { value } }).content)
      expect(digests[0] === digests[1]).toBe(same)
    }),
    { numRuns: 2_000 },
  )
})

test('digests of many alike contents do not meet', () => {
  const contents = new Set<string>()
  for (let n = 0; n < 20_000; n++) contents.add(dedupKeyOf({ ...event, time: event.time + n }).content)
  expect(contents.size).toBe(20_000)
})

test('source and id cannot be moved into each other', () => {
  expect(dedupKeyOf({ ...event, source: 'pbx1', id: '1' }).mark).not.toBe(
    dedupKeyOf({ ...event, source: 'pbx', id: '11' }).mark,
  )
})

test('a clamped event is the same as with its own time', () => {
  expect(dedupKeyOf({ ...event, time: 5, sentTime: event.time })).toEqual(dedupKeyOf(event))
})
