import { fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ruleEvent, voidedEvent } from '#core/alerts/rule-event.ts'
import type { AnyEvent, LogEntry } from '#core/event/event.ts'
import { comparePositions, LOG_START } from '#core/event/log-position.ts'
import { createFloor } from '#core/floor/create-floor.ts'
import type { Floor } from '#core/floor/floor.ts'
import type { RowType } from '#core/rows/row.ts'
import type { Site } from '#core/site/site-schema.ts'
import { retentionMetrics } from '#server/metrics/retention-metrics.ts'
import { createServerMetrics } from '#server/metrics/server-metrics.ts'
import { checkRetention } from '#server/operations/check-retention.ts'
import { writeAudit } from '#store/postgres/audit-records.ts'
import { createDatabase, type Database } from '#store/postgres/database.ts'
import { createEventArchive } from '#store/postgres/event-archive.ts'
import { createIntervalArchive } from '#store/postgres/interval-archive.ts'
import { upsertIntervals } from '#store/postgres/interval-table.ts'
import { migrate } from '#store/postgres/migrate.ts'
import { createRetentionStore, type RetentionStore } from '#store/postgres/retention-store.ts'
import { type RemovalContext, removeOld } from '#workers/retention/remove-old.ts'
import { runRetention } from '#workers/retention/run-retention.ts'
import { type PrivatePostgres, startPostgres } from '../support/postgres.ts'
import { timerSite } from '../support/timer-floor.ts'

const DAY_MS = 86_400_000
/** Day 0 lies 450 days back; with 400 days kept, what came before day 50 is old. */
const ZERO = Date.now() - 450 * DAY_MS
const onDay = (day: number) => ZERO + day * DAY_MS
const NOW = onDay(450)

let postgres: PrivatePostgres
let database: Database

beforeAll(async () => {
  postgres = await startPostgres()
  database = createDatabase(postgres.url)
  await migrate(database)
})
afterAll(async () => {
  await database.destroy()
  await postgres.stop()
})

const never = new AbortController().signal

interface Past {
  readonly site: string
  readonly floor: Floor
  readonly entries: readonly LogEntry[]
}

type Happened = readonly [
  day: number,
  type: string,
  subject: string,
  data?: AnyEvent['data'],
  source?: string,
]

/** Writes what was told into the archive, with all that the rules said of it, as the workers do. */
async function lived(keepDays: Site['privacy']['keepDays'], history: readonly Happened[]): Promise<Past> {
  const site = `s${randomUUID()}`
  const set = { ...timerSite(site), privacy: { unmask: [], keepDays } }
  const floor = createFloor({ keepTransitions: true })
  const entries: LogEntry[] = []
  let serial = 0
  function hear(event: AnyEvent, at: number): void {
    const entry = { pos: `${at}-${++serial}`, at, event }
    entries.push(entry)
    floor.apply(entry)
    say(at)
  }
  /** What the rules say, and take back. */
  function say(at: number): void {
    const about = () => ({ severity: 'critical', title: {}, case: null, team: null }) as const
    for (const { what, transition, takenBack } of [...floor.pendingRuleEvents().values()])
      hear(
        what === 'say' ? ruleEvent(transition, takenBack, about) : voidedEvent(transition, takenBack, at),
        at,
      )
  }
  const first: Happened = [
    -70,
    'config.applied',
    site,
    { site: { ...set, privacy: undefined } },
    'system/config',
  ]
  const second: Happened = [0, 'config.applied', site, { site: set }, 'system/config']
  for (const [day, type, subject, data = {}, source = 'pbx'] of [first, ...history, second].toSorted(
    ([one], [other]) => one - other,
  )) {
    const time = onDay(day)
    floor.advance(time)
    say(time)
    hear({ id: `e${serial}`, source, type, time, subject, data }, time)
  }
  floor.advance(NOW)
  await createEventArchive(database, site).write(LOG_START, entries)
  return { site, floor, entries }
}

function contextOf(
  { site, floor }: Past,
  store: RetentionStore = createRetentionStore(database, site),
): RemovalContext {
  return { site, database, floor, store, elsewhere: async () => undefined, atOnce: 5 }
}

const left = ({ site }: Past) => createEventArchive(database, site).read(LOG_START, 10_000)
const texts = (entries: readonly LogEntry[]) => entries.map(({ event }) => `${event.type} ${event.subject}`)

function rebuilt(entries: readonly LogEntry[]): Floor {
  const floor = createFloor({ keepTransitions: true })
  for (const entry of entries) floor.apply(entry)
  floor.advance(NOW)
  return floor
}

const rowsOf = (floor: Floor, types: readonly RowType[]) =>
  types.flatMap((type) => [...floor.ids(type)].toSorted().map((id) => floor.row(type, id)))

const whose = { customer: 'lin', phone: '13800000001', name: '林' }
const deadline = (day: number) => new Date(onDay(day)).toISOString()

const step = { route: 'r', firing: 'f', round: 1, step: 0, gravity: 1, called: [], missing: [] }
const receipt = { telling: 'one.to.way', channel: 'mail', department: 'stock' }
const CLOSED: readonly Happened[] = [
  [2, 'case.opened', 'closed', { kind: 'complaint', queue: 'care', deadline: deadline(3) }],
  [2.1, 'promise.made', 'kept', { case: 'closed', text: 'we call', due: deadline(3) }],
  [2.2, 'promise.kept', 'kept'],
  [4, 'case.resolved', 'closed'],
]
const OPEN: readonly Happened[] = [
  [5, 'contact.queued', 'first-call', { queue: 'care', ...whose }],
  [5.001, 'contact.answered', 'first-call', { agent: 'a1' }],
  [5.002, 'contact.ended', 'first-call'],
  [
    5.003,
    'case.opened',
    'open',
    { kind: 'complaint', queue: 'care', contact: 'first-call', ...whose, deadline: deadline(6) },
  ],
  [5.1, 'contact.queued', 'second-call', { queue: 'care', ...whose }],
  [5.2, 'contact.abandoned', 'second-call'],
  [7, 'promise.made', 'broken', { case: 'open', text: 'we pay', due: deadline(8) }],
  [9, 'callback.requested', 'owed', { queue: 'care', due: deadline(10), customer: 'wu' }],
  [9, 'notice.posted', 'standing', { text: 'the lift is broken' }],
  // A call about the case that an agent said is not about it.
  [10, 'contact.queued', 'other-call', { queue: 'care', case: 'open' }],
  [10.1, 'contact.ended', 'other-call'],
  [10.2, 'system.link_withdrawn', 'other-call', { case: 'open' }, 'user/lin'],
  [11, 'handoff.sent', 'asked', { case: 'open', department: 'stock', due: deadline(12) }],
  [11.1, 'alert.called', 'asked', { ...step, about: 'handoff', conversation: 'handoff/asked' }],
  [11.2, 'alert.told', 'handoff/asked', { ...receipt, conversation: 'handoff/asked' }],
  // Somebody stands in until long after.
  [
    12,
    'alert.duty',
    'night',
    { roster: 'night', from: deadline(13), to: deadline(470), person: 'lin', by: 'lin' },
  ],
]
const CROSSING: readonly Happened[] = [
  [20, 'case.opened', 'long', { kind: 'request', queue: 'care', deadline: deadline(30) }],
  [21, 'promise.made', 'early', { case: 'long', text: 'soon', due: deadline(22) }],
  [23, 'promise.kept', 'early'],
  // More events than are looked at at once: the one that names the case is among the first.
  [24, 'contact.queued', 'of-long', { queue: 'care', case: 'long' }],
  ...[1, 2, 3, 4, 5].map((at): Happened => [24 + at / 1_000, 'contact.declined', 'of-long', { agent: 'a1' }]),
  [24.01, 'contact.ended', 'of-long'],
  [120, 'case.resolved', 'long'],
]
const OLD: readonly Happened[] = [
  [-65, 'contact.queued', 'alone', { queue: 'care' }],
  [-65, 'contact.abandoned', 'alone'],
  [1, 'agent.signed_in', 'a1', { queues: ['care'] }],
  [1.1, 'agent.signed_out', 'a1'],
  [1, 'agent.signed_in', 'here', { queues: ['care'] }],
  // Signed in once for good, and anything but still since.
  [1, 'agent.signed_in', 'static', { queues: ['care'] }],
  [2, 'agent.available', 'static'],
  [3, 'agent.away', 'static', { reason: 'lunch' }],
  [4, 'agent.available', 'static'],
  [5, 'agent.shift', 'a1', { from: deadline(6), to: deadline(7) }],
  [6, 'agent.shift', 'a1', { from: deadline(455), to: deadline(456) }],
  [2, 'feed.heartbeat', 'pbx'],
  [3, 'feed.heartbeat', 'pbx'],
  [3, 'alert.duty', 'day', { roster: 'day', from: deadline(4), to: deadline(5), person: 'lin', by: 'lin' }],
]
const YOUNG: readonly Happened[] = [
  [51, 'contact.queued', 'young', { queue: 'care' }],
  [51, 'contact.abandoned', 'young'],
  [52, 'agent.away', 'static', { reason: 'lunch' }],
  // Whatever comes lets the floor forget what is over: first cases off the screens, then what it could take back.
  [200, 'contact.queued', 'later', { queue: 'care' }],
  [440, 'contact.queued', 'lately', { queue: 'care' }],
  [449, 'feed.heartbeat', 'pbx'],
]

test('what is old goes, what is open or young stays, and a floor that is built of the rest owes nothing anew', async () => {
  const past = await lived({ events: 400 }, [...OLD, ...CLOSED, ...OPEN, ...CROSSING, ...YOUNG])
  expect(past.floor.pendingRuleEvents().size).toBe(0)
  const run = await removeOld(contextOf(past), never)
  const remaining = await left(past)
  const gone = texts(past.entries.filter(({ pos }) => !remaining.some((entry) => entry.pos === pos)))
  expect(new Set(gone)).toEqual(
    new Set([
      `config.applied ${past.site}`,
      ...['contact.queued alone', 'contact.abandoned alone', 'agent.signed_in a1', 'agent.signed_out a1'],
      ...['agent.available static', 'agent.shift a1'],
      ...[
        'feed.heartbeat pbx',
        'alert.duty day',
        'case.opened closed',
        'promise.made kept',
        'promise.kept kept',
        'case.resolved closed',
      ],
      ...['rule.running case/closed', 'rule.breached case/closed', 'rule.late case/closed'],
    ]),
  )
  expect(run!.removed).toEqual({ events: gone.length, personal: 0, audit: 0, intervals: 0 })
  expect(texts(remaining).filter((text) => text === 'feed.heartbeat pbx')).toHaveLength(2)
  const again = rebuilt(remaining)
  expect([...again.pendingRuleEvents().values()]).toEqual([])
  const types: RowType[] = [
    'case',
    'promise',
    'callback',
    'notice',
    'contact',
    'alert',
    'handoff',
    'approval',
  ]
  expect(rowsOf(again, types)).toEqual(rowsOf(past.floor, types))
  expect(rowsOf(again, ['case'])).toHaveLength(1)
  for (const agent of ['here', 'static'])
    expect(again.row('agent', agent)).toEqual(past.floor.row('agent', agent))
  expect(again.row('agent', 'a1')?.shift).toEqual(past.floor.row('agent', 'a1')?.shift)
  expect(again.timeline('open')).toEqual(past.floor.timeline('open'))
  expect(again.receipts.swaps()).toEqual(past.floor.receipts.swaps())
  expect(again.receipts.swaps()).toHaveLength(1)
  for (const what of ['escalationSteps', 'deliveries'] as const) {
    expect(again.receipts[what]('handoff/asked')).toEqual(past.floor.receipts[what]('handoff/asked'))
    expect(again.receipts[what]('handoff/asked')).toHaveLength(1)
  }

  expect((await removeOld(contextOf(past), never))!.removed).toEqual({
    events: 0,
    personal: 0,
    audit: 0,
    intervals: 0,
  })
  expect(await left(past)).toEqual(remaining)
})

test('what many old events have in common is looked up once a run, not once for each', async () => {
  const queriesOf = async (heartbeats: number) => {
    const beats = Array.from(
      { length: heartbeats },
      (_, index): Happened => [index / 10, 'feed.heartbeat', 'pbx'],
    )
    const past = await lived({ events: 400 }, [...beats, ...YOUNG])
    let queries = 0
    const counting = database.withPlugin({
      transformQuery({ node }) {
        queries++
        return node
      },
      transformResult: async ({ result }) => result,
    })
    const run = await removeOld({ ...contextOf(past), database: counting, atOnce: 500 }, never)
    expect(run!.removed.events).toBe(heartbeats)
    return queries
  }
  expect(await queriesOf(200)).toBe(await queriesOf(10))
})

test('doctor and metrics say whether what is old goes', async () => {
  const past = await lived({ events: 400 }, [...OLD, ...YOUNG])
  const { site, floor } = past
  const store = createRetentionStore(database, site)
  const set = { ...floor.site, site: { ...floor.site.site, id: site } }
  const doctor = (now = NOW) => checkRetention(set, postgres.url, now)
  const metrics = createServerMetrics()
  retentionMetrics(metrics, store, () => NOW + 60_000)
  const figure = async (name: string) =>
    (await metrics.registry.getSingleMetricAsString(name)).split('\n').filter((line) => !line.startsWith('#'))
  const nothing = await checkRetention({ ...set, privacy: { unmask: [], keepDays: {} } }, postgres.url, NOW)
  expect(nothing).toMatchObject({ level: 'good', text: expect.stringContaining('nothing is removed') })
  expect(await doctor()).toMatchObject({ level: 'warning', text: expect.stringContaining('nothing ran yet') })
  expect(await figure('huiyin_retention_age_seconds')).toEqual(['huiyin_retention_age_seconds Nan'])

  await store.begin({ keepDays: { events: 400 }, begunAt: NOW, eventsBefore: onDay(50) })
  expect(await doctor()).toMatchObject({ level: 'good', text: expect.stringContaining('is under way since') })
  const late = { level: 'warning', text: expect.stringContaining('none have since') }
  expect(await doctor(NOW + 2 * DAY_MS)).toMatchObject(late)
  const { removed } = (await removeOld(contextOf(past), never))!
  const ended = { level: 'good', text: expect.stringContaining(`last at ${new Date(NOW).toISOString()}`) }
  expect(await doctor()).toMatchObject(ended)
  expect(await doctor(NOW + 2 * DAY_MS)).toMatchObject(late)
  expect(await figure('huiyin_retention_age_seconds')).toEqual(['huiyin_retention_age_seconds 60'])
  expect(await figure('huiyin_retention_removed')).toContain(
    `huiyin_retention_removed{what="events"} ${removed.events}`,
  )
  const away = await checkRetention(set, 'postgres://postgres@127.0.0.1:1/none', NOW)
  expect(away).toMatchObject({ level: 'fault', text: expect.stringContaining('start PostgreSQL') })
})

test('a run ends where the site file keeps more meanwhile', async () => {
  const past = await lived({ events: 400, audit: 400 }, [...OLD, ...YOUNG])
  let set = past.floor.site
  const floor = {
    ...past.floor,
    get site() {
      return set
    },
  }
  const store = createRetentionStore(database, past.site)
  const slices: number[] = []
  const counting: RetentionStore = {
    ...store,
    async count(transaction, what, rows) {
      await store.count(transaction, what, rows)
      slices.push(rows)
      set = { ...set, privacy: { unmask: [], keepDays: {} } }
    },
  }
  expect(await removeOld({ ...contextOf({ ...past, floor }, counting) }, never)).toBeNull()
  expect(slices).toHaveLength(1)
  expect(await store.last()).toMatchObject({ finishedAt: null, removed: { events: slices[0] } })
})

test('a clock that was set ahead by years removes nothing before it has stood so for an hour', async () => {
  const past = await lived({ events: 400 }, [...OLD, ...YOUNG])
  const { entries } = past
  const store = createRetentionStore(database, past.site)
  await store.begin({ keepDays: { events: 400 }, begunAt: NOW, eventsBefore: onDay(50) })
  await store.finish(NOW)
  let now = NOW + 900 * DAY_MS
  const set = {
    ...past.floor,
    get now() {
      return now
    },
  }
  const done = Promise.withResolvers<void>()
  const stop = new AbortController()
  let looks = 0
  const watched = {
    ...store,
    async last() {
      const last = await store.last()
      // Its time service sets it right after some looks.
      if (++looks === 4) now = NOW + DAY_MS
      return last
    },
  }
  const options = { ...contextOf({ ...past, floor: set }, watched), onDone: () => done.resolve() }
  const running = runRetention({ ...options, firstMs: 0, everyMs: 1 }, stop.signal)
  await done.promise
  stop.abort()
  await running
  expect(looks).toBeGreaterThanOrEqual(4)
  const young = entries.filter(({ at }) => at >= onDay(51))
  expect(await left(past)).toEqual(expect.arrayContaining(young))
  now = NOW + 900 * DAY_MS
  const again = Promise.withResolvers<void>()
  const later = new AbortController()
  const settled = { ...options, onDone: () => again.resolve(), firstMs: 0, everyMs: 1, settledMs: 0 }
  const removing = runRetention(settled, later.signal)
  await again.promise
  later.abort()
  await removing
  expect(texts(await left(past))).not.toContain('contact.queued young')
})

test('what is personal goes before the events, but of what is open or owed: that is erased once it is over', async () => {
  const history: Happened[] = [
    [5, 'contact.queued', 'over', { queue: 'care', ...whose }],
    [5.1, 'contact.abandoned', 'over'],
    [6, 'case.opened', 'done', { kind: 'request', title: 'Lin waits', queue: 'care', ...whose }],
    [6.1, 'case.replied', 'done', { kind: 'answer', text: 'Dear Lin' }],
    [6.2, 'case.resolved', 'done', { outcome: 'solved' }],
  ]
  const past = await lived({ personal: 400 }, [...history, ...OPEN, ...YOUNG])
  const dataOf = async (subject: string) =>
    (await left(past)).filter(({ event }) => event.subject === subject).map(({ event }) => event.data)
  const open = await dataOf('open')
  const record = (id: string, day: number) => ({
    ...{ site_id: past.site, id, opened_at: new Date(onDay(day)), state: 'resolved', kind: 'request' },
    ...{ row: JSON.stringify({ id, title: 'Lin waits', queue: 'care' }) as never, members: '[]' as never },
    tokens: sql`'{1,2}'::bigint[]` as never,
  })
  await database
    .insertInto('case_record')
    .values([record('done', 6), record('fresh', 60)])
    .execute()
  const run = (await removeOld(contextOf(past), never))!
  const records = await database
    .selectFrom('case_record')
    .selectAll()
    .where('site_id', '=', past.site)
    .orderBy('id')
    .execute()
  expect(records.map(({ row, tokens }) => [(row as { title: unknown }).title, tokens.length])).toEqual([
    [null, 0],
    ['Lin waits', 2],
  ])
  expect(run.removed).toEqual({ events: 0, personal: 3, audit: 0, intervals: 0 })
  expect(await dataOf('over')).toEqual([{ queue: 'care', customer: 'lin' }, {}])
  expect(await dataOf('done')).toEqual([
    { kind: 'request', queue: 'care', customer: 'lin' },
    { kind: 'answer', text: '' },
    { outcome: 'solved' },
  ])
  expect(await dataOf('open')).toEqual(open)
  expect((await removeOld(contextOf(past), never))!.removed.personal).toBe(0)
  // What was owed is over: as if the floor had let it go.
  const gone = { ...past.floor, row: () => null, ids: () => [], eventsOf: () => [] } as unknown as Floor
  expect((await removeOld(contextOf({ ...past, floor: gone }), never))!.removed.personal).toBeGreaterThan(2)
  expect(JSON.stringify(await left(past))).not.toMatch(/林|13800000001|we pay/)
})

test('a month of which nothing is left is dropped, one that another site still needs stays', async () => {
  const partitions = async () =>
    (
      await sql<{ name: string }>`select inhrelid::regclass::text as name from pg_inherits
      where inhparent = 'event'::regclass order by 1`.execute(database)
    ).rows.map(({ name }) => name)
  const past = await lived({ events: 400 }, [...OLD, ...YOUNG])
  const other = await lived({}, OLD)
  const month = `event_${new Date(onDay(-65)).toISOString().slice(0, 7).replace('-', '_')}`
  await removeOld(contextOf(past), never)
  expect(await partitions()).toContain(month)
  await sql`delete from event where site_id = ${other.site}`.execute(database)
  await sql`delete from event where at < ${new Date(onDay(-10))}`.execute(database)
  await removeOld(contextOf(past), never)
  expect(await partitions()).not.toContain(month)
  expect(texts(await left(past))).toContain('contact.queued young')
})

const openTransactions = async () =>
  (
    await sql`select 1 from pg_stat_activity where pid <> pg_backend_pid() and state = 'idle in transaction'`.execute(
      database,
    )
  ).rows

test('a run whose worker is killed in its second slice is gone on with, and says in the audit what both removed', async () => {
  const past = await lived({ events: 400, audit: 400, figures: 400 }, [...OLD, ...CLOSED, ...YOUNG])
  const { site } = past
  const record = (day: number) => ({
    at: onDay(day),
    who: 'lin',
    action: 'signed-in' as const,
    subject: null,
    detail: {},
  })
  await writeAudit(database, site, [...Array.from({ length: 12 }, () => record(10)), record(60)])
  const intervals = createIntervalArchive(database, site)
  const quarter = (day: number) => Math.floor(onDay(day) / 900_000) * 900_000
  const figures = (day: number) =>
    ({ site_id: site, kind: 'queue', subject: 'care', start: new Date(quarter(day)) }) as const
  await upsertIntervals(database, [10, 60].map(figures))

  const store = createRetentionStore(database, site)
  const program = join(import.meta.dirname, '../support/retention-process.ts')
  const worker = fork(program, [postgres.url, site, String(NOW)])
  await once(worker, 'message')
  worker.kill('SIGKILL')
  await once(worker, 'exit')
  // Its second slice ends with its connection.
  await expect.poll(async () => (await openTransactions()).length).toBe(0)
  const broken = (await store.last())!
  expect(broken.finishedAt).toBeNull()
  expect(broken.removed.events).toBeGreaterThan(0)
  expect((await left(past)).length).toBe(past.entries.length - broken.removed.events)

  const done = Promise.withResolvers<void>()
  const stop = new AbortController()
  const running = runRetention({ ...contextOf(past), onDone: () => done.resolve(), firstMs: 0 }, stop.signal)
  await done.promise
  stop.abort()
  await running
  const run = (await store.last())!
  const remaining = await left(past)
  expect(run).toMatchObject({ finishedAt: NOW, removed: { audit: 12, intervals: 1 } })
  expect(run.removed.events).toBe(past.entries.length - remaining.length)
  expect(await intervals.read('care', 0, NOW)).toHaveLength(1)
  const audit = await database.selectFrom('audit').selectAll().where('site_id', '=', site).execute()
  expect(audit.map(({ action }) => action).toSorted()).toEqual(['retention.done', 'signed-in'])
  const before = new Date(onDay(50)).toISOString()
  expect(audit.find(({ action }) => action === 'retention.done')!.detail).toEqual({
    events: { removed: run.removed.events, before },
    audit: { removed: 12, before },
    intervals: { removed: 1, before },
  })
  expect(comparePositions(remaining.at(-1)!.pos, past.entries.at(-1)!.pos)).toBe(0)
})
