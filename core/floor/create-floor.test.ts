import { describe, expect, it } from 'vitest'
import type { AnyEvent } from '../event/event.ts'
import { siteSchema } from '../site/site-schema.ts'
import { createFloor } from './create-floor.ts'

const site = siteSchema.parse({
  site: { id: 'test', timezone: 'Asia/Shanghai' },
  queues: [
    { id: 'sales', target: { share: 0.8, withinSec: 20 }, shortAbandonSec: 5, wrapUpSec: 30 },
    { id: 'care', target: { share: 0.8, withinSec: 20 }, shortAbandonSec: 5 },
  ],
  boards: [{ id: 'all', name: 'All', queues: ['sales', 'care'] }],
})
const noon = Date.parse('2026-03-04T12:00:00+08:00')

/** A floor that is told events as [seconds after noon, type, subject, data]. */
function floorWith(...story: [number, string, string, Record<string, unknown>?][]) {
  const floor = createFloor({ site })
  let seq = 0
  const tell = (sec: number, type: string, subject: string, data: Record<string, unknown> = {}) => {
    const time = noon + sec * 1_000
    const event: AnyEvent = {
      id: `e${String(seq++).padStart(4, '0')}`,
      source: 'pbx',
      type,
      time,
      subject,
      data,
    }
    floor.apply({ pos: `${seq}-0`, at: Math.max(time, floor.now), event })
  }
  for (const [sec, type, subject, data] of story) tell(sec, type, subject, data)
  return { floor, tell, at: (sec: number) => floor.advance(noon + sec * 1_000) }
}

describe('the floor', () => {
  it('counts an entry in exactly one outcome as its contact goes through the queue', () => {
    const { floor, tell } = floorWith([0, 'contact.queued', 'c1', { queue: 'sales', phone: '138' }])
    expect(floor.row('queue', 'sales')).toMatchObject({
      waiting: 1,
      offered: 1,
      answered: 0,
      serviceLevel: null,
    })
    tell(2, 'contact.offered', 'c1', { agent: 'a1' })
    expect(floor.row('contact', 'c1')).toMatchObject({ state: 'ringing', agent: 'a1' })
    expect(floor.row('agent', 'a1')).toMatchObject({ state: 'ringing', contacts: ['c1'] })
    tell(5, 'contact.answered', 'c1', { agent: 'a1' })
    expect(floor.row('queue', 'sales')).toMatchObject({
      waiting: 0,
      answered: 1,
      answeredInTarget: 1,
      asaSec: 5,
    })
    expect(floor.row('agent', 'a1')).toMatchObject({ state: 'busy', doing: 'inbound', handled: 1 })
    tell(65, 'contact.ended', 'c1')
    expect(floor.row('contact', 'c1')).toMatchObject({ state: 'wrap_up', agent: 'a1' })
    expect(floor.row('agent', 'a1')).toMatchObject({ state: 'wrap_up' })
    tell(75, 'contact.wrapped', 'c1')
    expect(floor.row('contact', 'c1')).toBeNull()
    expect(floor.row('queue', 'sales')).toMatchObject({ ahtSec: 70, offered: 1 })
  })

  it('ends a wrap-up by the time of the queue, at the exact instant', () => {
    const { floor, at } = floorWith(
      [0, 'agent.signed_in', 'a1', { queues: ['sales'] }],
      [1, 'contact.queued', 'c1', { queue: 'sales' }],
      [2, 'contact.answered', 'c1', { agent: 'a1' }],
      [10, 'contact.ended', 'c1'],
    )
    expect(floor.nextInstant()).toBe(noon + 40_000)
    at(39.999)
    expect(floor.row('agent', 'a1')?.state).toBe('wrap_up')
    expect(floor.row('queue', 'sales')?.agents).toMatchObject({ signedIn: 1, wrapUp: 1 })
    at(40)
    expect(floor.row('agent', 'a1')).toMatchObject({ state: 'available', since: '2026-03-04T04:00:40.000Z' })
    expect(floor.row('queue', 'sales')?.ahtSec).toBe(38)
  })

  it('says that a wait is late as soon as it exceeds the target, not at it', () => {
    const { floor, at } = floorWith([0, 'contact.queued', 'c1', { queue: 'care' }])
    at(20)
    expect(floor.row('queue', 'care')?.waitingLate).toBe(0)
    expect(floor.nextInstant()).toBe(noon + 20_001)
    at(20.001)
    expect(floor.row('queue', 'care')).toMatchObject({
      waitingLate: 1,
      serviceLevelNow: 0,
      serviceLevel: null,
    })
  })

  it('judges abandons by their wait and keeps turned-away callers out of every ratio', () => {
    const { floor } = floorWith(
      [0, 'contact.queued', 'c1', { queue: 'care' }],
      [3, 'contact.abandoned', 'c1'],
      [10, 'contact.queued', 'c2', { queue: 'care' }],
      [40, 'contact.ended', 'c2', { by: 'customer' }],
      [50, 'contact.queued', 'c3', { queue: 'care' }],
      [50, 'contact.left', 'c3', { reason: 'full' }],
      [60, 'contact.queued', 'c4', { queue: 'care' }],
      [70, 'contact.answered', 'c4', { agent: 'a1' }],
    )
    expect(floor.row('board', 'all')).toMatchObject({
      offered: 4,
      shortAbandoned: 1,
      abandoned: 1,
      left: 1,
      turnedAway: 1,
      answered: 1,
      serviceLevel: 0.5,
      abandonRate: 0.5,
      answerRate: 1 / 3,
    })
  })

  it('lets an entry fall out of the half hour at the exact instant', () => {
    const { floor, at } = floorWith(
      [0, 'contact.queued', 'c1', { queue: 'care' }],
      [10, 'contact.answered', 'c1', { agent: 'a1' }],
    )
    at(10 + 1_800 - 0.001)
    expect(floor.row('queue', 'care')).toMatchObject({ finished30m: 1, serviceLevel30m: 1 })
    at(10 + 1_800)
    expect(floor.row('queue', 'care')).toMatchObject({
      finished30m: 0,
      serviceLevel30m: null,
      serviceLevel: 1,
    })
  })

  it('turns the day without a reset job: yesterday’s waiting stays, its counts go', () => {
    const { floor, at } = floorWith([0, 'contact.queued', 'c1', { queue: 'care' }])
    at(12 * 3_600)
    expect(floor.row('queue', 'care')).toMatchObject({
      offered: 0,
      waiting: 0,
      waitingBefore: 1,
      waitingLate: 1,
    })
  })

  it('counts an agent in each queue, and once in a board', () => {
    const { floor } = floorWith(
      [0, 'agent.signed_in', 'a1', { queues: ['sales', 'care'] }],
      [1, 'contact.queued', 'c1', { queue: 'care' }],
      [2, 'contact.answered', 'c1', { agent: 'a1' }],
    )
    expect(floor.row('queue', 'care')?.agents).toMatchObject({ signedIn: 1, busyHere: 1, busyElsewhere: 0 })
    expect(floor.row('queue', 'sales')?.agents).toMatchObject({ signedIn: 1, busyHere: 0, busyElsewhere: 1 })
    expect(floor.row('board', 'all')?.agents).toMatchObject({ signedIn: 1, busyHere: 1 })
  })

  it('lets occupancy go on with each full minute of a long call', () => {
    const { floor, at } = floorWith(
      [0, 'agent.signed_in', 'a1', { queues: ['care'] }],
      [60, 'contact.queued', 'c1', { queue: 'care' }],
      [60, 'contact.answered', 'c1', { agent: 'a1' }],
    )
    expect(floor.row('agent', 'a1')?.occupancy).toBe(0)
    expect(floor.nextInstant()).toBe(noon + 120_000)
    floor.takeChanged()
    at(119)
    expect(floor.takeChanged().get('agent')).toBeUndefined()
    at(240)
    expect(floor.takeChanged().get('agent')).toEqual(new Set(['a1']))
    expect(floor.row('agent', 'a1')?.occupancy).toBe(0.75)
  })

  it('takes a late event in as if it had come in time', () => {
    const { floor, tell } = floorWith(
      [0, 'contact.queued', 'c1', { queue: 'care' }],
      [60, 'contact.ended', 'c1', { by: 'customer' }],
    )
    expect(floor.row('queue', 'care')).toMatchObject({ abandoned: 1, longestWaitSec: 60 })
    tell(15, 'contact.answered', 'c1', { agent: 'a1' })
    expect(floor.row('queue', 'care')).toMatchObject({
      abandoned: 0,
      answeredInTarget: 1,
      longestWaitSec: 15,
      ahtSec: 45,
    })
    expect(floor.row('agent', 'a1')).toMatchObject({ handled: 1, ahtSec: 45 })
  })
})
