import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AnyEvent } from '#core/event/event.ts'
import { createApprovalArchive } from '#store/postgres/approval-archive.ts'
import { createDatabase, type Database } from '#store/postgres/database.ts'
import { createDayReport, type DayReport } from '#store/postgres/day-report.ts'
import { createEventArchive } from '#store/postgres/event-archive.ts'
import { migrate } from '#store/postgres/migrate.ts'
import { type PrivatePostgres, startPostgres } from '../support/postgres.ts'

const HOUR = 3_600_000
const MORNING = Date.parse('2026-03-09T00:00:00Z')
const day = { from: MORNING, to: MORNING + 12 * HOUR }
let postgres: PrivatePostgres
let database: Database
let report: DayReport

let serial = 0
function entry(hour: number, type: string, subject: string, data: Record<string, unknown> = {}) {
  const time = MORNING + hour * HOUR
  const event: AnyEvent = { id: String(++serial), source: 'pbx', type, time, subject, data }
  return { pos: `${MORNING + serial}-0`, at: time, event }
}

/** One that was granted, refused by a slip that was taken back, and one asked for on another day. */
function approvals() {
  const asked = { case: 'C1', from: 'lin', amount: 400, currency: 'CNY', reason: 'Delay' }
  const slip = entry(2, 'approval.decided', 'AP1', { granted: false })
  return [
    entry(1, 'approval.requested', 'AP1', asked),
    { ...slip, event: { ...slip.event, id: 'no' } },
    entry(2, 'system.event_withdrawn', 'approval/AP1', { event: 'no' }),
    entry(3, 'approval.decided', 'AP1', { granted: true, by: 'lin' }),
    entry(-30, 'approval.requested', 'AP2', asked),
  ]
}

beforeAll(async () => {
  postgres = await startPostgres()
  database = createDatabase(postgres.url)
  await migrate(database)
  report = createDayReport(database, 'site')
  const call = (hour: number, contact: string, customer: string | null, queue: string, kind?: string) => [
    entry(hour, 'contact.queued', contact, { queue, ...(customer === null ? {} : { customer }) }),
    entry(hour, 'contact.answered', contact, { agent: queue === 'a' ? 'yuan' : 'he' }),
    entry(hour, 'contact.ended', contact),
    ...(kind === undefined ? [] : [entry(hour, 'contact.flagged', contact, { kind })]),
  ]
  const assessed = entry(6, 'case.assessed', 'C3', { cause: 'outage' })
  await createEventArchive(database, 'site').write('0-0', [
    ...call(-60, 'c0', 'anna', 'a', 'solved'),
    ...call(1, 'c1', 'anna', 'a', 'solved'),
    ...call(2, 'c2', 'anna', 'b', 'interrupted'),
    ...call(3, 'c3', 'bo', 'a'),
    ...call(4, 'c4', null, 'b'),
    entry(5, 'agent.signed_out', 'yuan'),
    entry(1, 'case.opened', 'C1', {
      ...{ kind: 'complaint', queue: 'a', cause: 'outage', name: 'Wang Xiaoming' },
    }),
    entry(2, 'case.assessed', 'C1', { cause: 'bill' }),
    entry(2, 'case.opened', 'C2', { kind: 'complaint', team: 'east', cause: 'outage' }),
    entry(3, 'case.opened', 'C3', { kind: 'complaint', queue: 'b' }),
    entry(3, 'case.resolved', 'open-c3', { outcome: 'solved', cause: 'outage' }),
    entry(13, 'case.assessed', 'C3', { cause: 'bill' }),
    // One of the same customer that went into C2, and a cause that was taken back.
    entry(4, 'case.opened', 'C4', { kind: 'complaint', queue: 'a', cause: 'outage' }),
    entry(5, 'case.merged', 'C4', { into: 'C2' }),
    ...approvals(),
    { ...assessed, event: { ...assessed.event, id: 'slip' } },
    entry(6, 'system.event_withdrawn', 'case/C3', { event: 'slip' }),
  ])
})
afterAll(async () => {
  await database.destroy()
  await postgres.stop()
})

test('approvals are read by when they were asked for, without what was taken back', async () => {
  const read = await createApprovalArchive(database, 'site')(day)
  // The case may have left the floor long ago: what is typed of its customer is masked all the same.
  expect([...read.names]).toEqual([['C1', ['Wang Xiaoming']]])
  expect(read.events.map(({ type, subject, data }) => [type, subject, data])).toEqual([
    ['approval.requested', 'AP1', expect.objectContaining({ amount: 400, reason: 'Delay' })],
    ['approval.decided', 'AP1', { granted: true, by: 'lin' }],
  ])
  expect(await createApprovalArchive(database, 'another')(day)).toMatchObject({ events: [] })
})

test('a case counts once, by the cause that was said last on the day', async () => {
  expect(await report.causes(day, 'all')).toEqual([
    { cause: 'outage', count: 2 },
    { cause: 'bill', count: 1 },
  ])
})

test('causes of one queue and team are those of their cases, also of a case that an answer opened', async () => {
  expect(await report.causes(day, { queues: ['a'], teams: [] })).toEqual([
    { cause: 'bill', count: 1 },
    { cause: 'outage', count: 1 },
  ])
  expect(await report.causes(day, { queues: [], teams: ['east'] })).toEqual([{ cause: 'outage', count: 1 }])
})

test('a day of which nothing is archived is unknown, not quiet', async () => {
  expect(await report.knows(day)).toBe(true)
  expect(await report.knows({ from: MORNING - 200 * HOUR, to: MORNING - 100 * HOUR })).toBe(false)
})

test('a repeat is a contact whose customer came in the hours before, on this day or the days before it', async () => {
  // c1 came 61 hours after c0, c2 one hour after c1; bo came once, c4 is nobody known.
  expect(await report.repeats(day, 'all')).toEqual({
    known: 3,
    within: [
      { hours: 24, count: 1 },
      { hours: 48, count: 1 },
      { hours: 72, count: 2 },
    ],
  })
  expect((await report.repeats(day, { queues: ['b'], teams: [] })).known).toBe(1)
})

test('unclassified is what was answered, has ended, and of which nobody said how by the end of the shift', async () => {
  expect(await report.unclassified(day, null, 'all')).toEqual({ ended: 4, unclassified: 1 })
  expect(await report.unclassified(day, 'yuan', 'all')).toEqual({ ended: 2, unclassified: 1 })
  const ofQueue = { queues: ['b'], teams: [] }
  expect(await report.unclassified(day, null, ofQueue)).toEqual({ ended: 2, unclassified: 0 })
  // Nobody is asked for longer than a shift can be.
  const late = { ...day, to: MORNING + 19 * HOUR }
  expect(await report.unclassified(late, null, ofQueue)).toEqual({ ended: 2, unclassified: 1 })
})
