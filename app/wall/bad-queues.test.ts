import { expect, test } from 'vitest'
import { createFloor } from '#core/floor/create-floor.ts'
import type { QueueRow } from '#core/rows/row.ts'
import { siteSchema } from '#core/site/site-schema.ts'
import { type BadQueue, badWeight, staysInSight } from './bad-queues.ts'

const site = siteSchema.parse({ site: { id: 's' }, queues: [{ id: 'care' }] })
const quiet = createFloor({ site }).row('queue', 'care') as QueueRow
const queueOf = (over: Partial<QueueRow>): QueueRow => ({ ...quiet, ...over })
const target = { share: 0.8, withinSec: 20 }
const staffed = { ...quiet.agents, signedIn: 3 }

test('nobody there is worse than a missed level with people late, than people late, than a missed level alone', () => {
  const rows = [
    queueOf({ waiting: 1, agents: { ...staffed, signedIn: 0 } }),
    queueOf({ waiting: 1, waitingLate: 1, target, serviceLevel30m: 0.2, agents: staffed }),
    queueOf({ waiting: 1, waitingLate: 1, target, serviceLevel30m: 0.9, agents: staffed }),
    queueOf({ waiting: 0, target, serviceLevel30m: 0.2, agents: staffed }),
    queueOf({ waiting: 1, opensAt: '2026-05-05T00:00:00.000Z', agents: staffed }),
    queueOf({ waiting: 0, target, serviceLevel30m: 0.9, agents: staffed }),
  ]
  expect(rows.map(badWeight)).toEqual([0, 1, 2, 3, 4, undefined])
})

test('figures of before are no news: a queue whose feed is not heard is not among the bad', () => {
  const knownUntil = '2026-05-04T08:00:00.000Z'
  expect(badWeight(queueOf({ waiting: 1, agents: { ...staffed, signedIn: 0 }, knownUntil }))).toBeUndefined()
})

const bad = (...queues: [string, number][]): BadQueue[] => queues.map(([id, weight]) => ({ id, weight }))

test('the worst have the places, in the order of the board', () => {
  expect(staysInSight([], bad(['a', 3], ['b', 0], ['c', 1], ['d', 3]), 3)).toEqual(['a', 'b', 'c'])
})

test('of equals those that stand there stay; what is worse takes their place, what is good again leaves it', () => {
  const before = ['c', 'd']
  expect(staysInSight(before, bad(['a', 3], ['c', 3], ['d', 3]), 2)).toEqual(['c', 'd'])
  expect(staysInSight(before, bad(['a', 0], ['c', 3], ['d', 3]), 2)).toEqual(['a', 'c'])
  expect(staysInSight(before, bad(['a', 3], ['d', 3]), 2)).toEqual(['a', 'd'])
})
