import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { LOG_START } from '#core/event/log-position.ts'
import { limitNames, usualLimits } from '#core/site/limits.ts'
import { siteSchema } from '#core/site/site-schema.ts'
import { createEventWriter } from '#server/connectors/event-writer.ts'
import { createAdmission } from '#server/ingest/admission.ts'
import { checkLimits } from '#server/operations/check-limits.ts'
import { createLimitsMet } from '#store/limits-met.ts'
import { openConnection } from '#store/redis/connection.ts'
import { siteKeys } from '#store/redis/keys.ts'
import { createUnlistedNames, type UnlistedNames } from '#store/unlisted-names.ts'
import { type IngestServer, startIngest } from '../support/ingest-server.ts'
import { type PrivateRedis, startRedis } from '../support/redis.ts'

/** Guarantee: what one feed sends too much of is refused with a word to an administrator, and hinders no other feed. */

const TIME = '2026-03-02T12:00:00.000Z'
const NDJSON = 'application/x-ndjson'
let redis: PrivateRedis
let server: IngestServer
let names: UnlistedNames
let limits = usualLimits
let site = 0

beforeAll(async () => {
  redis = await startRedis()
})
afterAll(() => redis.stop())
beforeEach(async () => {
  limits = usualLimits
  const where = { url: redis.url, site: `limits-${++site}` }
  names = createUnlistedNames(where)
  const listed = siteSchema.parse({ site: { id: 's' }, queues: [{ id: 'sales' }] })
  server = await startIngest({
    redisUrl: redis.url,
    site: where.site,
    tokens: { pbx: 'pbx', crm: 'crm' },
    now: () => Date.parse(TIME),
    limits: () => limits,
    admission: createAdmission({ names, site: () => listed }),
  })
  return async () => {
    await server.stop()
    names.close()
  }
})

let serial = 0
function event(more: Record<string, unknown> = {}, source = 'pbx') {
  const id = `e${++serial}`
  const own = { type: 'contact.queued', subject: `C-${id}`, data: { queue: 'sales' } }
  return { specversion: '1.0', id, source, time: TIME, ...own, ...more }
}

interface Said {
  accepted: number
  rejected: { index: number; id?: string; code: string; message: string }[]
  code?: string
}

async function post(body: string, { feed = 'pbx', type = 'application/json' } = {}) {
  const headers = { Authorization: `Bearer ${feed}`, 'Content-Type': type }
  const response = await fetch(server.url, { method: 'POST', headers, body })
  const { status } = response
  return { status, retryAfter: response.headers.get('retry-after'), said: (await response.json()) as Said }
}
const send = (value: unknown, feed?: string) =>
  post(JSON.stringify(value), feed === undefined ? {} : { feed })
const kept = async (feed = 'pbx') => (await server.rejected.list(feed)).map(({ code }) => code)
const logged = async () =>
  (await server.log.read(LOG_START, 5_000))
    .map((entry) => entry.event)
    .filter(({ source }) => source === 'pbx')

test.each([
  ['an array of zeros', `[${'0,'.repeat(499_999)}0]`, 'application/json'],
  ['lines of a zero', '0\n'.repeat(500_000), NDJSON],
])('half a million bare items (%s) are refused, and kept nowhere', async (_, body, type) => {
  expect((await post(body, { type })).status).toBe(413)
  expect(await kept()).toEqual([])
})

test('exactly 1,000 events are taken, in either form, and 1,001 are not', async () => {
  const many = Array.from({ length: 1_000 }, () => event())
  expect((await send(many)).said.accepted).toBe(1_000)
  expect((await send([...many, event()])).status).toBe(413)
  const lines = Array.from({ length: 1_000 }, () => JSON.stringify(event())).join('\n')
  expect((await post(`${lines}\n`, { type: NDJSON })).said.accepted).toBe(1_000)
  expect((await post(`${lines}\n${JSON.stringify(event())}`, { type: NDJSON })).status).toBe(413)
})

test.each([
  ['an array', (all: unknown[]) => JSON.stringify(all), 'application/json'],
  ['lines', (all: unknown[]) => all.map((one) => JSON.stringify(one)).join('\n'), NDJSON],
])(
  'an event over 16 KiB in %s is named by its place and id, kept for inspection, and hinders no other',
  async (_, text, type) => {
    const long = event({ data: { queue: 'sales', blob: '好'.repeat(6_000) } })
    const { status, said } = await post(text([event(), long, event()]), { type })
    expect(status).toBe(202)
    expect(said).toMatchObject({ accepted: 2, rejected: [{ index: 1, id: long.id, code: 'too_large' }] })
    expect(said.rejected[0]!.message).toContain('16384')
    expect(await kept()).toEqual(['too_large'])
  },
)

test('one event alone in a body is held to the same size', async () => {
  const { said } = await send(event({ data: { queue: 'sales', blob: 'x'.repeat(17_000) } }))
  expect(said).toMatchObject({ accepted: 0, rejected: [{ index: 0, code: 'too_large' }] })
})

test('what an event says beyond the known fields is kept up to 2,048 characters, beyond them not at all', async () => {
  await send([
    event({ subject: 'short', data: { queue: 'sales', note: 'a word' } }),
    event({ subject: 'long', data: { queue: 'sales', note: 'x'.repeat(3_000) } }),
  ])
  const data = Object.fromEntries((await logged()).map((one) => [one.subject, one.data]))
  expect(data).toEqual({ short: { queue: 'sales', note: 'a word' }, long: { queue: 'sales' } })
  expect(await kept()).toEqual(['unknown_fields_dropped'])
})

test.each([
  ['events a second', { eventsPerSec: 10, eventsAtOnce: 20 }, 'eventsPerSec'],
  ['bytes a second', { bytesPerSec: 1_024, bytesAtOnce: 2_048 }, 'bytesPerSec'],
  ['new subjects a minute', { newPerMinute: 20 }, 'newPerMinute'],
] as const)(
  'a feed beyond its %s is told when to come again, once where administrators look, and alone',
  async (_, less, name) => {
    limits = { ...usualLimits, ...less }
    expect((await send(Array.from({ length: 40 }, () => event()))).status).toBe(202)
    const answers = [await send(event()), await send(event()), await send(event())]
    for (const { status, retryAfter, said } of answers) {
      expect([status, said.code]).toEqual([429, 'too_fast'])
      expect(Number(retryAfter)).toBeGreaterThan(0)
    }
    const entries = await server.rejected.list('pbx')
    expect(entries.map(({ code }) => code)).toEqual(['too_fast'])
    expect(entries[0]!.message).toContain(`limits.${name}`)
    expect((await send(event({}, 'crm'), 'crm')).status).toBe(202)
  },
)

test('what one feed sends at once is written a little at a time: another feed waits for a little of it only', async () => {
  const many = Array.from({ length: 1_000 }, () => event())
  const sending = [send(many), send(Array.from({ length: 1_000 }, () => event()))]
  await vi.waitFor(async () => expect((await logged()).length).toBeGreaterThan(0))
  expect((await send(event({}, 'crm'), 'crm')).status).toBe(202)
  expect((await logged()).length).toBeLessThan(1_000)
  expect((await Promise.all(sending)).map(({ said }) => said.accepted)).toEqual([1_000, 1_000])
  expect(new Set((await logged()).map(({ id }) => id)).size).toBe(2_000)
})

test('of very many requests of one feed at once none waits for long: the later ones come again, and nothing of them is written', async () => {
  const requests = Array.from({ length: 25 }, () => Array.from({ length: 1_000 }, () => event()))
  const began = performance.now()
  const said = await Promise.all(requests.map((events) => send(events)))
  expect(performance.now() - began).toBeLessThan(5_000)
  const taken = said.filter(({ status }) => status === 202)
  expect(taken.length).toBeGreaterThanOrEqual(4)
  expect(said.filter(({ status }) => status === 429).length).toBe(25 - taken.length)
  expect(taken.length).toBeLessThan(25)
  expect(
    (await server.log.read(LOG_START, 30_000)).filter(({ event: { source } }) => source === 'pbx').length,
  ).toBe(taken.length * 1_000)
})

test('one subject named again and again is new once', async () => {
  limits = { ...usualLimits, newPerMinute: 5 }
  await send(Array.from({ length: 500 }, () => event({ subject: 'C-same' })))
  expect((await send(event({ subject: 'C-same' }))).status).toBe(202)
})

test('a feed brings no more queues and agents into being than it may; listed ones, and those of before, go on', async () => {
  limits = { ...usualLimits, queuesPerFeed: 3, agentsPerFeed: 2 }
  const signIn = (agent: string, ...queues: string[]) =>
    event({ type: 'agent.signed_in', subject: agent, data: { queues } })
  const invented = Array.from({ length: 100 }, (__, index) => `invented-${index}`)
  const first = await send([
    signIn('a1', 'q1', 'q2'),
    signIn('a2', 'sales', 'q3'),
    signIn('a2', ...invented),
    signIn('a3', 'sales'),
    event({ data: { queue: 'q9' } }),
    event({ data: { queue: 'q2' } }),
  ])
  expect(first.said.accepted).toBe(3)
  expect(first.said.rejected.map(({ index, code }) => [index, code])).toEqual([
    [2, 'too_many_queues'],
    [3, 'too_many_agents'],
    [4, 'too_many_queues'],
  ])
  expect(await kept()).toHaveLength(3)
  const crm = await send(event({ data: { queue: 'of-crm' } }, 'crm'), 'crm')
  expect(crm.said.accepted).toBe(1)
  await names.forget('queue', ['pbx'], 'q1')
  expect(await names.count('queue', 'pbx')).toBe(2)
})

test('a connector is held to the same: what names a queue too many is refused, kept, and told', async () => {
  limits = { ...usualLimits, queuesPerFeed: 1 }
  const met: [string, string, number | undefined][] = []
  const counted: [string, number][] = []
  const listed = siteSchema.parse({ site: { id: 's' }, queues: [{ id: 'sales' }] })
  const write = createEventWriter({
    ...{ feed: 'pbx', append: server.log.append, keepRejected: server.rejected.keep },
    ...{ withCustomer: (one) => one, now: () => Date.parse(TIME), limits: () => limits },
    admission: createAdmission({ names, site: () => listed }),
    limitWatch: { met: (...limit) => met.push(limit as (typeof met)[0]) },
    onWritten: (outcome, count) => counted.push([outcome, count]),
  })
  const queued = ['q1', 'q2', 'sales', 'q3'].map((queue) => event({ subject: queue, data: { queue } }))
  await write(queued)
  expect((await logged()).map(({ subject }) => subject)).toEqual(['q1', 'sales'])
  expect(await kept()).toEqual(['too_many_queues', 'too_many_queues'])
  expect(met).toEqual([['queuesPerFeed', 'feed/pbx', 2]])
  expect(counted).toEqual([
    ['accepted', 2],
    ['rejected', 2],
  ])
})

test('refused events are forgotten by their age, of each feed alone', async () => {
  const refused = (at: number) => ({ at, code: 'bad', message: 'data: is bad', raw: '{}' })
  await server.rejected.keep('pbx', [1_000, 2_000, 3_000].map(refused))
  await server.rejected.keep('crm', [refused(1_000)])
  const instants = async (feed: string) => (await server.rejected.list(feed)).map(({ at }) => at)
  await server.rejected.forgetBefore('pbx', 1_000)
  expect(await instants('pbx')).toEqual([3_000, 2_000, 1_000])
  await server.rejected.forgetBefore('pbx', 2_001)
  expect([await instants('pbx'), await instants('crm')]).toEqual([[3_000], [1_000]])
  await server.rejected.forgetBefore('pbx', 9_000)
  expect(await instants('pbx')).toEqual([])
})

test('who met a limit is forgotten after 30 days, and long before where there are too many', async () => {
  const where = { url: redis.url, site: `limits-${site}`, onFault: () => expect.fail() }
  const connection = openConnection(redis.url)
  const { prefix } = siteKeys(where.site)
  const now = Date.now()
  const whenMet = (index: number) => String(index === 0 ? now - 31 * 86_400_000 : now - 5_000 + index)
  const fields = Array.from({ length: 2_001 }, (_, index) => `tokensAtOnce address/${index}`)
  const put = (name: string, value: (index: number) => string) =>
    connection.send(['HSET', `${prefix}limits-met:${name}`, ...fields.flatMap((key, at) => [key, value(at)])])
  await put('times', () => '1')
  await put('at', whenMet)
  const limitsMet = createLimitsMet(where)
  const all = async () => (await limitsMet.read()).map(({ who }) => who)
  expect(await all()).toHaveLength(2_000)
  expect(await all()).not.toContain('address/0')
  limitsMet.note('tokensAtOnce', 'address/of-now', 1)
  await limitsMet.close()
  const after = createLimitsMet(where)
  const left = (await after.read()).map(({ who }) => who)
  expect(left).toHaveLength(1_000)
  expect(left).toEqual(expect.arrayContaining(['address/of-now', 'address/2000']))
  expect(left).not.toContain('address/1001')
  await after.close()
  connection.close()
})

test('doctor says of every limit who met it, and of feeds that they are about to', async () => {
  const where = siteSchema.parse({
    site: { id: `limits-${site}` },
    feeds: [{ id: 'pbx', kind: 'http', token: 'x'.repeat(24) }],
  })
  expect(await checkLimits(where, redis.url)).toMatchObject([{ level: 'good' }])
  const limitsMet = createLimitsMet({ url: redis.url, site: where.site.id, onFault: () => expect.fail() })
  for (const name of limitNames) limitsMet.note(name, 'feed/pbx', 3)
  limitsMet.note('commandsPerSec', 'user/lin', 1)
  await limitsMet.close()
  const said = await checkLimits(where, redis.url)
  for (const name of limitNames)
    expect(said).toContainEqual({
      ...{ level: 'warning', about: 'feed pbx' },
      text: expect.stringMatching(new RegExp(`^.{20,} \\(limits\\.${name}; 3 times, last at .*\\): look at`)),
      worded: expect.objectContaining({ say: 'limit_met', values: expect.objectContaining({ limit: name }) }),
    })
  expect(said).toContainEqual(expect.objectContaining({ about: 'user lin' }))
  await names.admit('queue', 'pbx', ['a', 'b', 'c'], 10)
  const tight = { ...where, limits: { ...usualLimits, queuesPerFeed: 3 } }
  expect(await checkLimits(tight, redis.url)).toContainEqual(
    expect.objectContaining({ about: 'feed pbx', text: expect.stringContaining('3 queues') }),
  )
})

test('what the log holds is read by its length: forty events of a mebibyte, in parts, each once and in order', async () => {
  const blob = 'x'.repeat(1024 * 1024)
  const old = Array.from({ length: 40 }, (_, index) => ({
    ...{ id: `old-${index}`, source: 'pbx', type: 'case.noted', time: index, subject: 'K' },
    data: { text: 'x', blob },
  }))
  for (const one of old) await server.log.append([one], 0)
  const read = await server.log.read(LOG_START, 1_000)
  expect(read.length).toBeLessThan(40)
  const parts: number[] = []
  const ids: string[] = []
  const end = new AbortController()
  await server.log.follow({
    from: LOG_START,
    signal: end.signal,
    onEntries(entries) {
      parts.push(entries.length)
      ids.push(...entries.map((entry) => entry.event.id))
      if (ids.length === 40) end.abort()
    },
  })
  expect(ids).toEqual(old.map(({ id }) => id))
  expect(parts.every((length) => length <= 16)).toBe(true)
})
