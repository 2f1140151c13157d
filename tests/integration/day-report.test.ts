import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AnyEvent } from '#core/event/event.ts'
import { agentsReport } from '#core/history/agents-report.ts'
import { workReport } from '#core/history/work-report.ts'
import { createAgentDays } from '#store/postgres/agent-days.ts'
import { createApprovalArchive } from '#store/postgres/approval-archive.ts'
import { createDatabase, type Database } from '#store/postgres/database.ts'
import { createDayReport, type DayReport } from '#store/postgres/day-report.ts'
import { createDeliveryReport } from '#store/postgres/delivery-report.ts'
import { createEventArchive } from '#store/postgres/event-archive.ts'
import { migrate } from '#store/postgres/migrate.ts'
import { createTrendReport } from '#store/postgres/trend-report.ts'
import { createWorkArchive } from '#store/postgres/work-archive.ts'
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

/** What is owed to the customers of C1, which came to queue a, and of C2, which is team east's. */
function openWork() {
  const slip = entry(3, 'promise.kept', 'P2')
  return [
    entry(-40, 'promise.made', 'P1', { case: 'C1', text: 'x', due: '2026-03-09T02:00:00Z' }),
    entry(1, 'promise.kept', 'P1'),
    entry(1, 'promise.made', 'P2', { case: 'C2', text: 'x', due: '2026-03-09T04:00:00Z' }),
    { ...slip, event: { ...slip.event, id: 'kept-by-mistake' } },
    entry(3, 'system.event_withdrawn', 'promise/P2', { event: 'kept-by-mistake' }),
    entry(1, 'handoff.sent', 'H1', { case: 'C1', department: 'finance' }),
    entry(1, 'callback.requested', 'B1', { queue: 'b' }),
    entry(-1, 'callback.requested', 'B2', { queue: 'a' }),
  ]
}

function customerVoices() {
  const receipt = (hour: number, telling: string, more: object = {}) =>
    entry(hour, 'alert.told', 'X', { telling, channel: 'mail', person: 'lin', ...more })
  return [
    entry(1, 'case.opened', 'S1', { kind: 'suggestion', queue: 'a' }),
    entry(2, 'case.replied', 'S1', { kind: 'answer' }),
    entry(3, 'case.resolved', 'S1', { outcome: 'adopted' }),
    entry(1, 'case.opened', 'S2', { kind: 'suggestion', queue: 'b' }),
    receipt(1, 'a.lin.mail'),
    receipt(1, 'a.lin.sms', { channel: 'sms' }),
    receipt(2, 'b.lin.mail', { digest: 'd1' }),
    receipt(2, 'c.lin.mail', { digest: 'd1' }),
    receipt(2, 'd.lin.app', { channel: 'app' }),
    receipt(2, 'e.lin.mail', { edited: true }),
    receipt(-5, 'f.lin.mail'),
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
    ...openWork(),
    ...customerVoices(),
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

test('of one day a trend says what the day’s report says; of several each its own', async () => {
  const trends = createTrendReport(database, 'site')
  const now = MORNING + 12 * HOUR
  const one = { ...day, starts: [day.from], reach: 'all' as const, now }
  expect(await trends.repeats(one)).toEqual([{ stretch: 0, known: 3, within24: 1, within48: 1, within72: 2 }])
  expect(await trends.unclassified(one)).toEqual([{ stretch: 0, ended: 4, unclassified: 1 }])
  const ofQueue = { ...one, reach: { queues: ['b'], teams: [] } }
  expect(await trends.unclassified(ofQueue)).toEqual([{ stretch: 0, ended: 2, unclassified: 0 }])
  expect(await trends.unclassified({ ...ofQueue, now: MORNING + 19 * HOUR })).toEqual([
    { stretch: 0, ended: 2, unclassified: 1 },
  ])
  const starts = [-72, -48, -24, 0].map((hours) => MORNING + hours * HOUR)
  const several = { ...one, from: starts[0]!, starts }
  expect((await trends.repeats(several)).map(({ stretch, known }) => [stretch, known])).toEqual([
    [0, 1],
    [3, 3],
  ])
})

test('what was owed is read by when it began, without what was taken back, of one’s own queues and teams', async () => {
  const read = createWorkArchive(database, 'site')
  const whole = workReport(await read(day, 'all'), day, day.to)
  expect(whole.promises.origin).toMatchObject([{ id: 'service', kept: 1, broken: 1 }])
  expect(whole.departments).toMatchObject([{ id: 'finance', sent: 1, open: 1 }])
  expect(whole.callbacks.requested).toBe(1)
  const ofQueue = workReport(await read(day, { queues: ['a'], teams: [] }), day, day.to)
  expect(ofQueue.promises.origin).toMatchObject([{ kept: 1, broken: 0 }])
  expect(ofQueue.callbacks.requested).toBe(0)
  const ofTeam = workReport(await read(day, { queues: [], teams: ['east'] }), day, day.to)
  expect(ofTeam.promises.origin).toMatchObject([{ kept: 0, broken: 1 }])
  expect(ofTeam.departments).toEqual([])
})

test('suggestions are followed to their answer and outcome; messages told together, or on two ways, are one', async () => {
  const report = createDeliveryReport(database, 'site')
  expect(await report.suggestions(day, 'all')).toEqual({ heard: 2, answered: 1, adopted: 1 })
  const ofQueue = { queues: ['b'], teams: [] }
  expect(await report.suggestions(day, ofQueue)).toEqual({ heard: 1, answered: 0, adopted: 0 })
  expect(await report.messages(day)).toEqual([{ person: 'lin', count: 2 }])
})

test('behind each of these figures stand as many as it counts', async () => {
  const trends = createTrendReport(database, 'site')
  const heardOf = createDeliveryReport(database, 'site')
  for (const reach of ['all', { queues: ['b'], teams: [] }] as const) {
    const request = { ...day, reach, now: MORNING + 12 * HOUR, most: 100 }
    const all = { ...request, starts: [day.from] }
    const [repeats = { known: 0, within24: 0, within48: 0, within72: 0 }] = await trends.repeats(all)
    const lists = [null, 24, 48, 72].map((hours) => trends.repeated(request, hours))
    expect((await Promise.all(lists)).map(({ length }) => length)).toEqual([
      ...[repeats.known, repeats.within24, repeats.within48, repeats.within72],
    ])
    const [{ ended, unclassified } = { ended: 0, unclassified: 0 }] = await trends.unclassified(all)
    expect((await trends.ended(request, false)).length).toBe(ended)
    expect((await trends.ended(request, true)).length).toBe(unclassified)
    for (const { cause, count } of await report.causes(day, reach))
      expect(await report.casesOfCause(cause, day, reach, 100)).toHaveLength(count)
    const suggestions = await heardOf.suggestions(day, reach)
    for (const of of ['heard', 'answered', 'adopted'] as const)
      expect(await heardOf.suggested(of, day, reach, 100)).toHaveLength(suggestions[of])
  }
  expect(await heardOf.messagesOf('lin', day, 100)).toHaveLength(2)
  expect(await heardOf.messagesOf('nobody', day, 100)).toEqual([])
})

test('what agents did in a day is read of the archive, late ones in their place, with who signed in long before', async () => {
  const received = (
    hour: number,
    lateMin: number,
    ...happened: [type: string, subject: string, data?: object]
  ) => {
    const [type, subject, data] = happened
    const { event } = entry(hour, type, subject, data as Record<string, unknown>)
    const at = event.time + lateMin * 60_000
    return { pos: `${at}-${serial}`, at, event }
  }
  const care = { queues: ['care'] }
  const entries = [
    received(-200, 0, 'agent.available', 'old'),
    received(-1, 0, 'agent.signed_in', 'new', care),
    received(1, 0, 'contact.queued', 'K1', { queue: 'care' }),
    // Received after what follows on it.
    received(1.5, 5, 'agent.away', 'new', { reason: 'meal' }),
    received(1.55, 0, 'agent.busy', 'old', { doing: 'internal' }),
    received(2, 0, 'contact.abandoned', 'K1'),
    received(3, 0, 'agent.available', 'new'),
    // Told three days later, by a telephone system that was cut off.
    received(2.5, 72 * 60, 'agent.signed_in', 'cut', care),
    received(2.6, 72 * 60, 'agent.away', 'cut', { reason: 'break' }),
    received(2.75, 72 * 60, 'contact.queued', 'K2', { queue: 'care' }),
    received(3, 72 * 60, 'contact.abandoned', 'K2'),
  ].sort((a, b) => a.at - b.at)
  await createEventArchive(database, 'agents').write('0-0', entries)
  const read = createAgentDays(database, 'agents')
  const known = ['old', 'new'].map((id) => ({ id, ...care }))
  const found = await read({ from: MORNING, to: MORNING + 4 * HOUR }, known)
  const { losses, agents, waitedMs } = agentsReport(found, care, [])
  expect(losses.map(({ cause, ms }) => [cause, ms / HOUR])).toEqual([
    ['away.meal', 0.75],
    ['otherWork', 0.7],
    ['away.break', 0.25],
  ])
  expect(waitedMs).toBe(1.25 * HOUR)
  const hours = ({ available, away, busy }: (typeof agents)[number]['states']) =>
    [available, away, busy].map((ms) => ms / HOUR)
  expect(agents.map(({ id, states }) => [id, ...hours(states)])).toEqual([
    ['cut', 0.1, 1.4, 0],
    ['new', 2.5, 1.5, 0],
    ['old', 1.55, 0, 2.45],
  ])
})
