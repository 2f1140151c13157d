import { connect } from 'node:net'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { LOG_START } from '#core/event/log-position.ts'
import { usualLimits } from '#core/site/limits.ts'
import { type IngestServer, startIngest } from '../support/ingest-server.ts'
import { longestTurnOf } from '../support/longest-turn.ts'
import { type PrivateRedis, startRedis } from '../support/redis.ts'

const JSON_TYPE = 'application/json'
const NDJSON = 'application/x-ndjson'
/** Nothing that one request brings may hold the process up for longer. */
const STALL_MS = 250
let redis: PrivateRedis
let server: IngestServer

beforeAll(async () => {
  redis = await startRedis()
  server = await startIngest({ redisUrl: redis.url, site: 'fuzz', tokens: { token: 'pbx' } })
})
afterAll(async () => {
  await server.stop()
  await redis.stop()
})

function event(id: string, more: Record<string, unknown> = {}) {
  const time = '2026-03-02T12:00:00.000Z'
  const data = { queue: 'support' }
  return {
    specversion: '1.0',
    id,
    source: 'pbx',
    type: 'contact.queued',
    time,
    subject: `C-${id}`,
    data,
    ...more,
  }
}

async function post(body: string | Uint8Array, type = JSON_TYPE) {
  const response = await fetch(server.url, {
    method: 'POST',
    headers: { Authorization: 'Bearer token', 'Content-Type': type },
    body: body as BodyInit,
  })
  return { status: response.status, answer: (await response.json()) as Record<string, unknown> }
}

async function stillWell() {
  const id = `well-${performance.now()}`
  expect(await post(JSON.stringify(event(id)))).toMatchObject({ status: 202, answer: { accepted: 1 } })
  expect(server.meter.faults).toEqual([])
}

test('random bytes are answered, whatever they claim to be', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ maxLength: 4_000 }),
      fc.constantFrom(JSON_TYPE, NDJSON, 'application/cloudevents+json', 'text/html', ''),
      async (bytes, type) => {
        expect([202, 400, 415]).toContain((await post(bytes, type)).status)
      },
    ),
    { numRuns: 300, endOnFailure: true },
  )
  await stillWell()
})

test('any JSON in place of an event is answered, each refusal with a code and a message', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.jsonValue(), { maxLength: 20 }), async (values) => {
      const { status, answer } = await post(JSON.stringify(values))
      expect([202, 403]).toContain(status)
      if (status === 403) return
      expect(answer.accepted).toBe(0)
      const refused = answer.rejected as { index: number; code: string; message: string }[]
      expect(refused.map(({ index }) => index)).toEqual(values.map((_value, index) => index))
      for (const { code, message } of refused)
        expect([code, message].every((text) => text.length > 0)).toBe(true)
    }),
    { numRuns: 200, endOnFailure: true },
  )
  await stillWell()
})

test('any JSON as the data of an event is taken whole, or without unknown fields that are too long, or refused', async () => {
  let serial = 0
  await fc.assert(
    fc.asyncProperty(fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue()), async (data) => {
      const id = `data-${++serial}`
      const { answer } = await post(JSON.stringify(event(id, { type: 'contact.held', data })))
      if (answer.accepted !== 1) return
      const entries = await server.log.read(LOG_START, 10_000)
      const logged = entries.find((entry) => entry.event.id === id)
      const expected = JSON.parse(JSON.stringify(data)) as Record<string, unknown>
      // A key that names the prototype is left out: it is data only by accident.
      Reflect.deleteProperty(expected, '__proto__')
      const isTooLong = JSON.stringify(expected).length - '{}'.length > usualLimits.unknownChars
      expect({ ...logged!.event.data }).toEqual(isTooLong ? {} : expected)
    }),
    { numRuns: 100, endOnFailure: true, examples: [[{ note: 'x'.repeat(2_100) }]] },
  )
})

test('prototype keys change no prototype and hinder nothing', async () => {
  const bodies = [
    '{"__proto__":{"accepted":7},"specversion":"1.0","id":"p1"}',
    JSON.stringify(event('p2', { type: 'contact.held' })).replace(
      '{"queue":"support"}',
      '{"__proto__":{"polluted":1}}',
    ),
    JSON.stringify(event('p3', { type: '__proto__' })),
    JSON.stringify(event('p4', { type: 'constructor' })),
    JSON.stringify(event('__proto__', { subject: 'constructor', data: { queue: '__proto__' } })),
    JSON.stringify(
      event('p5', { type: 'contact.held', data: { constructor: { prototype: { polluted: 1 } } } }),
    ),
  ]
  for (const body of bodies) expect((await post(body)).status).toBe(202)
  expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  for (const { event: logged } of await server.log.read(LOG_START, 10_000)) {
    expect(Object.getPrototypeOf(logged.data)).toBe(Object.prototype)
    expect((logged.data as { polluted?: unknown }).polluted).toBeUndefined()
  }
  await stillWell()
})

test('JSON of any depth is refused without holding anything up', async () => {
  const deep = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`
  const nested = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`
  const inData = (json: string) =>
    JSON.stringify(event('deep', { data: 0 })).replace('"data":0', `"data":${json}`)
  expect((await post(inData(nested(100)))).answer.rejected).toMatchObject([{ code: 'too_deep' }])
  const bodies = [
    deep(500_000),
    nested(150_000),
    inData(nested(150_000)),
    inData(deep(400_000)),
    '['.repeat(1_000_000),
    deep(500_000).replace('[', '["[[\\\\\\"",'),
  ]
  const stall = await longestTurnOf(async () => {
    for (const body of bodies) {
      expect(await post(body)).toMatchObject({ status: 400, answer: { code: 'too_deep' } })
      const { answer } = await post(`${body}\n${JSON.stringify(event('fine'))}`, NDJSON)
      expect(answer.rejected).toMatchObject([{ index: 0, code: 'too_deep' }])
    }
  })
  expect(stall).toBeLessThan(STALL_MS)
  await stillWell()
})

test('names of 7 kB, huge numbers and lists are refused by the field', async () => {
  const long = '王'.repeat(2_500)
  const { answer } = await post(
    JSON.stringify([
      event('n1', { data: { queue: 'support', name: long } }),
      event('n2', { type: 'agent.signed_in', data: { queues: [], name: long } }),
      event(long),
      event('n4', { subject: long }),
      event('n5', { type: long }),
      event('n6', { type: 'contact.abandoned', data: { waitSec: 1e308 } }),
      event('n7', { type: 'agent.queues', data: { queues: Array(1_001).fill('q') } }),
      event('n8', { time: `2026-03-02T12:00:00.${'0'.repeat(5_000)}Z` }),
    ]),
  )
  expect((answer.rejected as { code: string }[]).map(({ code }) => code)).toEqual([
    'bad_data',
    'bad_data',
    'bad_id',
    'bad_subject',
    'bad_type',
    'bad_data',
    'bad_data',
    'bad_time',
  ])
  for (const number of ['1e999', '-1e999', '123456789'.repeat(1_000)]) {
    const body = JSON.stringify(event('num', { type: 'contact.abandoned', data: { waitSec: 0 } }))
    expect((await post(body.replace('"waitSec":0', `"waitSec":${number}`))).answer.rejected).toMatchObject([
      { code: 'bad_data' },
    ])
  }
  await stillWell()
})

test('a full megabyte of faults is refused without holding anything up', async () => {
  const wrong = { queues: Array(1_000).fill(5), name: 5, team: {}, capacity: { voice: 'x', chat: [] } }
  const faulty = Array.from({ length: 300 }, (_, n) =>
    event(`f${n}`, { type: 'agent.signed_in', data: wrong }),
  )
  const quotes = JSON.stringify({ phone: '"\\"'.repeat(120_000) })
  const faults = JSON.stringify(faulty)
  const stall = await longestTurnOf(async () => {
    expect((await post(faults)).answer.rejected).toHaveLength(300)
    expect((await post(`${'{\n'.repeat(999)}{`, NDJSON)).answer.rejected).toHaveLength(1_000)
    expect((await post(`"phone":"${'\\'.repeat(900_000)}`, NDJSON)).answer.rejected).toHaveLength(1)
    expect((await post(`"name" ${' '.repeat(900_000)}`, NDJSON)).answer.rejected).toHaveLength(1)
    expect((await post(quotes)).status).toBe(202)
    expect((await post('\n'.repeat(1_000_000), NDJSON)).status).toBe(413)
  })
  expect(stall).toBeLessThan(STALL_MS)
  await stillWell()
})

test('a sender that goes away in the middle leaves nothing behind', async () => {
  const { port } = new URL(server.url)
  for (let n = 0; n < 20; n++) {
    await new Promise<void>((done) => {
      const socket = connect(Number(port), '127.0.0.1', () => {
        socket.write(
          `POST /api/v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer token\r\nContent-Type: ${NDJSON}\r\nContent-Length: 5000\r\n\r\n`,
        )
        socket.write(`${JSON.stringify(event(`gone-${n}`))}\n`, () => socket.resetAndDestroy())
      })
      socket.on('close', () => done())
    })
  }
  await stillWell()
  const ids = (await server.log.read(LOG_START, 10_000)).map((entry) => entry.event.id)
  expect(ids.filter((id) => id.startsWith('gone-'))).toEqual([])
})
