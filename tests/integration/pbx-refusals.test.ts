import { createServer as createHttpServer } from 'node:http'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import en from '#messages/assistant/en.json' with { type: 'json' }
import zhCN from '#messages/assistant/zh-CN.json' with { type: 'json' }
import zhTW from '#messages/assistant/zh-TW.json' with { type: 'json' }
import { discoverPbx } from '#scripts/assistant/discover-pbx.ts'
import { type AmiServerOptions, startAmiServer } from '#scripts/replay-ami/ami-server.ts'
import { freePort } from '#scripts/start/free-port.ts'

/** Guarantee: whatever a PBX answers at the first start, somebody reads a sentence of it in their language. */

const stops: (() => Promise<unknown> | unknown)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
})

async function portOf(server: Server): Promise<number> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  stops.push(() => new Promise((done) => server.close(done)))
  return (server.address() as AddressInfo).port
}

async function pbx(options: Partial<AmiServerOptions> = {}): Promise<number> {
  const server = await startAmiServer({ secret: 'right', ...options })
  stops.push(() => server.stop())
  server.play({ at: 0, raw: 'Event: QueueParams\r\nQueue: 600\r\n\r\n' })
  return server.port
}

const account = { host: '127.0.0.1', tls: false, username: 'huiyin', secret: 'right' }
const discover = (port: number, more: object = {}) =>
  discoverPbx({ ...account, port, ...more }, { withinMs: 2_500, listenMs: 0 })

interface Refusal {
  readonly key: string
  readonly port: () => Promise<number>
  /** What of the account is another. */
  readonly more?: object
}

const refusals: readonly Refusal[] = [
  { key: 'unknownHost', port: async () => 5_038, more: { host: 'nowhere.invalid' } },
  { key: 'connectionRefused', port: freePort },
  { key: 'closed', port: () => portOf(createServer((socket) => void socket.destroy())) },
  { key: 'mute', port: () => portOf(createServer((socket) => void socket.resume())) },
  {
    key: 'other',
    port: () => portOf(createServer((socket) => void socket.resume().end('SSH-2.0-OpenSSH_9.2\r\n'))),
  },
  { key: 'other', port: () => portOf(createHttpServer((_, response) => response.end('hello'))) },
  { key: 'noTls', port: pbx, more: { tls: true } },
  { key: 'wrongSecret', port: pbx, more: { secret: 'wrong' } },
  {
    key: 'refused',
    port: () =>
      pbx({
        instead: (action, field) =>
          action === 'Login'
            ? [`Response: Error\r\nActionID: ${field('ActionID')}\r\nMessage: Permission denied\r\n`]
            : null,
      }),
  },
  { key: 'noLogin', port: () => pbx({ mute: true }) },
  { key: 'noQueues', port: () => pbx({ forbidden: ['QueueStatus'] }) },
]

test.each(refusals)(
  '$key has its sentence in every language, with nothing left open',
  async ({ key, port, more }) => {
    const found = await discover(await port(), more)
    expect(found).toMatchObject({ ok: false, key })
    if (found.ok) return
    for (const { fault } of [en, zhCN, zhTW]) {
      const names = [...fault[found.key].matchAll(/\{(\w+)\}/g)].map(([, name]) => name!)
      expect(names.filter((name) => (found.values[name] ?? '') === '')).toEqual([])
    }
  },
)

test('a PBX whose clock is ten minutes off is taken, and that is said', async () => {
  const late = () => (Date.now() / 1_000 - 600).toFixed(6)
  const found = await discover(
    await pbx({
      instead: (action, field) =>
        action === 'Ping'
          ? [`Response: Success\r\nActionID: ${field('ActionID')}\r\nPing: Pong\r\nTimestamp: ${late()}\r\n`]
          : null,
    }),
  )
  expect(found).toMatchObject({ ok: true, clockOffSec: 600, queues: [{ name: '600' }] })
})
