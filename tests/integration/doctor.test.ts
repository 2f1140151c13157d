import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { siteSchema } from '#core/site/site-schema.ts'
import { readEnv } from '#platform/env.ts'
import { openSecrets } from '#platform/secrets.ts'
import { secretFindings } from '#scripts/pbx/secret-findings.ts'
import { storedSecrets } from '#scripts/pbx/stored-secrets.ts'
import { checkFlow } from '#server/operations/check-flow.ts'
import { checkRedis, clockFinding, roomFinding } from '#server/operations/check-redis.ts'
import { findingLine } from '#server/operations/finding.ts'
import { createLog } from '#store/log.ts'
import { createDatabase, type Database } from '#store/postgres/database.ts'
import { createEventArchive } from '#store/postgres/event-archive.ts'
import { migrate } from '#store/postgres/migrate.ts'
import { createRecountStore } from '#store/postgres/recount-store.ts'
import { saveVersion } from '#store/site-file/site-versions.ts'
import { splitSecrets } from '#store/site-file/split-secrets.ts'
import { happened } from '../support/floor-events.ts'
import { type PrivatePostgres, startPostgres } from '../support/postgres.ts'
import { type PrivateRedis, startRedis } from '../support/redis.ts'

let redis: PrivateRedis
let postgres: PrivatePostgres
let database: Database
const site = siteSchema.parse({
  site: { id: 'doctor' },
  feeds: [
    { id: 'pbx', kind: 'http' },
    { id: 'crm', kind: 'http' },
    { id: 'shop', kind: 'http' },
  ],
})

beforeAll(async () => {
  ;[redis, postgres] = await Promise.all([startRedis({ hz: '10' }), startPostgres()])
  database = createDatabase(postgres.url)
  await migrate(database)
})
afterAll(async () => {
  await database.destroy()
  await Promise.all([redis.stop(), postgres.stop()])
})

const flow = async () => (await checkFlow(site, redis.url, postgres.url)).map(findingLine)

test('feeds that are silent, an archive that lags and figures that differ are told, each with what to do', async () => {
  const log = createLog({ url: redis.url, site: 'doctor' })
  await log.append([happened('contact.queued', 'C1', { queue: 'q' })], Date.now())
  const [entry] = await log.read('0-0', 10)
  const archive = createEventArchive(database, 'doctor')
  const hoursAgo = Date.now() - 3 * 3_600_000
  const early = { pos: `${hoursAgo}-0`, at: hoursAgo, event: { ...entry!.event, id: 'early', source: 'crm' } }
  await archive.write('0-0', [early])
  expect(await flow()).toEqual([
    expect.stringMatching(/^look .*feed pbx: was not heard within a day: look at who sends it/),
    expect.stringMatching(/^look .*feed crm: was last heard 3\.0 h ago/),
    expect.stringMatching(/^look .*feed shop: was not heard/),
    expect.stringMatching(/^FIX .*archive: is \d+ s behind the log/),
    expect.stringMatching(/^look .*recount: nothing was counted again yet/),
  ])
  await archive.write(early.pos, [entry!])
  const store = createRecountStore(database, 'doctor')
  const result = { at: Date.now(), pos: entry!.pos, intervals: 1, corrected: 0, tookMs: 1, found: [] }
  await store.write({ ...result, span: 'all', differences: {} })
  const well = await flow()
  expect(well[0]).toMatch(/^good .*feed pbx: was heard 0 min ago/)
  expect(well.slice(3)).toEqual([
    expect.stringMatching(/^good .*archive/),
    expect.stringMatching(/^good .*recount: agrees in every figure/),
  ])
  await store.write({ ...result, span: 'touched', differences: { offered: 2 } })
  expect((await flow()).at(-1)).toMatch(/^FIX .*recount: does not agree in offered \(2\)/)
  log.close()
})

test('what a running connector found out about its account is told with the line of manager.conf', async () => {
  const pbx = { id: 'pabx', kind: 'asterisk', host: '192.0.2.10', username: 'huiyin' }
  const other = siteSchema.parse({ site: { id: 'rights' }, feeds: [pbx] })
  const log = createLog({ url: redis.url, site: 'rights' })
  const said = async (data: Record<string, unknown>) => {
    const event = { ...happened('feed.state', 'pabx', data), source: 'system/connector' }
    await log.appendSystem([event], Date.now())
    const archive = createEventArchive(database, 'rights')
    const after = await archive.position()
    await archive.write(after, await log.read(after, 10))
    return (await checkFlow(other, redis.url, postgres.url)).map(findingLine)
  }
  const live = { state: 'live', why: null, since: '2026-11-29T08:00:00.000Z', lagSec: 0 }
  expect((await said({ ...live, missing: [] })).filter((line) => line.startsWith('FIX'))).toEqual([])
  expect(await said({ ...live, missing: ['agent', 'reporting'] })).toContainEqual(
    expect.stringMatching(
      /^FIX .*pabx: .*without agent: no caller .*without reporting: .*"read = system,.*" and "write = system,reporting"/,
    ),
  )
  expect(await said({ ...live, state: 'down', why: 'login_refused', missing: [] })).toContainEqual(
    expect.stringMatching(/^FIX .*pabx: .*no connection since 2026-11-29T08:00:00\.000Z \(login_refused\)/),
  )
  log.close()
})

test('a feed whose secret the file does not say is tried with the kept one; without one it is a fault', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'huiyin-doctor-'))
  const variables = { REDIS_URL: redis.url, DATABASE_URL: postgres.url, HUIYIN_DATA_DIR: folder }
  const read = readEnv(variables)
  if (!read.ok) throw new Error(read.faults.join())
  const pbx = { id: 'pabx', kind: 'asterisk', host: '192.0.2.10', username: 'huiyin' }
  const written = (feed: object) => siteSchema.parse({ site: { id: 'kept' }, feeds: [feed] })
  const split = splitSecrets(written({ ...pbx, secret: 'ami-secret' }), () => ({
    ok: false,
    message: 'none',
  }))
  const { sealKey } = openSecrets(folder)
  await saveVersion(database, { split, at: 1, by: 'test', fileHash: null, sealKey }, async () => undefined)
  const stored = await storedSecrets(read.env, 'kept')
  expect(stored).toEqual({ ok: true, secrets: new Map([['pabx', 'ami-secret']]) })
  expect(secretFindings(written(pbx), stored)).toEqual([])
  expect(secretFindings(written({ ...pbx, id: 'other' }), stored).map(findingLine)).toEqual([
    'FIX     feed other: a feed of kind asterisk needs secret or secretFile',
  ])
  rmSync(folder, { recursive: true })
})

test('a Redis is looked at for persistence, eviction, hz, clock and room', async () => {
  const said = (await checkRedis(redis.url)).map(findingLine)
  expect(said).toEqual([
    expect.stringMatching(/^look .*hz is 10: timers fire up to 100 ms late\. Set "hz 100"/),
    expect.stringMatching(/^good .*answers/),
    expect.stringMatching(/^good .*% of its memory/),
    expect.stringMatching(/^good .*its clock is ours/),
  ])
  expect(findingLine(roomFinding('used_memory:900\r\nmaxmemory:1000\r\n'))).toMatch(/^FIX .*90 %/)
  expect(findingLine(clockFinding('Redis', Date.now() - 60_000))).toMatch(/^FIX .*60 s off ours: run NTP/)
})

test('a Redis that throws keys away, and a database that is away, are faults', async () => {
  const evicting = await startRedis({ 'maxmemory-policy': 'allkeys-lru', appendonly: 'no' })
  const said = (await checkRedis(evicting.url)).map(findingLine)
  await evicting.stop()
  expect(said.filter((line) => line.startsWith('FIX'))).toEqual([
    expect.stringContaining('Set "appendonly yes"'),
    expect.stringContaining('Set "maxmemory-policy noeviction"'),
  ])
  const nowhere = 'postgres://nobody@127.0.0.1:9/none'
  expect((await checkFlow(site, redis.url, nowhere)).map(findingLine)).toEqual([
    expect.stringMatching(/^FIX .*archive: .*ECONNREFUSED/),
  ])
})
