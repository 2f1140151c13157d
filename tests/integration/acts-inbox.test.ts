import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ActOrder } from '#core/acts/act-request.ts'
import { blockListOf } from '#platform/outgoing/forbidden-ranges.ts'
import { createWebhookAsk } from '#server/acts/ask-webhook.ts'
import { createActsInbox } from '#store/acts-inbox.ts'
import { openConnection } from '#store/redis/connection.ts'
import { siteKeys } from '#store/redis/keys.ts'
import { type PrivateRedis, startRedis } from '../support/redis.ts'

/**
 * Guarantee: an act reaches the PBX from a server that is not connected to it, and the program behind a feed of kind
 * http by a signed request; what nobody took in time is not done later.
 */

let redis: PrivateRedis
let peer: Server
let answers: (body: string) => { status: number; body: string } | null
const fail = (error: Error) => {
  throw error
}
const heard: { headers: Record<string, string>; body: string }[] = []

beforeAll(async () => {
  redis = await startRedis()
  peer = createServer((req, res) => {
    let body = ''
    req.on('data', (chunk) => {
      body += chunk
    })
    req.on('end', () => {
      heard.push({ headers: req.headers as Record<string, string>, body })
      const answer = answers(body)
      if (answer !== null) res.writeHead(answer.status).end(answer.body)
    })
  })
  await new Promise<void>((done) => peer.listen(0, '127.0.0.1', done))
})
afterAll(async () => {
  peer.closeAllConnections()
  await new Promise((done) => peer.close(done))
  await redis.stop()
})

test('another server answers; what it did not take in time is gone', async () => {
  const inbox = createActsInbox({ url: redis.url, site: 'floor', onFault: fail })
  expect(await inbox.ask('pbx', 'too early', 200)).toBeNull()
  const taken: string[] = []
  const serving = inbox.serve('pbx', async (text) => {
    taken.push(text)
    return `did ${text}`
  })
  expect(await Promise.all([inbox.ask('pbx', 'one', 2_000), inbox.ask('pbx', 'two', 2_000)])).toEqual([
    'did one',
    'did two',
  ])
  expect(taken).toEqual(['one', 'two'])
  serving.stop()
})

test('what a server asked that died before it had an answer is not done later', async () => {
  const connection = openConnection(redis.url)
  const left = JSON.stringify({ reply: 'of-one-that-died', text: 'left behind' })
  await connection.send(['RPUSH', `${siteKeys('floor').prefix}acts:pbx`, left])
  const inbox = createActsInbox({ url: redis.url, site: 'floor', onFault: fail })
  const taken: string[] = []
  const serving = inbox.serve('pbx', async (text) => {
    taken.push(text)
    return 'done'
  })
  expect(await inbox.ask('pbx', 'now', 2_000)).toBe('done')
  expect(taken).toEqual(['now'])
  serving.stop()
  connection.close()
})

const order: ActOrder = {
  ...{
    id: 'press-1',
    name: 'pause',
    by: 'yuan',
    agent: 'yuan',
    agentName: null,
    reason: 'meal',
    queue: null,
  },
  ...{ queues: null, penalty: null, contact: null, priority: null, number: null, callback: null, case: null },
}

test('a feed of kind http is asked by a signed request, and its answer is awaited the same way', async () => {
  const url = `http://127.0.0.1:${(peer.address() as AddressInfo).port}/acts`
  const feed = { id: 'crm', kind: 'http', actions: { url, acts: ['pause' as const] } }
  const ask = createWebhookAsk({
    secretOf: async () => 'a-secret-of-both',
    allowed: () => blockListOf(['127.0.0.1']),
    withinMs: 400,
  })
  answers = () => ({ status: 200, body: '{"ok":true}' })
  expect(await ask(feed, order)).toEqual({ ok: true })
  const { headers, body } = heard[0]!
  expect(headers['webhook-id']).toBe('press-1')
  new Webhook('a-secret-of-both', { format: 'raw' }).verify(body, headers)
  expect(JSON.parse(body)).toMatchObject({
    type: 'action.requested',
    data: { name: 'pause', agent: 'yuan', reason: 'meal', by: 'yuan' },
  })
  answers = () => ({ status: 409, body: '{"ok":false,"message":"Interface not found"}' })
  expect(await ask(feed, order)).toEqual({ ok: false, code: 'refused', message: 'Interface not found' })
  answers = () => ({ status: 500, body: 'oops' })
  expect(await ask(feed, order)).toMatchObject({ code: 'refused', message: 'it answered 500' })
  answers = () => null
  const twice = await Promise.all([ask(feed, order), ask(feed, order)])
  expect(twice.map((answer) => (answer.ok ? 'ok' : answer.code))).toEqual(['timeout', 'timeout'])
  expect(heard).toHaveLength(4)
  const closed = { ...feed, actions: { ...feed.actions, url: 'http://10.0.0.1/acts' } }
  expect(await ask(closed, order)).toMatchObject({ ok: false, code: 'unreachable' })
})
