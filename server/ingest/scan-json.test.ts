import fc from 'fast-check'
import { expect, it } from 'vitest'
import { scanJson } from './scan-json.ts'

const bounds = { depth: 200, items: 1_000 }

it('knows of any list how many items it has and how long each is, whatever stands in it', () => {
  const list = fc.array(fc.jsonValue({ stringUnit: 'binary' }), { maxLength: 20 })
  fc.assert(
    fc.property(list, (values) => {
      const parts = values.map((value) => JSON.stringify(value))
      const { fault, bytes } = scanJson(`[${parts.join(',')}]`, bounds)
      expect(fault).toBe(null)
      // A short item is as long as its characters, a long one as its bytes.
      expect(bytes).toEqual(
        parts.length === 0
          ? [0]
          : parts.map((part) => (part.length <= 256 ? part.length : Buffer.byteLength(part))),
      )
    }),
  )
})

it('stops at the item beyond those that may be, and at the bracket deeper than may be', () => {
  expect(scanJson(`[${'0,'.repeat(999)}0]`, bounds).fault).toBe(null)
  expect(scanJson(`[${'0,'.repeat(1_000)}0]`, bounds).fault).toBe('too_many')
  expect(scanJson('['.repeat(201), bounds).fault).toBe('too_deep')
  expect(scanJson(`{"a":[${'0,'.repeat(5_000)}0]}`, bounds)).toEqual({ fault: null, bytes: [] })
})
