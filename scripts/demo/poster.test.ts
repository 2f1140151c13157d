import { createServer } from 'node:http'
import { afterEach, expect, test } from 'vitest'
import type { DemoEvent } from './model/simulation.ts'
import { postAll } from './poster.ts'

const stops: (() => void)[] = []
afterEach(() => {
  for (const stop of stops.splice(0)) stop()
})

const events = Array.from(
  { length: 1_203 },
  (_, index): DemoEvent => ({
    specversion: '1.0',
    id: String(index),
    source: 'demo',
    type: 'feed.heartbeat',
    time: new Date(index).toISOString(),
    subject: 'demo',
    data: {},
  }),
)

/** A server that answers as told, one status a request, and keeps what it accepted. */
async function serverThat(statuses: number[]): Promise<{ url: string; taken: string[] }> {
  const taken: string[] = []
  const server = createServer(async (req, res) => {
    const chunks: Buffer[] = []
    for await (const chunk of req) chunks.push(chunk as Buffer)
    const status = statuses.shift() ?? 202
    if (status === 202)
      for (const line of Buffer.concat(chunks).toString().split('\n'))
        taken.push((JSON.parse(line) as DemoEvent).id)
    res.writeHead(status, { 'content-type': 'application/json' })
    res.end(status === 202 ? '{"accepted":1,"duplicate":0,"rejected":[]}' : '{}')
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  stops.push(() => server.close())
  return { url: `http://127.0.0.1:${(server.address() as { port: number }).port}`, taken }
}

test('every event is posted once and in order, however often the server refuses a batch', async () => {
  const { url, taken } = await serverThat([503, 202, 429, 503, 202, 500])
  const options = {
    url,
    token: 't',
    signal: new AbortController().signal,
    onRefused() {},
    retryMs: { first: 1, max: 2 },
  }
  expect(await postAll(events, options)).toBe(true)
  expect(taken).toEqual(events.map(({ id }) => id))
})

test('it gives up when it is told to stop', async () => {
  const stopping = new AbortController()
  const options = { url: 'http://127.0.0.1:1', token: 't', signal: stopping.signal, onRefused() {} }
  const posted = postAll(events, options)
  stopping.abort()
  expect(await posted).toBe(false)
})
