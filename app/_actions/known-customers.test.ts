import { expect, test } from 'vitest'
import { type KnownCustomer, withFound } from './known-customers.ts'

const one = (customer: string, cases = 0): KnownCustomer => ({ customer, name: customer, phone: null, cases })
const page = [one('here', 1), one('masked')]
const found = [one('here'), one('masked'), one('gone')]
const namesFor = (isAgent: boolean, most = 5) =>
  withFound([one('here', 1)], found, { page, isAgent, most }).map(({ customer }) => customer)

test('who is found elsewhere is offered after those of the page, each once', () => {
  expect(namesFor(false)).toEqual(['here', 'masked', 'gone'])
  expect(namesFor(false, 2)).toEqual(['here', 'masked'])
})

test('to an agent nobody is offered whom the page does not have, since the server would refuse them', () => {
  expect(namesFor(true)).toEqual(['here', 'masked'])
})
