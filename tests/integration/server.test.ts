import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { createClock } from '#platform/clock.ts'
import { readStoreEnv } from '#platform/env.ts'
import { createProcessLog } from '#platform/process-log.ts'
import { openSecrets } from '#platform/secrets.ts'
import { freePort } from '#scripts/start/free-port.ts'
import { composeServer } from '#server/compose.ts'
import { startChild } from '../support/child-process.ts'
import { type PrivatePostgres, startPostgres } from '../support/postgres.ts'
import { type PrivateRedis, startRedis } from '../support/redis.ts'

const SITE = `
site: { id: server-test }
queues: [{ id: sales }]
feeds: [{ id: pbx, kind: http, token: a-feed-token-of-the-test }]
apiTokens:
  - { name: admin, role: admin, token: an-admin-token-of-the-test }
  - { name: reader, role: supervisor, token: a-reader-token-of-the-test }
`
let postgres: PrivatePostgres
let redis: PrivateRedis
let dir: string
let stop: (() => Promise<void>) | null = null

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'huiyin-server-'))
  writeFileSync(join(dir, 'site.yaml'), SITE)
  ;[postgres, redis] = await Promise.all([startPostgres(), startRedis({ appendfsync: 'everysec' })])
})
afterEach(async () => {
  await stop?.()
  stop = null
})
afterAll(async () => {
  await Promise.all([postgres.stop(), redis.stop()])
  rmSync(dir, { recursive: true })
})

/** A server that takes events in and shows nothing: it needs no built pages. */
async function serveIngest(clock = 'real'): Promise<string> {
  const port = await freePort()
  const read = readStoreEnv({
    PORT: String(port),
    REDIS_URL: redis.url,
    DATABASE_URL: postgres.url,
    HUIYIN_DATA_DIR: join(dir, 'data'),
    HUIYIN_CONFIG: join(dir, 'site.yaml'),
    HUIYIN_ROLE: 'ingest',
    HUIYIN_CLOCK: clock,
  })
  if (!read.ok) throw new Error(read.faults.join('\n'))
  const log = createProcessLog('test')
  log.level = 'silent'
  stop = await composeServer({
    env: read.env,
    clock: createClock(read.env.clock, { realMs: 0, virtualMs: 0 }),
    secrets: openSecrets(read.env.dataDir),
    log,
    onFailed: (error) => {
      throw error
    },
  })
  return `http://127.0.0.1:${port}`
}

const send = (url: string, id: string) =>
  fetch(`${url}/api/v1/events`, {
    method: 'POST',
    headers: { authorization: 'Bearer a-feed-token-of-the-test', 'content-type': 'application/json' },
    body: JSON.stringify({
      specversion: '1.0',
      id,
      source: 'pbx',
      type: 'contact.queued',
      time: new Date().toISOString(),
      subject: id,
      data: { queue: 'sales', phone: '13800138000', name: 'Wang' },
    }),
  })

const checksOf = async (url: string) => {
  const answer = await fetch(`${url}/readyz`)
  const { checks } = (await answer.json()) as { checks: Record<string, { ok: boolean; detail?: string }> }
  return { status: answer.status, checks }
}

test('a server of role ingest takes events in and shows nothing to anybody', async () => {
  const url = await serveIngest()
  expect((await send(url, 'a')).status).toBe(202)
  expect((await fetch(`${url}/api/v1/state`)).status).toBe(503)
  expect((await fetch(`${url}/wall/floor`)).status).toBe(503)
  expect((await fetch(`${url}/healthz`)).status).toBe(200)
})

test('/readyz names what is not as it must be: a Redis that may forget, no workers, a database that is away', async () => {
  const url = await serveIngest()
  const { status, checks } = await checksOf(url)
  expect(status).toBe(503)
  expect(checks.log).toEqual({ ok: true })
  expect(checks.database).toEqual({ ok: true })
  expect(checks.durability).toEqual({
    ok: false,
    detail: expect.stringContaining('Set "appendfsync always"'),
  })
  expect(checks.timers).toEqual({ ok: false, detail: expect.stringContaining('no worker') })
  await postgres.kill()
  await vi.waitFor(async () => expect((await checksOf(url)).checks.database!.ok).toBe(false))
  expect((await send(url, 'b')).status, 'events are taken in without the database').toBe(202)
  await postgres.restart()
  await vi.waitFor(async () => expect((await checksOf(url)).checks.database).toEqual({ ok: true }), 10_000)
})

test('/metrics is for this machine, or for an admin’s token; what a proxy passes on is from elsewhere', async () => {
  const url = await serveIngest()
  await send(url, 'c')
  const local = await fetch(`${url}/metrics`)
  const text = await local.text()
  expect(local.status).toBe(200)
  expect(text).toMatch(/huiyin_ingest_events_total\{feed="pbx",outcome="accepted"\} 1/)
  for (const personal of ['13800138000', 'Wang', 'a-feed-token-of-the-test'])
    expect(text).not.toContain(personal)
  const through = (token?: string) =>
    fetch(`${url}/metrics`, {
      headers: { 'x-forwarded-for': '203.0.113.7', ...(token && { authorization: `Bearer ${token}` }) },
    })
  expect((await through()).status).toBe(403)
  expect((await through('a-reader-token-of-the-test')).status).toBe(403)
  expect((await through('a-feed-token-of-the-test')).status).toBe(403)
  expect((await through('an-admin-token-of-the-test')).status).toBe(200)
})

test('a process that cannot come up ends, so that it is started again: it does not stay half', async () => {
  const taken = await serveIngest()
  const child = startChild(process.execPath, [join(import.meta.dirname, '../../server/main.ts')], {
    env: {
      ...process.env,
      ...{ PORT: new URL(taken).port, REDIS_URL: redis.url, DATABASE_URL: postgres.url },
      ...{ HUIYIN_DATA_DIR: join(dir, 'data'), HUIYIN_CONFIG: join(dir, 'site.yaml'), HUIYIN_ROLE: 'ingest' },
    },
  })
  expect(await child.exited).toBe(1)
  expect(child.output()).toContain('EADDRINUSE')
})

test('a demo’s clock is refused on the log of a real floor', async () => {
  const url = await serveIngest()
  await send(url, 'd')
  await stop!()
  stop = null
  await expect(serveIngest('2026-03-02T09:00:00+08:00@60')).rejects.toThrow(
    'HUIYIN_CLOCK is 2026-03-02T09:00:00+08:00@60, but the log of server-test was begun with real',
  )
})
