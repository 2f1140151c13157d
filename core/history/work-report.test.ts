import { expect, test } from 'vitest'
import { type WorkEvents, workReport } from './work-report.ts'

const HOUR = 3_600_000
const T0 = Date.parse('2026-03-09T00:00:00Z')
const day = { from: T0, to: T0 + 24 * HOUR }
const at = (hour: number) => new Date(T0 + hour * HOUR).toISOString()

let serial = 0
function event(hour: number, type: string, subject: string, data: object = {}): never {
  return { id: String(++serial), source: 'crm', type, time: T0 + hour * HOUR, subject, data } as never
}
const none: WorkEvents = { promise: [], handoff: [], callback: [] }

test('promises that fell due in the span, by who made them: kept, late, broken, still to come', () => {
  const promise = [
    event(-5, 'promise.made', 'P1', { case: 'C1', text: 'x', due: at(2), agent: 'yuan', origin: 'sales' }),
    event(1, 'promise.kept', 'P1'),
    event(1, 'promise.made', 'P2', { case: 'C1', text: 'x', due: at(2), agent: 'yuan' }),
    event(3, 'promise.kept', 'P2'),
    event(1, 'promise.made', 'P3', { case: 'C2', text: 'x', due: at(4), origin: 'department' }),
    event(1, 'promise.made', 'P4', { case: 'C2', text: 'x', due: at(20) }),
    // Agreed anew with the customer, it falls due on another day.
    event(1, 'promise.made', 'P5', { case: 'C2', text: 'x', due: at(20) }),
    event(2, 'promise.moved', 'P5', { due: at(40) }),
  ]
  const handoff = [event(0, 'handoff.sent', 'H1', { case: 'C2', department: 'finance' })]
  const { promises } = workReport({ ...none, promise, handoff }, day, T0 + 12 * HOUR)
  const counts = (of: (typeof promises)['origin']) =>
    of.map(({ id, kept, late, broken, open }) => [id, kept, late, broken, open])
  expect(counts(promises.origin)).toEqual([
    ['service', 0, 1, 0, 1],
    ['department', 0, 0, 1, 0],
    ['sales', 1, 0, 0, 0],
  ])
  expect(counts(promises.agent)).toEqual([['yuan', 1, 1, 0, 0]])
  expect(counts(promises.department)).toEqual([['finance', 0, 0, 1, 0]])
})

test('departments: what was sent, lay open, came back and how soon, bounced, and came in time', () => {
  const handoff = [
    event(-30, 'handoff.sent', 'H0', { case: 'C0', department: 'finance' }),
    event(-2, 'handoff.returned', 'H0'),
    event(-1, 'handoff.sent', 'H1', { case: 'C1', department: 'finance', due: at(5) }),
    event(4, 'handoff.returned', 'H1'),
    event(1, 'handoff.sent', 'H2', { case: 'C2', department: 'finance', due: at(2) }),
    event(3, 'handoff.returned', 'H2'),
    event(1, 'handoff.sent', 'H3', { case: 'C3', department: 'finance' }),
    event(2, 'handoff.bounced', 'H3', { to: 'logistics' }),
  ]
  expect(workReport({ ...none, handoff }, day, T0 + 12 * HOUR).departments).toEqual([
    { id: 'logistics', sent: 1, open: 1, returned: 0, medianSec: null, bounced: 0, inTime: null },
    { id: 'finance', sent: 1, open: 0, returned: 2, medianSec: 3.5 * 3_600, bounced: 1, inTime: 0.5 },
  ])
})

test('callbacks by how long they took, and how old the open ones are', () => {
  const callback = [
    event(-1, 'callback.requested', 'B0', { queue: 'care' }),
    event(1, 'callback.requested', 'B1', { queue: 'care' }),
    event(1.25, 'callback.attempted', 'B1', { agent: 'yuan', outcome: 'no_answer' }),
    event(1.4, 'callback.attempted', 'B1', { agent: 'yuan', outcome: 'reached' }),
    event(5, 'callback.done', 'B1'),
    event(1, 'callback.requested', 'B2', { queue: 'care' }),
    event(2, 'callback.cancelled', 'B2'),
    event(1, 'callback.requested', 'B3', { queue: 'care' }),
  ]
  const { callbacks } = workReport({ ...none, callback }, day, T0 + 12 * HOUR)
  expect(callbacks.requested).toBe(3)
  expect(callbacks.steps.map(({ done, open }) => [done, open])).toEqual([
    [1, 0],
    [1, 0],
    [0, 0],
    [0, 1],
    [0, 0],
  ])
  expect(callbacks.medianSec).toBeCloseTo(0.7 * 3_600, 3)
})
