import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Floor } from '#core/floor/floor.ts'
import { type ActOrder, actRequest } from '#core/pbx-actions/act-request.ts'
import { blockListOf } from '#platform/outgoing/forbidden-ranges.ts'
import { freePort } from '#scripts/start/free-port.ts'
import { createActService } from '#server/pbx-actions/act-service.ts'
import { createWebhookActSender } from '#server/pbx-actions/webhook-act-sender.ts'
import { createActsInbox } from '#store/acts-inbox.ts'
import { type ActsOnce, createActsOnce, type OnceDone } from '#store/acts-once.ts'
import { createDialledNumbers } from '#store/dialled-numbers.ts'
import { openConnection } from '#store/redis/connection.ts'
import { siteKeys } from '#store/redis/keys.ts'
import { ALL_ACTS, actingFloor, actingFloorOf, staff } from '../support/acting-floor.ts'
import { startChild } from '../support/child-process.ts'
import { type PrivateRedis, startRedis } from '../support/redis.ts'

/**
 * Guarantee: an act reaches the PBX from a server that is not connected to it, and the program behind a feed of kind
 * http by a signed request; what nobody took in time is not done later; and what is pressed at two servers is done once.
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
  serving.stop()
  // Each asks by a connection of its own: which comes first is nobody's promise.
  expect(taken.toSorted()).toEqual(['one', 'two'])
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
  const ask = createWebhookActSender({
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

test('the receiver of the documentation, as it stands there: done, refused, and what is not signed with its secret', async () => {
  const [, code] = /```js\n([\s\S]*?)```/.exec(await readFile('docs/asking-a-pbx.md', 'utf8'))!
  const port = await freePort()
  const receiver = startChild(process.execPath, ['--input-type=module', '-e', code!], {
    env: { ...process.env, SECRET: 'a-secret-of-both', PORT: String(port) },
  })
  while (!receiver.output().includes('listening')) await new Promise((done) => setTimeout(done, 10))
  const actions = { url: `http://127.0.0.1:${port}/acts`, acts: ['pause' as const, 'dial' as const] }
  const feed = { id: 'crm', kind: 'http', actions, dial: { prefix: '9' } }
  const askedWith = (secret: string, what: object) =>
    createWebhookActSender({ secretOf: async () => secret, allowed: () => blockListOf(['127.0.0.1']) })(
      feed,
      {
        ...order,
        ...what,
      },
    )
  const asked = (what: object) => askedWith('a-secret-of-both', what)
  expect(await asked({ id: 'press-7' })).toEqual({ ok: true })
  expect(await asked({ id: 'press-7' })).toEqual({ ok: true })
  expect(receiver.output().match(/pause yuan meal/g)).toHaveLength(1)
  expect(await asked({ id: 'press-8', agent: 'nobody' })).toEqual({
    ...{ ok: false, code: 'refused', message: 'No such extension' },
  })
  expect(await askedWith('another-secret', { id: 'press-9' })).toMatchObject({ message: 'it answered 401' })
  expect(await asked({ id: 'press-10', name: 'dial', number: '13800138000' })).toEqual({ ok: true })
  expect(await asked({ id: 'press-11', name: 'dial', number: '110' })).toMatchObject({
    message: expect.stringContaining('emergency'),
  })
  expect(receiver.output()).not.toContain('press-11')
  receiver.kill('SIGKILL')
  await receiver.exited
  expect(await asked({ id: 'press-12' })).toMatchObject({ ok: false, code: 'unreachable' })
})

/** Two servers of one site, each asking the same PBX; it answers when it is told to. */
function twoServers(site: string) {
  const asked: ActOrder[] = []
  let answer: (() => void) | null = null
  const records: string[] = []
  const servers = [1, 2].map(() => {
    const acts = createActsOnce({ url: redis.url, site, withinMs: 400, onFault: fail })
    const numbers = createDialledNumbers({ url: redis.url, site })
    const service = createActService({
      ask(_feed, asking) {
        asked.push(asking)
        return new Promise((done) => {
          answer = () => done({ ok: true })
        })
      },
      async audit(_who, action) {
        records.push(action)
      },
      once: acts.once,
      numbers,
      onFault: fail,
    })
    return { acts, numbers, service }
  })
  return {
    ...{ asked, records },
    press: (server: 0 | 1, person: string, request: object, floor = actingFloor(ALL_ACTS)) =>
      servers[server]!.service.act(staff(person), actRequest.parse(request), floor),
    /** Redis has heard all that a server has said to it so far. */
    heard: (server: 0 | 1) =>
      servers[server]!.acts.once('probe', 1_000, async () => ({ text: 'heard', kept: false })),
    async answered() {
      while (answer === null) await new Promise((done) => setImmediate(done))
      answer()
      answer = null
    },
    close() {
      for (const { acts, numbers } of servers) {
        acts.close()
        numbers.close()
      }
    },
  }
}

test('a press that comes again is done once, at whichever server, while it is done and afterwards', async () => {
  const floor = twoServers('once')
  const request = { name: 'pause', reason: 'meal', id: 'press-1' }
  const presses = [floor.press(0, 'anna', request), floor.press(1, 'anna', request)]
  await floor.answered()
  expect(await Promise.all(presses)).toEqual([{ ok: true }, { ok: true }])
  expect(await floor.press(1, 'anna', request)).toEqual({ ok: true })
  expect(floor.asked).toHaveLength(1)
  expect(floor.records).toEqual(['pbx.asked', 'pbx.pause'])
  // The name of a press is its maker's own: somebody else's is another.
  const other = floor.press(0, 'lin', { ...request, agent: 'anna' })
  await floor.answered()
  expect(await other).toEqual({ ok: true })
  expect(floor.asked).toHaveLength(2)
  floor.close()
})

test('a press that comes again is answered as done, also where the call that it took out is gone since', async () => {
  const floor = twoServers('gone')
  const request = { name: 'withdraw', contact: 'pbx/1.1', id: 'press-1' }
  const press = floor.press(0, 'ma', request)
  await floor.answered()
  expect(await press).toEqual({ ok: true })
  const before = actingFloor(ALL_ACTS)
  const later: Floor = {
    ...before,
    row: (type, id) => (type === 'contact' ? null : before.row(type, id)),
    eventsOf: () => [],
  }
  expect(await floor.press(1, 'ma', { ...request, id: 'press-2' }, later)).toMatchObject({
    code: 'not_allowed',
  })
  expect(await floor.press(1, 'ma', request, later)).toEqual({ ok: true })
  expect(floor.asked).toHaveLength(1)
  floor.close()
})

test('what took longer than its key was held takes nobody else’s away', async () => {
  const [one, two] = [1, 2].map(() =>
    createActsOnce({ url: redis.url, site: 'held', withinMs: 2_000, onFault: fail }),
  ) as [ActsOnce, ActsOnce]
  const runs: PromiseWithResolvers<OnceDone>[] = []
  const begun = [1, 2].map(() => Promise.withResolvers<void>())
  const run = () => {
    const done = Promise.withResolvers<OnceDone>()
    runs.push(done)
    begun[runs.length - 1]?.resolve()
    return done.promise
  }
  const long = one.once('act', 30, run)
  await begun[0]!.promise
  const taken = two.once('act', 60_000, run)
  await begun[1]!.promise
  runs[0]!.resolve({ text: 'of the first', kept: true })
  expect(await long).toBe('of the first')
  const again = one.once('act', 60_000, run)
  runs[1]!.resolve({ text: 'of the second', kept: true })
  expect(await Promise.all([taken, again])).toEqual(['of the second', 'of the second'])
  expect(await one.once('act', 60_000, run)).toBe('of the second')
  expect(runs).toHaveLength(2)
  one.close()
  two.close()
})

test('two who press the same at two servers move it once, and both are told', async () => {
  const floor = twoServers('same')
  const first = floor.press(0, 'anna', { name: 'pause', reason: 'meal' })
  while (floor.asked.length === 0) await new Promise((done) => setImmediate(done))
  const second = floor.press(1, 'lin', { name: 'pause', reason: 'meal', agent: 'anna' })
  while (floor.records.length < 2) await new Promise((done) => setImmediate(done))
  await floor.heard(1)
  await floor.answered()
  // The second is told that it was on its way already.
  expect(await Promise.all([first, second])).toEqual([{ ok: true }, { ok: true, already: true }])
  expect(floor.asked).toHaveLength(1)
  expect(floor.records.sort()).toEqual(['pbx.asked', 'pbx.asked', 'pbx.pause', 'pbx.pause'])
  floor.close()
})

test('two whose phones are at two PBXs, or at one that is asked by http, do not dial one number at once', async () => {
  const floor = twoServers('dialled')
  const actions = { url: 'https://crm.test/acts', acts: ['dial'] }
  const asked = { id: 'crm', kind: 'http', token: 'token-of-the-crm', actions }
  const pbx = { id: 'pbx', kind: 'asterisk', host: 'pbx.test', username: 'x', agents: { 'PJSIP/1': 'anna' } }
  const going = { ok: false, code: 'refused', message: 'a call is being made already' }
  for (const [at, feeds] of [[asked], [pbx, asked]].entries()) {
    const press = (server: 0 | 1, person: string, more: object = {}) =>
      floor.press(
        server,
        person,
        { name: 'dial', number: `1380013800${at}`, ...more },
        actingFloorOf(feeds, ALL_ACTS),
      )
    const first = press(0, 'anna')
    while (floor.asked.length === at) await new Promise((done) => setImmediate(done))
    expect(await press(1, 'wei')).toEqual(going)
    await floor.answered()
    expect(await first).toEqual({ ok: true })
    // Accepted, and the agent's phone rings: no event has told of the call yet.
    expect(await press(1, 'wei')).toEqual(going)
    expect(floor.asked).toHaveLength(at + 1)
  }
  floor.close()
})

test('a server that dies in the middle leaves a trace, and its press is not done again meanwhile', async () => {
  const floor = twoServers('died')
  const request = { name: 'dial', number: '13800138000', id: 'press-1' }
  const lost = floor.press(0, 'anna', request)
  while (floor.asked.length === 0) await new Promise((done) => setImmediate(done))
  expect(floor.records).toEqual(['pbx.asked'])
  expect(await floor.press(1, 'anna', request)).toEqual({ ok: false, code: 'timeout', message: 'no answer' })
  expect(floor.asked).toHaveLength(1)
  await floor.answered()
  await lost
  floor.close()
})
