import { X509Certificate } from 'node:crypto'
import { afterEach, expect, test } from 'vitest'
import type { AmiTls } from '#protocols/ami/connect.ts'
import { type AmiServer, type AmiServerOptions, startAmiServer } from '#scripts/replay-ami/ami-server.ts'
import {
  type AmiClient,
  type AmiClientOptions,
  type ClientState,
  createAmiClient,
} from '#server/connectors/asterisk/client.ts'
import { TIMING } from '#server/connectors/asterisk/timing.ts'
import { makeCertificate, type TestCertificate } from '../support/peers/certificate.ts'

/** Guarantee: whatever the other end does, the client signs in again, harms nothing, and says what is wrong. */

const stops: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
})

interface Watched {
  readonly client: AmiClient
  readonly states: ClientState[]
  readonly heard: string[]
  readonly bad: string[]
  /** Resolves when this holds, looked at after each thing that happens. */
  until(holds: () => boolean): Promise<void>
}

function connect(server: Pick<AmiServer, 'port'>, more: Partial<AmiClientOptions> = {}): Watched {
  let wake = () => {}
  const states: ClientState[] = []
  const heard: string[] = []
  const bad: string[] = []
  const client = createAmiClient({
    host: '127.0.0.1',
    port: server.port,
    tls: null,
    username: 'dash',
    secret: async () => 'right',
    timing: { ...TIMING, firstDelayMs: 1, maxDelayMs: 4, refusedDelayMs: 20 },
    random: () => 0.5,
    onConnected: () => wake(),
    onDisconnected: () => wake(),
    onMessage(message) {
      heard.push(message.name)
      wake()
    },
    onBad(reason) {
      bad.push(reason)
      wake()
    },
    onState(state) {
      states.push(state)
      wake()
    },
    ...more,
  })
  stops.push(() => client.stop())
  const until = async (holds: () => boolean) => {
    while (!holds()) await new Promise<void>((done) => (wake = done))
  }
  return { client, states, heard, bad, until }
}

async function start(more: Partial<AmiServerOptions> = {}): Promise<AmiServer> {
  const server = await startAmiServer({ secret: 'right', ...more })
  stops.push(() => server.stop())
  return server
}

const isIn = (states: readonly ClientState[], is: ClientState['is']) =>
  states.some((state) => state.is === is)

test('it signs in with an event mask and asks for everything', async () => {
  const server = await start()
  const { until, heard } = connect(server)
  await server.synced()
  await until(() => heard.includes('CoreShowChannelsComplete'))
  expect(server.received[0]).toContain('Events: system,call,agent,user,dialplan')
  expect(server.received.map((action) => /Action: (\w+)/.exec(action)?.[1])).toEqual([
    'Login',
    'QueueStatus',
    'CoreShowChannels',
    'QueueSummary',
  ])
})

test('a refused sign-in is said, is not repeated in haste, and works as soon as the secret is right', async () => {
  const server = await start()
  let secret: string | null = 'wrong'
  const { until, states } = connect(server, { secret: async () => secret })
  await until(() => isIn(states, 'waiting'))
  expect(states.at(-1)).toEqual({ is: 'waiting', why: 'refused', detail: 'Authentication failed' })
  secret = null
  await until(() => states.filter((state) => state.is === 'waiting').length === 2)
  expect(states.at(-1)).toEqual({ is: 'waiting', why: 'refused', detail: 'no secret is known' })
  secret = 'right'
  await until(() => isIn(states, 'connected'))
  expect(server.received.filter((action) => action.includes('Login'))).toHaveLength(2)
})

test('a secret with a line break is never sent', async () => {
  const server = await start()
  const { until, states } = connect(server, { secret: async () => 'x\r\nAction: Originate' })
  await until(() => isIn(states, 'waiting'))
  expect(states.at(-1)).toMatchObject({ why: 'refused' })
  expect(server.received).toEqual([])
})

test('who is no Asterisk is left alone', async () => {
  const server = await start({ banner: 'SSH-2.0-OpenSSH_9.2\r\n' })
  const { until, states } = connect(server)
  await until(() => isIn(states, 'waiting'))
  expect(states.at(-1)).toMatchObject({ why: 'not_asterisk' })
  expect(server.received).toEqual([])
})

test('a connection that says nothing more is given up', async () => {
  const server = await start({ mute: true })
  const timing = { ...TIMING, pingMs: 5, silentMs: 20, firstDelayMs: 1, maxDelayMs: 2 }
  const { until, states } = connect(server, { timing })
  await until(() => isIn(states, 'waiting'))
  expect(states.at(-1)).toMatchObject({ why: 'silent' })
})

test('nobody listens: it tries again, and connects when somebody does', async () => {
  const server = await start()
  server.cut()
  const { until, states } = connect(server)
  await until(() => states.filter((state) => state.is === 'waiting').length > 2)
  server.accept()
  await until(() => isIn(states, 'connected'))
})

test('garbage, half lines and bytes one at a time are read past', async () => {
  const server = await start()
  const { until, heard, bad } = connect(server)
  await server.synced()
  server.write(Buffer.from([0xff, 0xfe, 0, 13, 10, 7, 10, 13, 10]))
  for (const byte of Buffer.from('Event: Slow\r\nName: Ольга\r\n\r\n')) server.write(Buffer.from([byte]))
  await until(() => heard.includes('Slow'))
  expect(bad).toContain('no_colon')
})

test('while paused nothing is read, and nothing is lost', async () => {
  const server = await start()
  const { client, until, heard } = connect(server)
  await server.synced()
  await until(() => heard.includes('QueueSummaryComplete'))
  client.pause()
  const before = heard.length
  for (let index = 0; index < 200; index++) server.write(`Event: Number${index}\r\n\r\n`)
  await new Promise((done) => setImmediate(done))
  expect(heard.length).toBe(before)
  client.resume()
  await until(() => heard.includes('Number199'))
  expect(heard.filter((name) => name.startsWith('Number'))).toHaveLength(200)
})

const pbxCertificate = makeCertificate()
const fingerprintOf = (cert: string) => new X509Certificate(cert).fingerprint256

test.each<[string, AmiTls]>([
  ['whom its authority vouches for', { ca: pbxCertificate.cert }],
  ['whose certificate is known, whoever vouches for it', { fingerprint: fingerprintOf(pbxCertificate.cert) }],
])('over TLS it signs in at a PBX %s, and asks for everything', async (_, tls) => {
  const server = await start({ tls: pbxCertificate })
  const { until, heard } = connect(server, { tls })
  await until(() => heard.includes('CoreShowChannelsComplete'))
  expect(server.received[0]).toContain('Secret: right')
})

test.each<[string, TestCertificate, AmiTls, RegExp]>([
  ['nobody vouches for', makeCertificate(), {}, /nobody that is trusted.*"caFile"/],
  [
    'another authority vouches for',
    makeCertificate(),
    { ca: makeCertificate().cert },
    /nobody that is trusted vouches/,
  ],
  [
    'is another than the known one',
    makeCertificate(),
    { fingerprint: fingerprintOf(pbxCertificate.cert) },
    /another than that of "fingerprint": the SHA-256 of its certificate is ([0-9A-F]{2}:){31}[0-9A-F]{2}/,
  ],
])('a certificate that %s is told, and no secret is sent', async (_, certificate, tls, words) => {
  const server = await start({ tls: certificate })
  const { until, states } = connect(server, { tls })
  await until(() => isIn(states, 'waiting'))
  expect(states.find(({ is }) => is === 'waiting')).toMatchObject({
    why: 'certificate',
    detail: expect.stringMatching(words),
  })
  expect(server.received).toEqual([])
})

test('a certificate of the right authority for another name is told by both names', async () => {
  const certificate = makeCertificate(['pbx.example.test'])
  const server = await start({ tls: certificate })
  const { until, states } = connect(server, { tls: { ca: certificate.cert } })
  await until(() => isIn(states, 'waiting'))
  expect(states.find(({ is }) => is === 'waiting')).toMatchObject({
    why: 'certificate',
    detail: expect.stringMatching(/for another name .*127\.0\.0\.1.*"fingerprint"/),
  })
  expect(server.received).toEqual([])
})

test('TLS where none is spoken is told, and without TLS the other way round', async () => {
  const open = connect(await start(), { tls: {} })
  await open.until(() => isIn(open.states, 'waiting'))
  expect(open.states.find(({ is }) => is === 'waiting')).toMatchObject({
    why: 'no_tls',
    detail: expect.stringMatching(/no TLS.*5039/),
  })
  const timing = { ...TIMING, pingMs: 20, silentMs: 100 }
  const closed = connect(await start({ tls: pbxCertificate }), { timing })
  await closed.until(() => isIn(closed.states, 'waiting'))
  expect(isIn(closed.states, 'signing_in')).toBe(false)
})
