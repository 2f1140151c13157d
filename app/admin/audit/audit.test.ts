import { expect, test } from 'vitest'
import { auditActions } from '#core/access/audit-actions.ts'
import { auditKinds, auditPath } from './audit.ts'

test('whatever is on record is found under one kind, and no kind is empty', () => {
  const kinds = Object.entries<readonly string[]>(auditKinds)
  const kindsOf = (action: string) =>
    kinds.filter(([, begins]) => begins.some((begin) => action.startsWith(begin))).map(([kind]) => kind)
  expect(auditActions.filter((action) => kindsOf(action).length !== 1)).toEqual([])
  expect(
    kinds.map(([kind]) => kind).filter((kind) => !auditActions.some((each) => kindsOf(each).includes(kind))),
  ).toEqual([])
})

test('a kind is asked for by how its actions begin', () => {
  expect(auditPath('exports', null)).toBe('/api/v1/audit?limit=100&action=table.%2Csite.exported')
  expect(auditPath('', '5 a')).toBe('/api/v1/audit?limit=100&after=5+a')
})
