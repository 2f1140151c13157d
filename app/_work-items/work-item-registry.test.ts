import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Fields } from '#core/collections/fields.ts'
import type { RowType } from '#core/rows/row.ts'
import { createRowTables } from '../_live/row-tables.ts'
import { createListing } from './listing.ts'
import { approvalOf, at, callbackOf, caseOf, clockOf, promiseOf, ruleOf } from './rows-for-test.ts'
import { compareWorkItems, type WorkItem } from './work-item.ts'
import { createWorkItemRegistry } from './work-item-registry.ts'

const rules = new Map([
  ['unanswered', ruleOf('unanswered', 'critical')],
  ['next', ruleOf('next', 'warning')],
])

type Put = readonly [RowType, { id: string }]
const put = (...rows: Put[]) => {
  const set: Record<string, Record<string, Fields>> = {}
  for (const [type, row] of rows) {
    set[type] ??= {}
    set[type][row.id] = row as unknown as Fields
  }
  return { put: set as never, del: {} }
}

const clockAt = (subject: string) => clockOf({ subject, rule: 'next' })
const someCase = fc
  .record({ id: fc.constantFrom('C1', 'C2'), priority: fc.constantFrom('normal', 'vip'), rank: fc.nat(3) })
  .map((over) => ['case', caseOf({ ...over, clocks: [clockAt('promise/P1'), clockAt('case/C1')] })] as const)
const somePromise = fc
  .record({ id: fc.constantFrom('P1', 'P2'), case: fc.constantFrom('C1', 'C2', null) })
  .map((over) => ['promise', promiseOf({ ...over, clocks: [clockAt(`promise/${over.id}`)] })] as const)
const someCallback = fc
  .record({ id: fc.constant('B1'), agent: fc.constantFrom('yuan', 'lin'), case: fc.constantFrom('C1', null) })
  .map((over) => ['callback', callbackOf(over)] as const)
const people = [{ id: 'qian', name: 'Qian', role: 'lead', agent: 'lin', team: null } as const]
const someApproval = fc
  .record({ id: fc.constant('A1'), from: fc.constantFrom('qian', 'yuan', 'ma-zong') })
  .map((over) => ['approval', approvalOf(over)] as const)
const someAgent = fc
  .record({ id: fc.constantFrom('yuan', 'lin'), state: fc.constantFrom('offline', 'busy') })
  .map((row) => ['agent', row] as const)
const alertOf = (subject: string, over: object) => ({
  ...{ id: subject, rule: 'next', subject, case: 'C1', state: 'acked', ackedBy: 'lin', ...over },
})
const someAlert = fc
  .record({
    subject: fc.constantFrom('promise/P1', 'case/C1'),
    over: fc.constantFrom({ state: 'open', ackedBy: null }, { ackedBy: 'he' }, { case: null }, {}),
  })
  .map(({ subject, over }) => ['alert', alertOf(subject, over)] as const)
const someRow: fc.Arbitrary<Put> = fc.oneof(
  ...[someCase, somePromise, someCallback, someApproval, someAgent, someAlert],
)
const someStep = fc.oneof(
  someRow.map((row) => ({ row, isGone: false })),
  someRow.map((row) => ({ row, isGone: true })),
)

test('whatever comes, changes and goes, the book and its lists are what they would be if made anew', () => {
  fc.assert(
    fc.property(fc.array(someStep, { maxLength: 40 }), (steps) => {
      const tables = createRowTables()
      const projection = createWorkItemRegistry(tables, rules, people)
      const options = {
        all: () => projection.entries(),
        keep: ({ priority }: WorkItem) => priority === 'vip',
      }
      const listing = createListing({ ...options, compare: compareWorkItems })
      projection.follow((changes) => void listing.apply(changes))
      for (const { row, isGone } of steps) {
        const [type, { id }] = row
        projection.apply(tables.apply(isGone ? { put: {}, del: { [type]: [id] } } : put(row)))
        const anew = [...createWorkItemRegistry(tables, rules, people).entries()].sort(compareWorkItems)
        expect([...projection.entries()].sort(compareWorkItems)).toEqual(anew)
        expect(listing.items).toEqual(anew.filter(options.keep))
      }
    }),
  )
})

/** A book of so many cases with a promise each, which counts how often a row is looked at and two entries are compared. */
function countedProjection(cases: number) {
  const work = { looked: 0, compared: 0 }
  const tables = createRowTables()
  const rows = Array.from({ length: cases }, (_, index): Put[] => [
    ['case', caseOf({ id: `C${index}`, rank: index, clocks: [clockAt(`promise/P${index}`)] })],
    ['promise', promiseOf({ id: `P${index}`, case: `C${index}`, dueAt: at(index) })],
  ])
  tables.apply(put(...rows.flat(), ['agent', { id: 'yuan' }]))
  const projection = createWorkItemRegistry(
    {
      row: (type, id) => {
        work.looked++
        return tables.row(type, id)
      },
      rows: tables.rows,
    },
    rules,
  )
  const listing = createListing({
    all: () => projection.entries(),
    keep: () => true,
    compare: (a, b) => {
      work.compared++
      return compareWorkItems(a, b)
    },
  })
  projection.follow((changes) => void listing.apply(changes))
  function costOf(...changed: Put[]) {
    Object.assign(work, { looked: 0, compared: 0 })
    projection.apply(tables.apply(put(...changed)))
    return { ...work }
  }
  return { costOf }
}

const waiting = {
  id: 'call',
  state: 'waiting',
  queuedAt: at(0),
  answeredAt: null,
  clocks: [],
  case: null,
} as {
  id: string
}

test.each<[string, Put[]]>([
  ['a call that waits', [['contact', waiting]]],
  ['a case that gets another place', [['case', caseOf({ id: 'C7', rank: 99 })]]],
  ['a promise that is kept', [['promise', promiseOf({ id: 'P7', case: 'C7', state: 'kept' })]]],
])('what %s costs is the same with a hundred cases and with three thousand', (_what, changed) => {
  const few = countedProjection(100).costOf(...changed)
  const many = countedProjection(3_000).costOf(...changed)
  expect(many.looked).toBe(few.looked)
  expect(many.looked).toBeLessThan(10)
  // Places are found by halving: thirty times as many are five steps more, at each going and coming.
  expect(many.compared - few.compared).toBeLessThanOrEqual(6 * 4)
})

test('an entry says who has taken the alert of its clock, also a case of what has no line of its own, until it is given back', () => {
  const tables = createRowTables()
  const projection = createWorkItemRegistry(tables, rules)
  const takers = () => [...projection.entries()].map(({ key, takenBy }) => [key, takenBy])
  const hear = (...rows: Put[]) => projection.apply(tables.apply(put(...rows)))
  hear(
    ['promise', promiseOf({ clocks: [clockAt('promise/P1')] })],
    ['case', caseOf({ clocks: [clockAt('promise/P1'), clockAt('handoff/H1')] })],
  )
  expect(
    hear(['alert', alertOf('promise/P1', {})], ['alert', alertOf('handoff/H1', { ackedBy: 'he' })]),
  ).toBe(true)
  expect(takers()).toEqual([
    ['promise/P1', 'lin'],
    ['case/C1', 'he'],
  ])
  hear(['alert', alertOf('promise/P1', { state: 'open', ackedBy: null })])
  expect(takers()).toEqual([
    ['promise/P1', null],
    ['case/C1', 'he'],
  ])
})

test('an approval is out of hands while the number of who is asked is signed out, and never where they have none', () => {
  const tables = createRowTables()
  const projection = createWorkItemRegistry(tables, rules, [
    ...people,
    { id: 'ma-zong', name: 'Ma', role: 'supervisor', agent: null, team: null },
  ])
  const hear = (...rows: Put[]) => projection.apply(tables.apply(put(...rows)))
  const areOut = () => [...projection.entries()].map(({ id, agentIsOut }) => [id, agentIsOut])
  hear(['approval', approvalOf({ from: 'qian' })], ['approval', approvalOf({ id: 'A2', from: 'ma-zong' })])
  expect(areOut()).toEqual([
    ['A1', true],
    ['A2', false],
  ])
  hear(['agent', { id: 'lin', state: 'available' } as { id: string }])
  expect(areOut()).toEqual([
    ['A1', false],
    ['A2', false],
  ])
})
