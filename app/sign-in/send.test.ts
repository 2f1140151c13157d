import { expect, test } from 'vitest'
import { nextAddress } from './send.ts'

test.each([
  ['?next=%2Fdesk', '/desk'],
  ['', '/'],
  ['?next=https%3A%2F%2Fevil.test', '/'],
  ['?next=%2F%2Fevil.test', '/'],
  ['?next=%2F%5Cevil.test', '/'],
])('after signing in, %j leads to %s: never to another site', (search, address) => {
  expect(nextAddress(search)).toBe(address)
})
