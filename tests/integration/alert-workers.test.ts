import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { stringify } from 'yaml'
import type { AnyEvent } from '#core/event/event.ts'
import { LOG_START } from '#core/event/log-position.ts'
import { createClock } from '#platform/clock.ts'
import { readStoreEnv } from '#platform/env.ts'
import { openSecrets } from '#platform/secrets.ts'
import { buildFloor } from '#store/floor/build-floor.ts'
import { siteFloors } from '#store/floor/site-floor.ts'
import { type OpenSite, openSite } from '#store/open-site.ts'
import { createSnapshotStore } from '#store/snapshots.ts'
import { composeWorkers } from '#workers/compose.ts'
import { type HttpsSink, startHttpsSink } from '../support/peers/https-sink.ts'
import { type PhonePeer, pressing, startPhonePeer } from '../support/peers/other-peers.ts'
import { type SmtpSink, startSmtpSink } from '../support/peers/smtp-sink.ts'
import { type PrivatePostgres, startPostgres } from '../support/postgres.ts'
import { type PrivateRedis, startRedis } from '../support/redis.ts'

/** The workers as `npm start` puts them together, from the site file to the mail server. */

let redis: PrivateRedis
let postgres: PrivatePostgres
let smtp: SmtpSink
let sink: HttpsSink
let pbx: PhonePeer
let folder: string
let site: OpenSite
let said = ''
const stop = new AbortController()
let stopped: () => Promise<void>

beforeAll(async () => {
  ;[redis, postgres, smtp, sink, pbx] = await Promise.all([
    startRedis(),
    startPostgres(),
    startSmtpSink({ user: 'huiyin', password: 'mail-password-1' }),
    startHttpsSink(),
    startPhonePeer(),
  ])
  sink.behave({ is: 'answer', status: 403, body: 'no entry with hook-secret-1' })
  folder = mkdtempSync(join(tmpdir(), 'huiyin-alerts-'))
  const config = join(folder, 'site.yaml')
  writeFileSync(config, stringify(siteFile()))
  const read = readStoreEnv({
    REDIS_URL: redis.url,
    DATABASE_URL: postgres.url,
    HUIYIN_DATA_DIR: join(folder, 'data'),
    HUIYIN_CONFIG: config,
  })
  if (!read.ok) throw new Error(read.faults.join())
  const { env } = read
  const lines = new Writable({
    write(chunk, _encoding, done) {
      said += chunk.toString()
      done()
    },
  })
  const log = pino({ level: 'trace' }, lines)
  const clock = createClock({ kind: 'real' })
  const { sealKey } = openSecrets(env.dataDir)
  site = await openSite({ env, now: () => clock.now(), sealKey, log, alsoKeep: async () => undefined })
  await writeSnapshot(opened('kept', Date.now() - 60_000, 'callback.requested'))
  stopped = await composeWorkers({ env, clock, log, signal: stop.signal })
})
afterAll(async () => {
  stop.abort()
  await stopped()
  await site.close()
  await Promise.all([redis.stop(), postgres.stop(), smtp.stop(), sink.stop(), pbx.stop()])
  rmSync(folder, { recursive: true })
})

function siteFile() {
  const mail = {
    ...{ id: 'post', kind: 'mail', host: 'localhost', port: smtp.port, from: 'Huiyin <h@example.com>' },
    ...{ username: 'huiyin', password: 'mail-password-1', ca: smtp.cert },
  }
  const hook = {
    id: 'hook',
    kind: 'webhook',
    url: `${sink.url}/in/hook-key-1`,
    secret: 'hook-secret-1',
    ca: sink.cert,
  }
  return {
    site: { id: 'a', language: 'en' },
    queues: [{ id: 'care', team: 'east' }],
    teams: [{ id: 'east', name: 'East', leads: ['lin'], members: ['yuan'] }],
    people: [
      { id: 'boss', name: 'Boss', role: 'admin', email: 'boss@example.com' },
      { id: 'ma', name: 'Ma', role: 'supervisor', email: 'ma@example.com' },
      {
        ...{ id: 'lin', name: 'Lin', role: 'lead', team: 'east', email: 'lin@example.com' },
        reach: [
          { channel: 'webhook' },
          { channel: 'mail', address: 'lin@example.com' },
          { channel: 'phone', address: '101' },
        ],
      },
    ],
    rules: [
      {
        ...{
          id: 'unanswered',
          kind: 'clock',
          subject: 'case',
          start: ['case.opened'],
          stop: ['case.replied'],
        },
        ...{ limit: '1s', severity: 'critical', notify: 'leads', title: { en: 'Nobody answered' } },
      },
      {
        ...{ id: 'called-back', kind: 'clock', subject: 'callback', start: ['callback.requested'] },
        ...{ stop: ['callback.done'], limit: '1s', severity: 'info', title: { en: 'Not called back' } },
      },
    ],
    feeds: [
      {
        ...{ id: 'pbx', kind: 'asterisk', host: '127.0.0.1', port: pbx.port },
        ...{ username: 'huiyin', secret: pbx.secret },
      },
    ],
    alerts: {
      targets: [mail, hook, { id: 'desk', kind: 'phone', feed: 'pbx' }],
      allow: ['127.0.0.0/8', '::1'],
    },
  }
}

function opened(id: string, time: number, type = 'case.opened'): AnyEvent {
  const data = { kind: 'complaint', queue: 'care', name: 'Customer Wang', phone: '13800138000' }
  return { id: `opened-${id}`, source: 'desk', type, time, subject: id, data }
}

const fail = (error: Error): never => expect.unreachable(error.message)

/** A snapshot as of the end of the log that knows an event which the log does not have. */
async function writeSnapshot(event: AnyEvent): Promise<void> {
  const { create, codec } = siteFloors(() => ({ site: site.version.content }))
  function createFloor() {
    const floor = create()
    floor.apply({ pos: '1-0', at: event.time, event })
    return floor
  }
  const floor = await buildFloor({ createFloor, log: site.log, onFault: fail })
  const store = createSnapshotStore({ url: redis.url, site: site.id })
  await store.write({ schema: codec.schema, pos: floor.pos }, codec.save(floor))
  store.close()
}

async function events(type: string): Promise<AnyEvent[]> {
  const entries = await site.log.read(LOG_START, 10_000)
  return entries.map(({ event }) => event).filter((event) => event.type === type)
}

test('workers begin with the newest snapshot and read nothing that lies before it', async () => {
  const breached = async () => (await events('rule.breached')).map(({ subject }) => subject)
  await expect.poll(breached, { timeout: 20_000 }).toContain('callback/kept')
})

test('a breach reaches the lead by mail; a hook that takes nothing is final in the log, and nothing is given away', async () => {
  const now = Date.now()
  await site.log.append([opened('C1', now)], now)
  await smtp.received(1)
  expect(smtp.mails[0]).toMatchObject({ to: ['lin@example.com'], user: 'huiyin', secure: true })
  expect(smtp.mails[0]!.text).toContain('Nobody answered')
  await sink.received(1)
  await expect
    .poll(async () => (await events('alert.untold')).map(({ data }) => [data.channel, data.final]), {
      timeout: 30_000,
    })
    .toEqual([['webhook', true]])
  const log = JSON.stringify((await site.log.read(LOG_START, 10_000)).map(({ event }) => event))
  for (const secret of ['mail-password-1', 'hook-secret-1', 'hook-key-1']) {
    expect(log).not.toContain(secret)
    expect(said).not.toContain(secret)
  }
  const alerts = JSON.stringify([...(await events('alert.told')), ...(await events('alert.untold'))])
  for (const personal of ['13800138000', 'Wang', 'lin@example.com']) {
    expect(alerts).not.toContain(personal)
    expect(said).not.toContain(personal)
    expect(smtp.mails[0]!.raw.replace('lin@example.com', '')).not.toMatch(/13800138000|Wang/)
  }
})

test('the lead is rung, and key 1 takes the alert in their name', async () => {
  const now = Date.now()
  const before = pbx.asked()
  pbx.answerWith(pressing('1'))
  await site.log.append([opened('C2', now)], now)
  await expect.poll(() => pbx.asked(), { timeout: 30_000 }).toBeGreaterThan(before)
  const acked = async () => (await events('alert.acked')).map(({ source, data }) => ({ source, ...data }))
  await expect
    .poll(acked, { timeout: 30_000 })
    .toMatchObject([{ source: 'user/lin', by: 'lin', via: 'phone', until: expect.any(String) }])
})
