import { request } from 'node:http'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { LOG_START } from '#core/event/log-position.ts'
import { usualLimits } from '#core/site/limits.ts'
import { type IngestServer, startIngest } from '../support/ingest-server.ts'
import { type PrivateRedis, startRedis } from '../support/redis.ts'

const NOW = Date.parse('2026-03-02T12:00:00.000Z')
const BATCH = 'application/cloudevents-batch+json'
const NDJSON = 'application/x-ndjson'
let redis: PrivateRedis
let server: IngestServer
let now = NOW
let site = 0

beforeAll(async () => {
  redis = await startRedis()
})
afterAll(() => redis.stop())
beforeEach(async () => {
  now = NOW
  server = await startIngest({
    redisUrl: redis.url,
    site: `site-${++site}`,
    tokens: { 'token-of-pbx': 'pbx', 'token-of-crm': 'crm' },
    now: () => now,
  })
  return () => server.stop()
})

function event(id: string, more: Record<string, unknown> = {}) {
  return {
    specversion: '1.0',
    id,
    source: 'pbx',
    type: 'contact.queued',
    time: '2026-03-02T12:00:00.000Z',
    subject: `C-${id}`,
    data: { queue: 'support' },
    ...more,
  }
}

async function post(body: string | Uint8Array, headers: Record<string, string> = {}) {
  const response = await fetch(server.url, {
    method: 'POST',
    headers: { Authorization: 'Bearer token-of-pbx', 'Content-Type': 'application/json', ...headers },
    body: body as BodyInit,
  })
  const answer = (await response.json()) as Record<string, unknown> & { rejected: { code: string }[] }
  return { status: response.status, headers: response.headers, answer }
}

const send = (value: unknown) => post(JSON.stringify(value))
const lines = (...values: unknown[]) =>
  post(values.map((value) => (typeof value === 'string' ? value : JSON.stringify(value))).join('\n'), {
    'Content-Type': NDJSON,
  })
const logged = async () => (await server.log.read(LOG_START, 2_000)).map((entry) => entry.event)
const loggedIds = async () =>
  (await logged()).filter(({ type }) => type !== 'feed.counted').map(({ id }) => id)

test('one event is answered 202 and is in the log as it was sent', async () => {
  const { status, answer } = await send(event('1'))
  expect([status, answer]).toEqual([202, { accepted: 1, duplicate: 0, rejected: [] }])
  const [entry] = await server.log.read(LOG_START, 1)
  expect(entry).toMatchObject({
    at: NOW,
    event: { id: '1', source: 'pbx', type: 'contact.queued', time: NOW, data: { queue: 'support' } },
  })
})

test.each([
  ['application/json'],
  ['application/cloudevents+json'],
  [BATCH],
  ['Application/JSON; charset=UTF-8'],
])('an array is taken as %s', async (type) => {
  const body = JSON.stringify([event('1'), event('2')])
  expect((await post(body, { 'Content-Type': type })).answer.accepted).toBe(2)
})

test('events one a line are taken, with any line ending and empty lines between', async () => {
  const body = `${JSON.stringify(event('1'))}\r\n\n${JSON.stringify(event('2'))}\n`
  expect((await post(body, { 'Content-Type': NDJSON })).answer.accepted).toBe(2)
  expect(await loggedIds()).toEqual(['1', '2'])
})

test('a batch without any event is answered, too', async () => {
  expect((await send([])).answer).toEqual({ accepted: 0, duplicate: 0, rejected: [] })
  expect((await lines()).answer).toEqual({ accepted: 0, duplicate: 0, rejected: [] })
})

test('invalid events are told by place, id, code and field, and hinder no other', async () => {
  const { status, answer } = await lines(
    event('1'),
    event('2', { type: 'contact.exploded' }),
    '{"specversion": "1.0", "phone": "13812345678"',
    event('4', { data: {} }),
    event('5', { type: 'rule.breached' }),
    event('6', { time: '2026-03-02 12:00' }),
    event('7', { source: 'crm' }),
    event('8', { subject: '客' }),
    event('9', { specversion: '0.3' }),
    42,
    event('1'),
    event('11'),
  )
  expect(status).toBe(202)
  expect(answer).toMatchObject({ accepted: 2, duplicate: 1 })
  expect(answer.rejected).toMatchObject([
    { index: 1, id: '2', code: 'unknown_type', message: expect.stringContaining('type:') },
    { index: 2, code: 'bad_json' },
    { index: 3, id: '4', code: 'bad_data', message: expect.stringContaining('data.queue:') },
    { index: 4, id: '5', code: 'unknown_type', message: expect.stringContaining('system only') },
    { index: 5, id: '6', code: 'bad_time', message: expect.stringContaining('time:') },
    { index: 6, id: '7', code: 'forbidden_source' },
    { index: 7, id: '8', code: 'bad_subject' },
    { index: 8, id: '9', code: 'bad_specversion' },
    { index: 9, code: 'not_an_event' },
  ])
  expect(await loggedIds()).toEqual(['1', '11'])
})

test('what is refused is kept with its reason, newest first, masked', async () => {
  await lines(
    event('1', {
      type: 'nonsense',
      data: { phone: '+86 138 1234 5678', name: '王小明', note: 'call 13900001111' },
    }),
    '{"phone": "13812345678", "name":"王小明"',
  )
  const [second, first] = await server.rejected.list('pbx')
  expect(first).toMatchObject({ at: NOW, id: '1', code: 'unknown_type' })
  expect(second).toMatchObject({ at: NOW, code: 'bad_json' })
  for (const { raw } of [first!, second!]) expect(raw).not.toMatch(/13812345678|1234 5678|13900001111|小明/)
  expect(first!.raw).toContain('nonsense')
  expect(await server.rejected.list('crm')).toEqual([])
})

test('at most 1,000 refused events of a feed are kept', async () => {
  const bad = (from: number) =>
    Array.from({ length: 600 }, (_, index) => event(`${from + index}`, { type: 'x' }))
  await send(bad(0))
  await send(bad(600))
  const kept = await server.rejected.list('pbx')
  expect(kept).toHaveLength(1_000)
  expect([kept[0]!.id, kept.at(-1)!.id]).toEqual(['1199', '200'])
})

test('the same event again is a duplicate; its id with other content is refused', async () => {
  await send(event('1'))
  const { answer } = await send([
    event('1'),
    event('1', { data: { queue: 'sales' } }),
    event('1', { time: '2026-03-02T20:00:00.0004+08:00' }),
  ])
  expect(answer).toMatchObject({ accepted: 0, duplicate: 2 })
  expect(answer.rejected).toMatchObject([{ index: 1, id: '1', code: 'id_reused' }])
  expect(await loggedIds()).toEqual(['1'])
  expect((await server.rejected.list('pbx'))[0]).toMatchObject({ id: '1', code: 'id_reused' })
})

test('a time more than two minutes ahead becomes the receipt, the own time stays, a retry is a duplicate', async () => {
  const ahead = event('1', { time: '2026-03-02T12:02:00.001Z' })
  const near = event('2', { time: '2026-03-02T12:02:00.000Z' })
  expect((await send([ahead, near])).answer.accepted).toBe(2)
  now += 600_000
  expect((await send([ahead])).answer.duplicate).toBe(1)
  const [first, second] = await logged()
  expect(first).toMatchObject({ time: NOW, sentTime: NOW + 120_001 })
  expect(second).toMatchObject({ time: NOW + 120_000 })
  expect(second).not.toHaveProperty('sentTime')
})

test('duplicates, refusals and clamped times of a feed get into the log as figures', async () => {
  await send([
    event('1', { time: '2026-03-02T13:00:00Z' }),
    event('2'),
    event('2'),
    event('3', { type: 'x' }),
  ])
  const stop = new AbortController()
  const counted: unknown[] = []
  await server.log.follow({
    from: LOG_START,
    signal: stop.signal,
    onEntries: (entries) => {
      counted.push(...entries.map(({ event }) => event).filter(({ type }) => type === 'feed.counted'))
      if (counted.length > 0) stop.abort()
    },
  })
  expect(counted).toMatchObject([
    { source: 'system/ingest/test', subject: 'pbx', data: { duplicate: 1, rejected: 1, clamped: 1 } },
  ])
})

test('what went well is not counted apart', async () => {
  await send(event('1'))
  await new Promise((done) => setTimeout(done, 120))
  expect((await logged()).map(({ type }) => type)).toEqual(['contact.queued'])
})

test.each([
  ['no JSON', '{"id":', 'application/json', 'bad_json'],
  ['nothing', '', 'application/json', 'bad_json'],
  ['a text', '"event"', 'application/json', 'not_an_event'],
  ['null', 'null', BATCH, 'not_an_event'],
])('a body that is %s is answered 400', async (_what, body, type, code) => {
  const { status, answer } = await post(body, { 'Content-Type': type })
  expect([status, answer.code]).toEqual([400, code])
})

test('wrong UTF-8 is refused: the whole body of JSON, the line of NDJSON', async () => {
  const good = Buffer.from(JSON.stringify(event('1')))
  const bad = Buffer.concat([Buffer.from('{"id":"'), Buffer.from([0xc3, 0x28, 0xff]), Buffer.from('"}')])
  expect(await post(bad)).toMatchObject({ status: 400, answer: { code: 'bad_utf8' } })
  const both = Buffer.concat([bad, Buffer.from('\n'), good, Buffer.from('\n')])
  const { status, answer } = await post(both, { 'Content-Type': NDJSON })
  expect([status, answer.accepted]).toEqual([202, 1])
  expect(answer.rejected).toMatchObject([{ index: 0, code: 'bad_utf8' }])
})

test.each([
  ['no token', undefined],
  ['an unknown token', 'Bearer nonsense'],
  ['a name of Object', 'Bearer constructor'],
  ['another scheme', 'Basic dG9rZW4tb2YtcGJ4'],
])('with %s the answer is 401', async (_what, authorization) => {
  const headers: Record<string, string> = authorization === undefined ? {} : { Authorization: authorization }
  const response = await fetch(server.url, { method: 'POST', headers, body: JSON.stringify(event('1')) })
  expect(response.status).toBe(401)
  expect(response.headers.get('www-authenticate')).toContain('Bearer')
  expect(await loggedIds()).toEqual([])
})

test('who sends many wrong tokens is told to wait, and a right one is never asked about', async () => {
  const refused: string[] = []
  const guarded = await startIngest({
    redisUrl: redis.url,
    site: `site-${++site}`,
    tokens: { 'token-of-pbx': 'pbx' },
    tokenRefused: (token) => (refused.push(token) > 1 ? 7 : 0),
  })
  const sendAs = async (token: string) => {
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' }
    const answer = await fetch(guarded.url, { method: 'POST', headers, body: JSON.stringify(event('1')) })
    return [answer.status, answer.headers.get('retry-after')]
  }
  expect([await sendAs('guess-1'), await sendAs('guess-2')]).toEqual([
    [401, null],
    [429, '7'],
  ])
  expect((await sendAs('token-of-pbx'))[0]).toBe(202)
  expect(refused).toEqual(['guess-1', 'guess-2'])
  await guarded.stop()
})

test.each(['crm', 'user/anna', 'system/link', 'rule/callback', 'system/config'])(
  'the source %s is not for this token: 403',
  async (source) => {
    expect(await send(event('1', { source }))).toMatchObject({
      status: 403,
      answer: { code: 'forbidden_source' },
    })
    expect((await send([event('1', { source }), event('2', { source })])).status).toBe(403)
    expect((await lines(event('1', { source }), '{')).status).toBe(403)
    expect(await loggedIds()).toEqual([])
  },
)

test('more than 1 MiB or 1,000 events is answered 413, and nothing of it is taken', async () => {
  const filler = 'x'.repeat(3_000)
  const large = Array.from({ length: 400 }, (_, index) =>
    event(String(index), { data: { queue: 'q', filler } }),
  )
  expect((await send(large)).status).toBe(413)
  expect((await send(Array.from({ length: 1_001 }, (_, index) => event(String(index))))).status).toBe(413)
  expect(await loggedIds()).toEqual([])
  expect(
    (await send(Array.from({ length: 1_000 }, (_, index) => event(String(index))))).answer.accepted,
  ).toBe(1_000)
})

test('a body that does not say its length is refused past 1 MiB', async () => {
  const status = await new Promise<number | undefined>((done, fail) => {
    const headers = { Authorization: 'Bearer token-of-pbx', 'Content-Type': NDJSON }
    const sending = request(server.url, { method: 'POST', headers }, (res) => done(res.resume().statusCode))
    sending.on('error', fail)
    const chunk = Buffer.alloc(65_536, 0x20)
    // More than is taken and less than is thrown away: past that the connection is cut, and no answer is sure to be read.
    for (let sent = 0; sent < 4 * 1_048_576; sent += chunk.length) sending.write(chunk)
    sending.end()
  })
  expect(status).toBe(413)
})

test.each(['text/plain', 'application/xml', '', 'application/json; charset=gbk'])(
  'a body of type "%s" is answered 415',
  async (type) => {
    const body = Buffer.from(JSON.stringify(event('1')))
    expect((await post(body, { 'Content-Type': type })).status).toBe(415)
  },
)

test('a compressed body is answered 415 rather than misread', async () => {
  expect((await post(JSON.stringify(event('1')), { 'Content-Encoding': 'gzip' })).status).toBe(415)
})

test('another method is answered 405', async () => {
  const response = await fetch(server.url, { headers: { Authorization: 'Bearer token-of-pbx' } })
  expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST'])
})

test('a feed that sends too fast is told when to come again, another feed is not held up', async () => {
  const slow = await startIngest({
    redisUrl: redis.url,
    site: `site-${++site}`,
    tokens: { 'token-of-pbx': 'pbx', 'token-of-crm': 'crm' },
    limits: () => ({ ...usualLimits, eventsPerSec: 2, eventsAtOnce: 3 }),
  })
  const sendTo = (token: string, value: unknown) =>
    fetch(slow.url, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(value),
    })
  const many = Array.from({ length: 9 }, (_, index) => event(String(index)))
  expect((await sendTo('token-of-pbx', many)).status).toBe(202)
  const refused = await sendTo('token-of-pbx', event('10'))
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '3'])
  expect((await sendTo('token-of-crm', event('1', { source: 'crm' }))).status).toBe(202)
  await slow.stop()
})

test('while Redis is away the answer is 503 with Retry-After; afterwards the same events are taken once', async () => {
  await send(event('1'))
  await redis.kill()
  const { status, headers } = await send([event('1'), event('2')])
  expect([status, headers.get('retry-after')]).toEqual([503, '1'])
  await redis.restart()
  let back = await send([event('1'), event('2')])
  while (back.status === 503) back = await send([event('1'), event('2')])
  expect(back.answer).toMatchObject({ accepted: 1, duplicate: 1 })
  expect(await loggedIds()).toEqual(['1', '2'])
  expect(server.meter.faults.filter((fault) => fault.name !== 'LogUnavailable')).toEqual([])
})
