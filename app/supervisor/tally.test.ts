import { expect, test } from 'vitest'
import { createChangeEmitter } from '../_live/derived.ts'
import { at, caseOf, promiseOf } from '../_work-items/rows-for-test.ts'
import type { WorkItem } from '../_work-items/work-item.ts'
import type { WorkItemRegistry } from '../_work-items/work-item-registry.ts'
import { workItemsOf } from '../_work-items/work-items.ts'
import type { DaySpan } from './shows.ts'
import { createTally } from './tally.ts'

const day: DaySpan = { from: Date.parse(at(0)), to: Date.parse(at(600)) }
const seenAfter = (id: string, minutes: number) =>
  caseOf({ id, supervisorAskedAt: at(5), supervisorSeenAt: at(5 + minutes) })
const entries = workItemsOf(
  {
    cases: [
      caseOf({ id: 'C1', supervisorAskedAt: at(-900) }),
      caseOf({ id: 'C2', priority: 'vip' }),
      caseOf({ id: 'C3', priority: 'high', state: 'resolved' }),
      seenAfter('C4', 4),
      seenAfter('C5', 8),
    ],
    promises: [
      promiseOf({ id: 'P1', state: 'kept' }),
      promiseOf({ id: 'P2', state: 'broken' }),
      promiseOf({ id: 'P3' }),
      promiseOf({ id: 'P4', dueAt: at(700) }),
      promiseOf({ id: 'P5', dueAt: at(-900), state: 'broken' }),
      promiseOf({ id: 'P6', dueAt: at(-900), state: 'late' }),
    ],
  },
  new Map(),
)
const find = (key: string) => entries.find((item) => item.key === key)!
const tallyOf = (...some: readonly WorkItem[]) => {
  const book: Pick<WorkItemRegistry, 'entries'> = {
    entries: () => some.values() as IterableIterator<WorkItem>,
  }
  return createTally(
    { ...createChangeEmitter(), fill: () => {}, apply: () => false, ...book } as WorkItemRegistry,
    day,
  )
}

test('a broken promise counts as late; one of an earlier day stands apart while it is owed, and in no share', () => {
  const tally = tallyOf(...entries)
  expect((['promisesKept', 'promisesLate', 'promisesOpen', 'promisesBefore'] as const).map(tally.of)).toEqual(
    [1, 1, 1, 1],
  )
})

test('the share marked high is of open cases', () => {
  const tally = tallyOf(...entries)
  expect([tally.of('high'), tally.of('openCases')]).toEqual([1, 4])
})

test('how soon a supervisor is seen is the median of those who asked today and were seen; of none it is unknown', () => {
  expect(tallyOf(...entries).median('seen')).toBe(6 * 60_000)
  expect(tallyOf().median('seen')).toBeNull()
})

test('what changes is taken out as it was and put in as it is', () => {
  const tally = tallyOf(...entries)
  tally.apply([
    { before: find('case/C2'), after: null },
    { before: find('case/C5'), after: { ...find('case/C5'), supervisorSeenAt: Date.parse(at(25)) } },
    { before: find('promise/P3'), after: { ...find('promise/P3'), rowState: 'kept' } },
    { before: null, after: { ...find('case/C1'), key: 'case/C9', askedSupervisorAt: null } },
  ])
  expect([
    tally.of('high'),
    tally.of('openCases'),
    tally.of('promisesKept'),
    tally.of('promisesOpen'),
  ]).toEqual([0, 4, 2, 0])
  expect(tally.median('seen')).toBe(12 * 60_000)
})
