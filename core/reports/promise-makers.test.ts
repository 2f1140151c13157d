import { expect, test } from 'vitest'
import { promiseMakers } from './promise-makers.ts'

const DAY = { from: Date.UTC(2026, 0, 5), to: Date.UTC(2026, 0, 6) }
const at = (hour: number) => new Date(DAY.from + hour * 3_600_000).toISOString()

const promise = (
  state: 'open' | 'kept' | 'late' | 'broken' | 'withdrawn',
  agent: string | null,
  more = {},
) => ({
  ...{ state, agent, dueAt: at(9), origin: null, case: 'C1' },
  ...more,
})
const rows = [
  promise('kept', 'yuan'),
  promise('kept', 'yuan'),
  promise('late', 'yuan'),
  promise('broken', 'he', { origin: 'sales' }),
  promise('open', 'he', { dueAt: at(20) }),
  promise('withdrawn', 'he'),
  promise('kept', null, { origin: 'department' }),
  // Yesterday's and tomorrow's.
  promise('broken', 'yuan', { dueAt: at(-1) }),
  promise('open', 'yuan', { dueAt: at(24) }),
]
const by = (maker: 'origin' | 'agent' | 'department') => promiseMakers(rows, maker, DAY, () => 'network')

test('the share kept in time, of what was due and is decided, by who made it', () => {
  expect(by('agent')).toEqual([
    { id: 'he', kept: 0, late: 0, broken: 1, open: 1, share: 0 },
    { id: 'yuan', kept: 2, late: 1, broken: 0, open: 0, share: 2 / 3 },
  ])
  expect(by('origin').map(({ id, share }) => [id, share])).toEqual([
    ['service', 2 / 3],
    ['department', 1],
    ['sales', 0],
  ])
  expect(by('department')).toEqual([{ id: 'network', kept: 1, late: 0, broken: 0, open: 0, share: 1 }])
})
