import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ruleEvent, voidedEvent } from '#core/alerts/rule-event.ts'
import { createFloor } from '#core/create-floor.ts'
import type { AnyEvent, LogEntry } from '#core/event.ts'
import type { Floor } from '#core/floor.ts'
import { comparePositions, LOG_START } from '#core/log-position.ts'
import type { RowType } from '#core/row.ts'
import type { Site } from '#core/site/site-schema.ts'
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

type Told = readonly [day: number, type: string, subject: string, data?: AnyEvent['data'], source?: string]

/** Writes what was told into the archive, with all that the rules said of it, as the workers do. */
async function lived(keepDays: Site['privacy']['keepDays'], told: readonly Told[]): Promise<Past> {
  const site = `s${randomUUID()}`
  const set = { ...timerSite(site), privacy: { unmask: [], keepDays } }
  const floor = createFloor({ keepLines: true })
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
    for (const { what, line, takenBack } of [...floor.owed().values()])
      hear(what === 'say' ? ruleEvent(line, takenBack, about) : voidedEvent(line, takenBack, at), at)
  }
  const first: Told = [-70, 'config.applied', site, { site: { ...set, privacy: undefined } }, 'system/config']
  const second: Told = [0, 'config.applied', site, { site: set }, 'system/config']
  for (const [day, type, subject, data = {}, source = 'pbx'] of [first, ...told, second].toSorted(
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
  const floor = createFloor({ keepLines: true })
  for (const entry of entries) floor.apply(entry)
  floor.advance(NOW)
  return floor
}

const rowsOf = (floor: Floor, types: readonly RowType[]) =>
  types.flatMap((type) => [...floor.ids(type)].toSorted().map((id) => floor.row(type, id)))

const whose = { customer: 'lin', phone: '13800000001', name: '林' }
const deadline = (day: number) => new Date(onDay(day)).toISOString()

const CLOSED: readonly Told[] = [
  [2, 'case.opened', 'closed', { kind: 'complaint', queue: 'care', deadline: deadline(3) }],
  [2.1, 'promise.made', 'kept', { case: 'closed', text: 'we call', due: deadline(3) }],
  [2.2, 'promise.kept', 'kept'],
  [4, 'case.resolved', 'closed'],
]
const OPEN: readonly Told[] = [
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
]
const CROSSING: readonly Told[] = [
  [20, 'case.opened', 'long', { kind: 'request', queue: 'care', deadline: deadline(30) }],
  [21, 'promise.made', 'early', { case: 'long', text: 'soon', due: deadline(22) }],
  [23, 'promise.kept', 'early'],
  [120, 'case.resolved', 'long'],
]
const OLD: readonly Told[] = [
  [-65, 'contact.queued', 'alone', { queue: 'care' }],
  [-65, 'contact.abandoned', 'alone'],
  [1, 'agent.signed_in', 'a1', { queues: ['care'] }],
  [1.1, 'agent.signed_out', 'a1'],
  [1, 'agent.signed_in', 'here', { queues: ['care'] }],
  [2, 'feed.heartbeat', 'pbx'],
  [3, 'feed.heartbeat', 'pbx'],
]
const YOUNG: readonly Told[] = [
  [51, 'contact.queued', 'young', { queue: 'care' }],
  [51, 'contact.abandoned', 'young'],
  // Whatever comes lets the floor forget what is over: first cases off the screens, then what it could take back.
  [200, 'contact.queued', 'later', { queue: 'care' }],
  [440, 'contact.queued', 'lately', { queue: 'care' }],
  [449, 'feed.heartbeat', 'pbx'],
]

test('what is old goes, what is open or young stays, and a floor that is built of the rest owes nothing anew', async () => {
  const past = await lived({ events: 400 }, [...OLD, ...CLOSED, ...OPEN, ...CROSSING, ...YOUNG])
  expect(past.floor.owed().size).toBe(0)
  const run = await removeOld(contextOf(past), never)
  const remaining = await left(past)
  const gone = texts(past.entries.filter(({ pos }) => !remaining.some((entry) => entry.pos === pos)))
  expect(new Set(gone)).toEqual(
    new Set([
      `config.applied ${past.site}`,
      ...['contact.queued alone', 'contact.abandoned alone', 'agent.signed_in a1', 'agent.signed_out a1'],
      ...[
        'feed.heartbeat pbx',
        'case.opened closed',
        'promise.made kept',
        'promise.kept kept',
        'case.resolved closed',
      ],
      ...['rule.running case/closed', 'rule.breached case/closed', 'rule.late case/closed'],
    ]),
  )
  expect(run!.removed).toEqual({ events: gone.length, audit: 0, figures: 0 })
  expect(texts(remaining).filter((text) => text === 'feed.heartbeat pbx')).toHaveLength(2)
  const again = rebuilt(remaining)
  expect([...again.owed().values()]).toEqual([])
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
  expect(again.row('agent', 'here')).toEqual(past.floor.row('agent', 'here'))
  expect(again.timeline('open')).toEqual(past.floor.timeline('open'))

  expect((await removeOld(contextOf(past), never))!.removed).toEqual({ events: 0, audit: 0, figures: 0 })
  expect(await left(past)).toEqual(remaining)
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

test('a run that is killed between two slices is gone on with, and says in the audit what both removed', async () => {
  const past = await lived({ events: 400, audit: 400, figures: 400 }, [...OLD, ...CLOSED, ...YOUNG])
  const { site } = past
  const record = (day: number) => ({
    at: onDay(day),
    who: 'lin',
    action: 'signed-in',
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
  const killed = new AbortController()
  const first = await removeOld(
    contextOf(past, {
      ...store,
      async count(transaction, what, rows) {
        await store.count(transaction, what, rows)
        if (rows > 0) killed.abort()
      },
    }),
    killed.signal,
  )
  expect(first).toBeNull()
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
  expect(run).toMatchObject({ finishedAt: NOW, removed: { audit: 12, figures: 1 } })
  expect(run.removed.events).toBe(past.entries.length - remaining.length)
  expect(await intervals.read('care', 0, NOW)).toHaveLength(1)
  const audit = await database.selectFrom('audit').selectAll().where('site_id', '=', site).execute()
  expect(audit.map(({ action }) => action).toSorted()).toEqual(['retention.done', 'signed-in'])
  const before = new Date(onDay(50)).toISOString()
  expect(audit.find(({ action }) => action === 'retention.done')!.detail).toEqual({
    events: { removed: run.removed.events, before },
    audit: { removed: 12, before },
    figures: { removed: 1, before },
  })
  expect(comparePositions(remaining.at(-1)!.pos, past.entries.at(-1)!.pos)).toBe(0)
})
