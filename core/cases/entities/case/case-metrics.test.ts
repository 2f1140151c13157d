import { expect, test } from 'vitest'
import { CLOCK_BREACHED, CLOCK_RUNS, CLOCK_WARNED } from '../../../rules/judge.ts'
import { type CaseMetric, caseMetric, createCaseMetrics, sameMetric } from './case-metrics.ts'

const metric = (
  clocks: number,
  state: 'open' | 'waiting' | 'resolved' = 'open',
  owner: string | null = 'yuan',
) => caseMetric(state, 'care', 'east', owner, clocks)

test.each([
  ['no clock', metric(0), { open: 1, warned: 0, breached: 0, unwatched: 1 }],
  ['a clock that runs', metric(CLOCK_RUNS), { open: 1, warned: 0, breached: 0, unwatched: 0 }],
  ['warned', metric(CLOCK_RUNS | CLOCK_WARNED), { open: 1, warned: 1, breached: 0, unwatched: 0 }],
  [
    'breached, and not counted as warned',
    metric(CLOCK_RUNS | CLOCK_WARNED | CLOCK_BREACHED),
    { breached: 1, warned: 0 },
  ],
  ['waiting for the customer', metric(0, 'waiting'), { open: 1, unwatched: 0 }],
  ['resolved: nobody’s, and not open', metric(0, 'resolved'), { open: 0, owner: null, unwatched: 0 }],
])('a case with %s', (_, found, expected) => {
  expect(found).toMatchObject(expected)
})

test('a case is taken out as it was before it is put in as it is, whatever of it changed', () => {
  const touched: string[] = []
  const metrics = createCaseMetrics((type, id) => touched.push(`${type}/${id}`))
  metrics.putCase('C1', metric(CLOCK_BREACHED | CLOCK_RUNS))
  metrics.putCase('C2', metric(CLOCK_RUNS, 'open', 'he'))
  expect(metrics.ofTeam('east')).toEqual({ open: 2, overdue: 1 })
  const moved: CaseMetric = { ...metric(CLOCK_RUNS), queue: 'sales', team: 'west' }
  metrics.putCase('C1', moved)
  expect(metrics.ofQueues(['care'], 0).cases).toEqual({ open: 1, warned: 0, breached: 0, unwatched: 0 })
  expect(metrics.ofQueues(['sales'], 0).cases).toMatchObject({ open: 1 })
  expect([metrics.ofTeam('east'), metrics.ofTeam('west')]).toMatchObject([{ overdue: 0 }, { open: 1 }])
  metrics.putCase('C1', null)
  metrics.putCase('C2', null)
  expect(metrics.ofAll(0).cases).toEqual({ open: 0, warned: 0, breached: 0, unwatched: 0 })
  expect([metrics.ofAgent('yuan'), metrics.ofAgent('he')]).toEqual([0, 0])
  expect(touched).toContain('team/west')
})

test('a callback is overdue from its due on, and counts for its agent until it is over', () => {
  const metrics = createCaseMetrics(() => undefined)
  metrics.putCallback('B1', { queue: 'care', agent: 'yuan', due: 100 })
  metrics.putCallback('B2', { queue: 'care', agent: null, due: null })
  const at = (now: number) => metrics.ofQueues(['care'], now).callbacks
  expect(at(99)).toMatchObject({ open: 2, overdue: 0, nextDueAt: new Date(100).toISOString() })
  expect(at(100)).toMatchObject({ open: 2, overdue: 1, nextDueAt: null })
  expect(metrics.ofAgent('yuan')).toBe(1)
  metrics.putCallback('B1', null)
  expect(at(101)).toMatchObject({ open: 1, overdue: 0 })
  expect(metrics.ofAgent('yuan')).toBe(0)
})

test('two metrics are the same only if nothing of them differs', () => {
  const one = metric(CLOCK_RUNS)
  expect(sameMetric(one, { ...one })).toBe(true)
  for (const field of Object.keys(one) as (keyof CaseMetric)[])
    expect(sameMetric(one, { ...one, [field]: typeof one[field] === 'number' ? 7 : 'other' })).toBe(false)
})
