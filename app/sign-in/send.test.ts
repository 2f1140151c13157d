import { expect, test } from 'vitest'
import { nextAddress } from './send.ts'

test.each([
  ['?next=%2Fdesk', '/desk'],
  ['', '/'],
  ['?next=https%3A%2F%2Fevil.test', '/'],
  ['?next=%2F%2Fevil.test', '/'],
  ['?next=%2F%5Cevil.test', '/'],
  ['?next=%2F%09%2Fevil.test%2Fphish', '/'],
  ['?next=%2F%0A%2Fevil.test', '/'],
  ['?next=%2F%2F%5B', '/'],
  ['?next=%2F.%2F%2Fevil.test', '//evil.test'],
])('after signing in, %j leads to %s of our own: never to another site', (search, address) => {
  expect(nextAddress(search, 'http://wall.test:3000')).toBe(`http://wall.test:3000${address}`)
})
