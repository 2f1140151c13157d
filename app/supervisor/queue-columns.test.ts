import { expect, test } from 'vitest'
import { createFloor } from '#core/floor/create-floor.ts'
import type { QueueRow } from '#core/rows/row.ts'
import { siteSchema } from '#core/site/site-schema.ts'
import { compareBy, compareUrgency } from './queue-columns.ts'

const site = siteSchema.parse({ site: { id: 's' }, queues: [{ id: 'care' }] })
const quiet = createFloor({ site }).row('queue', 'care') as QueueRow
const staffed = { ...quiet.agents, signedIn: 2 }
const queue = (id: string, over: Partial<QueueRow> = {}): QueueRow => ({
  ...quiet,
  ...{ id, name: id, agents: staffed, target: { share: 0.8, withinSec: 20 } },
  ...over,
})

const below = { serviceLevel30m: 0.5 }
const rows = [
  queue('closed', { opensAt: '2026-11-30T00:00:00.000Z' }),
  queue('b-calm'),
  queue('a-calm'),
  queue('below', below),
  queue('late', { ...below, waiting: 2, waitingLate: 1 }),
  queue('unstaffed', { waiting: 1, agents: { ...staffed, signedIn: 0 } }),
]
const ids = (order: (a: QueueRow, b: QueueRow) => number) => [...rows].sort(order).map(({ id }) => id)

test('the worst queue stands first: nobody there, then one waits too long, then below target; a closed one last', () => {
  expect(ids(compareUrgency)).toEqual(['unstaffed', 'late', 'below', 'a-calm', 'b-calm', 'closed'])
})

test('a column orders by its figure, equal ones by name', () => {
  expect(ids(compareBy('waiting', true)).slice(0, 2)).toEqual(['late', 'unstaffed'])
  expect(ids(compareBy('name')).slice(0, 2)).toEqual(['a-calm', 'b-calm'])
})
