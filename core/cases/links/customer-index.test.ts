import { expect, test } from 'vitest'
import { createCustomerIndex } from './customer-index.ts'

test('who came at or after an instant, each contact once and by when it was queued last', () => {
  const index = createCustomerIndex()
  index.note('ann', 'K1', 10)
  index.note('ann', 'K2', 20)
  index.note('bob', 'K3', 30)
  index.note('ann', 'K1', 25)
  expect(index.since('ann', 20)).toEqual(['K1', 'K2'])
  expect(index.since('ann', 21)).toEqual(['K1'])
  expect(index.since('cat', 0)).toEqual([])
})

test('what came before an instant is forgotten, and customers of whom nothing is left', () => {
  const index = createCustomerIndex()
  for (const [at, id] of ['K1', 'K2', 'K3', 'K4'].entries()) index.note('ann', id, at)
  index.note('bob', 'K9', 0)
  index.forgetBefore(2)
  expect(index.since('ann', 0)).toEqual(['K3', 'K4'])
  expect(index.size).toBe(1)
})

test('a snapshot gives it back as it was', () => {
  const index = createCustomerIndex()
  for (const [at, id] of ['K1', 'K2', 'K3'].entries()) index.note(at < 2 ? 'ann' : 'bob', id, at)
  const copy = createCustomerIndex()
  for (const one of index.dump()) copy.load(JSON.parse(JSON.stringify(one)))
  expect([...copy.dump()]).toEqual([...index.dump()])
  expect(copy.since('ann', 0)).toEqual(['K1', 'K2'])
})
