import { expect, it } from 'vitest'
import { rebased, valueAt, withValue } from './fields.ts'

it('sets and takes away fields, and what is left empty around them', () => {
  const queue = withValue({ id: 'a' }, 'target.share', 0.8)
  expect(queue).toEqual({ id: 'a', target: { share: 0.8 } })
  expect(valueAt(queue, 'target.share')).toBe(0.8)
  expect(withValue(queue, 'target.share', undefined)).toEqual({ id: 'a' })
})

it('keeps what somebody else changed meanwhile in the same entry', () => {
  const before = { id: 'a', name: 'A', target: { share: 0.8, withinSec: 20 }, team: 'x' }
  const typed = { ...before, target: { share: 0.9, withinSec: 20 } }
  const fresh = { id: 'a', name: 'B', target: { share: 0.8, withinSec: 15 } }
  expect(rebased(fresh, before, typed)).toEqual({ id: 'a', name: 'B', target: { share: 0.9, withinSec: 15 } })
})
