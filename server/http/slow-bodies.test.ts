import { type AddressInfo, connect } from 'node:net'
import { Server } from 'socket.io'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { createIngest } from '#server/ingest/ingest.ts'
import { readJson } from '../api/read-json.ts'
import { closeHttp, createHttpServer, listen } from './http-server.ts'
import type { Handler } from './router.ts'

/** Guarantee, over real sockets: a body that comes drop by drop ends with its connection within the time that it has. */

const REQUEST_MS = 900
let port: number
let stop: (() => Promise<void>) | null = null
beforeAll(async () => {
  port = await serve()
})
afterAll(() => stop?.())

const fail = (error: Error) => {
  throw error
}
const ingest = createIngest({
  append: async () => [],
  keepRejected: async () => {},
  authenticate: (token) => (token === 'pbx' ? { feed: 'pbx' } : null),
  withCustomer: (event) => event,
  now: Date.now,
  counts: { add: () => {} },
  meter: { answered: () => {}, events: () => {}, fault: fail },
})
const readsIt: Handler = async (req, res) => {
  await readJson(req, z.unknown())
  res.end('read')
}
/** As a page does: it looks at no body. */
const readsNothing: Handler = (_req, res) => void res.end('page')

async function serve(): Promise<number> {
  const server = createHttpServer({
    hosts: { has: () => true },
    routes: {
      ingest: () => ingest,
      api: () => readsIt,
      healthz: () => readsNothing,
      readyz: () => readsNothing,
      metrics: () => readsNothing,
      pages: () => readsNothing,
    },
    transport: 'http',
    requestMs: REQUEST_MS,
    onFault: () => {},
  })
  // Takes its path before the router is asked, as it does in a server.
  const io = new Server(server, { serveClient: false })
  await listen(server, 0, '127.0.0.1')
  stop = async () => {
    io.engine.close()
    await closeHttp(server)
  }
  return (server.address() as AddressInfo).port
}

/** Sends a byte of a body now and then; gives after how many ms the connection was over. */
function drip(port: number, head: readonly string[], drop: string): Promise<number> {
  return new Promise((done) => {
    const began = performance.now()
    const socket = connect(port, '127.0.0.1')
    socket.on('error', () => {})
    socket.resume()
    socket.write(`${[...head, 'Host: x', '', ''].join('\r\n')}${drop}`)
    const dripping = setInterval(() => socket.writable && socket.write(drop), 50)
    socket.on('close', () => {
      clearInterval(dripping)
      done(performance.now() - began)
    })
  })
}

const LENGTH = 'Content-Length: 100000'
const CHUNKED = 'Transfer-Encoding: chunked'
const JSON_TYPE = 'Content-Type: application/json'
const BEARER = 'Authorization: Bearer pbx'

test.concurrent.each([
  ['events with a token', ['POST /api/v1/events HTTP/1.1', JSON_TYPE, BEARER, LENGTH], 'x'],
  [
    'events with a token, chunked',
    ['POST /api/v1/events HTTP/1.1', JSON_TYPE, BEARER, CHUNKED],
    '1\r\nx\r\n',
  ],
  ['events without a token', ['POST /api/v1/events HTTP/1.1', JSON_TYPE, LENGTH], 'x'],
  ['events without a token, chunked', ['POST /api/v1/events HTTP/1.1', JSON_TYPE, CHUNKED], '1\r\nx\r\n'],
  [
    'events of a wrong type',
    ['POST /api/v1/events HTTP/1.1', BEARER, 'Content-Type: text/plain', LENGTH],
    'x',
  ],
  ['a route that reads it', ['POST /api/v1/session HTTP/1.1', JSON_TYPE, CHUNKED], '1\r\nx\r\n'],
  ['a page, which reads none', ['POST /wall/floor HTTP/1.1', LENGTH], 'x'],
  ['a page, chunked', ['POST /wall/floor HTTP/1.1', CHUNKED], '1\r\nx\r\n'],
  ['health', ['GET /healthz HTTP/1.1', CHUNKED], '1\r\nx\r\n'],
  ['readiness', ['POST /readyz HTTP/1.1', LENGTH], 'x'],
  ['metrics', ['GET /metrics HTTP/1.1', CHUNKED], '1\r\nx\r\n'],
  ['a socket that polls', ['POST /socket.io/?EIO=4&transport=polling HTTP/1.1', LENGTH], 'x'],
  [
    'a socket that polls, chunked',
    ['POST /socket.io/?EIO=4&transport=polling HTTP/1.1', CHUNKED],
    '1\r\nx\r\n',
  ],
  ['headers that never end', ['GET /wall/floor HTTP/1.1'], 'x'],
])('a slow body to %s is cut', async (name, head, drop) => {
  const lines = name.startsWith('headers') ? [...head, `X-Long: ${'y'.repeat(10)}`] : head
  const tookMs = name.startsWith('headers') ? await dripHeaders(port, lines) : await drip(port, lines, drop)
  // Its time, and some air for a loaded machine; before, Node looked every 30 s only.
  expect(tookMs).toBeLessThan(REQUEST_MS + 3_000)
})

/** The same with a header that goes on and on. */
function dripHeaders(port: number, head: readonly string[]): Promise<number> {
  return new Promise((done) => {
    const began = performance.now()
    const socket = connect(port, '127.0.0.1')
    socket.on('error', () => {})
    socket.resume()
    socket.write(head.join('\r\n'))
    const dripping = setInterval(() => socket.writable && socket.write('x'), 50)
    socket.on('close', () => {
      clearInterval(dripping)
      done(performance.now() - began)
    })
  })
}

test('a quick request is answered meanwhile', async () => {
  const slow = drip(port, ['POST /api/v1/events HTTP/1.1', JSON_TYPE, BEARER, LENGTH], 'x')
  expect(await (await fetch(`http://127.0.0.1:${port}/healthz`)).text()).toBe('page')
  await slow
})
