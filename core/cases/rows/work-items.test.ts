import { expect, test } from 'vitest'
import type { AnyEvent } from '../../event/event.ts'
import { siteSchema } from '../../site/site-schema.ts'
import { caseProjectionForTest } from '../projection/case-projection-for-test.ts'

const site = siteSchema.parse({
  site: { id: 'owed', timezone: 'UTC' },
  queues: [{ id: 'billing', team: 'care' }, { id: 'technical' }],
  teams: [{ id: 'care', name: 'Care' }],
  departments: [{ id: 'product', name: 'Product' }],
  rules: [
    {
      ...{ id: 'unanswered', kind: 'clock', subject: 'case', limit: '60m', warn: ['15m'] },
      ...{ start: ['case.opened', 'case.contacted'], stop: ['case.replied', 'case.resolved'] },
    },
    {
      ...{ id: 'callback', kind: 'clock', subject: 'callback', limit: '20m' },
      ...{ start: ['callback.requested'], stop: ['callback.done'] },
    },
  ],
})
const START = Date.UTC(2026, 2, 2, 1)
const MINUTE = 60_000
const at = (minute: number) => new Date(START + minute * MINUTE).toISOString()
let seq = 0

function happened(minute: number, type: string, subject: string, data: object = {}): AnyEvent {
  const id = `e${String(seq++).padStart(4, '0')}`
  return { id, source: 'crm', type, subject, time: START + minute * MINUTE, data: { ...data } }
}
function folded(...events: AnyEvent[]) {
  const floor = caseProjectionForTest(site)
  for (const event of events) floor.hear(event)
  floor.advance(START)
  return floor
}

test('a promise is broken at its due by time alone, late when kept after that, and no later date agreed unmakes it', () => {
  const made = happened(0, 'promise.made', 'P1', { case: 'C1', text: 'soon', due: at(30) })
  const floor = folded(made)
  floor.advance(START + 30 * MINUTE - 1)
  expect(floor.book.row('promise', 'P1')).toMatchObject({ state: 'open', dueAt: at(30) })
  floor.changed.clear()
  expect(floor.book.nextInstant()).toBe(START + 30 * MINUTE)
  floor.advance(START + 30 * MINUTE)
  expect(floor.book.row('promise', 'P1')).toMatchObject({ state: 'broken' })
  expect(floor.changed).toContain('promise/P1')
  floor.hear(happened(40, 'promise.moved', 'P1', { due: at(90) }))
  expect(floor.book.row('promise', 'P1')).toMatchObject({ state: 'open', dueAt: at(90) })
  floor.hear(happened(50, 'promise.kept', 'P1'))
  expect(floor.book.row('promise', 'P1')).toMatchObject({ state: 'late' })
  const inTime = folded(made, happened(30, 'promise.kept', 'P1'))
  inTime.advance(START + 60 * MINUTE)
  expect(inTime.book.row('promise', 'P1')).toMatchObject({ state: 'kept' })
})

test('a resolved case with an open promise is owing until the promise is kept or withdrawn', () => {
  const floor = folded(
    happened(0, 'case.opened', 'C1', { kind: 'complaint' }),
    happened(1, 'promise.made', 'P1', { case: 'C1', text: 'refund', due: at(900) }),
    happened(2, 'case.resolved', 'C1'),
  )
  expect(floor.book.row('case', 'C1')).toMatchObject({ state: 'resolved', owing: true })
  floor.hear(happened(3, 'promise.withdrawn', 'P1'))
  expect(floor.book.row('case', 'C1')).toMatchObject({ owing: false, reason: { key: 'resolved' } })
})

test('callbacks of a queue: open ones, overdue from the very due, and the next due; of a clock where none was given', () => {
  const floor = folded(
    happened(0, 'callback.requested', 'B1', { queue: 'billing', due: at(10) }),
    happened(0, 'callback.requested', 'B2', { queue: 'billing' }),
    happened(0, 'callback.requested', 'B3', { queue: 'technical', due: at(40) }),
  )
  floor.advance(START + 10 * MINUTE - 1)
  expect(floor.book.queueMetrics('billing').callbacks).toEqual({ open: 2, overdue: 0, nextDueAt: at(10) })
  floor.changed.clear()
  floor.advance(START + 10 * MINUTE)
  expect(floor.changed).toContain('queue/billing')
  expect(floor.book.queueMetrics('billing').callbacks).toEqual({ open: 2, overdue: 1, nextDueAt: at(20) })
  expect(floor.book.queueMetrics('billing', 'technical').callbacks).toEqual({
    open: 3,
    overdue: 1,
    nextDueAt: at(20),
  })
  floor.hear(happened(15, 'callback.attempted', 'B1', { agent: 'he', outcome: 'no_answer' }))
  floor.hear(happened(16, 'callback.rescheduled', 'B1', { due: at(60) }))
  expect(floor.book.row('callback', 'B1')).toMatchObject({
    attempts: 1,
    lastOutcome: 'no_answer',
    dueAt: at(60),
  })
  floor.hear(happened(17, 'callback.attempted', 'B1', { agent: 'he', outcome: 'reached' }))
  expect(floor.book.row('callback', 'B1')).toBeNull()
  expect([...floor.book.ids('callback')]).toEqual(['B2', 'B3'])
  expect(floor.book.queueMetrics('billing').callbacks).toMatchObject({ open: 1, overdue: 0 })
})

test('an agent’s open work: their cases and callbacks, as they come, go on, and are given back to nobody', () => {
  const floor = folded(
    happened(0, 'case.opened', 'C1', { kind: 'complaint', queue: 'billing', agent: 'he' }),
    happened(0, 'case.opened', 'C2', { kind: 'request', agent: 'he' }),
    happened(0, 'callback.requested', 'B1', { queue: 'billing' }),
    happened(1, 'callback.assigned', 'B1', { agent: 'he' }),
  )
  const open = () => [floor.book.openWork('he'), floor.book.openWork('lin')]
  expect(open()).toEqual([3, 0])
  floor.hear(happened(2, 'case.assigned', 'C1', { agent: 'lin' }))
  expect(open()).toEqual([2, 1])
  floor.hear(happened(3, 'case.resolved', 'C1'))
  floor.hear(happened(3, 'case.assigned', 'C2', { agent: null }))
  floor.hear(happened(3, 'callback.assigned', 'B1', { agent: null }))
  expect(open()).toEqual([0, 0])
  expect(floor.book.row('case', 'C2')).toMatchObject({ owner: null })
  expect(floor.book.row('callback', 'B1')).toMatchObject({ agent: null })
})

test('cases of a queue and its team follow their clocks: warned, breached, answered, unwatched', () => {
  const floor = folded(happened(0, 'case.opened', 'C1', { kind: 'complaint', queue: 'billing' }))
  const metrics = () => [floor.book.queueMetrics('billing').cases, floor.book.row('team', 'care')]
  const none = { warned: 0, breached: 0, unwatched: 0 }
  expect(metrics()).toEqual([
    { ...none, open: 1 },
    { id: 'care', name: 'Care', open: 1, overdue: 0 },
  ])
  floor.advance(START + 45 * MINUTE)
  expect(metrics()[0]).toEqual({ ...none, open: 1, warned: 1 })
  floor.advance(START + 60 * MINUTE)
  expect(metrics()).toEqual([
    { ...none, open: 1, breached: 1 },
    { id: 'care', name: 'Care', open: 1, overdue: 1 },
  ])
  expect(floor.book.row('case', 'C1')).toMatchObject({
    urgency: 'breached',
    watched: true,
    nextDueAt: at(60),
  })
  floor.hear(happened(61, 'case.replied', 'C1', { kind: 'answer' }))
  expect(metrics()[0]).toEqual({ ...none, open: 1, unwatched: 1 })
  expect(floor.book.row('case', 'C1')).toMatchObject({ watched: false, reason: { key: 'unwatched' } })
  floor.hear(happened(62, 'case.waiting', 'C1'))
  expect(floor.book.row('case', 'C1')).toMatchObject({ watched: true, state: 'waiting' })
  floor.hear(happened(63, 'case.resolved', 'C1'))
  expect(metrics()).toEqual([
    { ...none, open: 0 },
    { id: 'care', name: 'Care', open: 0, overdue: 0 },
  ])
})

test('since when the customer waits for us: their first unanswered word, not while we wait for them', () => {
  const floor = folded(happened(0, 'case.opened', 'C1', { kind: 'complaint' }))
  const since = () => floor.book.row('case', 'C1')?.customerWaitingSince
  expect(since()).toBe(at(0))
  floor.hear(happened(5, 'case.contacted', 'C1'))
  expect(since()).toBe(at(0))
  expect(floor.book.row('case', 'C1')?.reason).toMatchObject({
    key: 'came_again',
    values: { times: 2, since: at(0) },
  })
  floor.hear(happened(6, 'case.replied', 'C1', { kind: 'progress' }))
  expect(since()).toBeNull()
  floor.hear(happened(7, 'case.replied', 'C1', { kind: 'answer', accepted: false }))
  expect(since()).toBe(at(7))
  floor.hear(happened(8, 'case.waiting', 'C1'))
  expect(since()).toBeNull()
  floor.hear(happened(9, 'case.resumed', 'C1'))
  expect(since()).toBe(at(7))
})

test('a department: what lies with it, what is overdue, and how long it took for what came back today', () => {
  const sent = (minute: number, id: string, department = 'product') =>
    happened(minute, 'handoff.sent', id, { case: 'C1', department, due: at(100) })
  const floor = folded(
    ...[sent(0, 'H1'), sent(0, 'H2'), sent(0, 'H3', 'review'), sent(0, 'H4')],
    happened(10, 'handoff.bounced', 'H3', { to: 'product' }),
    happened(20, 'handoff.returned', 'H1'),
    happened(40, 'handoff.returned', 'H4'),
  )
  const product = () => floor.book.row('department', 'product')
  expect(product()).toMatchObject({
    id: 'product',
    name: 'Product',
    bounced: 0,
    keptShare: 1,
    open: 2,
    overdue: 0,
    medianReturnSec: 1_800,
  })
  expect(floor.book.row('department', 'review')).toMatchObject({ open: 0, bounced: 1 })
  floor.advance(START + 100 * MINUTE)
  expect(product()).toMatchObject({ open: 2, overdue: 2 })
  floor.changed.clear()
  floor.advance(START + 24 * 60 * MINUTE)
  expect(product()).toMatchObject({ open: 2, medianReturnSec: null })
  expect(floor.changed).toContain('department/product')
  // Who sent it on has nothing any more, and is counted for that.
  expect([...floor.book.ids('department')]).toEqual(['product', 'review'])
})
