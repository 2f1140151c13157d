import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { createFloor } from '#core/floor/create-floor.ts'
import type { Floor } from '#core/floor/floor.ts'
import type { Site } from '#core/site/site-schema.ts'
import { type AmiServer, startAmiServer } from '#scripts/replay-ami/ami-server.ts'
import type { Audit } from '#server/audit.ts'
import { readRecordedLine } from '#server/connectors/asterisk/recording.ts'
import { type Connectors, createConnectors } from '#server/connectors/create-connectors.ts'
import { holdLease } from '#store/lease.ts'
import { createLog, type EventLog } from '#store/log.ts'
import { parseSite } from '#store/site-file/parse-site.ts'
import { readTruth, recordedLines, recordedSite } from '../support/asterisk-truth.ts'
import { type PrivateRedis, startRedis } from '../support/redis.ts'
import { fixtureLines } from '../support/replayed-recording.ts'

/**
 * Guarantee: with several servers one connects; when it dies another goes on, from what the log says is open, and the
 * floor folded from the log shows the truth's figures. Nothing is counted twice, nothing stays open.
 */

const played = recordedLines()
  .map(readRecordedLine)
  .filter((line) => line !== null && 'raw' in line)
  .map((line) => line as { at: number; raw: string })
const firstEvent = played.findIndex(({ at }) => at > played[0]!.at + 1_000)

let redis: PrivateRedis
let log: EventLog
let serial = 0
let siteId = ''
const stops: (() => Promise<void> | void)[] = []
beforeAll(async () => {
  redis = await startRedis()
})
afterAll(() => redis.stop())
beforeEach(() => {
  siteId = `site-${++serial}`
  log = createLog({ url: redis.url, site: siteId })
})
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
  log.close()
})

function siteAt(port: number): Site {
  const parsed = parseSite(recordedSite().replace('port: 5038', `port: ${port}`))
  if (!parsed.ok) throw new Error('the site file of the recording is wrong')
  return parsed.site
}

async function foldLog(site: Site): Promise<Floor> {
  const floor = createFloor({ site })
  for (;;) {
    const entries = await log.read(floor.pos, 1_000)
    if (entries.length === 0) return floor
    for (const entry of entries) floor.apply(entry)
  }
}

/** A server's connectors; `die` is what a killed process leaves behind: no word, and a lease that runs out. */
function startServer(
  pbx: AmiServer,
  site: Site,
  secretOf = async () => 'secret',
  audit: Audit = async () => {},
): Connectors {
  const connectors = createConnectors({
    now: pbx.now,
    waitMs: () => 20,
    caughtUpFloor: () => foldLog(site),
    append: (events, at, fence) => log.appendSystem(events, at, fence),
    keepRejected: async (_feed, refused) => {
      throw new Error(`refused: ${refused[0]?.message}`)
    },
    withCustomer: (event) => event,
    holdLease: (name, { acquired, lost }) =>
      holdLease({
        url: redis.url,
        site: siteId,
        name,
        onAcquired: acquired,
        onLost: lost,
        onFault(error) {
          throw error
        },
      }),
    secretOf,
    audit,
    meter: { events: () => {} },
    log: { info() {}, warn() {} },
  })
  connectors.apply(site)
  stops.push(() => connectors.stop())
  return connectors
}

const stateOf = (connectors: Connectors) => connectors.health()[0]!.state

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((done) => setTimeout(done, 5))
}

/** Plays a part of the recording to whoever is connected, and waits until it has been heard. */
async function play(pbx: AmiServer, lines: typeof played, heard: () => number): Promise<void> {
  for (const line of lines) {
    const before = heard()
    const written = pbx.written
    pbx.play(line)
    if (pbx.written > written) while (heard() === before) await new Promise((done) => setImmediate(done))
  }
}

const messagesOf = (connectors: Connectors) => () => connectors.health()[0]!.counts.get('messages') ?? 0

test('two servers: one connects, the other takes over in the middle of the day, and the figures are the truth', async () => {
  const pbx = await startAmiServer({ secret: 'secret', startsAt: played[0]!.at })
  stops.push(() => pbx.stop())
  const site = siteAt(pbx.port)
  for (const line of played.slice(0, firstEvent)) pbx.play(line)

  const first = startServer(pbx, site)
  await until(() => stateOf(first) === 'connected')
  const second = startServer(pbx, site)
  await pbx.synced()
  const half = 700
  await play(pbx, played.slice(firstEvent, half), messagesOf(first))
  expect(stateOf(second)).toBe('standby')

  // In the middle: callers wait and talk. Nothing happens at the PBX while the other takes over.
  const midway = await foldLog(site)
  expect([...midway.ids('contact')].some((id) => midway.row('contact', id) !== null)).toBe(true)
  await first.stop()
  await until(() => stateOf(second) === 'connected')
  await pbx.synced()
  await play(pbx, played.slice(half), messagesOf(second))
  await play(pbx, [{ at: pbx.now() + 5_000, raw: 'Event: Nothing\r\n\r\n' }], messagesOf(second))
  await until(() => second.health()[0]!.waiting === 0)
  expect(second.health()[0]!.counts.get('lost') ?? 0).toBe(0)
  await second.stop()

  const floor = await foldLog(site)
  for (const [queue, counts] of Object.entries(readTruth().perQueue)) {
    const turnedAway = counts.refusedJoinEmpty + counts.refusedFull
    const left = counts.exitTimeout + counts.exitKey + counts.exitEmpty + counts.withdrawn
    expect(floor.row('queue', queue)).toMatchObject({
      waiting: 0,
      offered: counts.entered + turnedAway,
      answered: counts.answered,
      answeredInTarget: counts.answeredWithinSL,
      abandoned: counts.abandoned,
      left: left + turnedAway,
      turnedAway,
      longestWaitSec: Math.max(
        ...counts.waitAnswered,
        ...counts.waitAbandoned,
        floor.row('queue', queue)!.longestWaitSec!,
      ),
    })
    const sum = counts.waitAnswered.reduce((a, b) => a + b, 0)
    expect(floor.row('queue', queue)!.asaSec).toBeCloseTo(sum / counts.answered, 2)
  }
  expect([...floor.ids('contact')].filter((id) => floor.row('contact', id) !== null)).toEqual([])
}, 60_000)

test('calls that ended while no server looked are lost, and agents who went are signed out', async () => {
  const pbx = await startAmiServer({ secret: 'secret', startsAt: played[0]!.at })
  stops.push(() => pbx.stop())
  const site = siteAt(pbx.port)
  for (const line of played.slice(0, firstEvent)) pbx.play(line)
  const first = startServer(pbx, site)
  await until(() => stateOf(first) === 'connected')
  await pbx.synced()
  await play(pbx, played.slice(firstEvent, 700), messagesOf(first))
  await first.stop()
  const before = await foldLog(site)
  const open = [...before.ids('contact')].filter((id) => before.row('contact', id) !== null)
  expect(open.length).toBeGreaterThan(2)
  expect(before.row('agent', 'fatima')).toMatchObject({ state: 'away' })

  for (const line of played.slice(700)) pbx.play(line)
  const second = startServer(pbx, site)
  await until(() => stateOf(second) === 'connected')
  await pbx.synced()
  // All lists are read before time goes on: only then can the PBX's silence mean something.
  await until(() => messagesOf(second)() >= pbx.written)
  await play(pbx, [{ at: pbx.now() + 5_000, raw: 'Event: Nothing\r\n\r\n' }], messagesOf(second))
  await until(() => (second.health()[0]!.counts.get('lost') ?? 0) > 0 && second.health()[0]!.waiting === 0)
  const lost = second.health()[0]!.counts.get('lost')
  await second.stop()

  const after = await foldLog(site)
  expect([...after.ids('contact')].filter((id) => after.row('contact', id) !== null)).toEqual([])
  expect(lost).toBe(open.length)
  expect(after.row('agent', 'fatima')).toMatchObject({ state: 'offline' })
  expect(after.row('agent', 'anna')).toMatchObject({ state: 'available' })
}, 60_000)

test('a secret that was corrected is tried as soon as a set is applied, without a restart', async () => {
  const pbx = await startAmiServer({ secret: 'secret' })
  stops.push(() => pbx.stop())
  const site = siteAt(pbx.port)
  let secret = 'wrong'
  const server = startServer(pbx, site, async () => secret)
  await until(() => server.health()[0]!.why === 'refused')
  secret = 'secret'
  // The same set again is no reason; a new one is, though nothing of the feed has changed in it.
  server.apply(site)
  expect(stateOf(server)).toBe('waiting')
  const applied = performance.now()
  server.apply({ ...site })
  await until(() => stateOf(server) === 'connected')
  // By itself it would wait for 15 s at least.
  expect(performance.now() - applied).toBeLessThan(12_000)
}, 60_000)

test('whoever begins to listen to a talk by the PBX is in the audit', async () => {
  const lines = fixtureLines('asterisk-actions/chanspy.ndjson').flatMap((line) =>
    'raw' in line ? [line] : [],
  )
  const at = lines[0]!.at
  const pbx = await startAmiServer({ secret: 'secret', startsAt: at })
  stops.push(() => pbx.stop())
  pbx.play({ at, raw: 'Event: QueueParams\r\nQueue: 600\r\nCalls: 0\r\n\r\n' })
  const records: unknown[][] = []
  const server = startServer(pbx, siteAt(pbx.port), undefined, async (...record) => void records.push(record))
  await until(() => stateOf(server) === 'connected')
  await pbx.synced()
  await play(pbx, lines, messagesOf(server))
  await until(() => server.health()[0]!.waiting === 0)
  const listens = ['feed/pbx', 'pbx.listen', expect.stringMatching(/^contact\/pbx\//), { by: 'PJSIP/111' }]
  expect(records).toEqual([listens, listens])
})
