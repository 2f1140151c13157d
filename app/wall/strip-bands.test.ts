import { expect, test } from 'vitest'
import { at, caseOf, clockOf } from '../_work-items/rows-for-test.ts'
import { workItemsOf } from '../_work-items/work-items.ts'
import { stripBands } from './strip-bands.ts'

const withClock = (id: string, state: 'running' | 'warned' | 'breached', minutes: number) =>
  caseOf({ id, clocks: [clockOf({ subject: `case/${id}`, state, dueAt: at(minutes) })] })

test('what burns keeps its order, what comes next stands by its due, old debts are one line with their count', () => {
  const entries = workItemsOf(
    {
      cases: [
        withClock('later', 'running', 90),
        withClock('soon', 'warned', 30),
        withClock('over', 'breached', 10),
        withClock('old', 'breached', -3_000),
        withClock('oldest', 'breached', -9_000),
      ],
    },
    new Map(),
  )
  const { now, next, older } = stripBands(entries, Date.parse(at(0)))
  expect(now.map(({ id }) => id)).toEqual(['over'])
  expect(next.map(({ id }) => id)).toEqual(['soon', 'later'])
  expect(older).toEqual({ count: 2, since: Date.parse(at(-9_000)) })
})
