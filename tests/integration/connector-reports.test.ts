import { afterEach, expect, test } from 'vitest'
import { type AmiServer, type AmiServerOptions, startAmiServer } from '#scripts/replay-ami/ami-server.ts'
import { createAsteriskConnector, type FeedReport } from '#server/connectors/asterisk/connector.ts'
import type { FeedEvent } from '#server/connectors/asterisk/mapping/mapper-state.ts'
import { createPbxNames } from '#server/connectors/asterisk/mapping/names.ts'
import { type ClientTiming, TIMING } from '#server/connectors/asterisk/timing.ts'

/**
 * Guarantee, over a real socket: the connector says of its feed why it is not heard, how late its events come, which
 * rights its account lacks and what a gap cost, each soon, once, and only where it is so.
 */

const stops: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
})

interface Watched {
  readonly server: AmiServer
  readonly reports: FeedReport[]
  readonly events: FeedEvent[]
  /** The site's time is the real one and what was added. */
  pass(ms: number): void
  now(): number
  /** Writes a message and waits until it was read. */
  say(...messages: string[]): Promise<void>
  until(holds: () => boolean): Promise<void>
  state(): Extract<FeedReport, { of: 'state' }> | undefined
}

const QUEUE =
  'Event: QueueParams\r\nQueue: billing\r\nMax: 0\r\nCalls: 0\r\nCompleted: 0\r\nAbandoned: 0\r\n\r\n'

async function watch(
  options: Partial<AmiServerOptions> = {},
  timing: Partial<ClientTiming> = {},
): Promise<Watched> {
  const server = await startAmiServer({ secret: 'right', ...options })
  stops.push(() => server.stop())
  server.play({ at: 0, raw: QUEUE })
  const reports: FeedReport[] = []
  const events: FeedEvent[] = []
  let added = 0
  let wake = () => {}
  const now = () => Date.now() + added
  const connector = createAsteriskConnector(
    {
      id: 'pbx',
      host: '127.0.0.1',
      port: server.port,
      tls: null,
      username: 'dash',
      secret: async () => 'right',
    },
    {
      names: createPbxNames('pbx', { billing: 'bills' }, {}),
      open: { contacts: [], agents: [] },
      now,
      waitMs: (instant) => Math.max(0, instant - now()),
      deliver: (delivered) => events.push(...delivered),
      report(report) {
        reports.push(report)
        wake()
      },
      isFull: () => false,
      onState() {},
      timing: { ...TIMING, firstDelayMs: 1, maxDelayMs: 4, closedPortDelayMs: 4, ...timing },
    },
  )
  stops.push(() => connector.stop())
  const read = () => connector.counts().get('messages') ?? 0
  return {
    server,
    reports,
    events,
    now,
    pass(ms) {
      added += ms
    },
    async say(...messages) {
      for (const message of messages) {
        const before = read()
        server.play({ at: server.now() + 1, raw: `${message.trim().replaceAll('\n', '\r\n')}\r\n\r\n` })
        while (read() === before) await new Promise((done) => setImmediate(done))
      }
    },
    async until(holds) {
      while (!holds()) await new Promise<void>((done) => (wake = done))
    },
    state: () => reports.findLast((report) => report.of === 'state'),
  }
}

const event = (name: string, kind: string, fields: Record<string, string | number> = {}) =>
  [
    `Event: ${name}`,
    `Privilege: ${kind},all`,
    ...Object.entries(fields).map(([key, value]) => `${key}: ${value}`),
  ].join('\n')
const isLive = (watched: Watched) => watched.state()?.state === 'live'

test('a feed is live once both lists are read, and down with its reason the moment it is not', async () => {
  const watched = await watch()
  await watched.until(() => isLive(watched))
  expect(watched.reports).toMatchObject([{ of: 'state', why: null, lagSec: null, missing: [] }])
  watched.server.cut()
  await watched.until(() => watched.state()?.state === 'down')
  watched.server.accept()
  await watched.until(() => isLive(watched))
  expect(watched.reports.map((report) => (report.of === 'gap' ? 'gap' : (report.why ?? 'live')))).toEqual([
    'live',
    'closed',
    'gap',
    'live',
  ])
})

test('nothing listens, no Asterisk, a secret that is refused: each has its code, said once', async () => {
  const gone = await startAmiServer({ secret: 'right' })
  await gone.stop()
  const code = async (options: Partial<AmiServerOptions>) => {
    const watched = await watch(options)
    await watched.until(() => watched.reports.length > 0)
    return watched
  }
  expect((await code({ banner: 'SSH-2.0-OpenSSH_9.2\r\n' })).state()).toMatchObject({ why: 'not_asterisk' })
  expect((await code({ secret: 'another' })).state()).toMatchObject({ state: 'down', why: 'login_refused' })
  const closed = await code({})
  await closed.until(() => isLive(closed))
  await closed.server.stop()
  await closed.until(() => closed.state()?.why === 'connection_refused')
  await new Promise((done) => setTimeout(done, 100))
  expect(
    closed.reports.filter((report) => report.of === 'state' && report.why === 'connection_refused'),
  ).toHaveLength(1)
})

test('events that lag are said with their seconds though Ping is answered at once, whatever the clocks', async () => {
  const watched = await watch({}, { pingMs: 20 })
  await watched.until(() => isLive(watched))
  const AHEAD_SEC = 90
  const stamp = (lagSec: number) => ({ Timestamp: (watched.now() / 1_000 + AHEAD_SEC - lagSec).toFixed(6) })
  const some = (lagSec: number) =>
    watched.say(...Array.from({ length: 4 }, () => event('Newexten', 'dialplan', stamp(lagSec))))
  // The PBX's clock is ahead of ours; its prompt answer shows by how much.
  const pong = `Response: Success\r\nActionID: huiyin-9\r\nPing: Pong\r\nTimestamp: ${stamp(0).Timestamp}`
  while (!watched.server.received.at(-1)?.includes('Ping')) await new Promise((done) => setTimeout(done, 5))
  await watched.say(pong)
  await some(0)
  expect(watched.state()).toMatchObject({ state: 'live', lagSec: 0 })
  watched.pass(4_000)
  await some(12)
  expect(watched.state()).toMatchObject({ state: 'live', lagSec: expect.closeTo(12, 0) })
  watched.pass(4_000)
  await some(1)
  expect(watched.state()?.lagSec).toBeLessThan(5)
})

test('what a gap cost is told by the counters before and after, less what was seen; never across a restart', async () => {
  const counters = { completed: 100, abandoned: 20, uptime: 50_000 }
  const watched = await watch({
    queueParams: () => `Completed: ${counters.completed}\r\nAbandoned: ${counters.abandoned}\r\n`,
    uptime: () => counters.uptime,
  })
  await watched.until(() => isLive(watched))
  const call = (name: string, kind: string, uniqueid: string, more: Record<string, string> = {}) =>
    event(name, kind, {
      Channel: `SIP/${uniqueid}`,
      Uniqueid: uniqueid,
      Linkedid: uniqueid,
      Queue: 'billing',
      ...more,
    })
  // One is seen to end before the cut, one is lost in it, thirteen nobody saw.
  await watched.say(call('QueueCallerJoin', 'agent', '1.1'), call('QueueCallerJoin', 'agent', '1.2'))
  await watched.say(call('QueueCallerLeave', 'agent', '1.1'), call('QueueCallerAbandon', 'agent', '1.1'))
  const cut = async (missed: () => void) => {
    watched.reports.length = 0
    watched.server.cut()
    await watched.until(() => watched.state()?.state === 'down')
    watched.pass(60_000)
    missed()
    watched.server.accept()
    await watched.until(() => isLive(watched))
    return watched.reports.find((report) => report.of === 'gap')
  }
  const gap = await cut(() => {
    watched.server.forget('1.2')
    Object.assign(counters, { completed: 112, abandoned: 23 })
  })
  expect(gap).toMatchObject({ calls: { bills: 13 } })
  expect(gap!.to - gap!.from).toBeGreaterThanOrEqual(60_000)
  expect(await cut(() => Object.assign(counters, { uptime: 60_100 }))).toMatchObject({ calls: {} })
  const restarted = await cut(() => Object.assign(counters, { completed: 200, abandoned: 30, uptime: 20 }))
  expect(restarted).toMatchObject({ calls: null })
  const cleared = await cut(() => Object.assign(counters, { completed: 0, abandoned: 0, uptime: 90_000 }))
  expect(cleared).toMatchObject({ calls: null })
}, 30_000)

test('without the class agent: calls that only the lists show', async () => {
  const counters = { completed: 5, abandoned: 1 }
  const watched = await watch(
    { queueParams: () => `Completed: ${counters.completed}\r\nAbandoned: ${counters.abandoned}\r\n` },
    { unseenMs: 30 },
  )
  await watched.until(() => isLive(watched))
  counters.completed++
  await watched.until(() => watched.state()?.missing.includes('agent') === true)
  await watched.say(event('QueueMemberStatus', 'agent', { Queue: 'billing', Interface: 'SIP/1', Status: 1 }))
  expect(watched.state()?.missing).toEqual([])
})

test('without the class call, without user and dialplan: calls of which a part never comes', async () => {
  const watched = await watch()
  await watched.until(() => isLive(watched))
  const of = (uniqueid: string, more: Record<string, string> = {}) => ({
    ...{ Channel: `SIP/${uniqueid}`, Uniqueid: uniqueid, Linkedid: uniqueid, Queue: 'billing' },
    ...{ Context: 'queues', Exten: '600', ...more },
  })
  await watched.say(event('QueueCallerJoin', 'agent', of('2.1')))
  await watched.say(event('AgentCalled', 'agent', { ...of('2.1'), Interface: 'SIP/1', MemberName: 'Anna' }))
  expect(watched.state()?.missing).toEqual([])
  watched.pass(6_000)
  await watched.say(event('QueueCallerLeave', 'agent', of('2.1')))
  expect(watched.state()?.missing).toEqual(['call'])
  // Went on in the dialplan, which says nothing of it; one who leaves by a key goes past that line.
  watched.pass(6_000)
  await watched.say(event('Newchannel', 'call', of('2.2')))
  expect(watched.state()?.missing).toEqual(['user'])
  await watched.say(event('UserEvent', 'user', { UserEvent: 'Other' }))
  expect(watched.state()?.missing).toEqual([])
  await watched.say(event('QueueCallerJoin', 'agent', of('2.3')))
  await watched.say(event('QueueCallerLeave', 'agent', of('2.3', { Context: 'exit', Exten: '3' })))
  watched.pass(6_000)
  await watched.say(event('Newchannel', 'call', of('2.4')))
  expect(watched.state()?.missing).toEqual([])
})

test('a question that the account may not ask is told at once, and the feed is live all the same', async () => {
  const watched = await watch({ forbidden: ['CoreShowChannels'] })
  await watched.until(() => isLive(watched))
  expect(watched.state()).toMatchObject({ missing: ['reporting'] })
})
