import { expect, test } from 'vitest'
import { createPatchBuffer } from './patch-buffer.ts'

const put = (id: string) => ({ put: { queue: { [id]: { id } } }, del: {} })
const del = (id: string) => ({ put: {}, del: { queue: [id] } })
const present =
  (...ids: string[]) =>
  (_type: string, id: string) =>
    ids.includes(id) ? { id, whole: true } : null

test('who holds the last tick is told nothing', () => {
  const ring = createPatchBuffer(5)
  expect(ring.since(5, present())).toEqual({ put: {}, del: {} })
})

test('who holds an earlier tick gets each row that was touched since, once and whole', () => {
  const ring = createPatchBuffer(5)
  ring.add(5, 8, put('a'))
  ring.add(8, 9, put('b'))
  ring.add(9, 12, put('b'))
  expect(ring.since(8, present('a', 'b'))).toEqual({
    put: { queue: { b: { id: 'b', whole: true } } },
    del: {},
  })
})

test('a row that went and came back is deleted first, so that no field of the old one stays', () => {
  const ring = createPatchBuffer(1)
  ring.add(1, 2, del('a'))
  ring.add(2, 3, put('a'))
  expect(ring.since(1, present('a'))).toEqual({
    put: { queue: { a: { id: 'a', whole: true } } },
    del: { queue: ['a'] },
  })
  expect(ring.since(1, present())).toEqual({ put: {}, del: { queue: ['a'] } })
})

test('a tick that is no longer known, or was never one of this channel, is answered with nothing but the whole', () => {
  const ring = createPatchBuffer(0)
  for (let seq = 0; seq < 300; seq++) ring.add(seq, seq + 1, put(`r${seq}`))
  expect(ring.since(0, present())).toBeNull()
  expect(ring.since(299, present())).not.toBeNull()
  expect(ring.since(1_000, present())).toBeNull()
})

test('the memory of touched rows is bounded, however large the patches', () => {
  const ring = createPatchBuffer(0)
  const many = { put: {}, del: { queue: Array.from({ length: 9_000 }, (_, id) => String(id)) } }
  for (let seq = 0; seq < 10; seq++) ring.add(seq, seq + 1, many)
  expect(ring.touches).toBeLessThanOrEqual(20_000)
})
