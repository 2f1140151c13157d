import { expect, test } from 'vitest'
import { caseHeadline } from './case-headline.ts'

test('a case is called by its subject, else by its customer, never by an id', () => {
  const wang = { name: '王**', phone: '138****1234' }
  expect(caseHeadline({ ...wang, title: 'No line' })).toBe('No line')
  expect(caseHeadline({ ...wang, title: '' })).toBe('王** 138****1234')
  expect(caseHeadline({ name: null, phone: '138****1234', title: null })).toBe('138****1234')
  expect(caseHeadline({ name: null, phone: null, title: null })).toBeNull()
})
