import { expect, test } from 'vitest'
import { hold } from './frozen-order.ts'

const row = (key: string, value = 0) => ({ key, value })
const first = hold(null, [row('a'), row('b')], false)

test('while it is read, nothing moves: new rows wait and are counted', () => {
  const held = hold(first, [row('new'), row('b', 1), row('a', 2)], true)
  expect(held.items.map(({ item }) => item)).toEqual([row('a', 2), row('b', 1)])
  expect(held.fresh).toBe(1)
})

test('a row that is done while it is read stays in its place, marked', () => {
  const held = hold(first, [row('b')], true)
  expect(held.items).toEqual([
    { item: row('a'), gone: true },
    { item: row('b'), gone: false },
  ])
})

test('looked away, the list is the live one again', () => {
  const held = hold(hold(first, [row('new')], true), [row('new')], false)
  expect(held).toEqual({ items: [{ item: row('new'), gone: false }], fresh: 0 })
})
