import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createInstants } from './instants.ts'

const at = fc.integer({ min: 0, max: 40 })
const act = fc.oneof(
  fc.record({ do: fc.constant('set' as const), key: fc.integer({ min: 0, max: 9 }), at: fc.option(at) }),
  fc.record({ do: fc.constant('take' as const), until: at }),
)

/** The earliest instant of the plain map that says the same. */
const firstOf = (map: Map<number, number>) => (map.size === 0 ? null : Math.min(...map.values()))

test('a key has the instant that was set last, until it is removed or taken, the earliest first', () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 80 }), (acts) => {
      const instants = createInstants<number>()
      const plain = new Map<number, number>()
      for (const one of acts) {
        if (one.do === 'set') {
          instants.set(one.key, one.at)
          if (one.at === null) plain.delete(one.key)
          else plain.set(one.key, one.at)
        } else {
          const first = firstOf(plain)
          const taken = instants.take(one.until)
          if (first === null || first > one.until) expect(taken).toBeNull()
          else {
            expect(taken?.at).toBe(first)
            expect(plain.get(taken!.key)).toBe(first)
            plain.delete(taken!.key)
          }
        }
        expect(instants.next()).toBe(firstOf(plain))
        expect(plain.get(instants.first() ?? -1) ?? null).toBe(firstOf(plain))
        expect(instants.size).toBe(plain.size)
        for (let key = 0; key < 10; key++) expect(instants.get(key)).toBe(plain.get(key))
      }
    }),
  )
})
