import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type LimitName, type Limits, limitNames, usualLimits } from '#core/site/limits.ts'
import { freePort } from '#scripts/start/free-port.ts'
import { buildPages } from '#scripts/start/page-build.ts'
import { startWatched, type WatchedProcess } from '../support/mutations/watched-process.ts'
import { type PrivatePostgres, startPostgres } from '../support/postgres.ts'
import { type PrivateRedis, startRedis } from '../support/redis.ts'
import {
  commandTooOften,
  reportTooOften,
  searchTooOften,
  watchTooOften,
  writeMuchAtOnce,
  writeTooOften,
} from '../support/sent-too-often.ts'

/** Guarantee: whichever limit somebody meets, a gauge of its own shows it. A limit that is not met here does not compile. */
const LIMITS: Partial<Limits> = {
  ...{ eventsPerSec: 1, eventsAtOnce: 40, bytesPerSec: 1_024, bytesAtOnce: 100_000, newPerMinute: 30 },
  ...{ foldMsPerSec: 1, foldMsAtOnce: 1 },
  ...{ unknownChars: 100, queuesPerFeed: 1, agentsPerFeed: 1, commandsPerSec: 1, commandsAtOnce: 3 },
  ...{ timelineEvents: 2, requestSec: 2, eventsPerEntity: 100, callbacksPerCustomer: 1, callsPerCallback: 1 },
  ...{ triesAtOnce: 2, addressTriesAtOnce: 5, accountTriesAtOnce: 4, codesAtOnce: 2, tokensAtOnce: 3 },
  ...{ addressTrySec: 100, tokenSec: 100, signInsWaiting: 1 },
  ...{ linksPerSec: 1, linksAtOnce: 2, screenCodesPerSec: 1, screenCodesAtOnce: 2 },
  ...{ searchesPerSec: 1, searchesAtOnce: 3, asksAtOnce: 1, watchesPerSec: 1, watchesAtOnce: 3 },
  reportsWaiting: 1,
  ...{ methodTriesAtOnce: 1, methodTrySec: 100 },
}
const feeds = [
  ...['events', 'bytes', 'subjects', 'long', 'unknown', 'queues', 'agents'],
  ...['cases', 'entity', 'callbacks', 'calls'],
]
const tokenOf = (feed: string) => `${feed}-token-of-the-limits-test`
const PASSWORD = 'a-password-of-the-limits-test'
const ADMIN = 'an-admin-token-of-the-limits-test'
const SENDERS = ['commander', 'writer', 'batcher', 'asker', 'watcher', 'reporter'] as const
const senderToken = (name: (typeof SENDERS)[number]) => `${name}-token-of-the-limits-test`
let redis: PrivateRedis
let postgres: PrivatePostgres
let server: WatchedProcess
let url: string
const dir = mkdtempSync(join(tmpdir(), 'huiyin-limits-'))

beforeAll(async () => {
  if (!(await buildPages((line) => console.error(line)))) throw new Error('the pages cannot be built')
  const [r, p, port] = await Promise.all([startRedis(), startPostgres(), freePort()])
  redis = r
  postgres = p
  url = `http://127.0.0.1:${port}`
  const config = join(dir, 'site.yaml')
  const site = {
    site: { id: 'limits' },
    queues: [{ id: 'sales' }],
    people: [
      { id: 'lin', name: 'Lin', role: 'admin', password: PASSWORD },
      { id: 'wu', name: 'Wu', role: 'supervisor', password: PASSWORD },
    ],
    feeds: feeds.map((id) => ({ id, kind: 'http', token: tokenOf(id) })),
    apiTokens: [
      { name: 'admin', role: 'admin', token: ADMIN },
      ...SENDERS.map((name) => ({ name, role: 'admin', token: senderToken(name) })),
    ],
    limits: LIMITS,
  }
  writeFileSync(config, JSON.stringify(site))
  server = startWatched('server/main.ts', {
    ...process.env,
    ...{ NODE_ENV: 'production', REDIS_URL: redis.url, DATABASE_URL: postgres.url, PORT: String(port) },
    ...{ HUIYIN_TRUST_PROXY: '127.0.0.1,::1' },
    ...{ HUIYIN_DATA_DIR: dir, HUIYIN_CONFIG: config, HOST: '127.0.0.1' },
  })
  await server.ready
}, 300_000)
afterAll(async () => {
  await server?.stop()
  await Promise.all([redis?.stop(), postgres?.stop()])
  rmSync(dir, { recursive: true, force: true })
})

const callbackFor = (feed: string, customer: string) =>
  event(feed, { type: 'callback.requested', data: { queue: 'sales', customer } })
const dialledTo = (customer: string) =>
  event('calls', { type: 'contact.dialled', data: { agent: 'lin', customer } })

let serial = 0
function event(source: string, more: object = {}) {
  const id = `e${++serial}`
  const own = { type: 'contact.queued', subject: `C-${id}`, data: { queue: 'sales' } }
  return { specversion: '1.0', id, source, time: new Date().toISOString(), ...own, ...more }
}

async function send(feed: string, events: object[]): Promise<number> {
  const headers = { authorization: `Bearer ${tokenOf(feed)}`, 'content-type': 'application/json' }
  return (await fetch(`${url}/api/v1/events`, { method: 'POST', headers, body: JSON.stringify(events) }))
    .status
}

/** Sends once more than a feed may, and hears so at the next. */
async function overdraw(feed: string, events: object[]): Promise<void> {
  expect([await send(feed, events), await send(feed, [event(feed)])]).toEqual([202, 429])
}

const many =
  (count: number, more: object = {}) =>
  (feed: string) =>
    Array.from({ length: count }, () => event(feed, more))
const queued = (queue: string) => event('queues', { data: { queue } })
const signedIn = (agent: string) =>
  event('agents', { type: 'agent.signed_in', subject: agent, data: { queues: [] } })

async function lookAtLongCase(): Promise<void> {
  const happened = (type: string, data: object) => event('cases', { type, subject: 'K', data })
  await send('cases', [
    happened('case.opened', { kind: 'inquiry', queue: 'sales' }),
    ...Array.from({ length: 3 }, () => happened('case.noted', { text: 'x' })),
    happened('case.opened', { kind: 'complaint', queue: 'sales' }),
  ])
  const look = async () => {
    const answer = await fetch(`${url}/api/v1/cases/K`, { headers: { authorization: `Bearer ${ADMIN}` } })
    return ((await answer.json()) as { timelineNext?: string | null }).timelineNext
  }
  await vi.waitFor(async () => expect(await look()).toEqual(expect.any(String)), 20_000)
}

function sendSlowly(): Promise<void> {
  const { port } = new URL(url)
  return new Promise((done) => {
    const socket = connect(Number(port), '127.0.0.1', () =>
      socket.write('POST /api/v1/session HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 10\r\n\r\n{'),
    )
    socket.on('error', () => undefined)
    socket.on('close', () => done())
    socket.resume()
  })
}

/** From another address each time, unless one is given. */
async function post(path: string, body: object, from = `10.0.1.${++serial % 250}`, cookie = '') {
  const headers = { 'content-type': 'application/json', origin: url, 'x-forwarded-for': from, cookie }
  const answer = await fetch(`${url}/api/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
  const cookies = answer.headers.getSetCookie().map((one) => one.split(';', 1)[0]!)
  return {
    status: answer.status,
    cookie: cookies.join('; '),
    body: (await answer.json()) as Record<string, string>,
  }
}
const tryIn = (login: string, from?: string) =>
  post('/session', { login, password: 'not-the-password' }, from)

/** In turn: a try counts once it was looked at. */
async function tries(count: number, once: (index: number) => Promise<{ status: number }>): Promise<void> {
  const answers: number[] = []
  for (let index = 0; index < count; index++) answers.push((await once(index)).status)
  expect(answers.at(-1)).toBe(429)
}

/** Wrong codes after the right password, from places that are not known. */
async function wrongCodes(): Promise<void> {
  const first = await post('/session', { login: 'lin', password: PASSWORD }, '127.0.0.1')
  const chosen = 'another-password-of-the-limits-test'
  const change = { current: PASSWORD, next: chosen }
  const { cookie } = await post('/session/password', change, '127.0.0.1', first.cookie)
  const { secret } = (await post('/me/second-factor', {}, '127.0.0.1', cookie)).body
  const code = new TOTP({ secret: Secret.fromBase32(secret!) }).generate()
  await post('/me/second-factor/confirm', { code }, '127.0.0.1', cookie)
  await tries(3, () => post('/session', { login: 'lin', password: chosen, code: '000000' }))
}

async function testTooOften(): Promise<void> {
  const first = await post('/session', { login: 'wu', password: PASSWORD }, '127.0.0.1')
  const change = { current: PASSWORD, next: 'a-third-password-of-the-limits-test' }
  const { cookie } = await post('/session/password', change, '127.0.0.1', first.cookie)
  await tries(2, () => post('/me/ways/none/test', { id: 'test' }, '127.0.0.1', cookie))
}

async function wrongTokens(): Promise<void> {
  const headers = { authorization: 'Bearer nobody-bears-this', 'x-forwarded-for': '10.0.4.1' }
  await tries(4, () => fetch(`${url}/api/v1/me`, { headers }))
}

const meeting: Readonly<Record<LimitName, () => Promise<unknown>>> = {
  eventsPerSec: () => overdraw('events', many(45, { subject: 'C' })('events')),
  eventsAtOnce: async () => undefined,
  bytesPerSec: () =>
    overdraw('bytes', many(9, { data: { queue: 'sales', note: 'x'.repeat(14_000) } })('bytes')),
  bytesAtOnce: async () => undefined,
  // Folded a moment after it was taken.
  foldMsPerSec: () =>
    vi.waitFor(async () => {
      await send('events', [event('events')])
      const text = await (await fetch(`${url}/metrics`)).text()
      expect(text).toContain('huiyin_limited_total{limit="foldMsPerSec"}')
    }, 20_000),
  foldMsAtOnce: async () => undefined,
  newPerMinute: () => overdraw('subjects', many(35)('subjects')),
  eventsPerEntity: () =>
    send('entity', many(105, { type: 'contact.held', subject: 'C', data: {} })('entity')),
  callbacksPerCustomer: () =>
    send('callbacks', [callbackFor('callbacks', 'cu'), callbackFor('callbacks', 'cu')]),
  callsPerCallback: () => send('calls', [callbackFor('calls', 'cv'), dialledTo('cv'), dialledTo('cv')]),
  eventBytes: () => send('long', [event('long', { data: { queue: 'sales', note: 'x'.repeat(17_000) } })]),
  unknownChars: () =>
    send('unknown', [event('unknown', { data: { queue: 'sales', note: 'x'.repeat(200) } })]),
  queuesPerFeed: () => send('queues', [queued('q1'), queued('q2')]),
  agentsPerFeed: () => send('agents', [signedIn('a1'), signedIn('a2')]),
  async commandsPerSec() {
    await commandTooOften(url, senderToken('commander'))
    await writeTooOften(url, senderToken('writer'))
    await writeMuchAtOnce(url, senderToken('batcher'))
  },
  commandsAtOnce: async () => undefined,
  asksAtOnce: () =>
    commandTooOften(url, senderToken('asker'), {
      ...{ name: 'event', type: 'assist.requested', data: { agent: 'a1' } },
    }),
  askSec: async () => undefined,
  watchesPerSec: () => watchTooOften(url, senderToken('watcher')),
  watchesAtOnce: async () => undefined,
  searchesPerSec: () => searchTooOften(url, ADMIN),
  searchesAtOnce: async () => undefined,
  timelineEvents: lookAtLongCase,
  requestSec: sendSlowly,
  triesAtOnce: () => tries(3, () => tryIn('one', '10.0.2.1')),
  trySec: async () => undefined,
  addressTriesAtOnce: () => tries(6, (index) => tryIn(`many-${index}`, '10.0.3.1')),
  addressTrySec: async () => undefined,
  accountTriesAtOnce: () => tries(5, () => tryIn('everywhere')),
  accountTrySec: async () => undefined,
  codesAtOnce: wrongCodes,
  codeSec: async () => undefined,
  tokensAtOnce: wrongTokens,
  tokenSec: async () => undefined,
  linksPerSec: () =>
    tries(5, () =>
      fetch(`${url}/api/v1/links/ack/not-a-link`, { headers: { 'x-forwarded-for': '10.0.5.1' } }),
    ),
  linksAtOnce: async () => undefined,
  screenCodesPerSec: () => tries(5, () => post('/screens/pair', {}, '10.0.6.1')),
  screenCodesAtOnce: async () => undefined,
  methodTriesAtOnce: testTooOften,
  methodTrySec: async () => undefined,
  reportsWaiting: () => reportTooOften(url, senderToken('reporter')),
  signInsWaiting: () => Promise.all(Array.from({ length: 12 }, (_, index) => tryIn(`crowd-${index}`))),
}
/** The other half of a bucket, which is met with its rate. */
const PAIRED = new Set<LimitName>([
  ...(['eventsAtOnce', 'bytesAtOnce', 'foldMsAtOnce', 'commandsAtOnce'] as const),
  ...(['trySec', 'addressTrySec', 'accountTrySec', 'codeSec', 'tokenSec'] as const),
  ...(['linksAtOnce', 'screenCodesAtOnce', 'methodTrySec', 'searchesAtOnce'] as const),
  ...(['askSec', 'watchesAtOnce'] as const),
])
/** Nobody waits any more when it is looked at. */
const PASSED: LimitName = 'signInsWaiting'

test('each limit in force has its value, its use and its count in /metrics, and stands in docs/operations.md', async () => {
  for (const name of limitNames) await meeting[name]()
  const text = await vi.waitFor(async () => {
    const read = await (await fetch(`${url}/metrics`)).text()
    expect(read).toContain('huiyin_limited_total{limit="requestSec"}')
    return read
  }, 20_000)
  const metric = (gauge: string, name: string) =>
    Number(new RegExp(`^${gauge}\\{limit="${name}"\\} (\\S+)$`, 'm').exec(text)?.[1])
  const manual = readFileSync(join(import.meta.dirname, '../../docs/operations.md'), 'utf8')
  for (const name of limitNames) {
    expect(metric('huiyin_limit', name), name).toBe({ ...usualLimits, ...LIMITS }[name])
    // Buckets refill while the others are met; who overdrew was told so.
    if (name !== PASSED) expect(metric('huiyin_limit_used', name), name).toBeGreaterThan(0.5)
    if (!PAIRED.has(name)) expect(metric('huiyin_limited_total', name), name).toBeGreaterThan(0)
    expect(manual).toMatch(new RegExp(`^ {2}${name}: ${usualLimits[name]}\\b`, 'm'))
  }
  // What says something else than the opening that stands is said, too.
  expect(text).toMatch(/^huiyin_feed_contradicting\{feed="cases"\} 1$/m)
  const ready = (await (await fetch(`${url}/readyz`)).json()) as { checks: Record<string, object> }
  expect(ready.checks.floor).toEqual({ ok: true, detail: expect.stringContaining('1 of cases') })
  // The administrators' page says the same, and who it was.
  const listed = await vi.waitFor(async () => {
    const headers = { authorization: `Bearer ${ADMIN}` }
    const answer = await (await fetch(`${url}/api/v1/limits`, { headers })).json()
    const { limits } = answer as {
      limits: { name: LimitName; used: number | null; met: { who: string }[] }[]
    }
    expect(limits.find(({ name }) => name === 'tokensAtOnce')).toMatchObject({ used: 1, value: 3 })
    return limits
  }, 25_000)
  const whoMet = (wanted: LimitName) => listed.find(({ name }) => name === wanted)?.met.map(({ who }) => who)
  expect(whoMet('eventsPerSec')).toEqual(['feed/events'])
  const senders = ['commander', 'writer', 'batcher'].map((name) => `user/token/${name}`)
  expect(whoMet('commandsPerSec')).toEqual(expect.arrayContaining(senders))
  expect(whoMet('asksAtOnce')).toEqual(['user/token/asker'])
  expect(whoMet('watchesPerSec')).toEqual(['user/token/watcher'])
  expect(whoMet('reportsWaiting')).toEqual(['user/token/reporter'])
  expect(whoMet('addressTriesAtOnce')).toEqual(['address/10.0.3.1'])
  expect(whoMet('codesAtOnce')).toEqual(['person/lin'])
})
