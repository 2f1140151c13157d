import { describe, expect, it } from 'vitest'
import { createFloor } from '#core/floor/create-floor.ts'
import type { QueueRow } from '#core/rows/row.ts'
import { siteSchema } from '#core/site/site-schema.ts'
import { queueStatus } from './queue-status.ts'
import { waitingNow } from './waiting-now.ts'

const site = siteSchema.parse({ site: { id: 's' }, queues: [{ id: 'care' }] })
const quiet = createFloor({ site }).row('queue', 'care') as QueueRow
const row = (over: Partial<QueueRow>): QueueRow => ({ ...quiet, ...over })

const target = { share: 0.8, withinSec: 20 }

it.each([
  [0.5, 'below'],
  [0.76, 'near'],
  [0.8, 'onTarget'],
  [null, 'calm'],
] as const)('a queue whose last half hour had a level of %s is %s, whatever its day was', (level, status) => {
  expect(queueStatus(row({ target, serviceLevelNow: 0.3, serviceLevel30m: level }))).toBe(status)
})

describe('a queue after the site’s midnight', () => {
  const overNight = row({ waiting: 1, waitingBefore: 2 })

  it('shows also those who have waited since the day before', () => {
    expect(waitingNow(overNight)).toBe(3)
  })

  it('is unstaffed while only they wait and nobody is signed in', () => {
    expect(queueStatus(row({ waitingBefore: 1 }))).toBe('unstaffed')
  })

  it('is closed outside of its calendar, whatever its level was, and never calm', () => {
    const closed = { opensAt: '2026-11-30T00:00:00.000Z' }
    expect(queueStatus(row({ ...closed, target: null }))).toBe('closed')
    expect(queueStatus(row({ ...closed, target, serviceLevel30m: 0.2 }))).toBe('closed')
  })

  it('stands out while somebody waits though it is closed, the more if nobody is there', () => {
    const closed = { opensAt: '2026-11-30T00:00:00.000Z', waiting: 1 }
    expect(queueStatus(row(closed))).toBe('unstaffed')
    const agents = { ...quiet.agents, signedIn: 1 }
    expect(queueStatus(row({ ...closed, agents }))).toBe('closedWaiting')
  })

  it('is calm when nobody waits at all', () => {
    expect(queueStatus(row({ target: null }))).toBe('calm')
  })
})
