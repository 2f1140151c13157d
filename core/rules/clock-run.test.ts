import { expect, test } from 'vitest'
import { type ClockRun, dueInForce, dueToJudge, mayBreach, nextOfRun, openStages } from './clock-run.ts'

/** A run that began at 0 and is due at 100, with warnings at 50 and 80. */
const run = (over: Partial<ClockRun> = {}): ClockRun => ({
  ...{ number: 1, start: { source: 's', id: 'e' }, startedAt: 0, holds: true, pauses: [], pausedAt: null },
  ...{ setting: null, limitMs: 100, floor: 0, after: 0, changed: false, emittedStages: [] },
  ...{ breachedEver: false, breachedUnderLimit: false, breachedInSetting: false },
  ...{ due: 100, stages: [50, 80], lastDue: 100, ...over },
})

test('a run that is released has no due at all; one that is paused keeps only the one that its field names', () => {
  expect([dueInForce(run()), dueInForce(run({ holds: false }))]).toEqual([100, null])
  expect(dueInForce(run({ pausedAt: 10, due: null }))).toBeNull()
  expect(dueInForce(run({ pausedAt: 10, due: null, setting: 100 }))).toBe(100)
  expect(dueToJudge(run({ pausedAt: 10, due: null, setting: 100 }))).toBeNull()
})

test('under a limit a run breaches once; under a due field once for each time it is set', () => {
  expect(mayBreach(run({ breachedUnderLimit: true }))).toBe(false)
  expect(mayBreach(run({ breachedUnderLimit: true, setting: 100 }))).toBe(true)
  expect(mayBreach(run({ breachedInSetting: true, setting: 100 }))).toBe(false)
})

test('a warning is emitted once, within what was not judged yet, and never at or behind the due', () => {
  expect(openStages(run(), 0, 100)).toEqual([0, 1])
  expect(openStages(run({ emittedStages: [0] }), 0, 100)).toEqual([1])
  expect([openStages(run(), 50, 80), openStages(run(), 80, 100)]).toEqual([[1], []])
  expect(openStages(run({ stages: [50, 100] }), 0, 200)).toEqual([0])
  expect(openStages(run({ breachedInSetting: true }), 0, 100)).toEqual([])
})

test('what time alone brings next is the next warning, then the breach, then nothing; of a paused run nothing', () => {
  expect(nextOfRun(run())).toBe(50)
  expect(nextOfRun(run({ after: 50 }))).toBe(80)
  expect(nextOfRun(run({ after: 80 }))).toBe(100)
  expect(nextOfRun(run({ after: 100, breachedUnderLimit: true }))).toBeNull()
  expect([nextOfRun(run({ pausedAt: 10 })), nextOfRun(run({ holds: false })), nextOfRun(null)]).toEqual([
    null,
    null,
    null,
  ])
})
