import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createExpiryIndex } from './expiry-index.ts'

test('what has come is found, whatever was added and taken out before, and nothing else', () => {
  const step = fc.record({ from: fc.integer({ min: 0, max: 5_000_000 }), isOut: fc.boolean() })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), fc.integer({ min: 0, max: 5_000_000 }), (steps, at) => {
      const items = createExpiryIndex<{ from: number }>()
      const list = steps.map(({ from }) => ({ from }))
      for (const item of list) items.add(item)
      for (const [place, { isOut }] of steps.entries()) if (isOut) items.delete(list[place]!)
      const wanted = list.filter(({ from }, place) => !steps[place]!.isOut && from <= at)
      expect(new Set(items.until(at))).toEqual(new Set(wanted))
    }),
  )
})

test('what never comes is not kept', () => {
  const items = createExpiryIndex<{ from: number }>()
  const never = { from: Number.POSITIVE_INFINITY }
  items.add(never)
  items.delete(never)
  expect(items.until(Number.MAX_SAFE_INTEGER)).toEqual([])
})
