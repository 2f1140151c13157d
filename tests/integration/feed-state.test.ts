import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Floor } from '#core/floor/floor.ts'
import { type Site, siteSchema } from '#core/site/site-schema.ts'
import { type AmiServer, startAmiServer } from '#scripts/replay-ami/ami-server.ts'
import { freePort } from '#scripts/start/free-port.ts'
import { createLog, type EventLog } from '#store/log.ts'
import { startChild } from '../support/child-process.ts'
import { type PrivateRedis, startRedis } from '../support/redis.ts'
import { foldLog, runConnectors } from '../support/run-connectors.ts'

/**
 * Guarantee: every fold of the log knows at the same position how a PBX stands and why, from its connector; it is back
 * within two seconds of its restart; and a server that stood still loses nothing of what the PBX said meanwhile.
 */

let redis: PrivateRedis
let log: EventLog
let serial = 0
const stops: (() => Promise<void> | void)[] = []
beforeAll(async () => {
  redis = await startRedis()
})
afterAll(() => redis.stop())
beforeEach(() => {
  log = createLog({ url: redis.url, site: `feeds-${++serial}` })
})
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
  log.close()
})

const siteAt = (port: number): Site =>
  siteSchema.parse({
    site: { id: `feeds-${serial}` },
    feeds: [
      {
        id: 'pbx',
        kind: 'asterisk',
        host: '127.0.0.1',
        port,
        username: 'dash',
        queues: { billing: 'bills' },
      },
    ],
    boards: [{ id: 'floor', name: 'Floor', queues: ['bills'] }],
  })

async function startPbx(port: number): Promise<AmiServer> {
  const server = await startAmiServer({ secret: 'right', port })
  stops.push(() => server.stop())
  server.play({ at: 0, raw: 'Event: QueueParams\r\nQueue: billing\r\nMax: 0\r\nCalls: 0\r\n\r\n' })
  return server
}

/** Folds the log again and again until what it says holds. */
async function until(site: Site, holds: (floor: Floor) => boolean): Promise<Floor> {
  for (;;) {
    const floor = await foldLog(log, site)
    if (holds(floor)) return floor
    await new Promise((done) => setTimeout(done, 20))
  }
}
const isLive = (floor: Floor) => floor.row('feed', 'pbx')?.state === 'live'

const about = (name: string, kind: string, uniqueid: string, more = '') =>
  `Event: ${name}\r\nPrivilege: ${kind},all\r\nChannel: SIP/${uniqueid}\r\nUniqueid: ${uniqueid}\r\n` +
  `Linkedid: ${uniqueid}\r\nQueue: billing\r\n${more}\r\n`
const join = (uniqueid: string) => about('QueueCallerJoin', 'agent', uniqueid, 'Position: 1\r\nCount: 1\r\n')
const abandon = (uniqueid: string) =>
  about('HangupRequest', 'call', uniqueid) +
  about('QueueCallerAbandon', 'agent', uniqueid, 'HoldTime: 7\r\n') +
  about('QueueCallerLeave', 'agent', uniqueid) +
  about('Hangup', 'call', uniqueid, 'Cause: 16\r\n')

test('a PBX that is gone is said in the log at once, with what hangs on it, and is back in two seconds', async () => {
  const port = await freePort()
  const site = siteAt(port)
  const warned: string[] = []
  const words = { info() {}, warn: (_about: object, text: string) => void warned.push(text) }
  const connectors = runConnectors({ redisUrl: redis.url, log, site, words })
  stops.push(() => connectors.stop())
  const before = await until(site, (floor) => floor.row('feed', 'pbx')?.why === 'connection_refused')
  // Nothing was ever heard of its queue: unknown, not empty.
  expect(before.row('queue', 'bills')).toMatchObject({
    waiting: null,
    offered: null,
    agents: { available: null },
  })

  const pbx = await startPbx(port)
  expect((await until(site, isLive)).row('queue', 'bills')).toMatchObject({ waiting: 0, knownUntil: null })
  pbx.write(join('1.1'))
  await until(site, (floor) => floor.row('queue', 'bills')?.waiting === 1)
  await pbx.stop()
  const gone = await until(site, (floor) => floor.row('feed', 'pbx')?.state === 'down')
  const { waiting, knownUntil, feedTroubles } = gone.row('board', 'floor')!
  expect(waiting).toBe(1)
  expect(Date.now() - Date.parse(knownUntil!)).toBeLessThan(5_000)
  expect(feedTroubles).toMatchObject([{ feed: 'pbx' }])

  // Long enough for a back-off that doubles to have grown.
  await new Promise((done) => setTimeout(done, 3_000))
  await startPbx(port)
  const started = Date.now()
  const back = await until(site, isLive)
  expect(Date.now() - started).toBeLessThan(2_000)
  // Who waited is gone, and the clock did not go on before that was known.
  expect(back.row('board', 'floor')).toMatchObject({ waiting: 0, left: 1, knownUntil: null })
  expect(back.row('feed', 'pbx')?.gaps).toHaveLength(1)
  expect(warned).toEqual(['feed pbx: no connection to Asterisk, nothing listens there (ECONNREFUSED)'])
}, 30_000)

test('a server that stood still reads what the PBX said meanwhile, and does not begin anew', async () => {
  const pbx = await startPbx(0)
  const site = siteAt(pbx.port)
  const SILENT_MS = 1_500
  const program = fileURLToPath(new URL('../support/connectors-process.ts', import.meta.url))
  const child = startChild(process.execPath, [program, redis.url, JSON.stringify(site), String(SILENT_MS)])
  stops.push(async () => {
    child.kill('SIGCONT')
    child.kill('SIGKILL')
    await child.exited
  })
  await until(site, isLive)
  child.kill('SIGSTOP')
  const CALLS = 50
  for (let index = 0; index < CALLS; index++) pbx.write(join(`2.${index}`) + abandon(`2.${index}`))
  // Longer than the silence that is allowed, and than the lease lives.
  await new Promise((done) => setTimeout(done, 4_000))
  child.kill('SIGCONT')
  const after = await until(site, (floor) => floor.row('queue', 'bills')?.offered === CALLS)
  pbx.write(join('3.1'))
  const later = await until(site, (floor) => floor.row('queue', 'bills')?.waiting === 1)
  expect(later.row('queue', 'bills')).toMatchObject({ offered: CALLS + 1, abandoned: CALLS, left: 0 })
  expect(after.row('feed', 'pbx')?.gaps).toEqual([])
  expect(pbx.received.filter((action) => action.includes('Login'))).toHaveLength(1)
}, 30_000)
