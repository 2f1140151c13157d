import fc from 'fast-check'
import { expect, test } from 'vitest'
import { departmentWork } from './department-work.ts'
import { reportItems } from './report-items.ts'
import type { WorkEvents } from './work-events.ts'
import { workReport } from './work-report.ts'

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
  const hours = [0, 3, 6].map((from) => ({ from: T0 + from * HOUR, to: T0 + (from + 3) * HOUR }))
  const each = departmentWork(handoff, 'finance', hours, T0 + 5 * HOUR)
  expect(each.map(({ sent, open, returned, bounced }) => [sent, open, returned, bounced])).toEqual([
    [1, 2, 0, 1],
    [0, 0, 2, 0],
    [0, 0, 0, 0],
  ])
})

test("a department's work in many periods is what each of them says alone, and each hand-off is looked at in its own periods only", () => {
  const said = fc.record({
    sent: fc.integer({ min: -10, max: 40 }),
    due: fc.option(fc.integer({ min: -10, max: 50 })),
    after: fc.array(fc.integer({ min: 1, max: 15 }), { maxLength: 3 }),
    isBack: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.array(said, { maxLength: 8 }), (all) => {
      const handoff = all.flatMap(({ sent, due, after, isBack }, index) => {
        const [id, department] = [`R${index}`, index % 2 === 0 ? 'finance' : 'logistics']
        const agreed = due === null ? {} : { due: at(due) }
        let hour = sent
        const steps = after.map((hours, step) => {
          hour += hours
          const to = step % 2 === 0 ? 'logistics' : 'finance'
          return isBack && step === after.length - 1
            ? event(hour, 'handoff.returned', id)
            : event(hour, 'handoff.bounced', id, { to })
        })
        return [event(sent, 'handoff.sent', id, { case: id, department, ...agreed }), ...steps]
      })
      const spans = Array.from({ length: 30 }, (_, index) => ({
        ...{ from: T0 + index * HOUR, to: T0 + (index + 1) * HOUR },
      }))
      const now = T0 + 24.5 * HOUR
      const nothing = {
        id: 'finance',
        sent: 0,
        open: 0,
        returned: 0,
        medianSec: null,
        bounced: 0,
        inTime: null,
      }
      expect(departmentWork(handoff, 'finance', spans, now)).toEqual(
        spans.map((span) => {
          const { departments } = workReport({ ...none, handoff }, span, now)
          return (span.from < now && departments.find(({ id }) => id === 'finance')) || nothing
        }),
      )
    }),
    { numRuns: 200 },
  )
  let reads = 0
  const quarters = Array.from({ length: 2_880 }, (_, index) => {
    const from = T0 + (index * HOUR) / 4
    const to = from + HOUR / 4
    return {
      get from() {
        return ++reads && from
      },
      to,
    }
  })
  const month = Array.from({ length: 200 }, (_, index) => [
    event(index, 'handoff.sent', `M${index}`, { case: 'C', department: 'finance' }),
    event(index + 1, 'handoff.returned', `M${index}`),
  ])
  departmentWork(month.flat(), 'finance', quarters, T0 + 720 * HOUR)
  expect(reads).toBeLessThan(200 * 50)
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

test('behind each figure stand as many as it counts', () => {
  const promise = ['kept', 'late', 'open', 'broken'].flatMap((_, index) => [
    event(-1, 'promise.made', `P${index}`, {
      ...{ case: `C${index}`, text: 'x', due: at(2 + 6 * index), agent: 'yuan' },
      ...(index % 2 === 1 && { origin: 'department' }),
    }),
    ...(index < 2 ? [event(index * 9, 'promise.kept', `P${index}`)] : []),
  ])
  const handoff = [
    event(0, 'handoff.sent', 'H1', { case: 'C1', department: 'finance', due: at(1) }),
    event(2, 'handoff.bounced', 'H1', { to: 'logistics' }),
    event(3, 'handoff.bounced', 'H1', { to: 'finance' }),
    event(4, 'handoff.returned', 'H1'),
    event(5, 'handoff.sent', 'H2', { case: 'C3', department: 'finance', due: at(6) }),
  ]
  const callback = [
    event(1, 'callback.requested', 'B1', { queue: 'care' }),
    event(2, 'callback.done', 'B1'),
    event(1, 'callback.requested', 'B2', { queue: 'care' }),
  ]
  const events: WorkEvents = { promise, handoff, callback }
  const now = T0 + 12 * HOUR
  const report = workReport(events, day, now)
  const counts = new Map<string, number>()
  for (const { figures } of reportItems(events, day, now))
    for (const figure of figures) counts.set(figure, (counts.get(figure) ?? 0) + 1)
  const facts = [
    ...Object.entries(report.promises).flatMap(([by, makers]) =>
      makers.flatMap(({ id, kept, late, broken, open }) =>
        Object.entries({ kept, late, broken, open, decided: kept + late + broken }).map(([state, count]) => [
          `promises/${by}/${id}/${state}`,
          count,
        ]),
      ),
    ),
    ...report.departments.flatMap(({ id, sent, open, returned, bounced }) =>
      Object.entries({ sent, open, returned, bounced }).map(([what, count]) => [
        `departments/${id}/${what}`,
        count,
      ]),
    ),
    ...report.callbacks.steps.flatMap(({ done, open }, step) => [
      [`callbacks/${step}/done`, done],
      [`callbacks/${step}/open`, open],
    ]),
    ['callbacks/all/done', report.callbacks.steps.reduce((sum, { done }) => sum + done, 0)],
  ] as [string, number][]
  expect(facts.reduce((sum, [, count]) => sum + count, 0)).toBeGreaterThan(12)
  for (const [figure, count] of facts) expect([figure, counts.get(figure) ?? 0]).toEqual([figure, count])
})
