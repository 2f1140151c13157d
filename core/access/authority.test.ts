import { expect, test } from 'vitest'
import { leastToGrant, limitOf, mayApprove, mayGrant } from './authority.ts'

const limit = (role: 'agent' | 'lead' | 'supervisor', amount: number, currency = 'CNY') => ({
  ...{ role, kind: 'compensation' },
  upTo: { amount, currency },
})
const authority = [limit('agent', 300), limit('lead', 2_000), limit('supervisor', 20_000)]
const cny = (amount: number) => ({ amount, currency: 'CNY' })

test('each role grants up to its own limit, and a role above all that are named without one', () => {
  expect(mayGrant(authority, 'agent', cny(300))).toBe(true)
  expect(mayGrant(authority, 'agent', cny(300.01))).toBe(false)
  expect(mayGrant(authority, 'lead', cny(2_000))).toBe(true)
  expect(mayGrant(authority, 'supervisor', cny(20_001))).toBe(false)
  expect(mayGrant(authority, 'admin', cny(1e12))).toBe(true)
  expect(leastToGrant(authority, cny(2_001))).toBe('supervisor')
  expect(leastToGrant(authority, cny(20_001))).toBe('admin')
})

test('a role that is not named may what one below it may, and nothing where none is', () => {
  const leads = [limit('lead', 2_000)]
  expect(limitOf(leads, 'agent', { currency: 'CNY' })).toBe(0)
  expect(limitOf([limit('agent', 300), limit('supervisor', 900)], 'lead', { currency: 'CNY' })).toBe(300)
  expect(limitOf([], 'agent', { currency: 'CNY' })).toBe(Number.POSITIVE_INFINITY)
})

test('another currency has no limit that would do, and none at all the smallest of them', () => {
  const two = [...authority, limit('agent', 5_000, 'TWD')]
  expect(mayGrant(two, 'agent', { amount: 4_000, currency: 'TWD' })).toBe(true)
  expect(mayGrant(two, 'agent', { amount: 1, currency: 'USD' })).toBe(false)
  expect(mayGrant(two, 'agent', { amount: 301, currency: null })).toBe(false)
})

test('an agent is asked only for what the site file lets agents decide', () => {
  expect(mayApprove(authority, 'agent', cny(200))).toBe(true)
  expect(mayApprove(authority, 'agent', cny(301))).toBe(false)
  expect(mayApprove(authority, 'agent', null)).toBe(false)
  expect(mayApprove([], 'agent', cny(1))).toBe(false)
  expect(mayApprove(authority, 'lead', null)).toBe(true)
})

test('each kind has limits of its own, and what names none of them the smallest', () => {
  const refund = { ...limit('lead', 9_000), kind: 'refund' }
  const both = [...authority, refund, { ...limit('supervisor', 90_000), kind: 'refund' }]
  expect(mayGrant(both, 'lead', { ...cny(9_000), kind: 'refund' })).toBe(true)
  expect(mayGrant(both, 'lead', { ...cny(9_000), kind: 'compensation' })).toBe(false)
  expect(mayGrant(both, 'lead', cny(2_001))).toBe(false)
  expect(mayGrant(both, 'lead', { ...cny(2_001), kind: 'another' })).toBe(false)
  // Of refunds nothing is said for agents.
  expect(mayGrant(both, 'agent', { ...cny(1), kind: 'refund' })).toBe(false)
  expect(leastToGrant(both, { ...cny(9_001), kind: 'refund' })).toBe('supervisor')
})
