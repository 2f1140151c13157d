import { expect, test } from 'vitest'
import { createDepartments, type DepartmentHandoff } from './departments.ts'

const handoff = (more: Partial<DepartmentHandoff>): DepartmentHandoff => ({
  ...{ department: 'finance', due: null, agreed: null, sentAt: 0, returnedAt: null, bouncedBy: [] },
  ...more,
})

test('an answer that the clocks put before its question took no time, not less than none', () => {
  const departments = createDepartments(() => {})
  departments.put('H1', handoff({ sentAt: 9_000, returnedAt: 5_000 }))
  expect(departments.row('finance', 'Finance', 10_000, 0)).toMatchObject({ open: 0, medianReturnSec: 0 })
})

test('what was sent back counts for who sent it; in time is what came back by the agreed time, of all that was due', () => {
  const changed: string[] = []
  const departments = createDepartments((id) => changed.push(id))
  const row = (id: string) => departments.row(id, id, 10_000, 1_000)
  departments.put('H1', handoff({ agreed: 4_000, due: 4_000, returnedAt: 4_000 }))
  departments.put('H2', handoff({ agreed: 4_000, due: 4_000, returnedAt: 4_001 }))
  departments.put('H3', handoff({ agreed: 9_000, due: 9_000 }))
  departments.put('H4', handoff({ due: 12_000 }))
  const bouncedBy = [
    { department: 'finance', at: 2_000 },
    { department: 'finance', at: 500 },
  ]
  departments.put('H5', handoff({ department: 'network', bouncedBy }))
  expect(row('finance')).toMatchObject({ open: 2, overdue: 1, bounced: 1, keptShare: 1 / 3 })
  expect(row('network')).toMatchObject({ open: 1, bounced: 0, keptShare: null })
  expect([...departments.ids()].sort()).toEqual(['finance', 'network'])
  changed.length = 0
  departments.put('H5', null)
  expect(row('finance')).toMatchObject({ bounced: 0 })
  expect(new Set(changed)).toEqual(new Set(['finance', 'network']))
})
