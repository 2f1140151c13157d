import { expect, test } from 'vitest'
import { createDepartments } from './departments.ts'

test('an answer that the clocks put before its question took no time, not less than none', () => {
  const departments = createDepartments(() => {})
  departments.put('H1', { department: 'finance', due: null, sentAt: 9_000, returnedAt: 5_000 })
  expect(departments.row('finance', 'Finance', 10_000, 0)).toMatchObject({ open: 0, medianReturnSec: 0 })
})
