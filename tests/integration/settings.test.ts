import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Notification } from '#core/notify/notification.ts'
import { createContactMethodStore } from '#store/contact-method-store.ts'
import { notificationKeys } from '#store/jobs/notifications/notification-keys.ts'
import { openConnection, type RedisConnection } from '#store/redis/connection.ts'
import { type Ask, personSession } from '../support/person-session.ts'
import { type PrivatePostgres, startPostgres } from '../support/postgres.ts'
import { type PrivateRedis, startRedis } from '../support/redis.ts'
import { type RowServer, startRowServer } from '../support/row-server.ts'
import { testSite, writeSiteFile } from '../support/test-site.ts'

let redis: PrivateRedis
let postgres: PrivatePostgres
let server: RowServer
let lin: Ask
let connection: RedisConnection

beforeAll(async () => {
  ;[redis, postgres] = await Promise.all([startRedis(), startPostgres()])
  const targets = [
    { id: 'post', kind: 'mail', host: 'mail.example.test', from: 'floor@example.test' },
    {
      ...{ id: 'bell', kind: 'push', contact: 'mailto:floor@example.test' },
      services: ['push.example.test'],
    },
    { id: 'ring', kind: 'phone', feed: 'pabx', extensions: '90[0-9]' },
  ]
  const test = testSite('settings')
  const pbx = {
    id: 'pabx',
    kind: 'asterisk',
    host: '127.0.0.1',
    username: 'huiyin',
    secret: 'secret-of-the-pbx',
    agents: { 'PJSIP/8001': 'lin' },
  }
  const config = await writeSiteFile({
    ...test,
    // Of one the file knows no address.
    people: test.people.map(({ email, ...person }) => (person.id === 'qian' ? person : { email, ...person })),
    feeds: [...test.feeds, pbx],
    alerts: { targets, quiet: { from: '22:00', to: '07:00' } },
  })
  server = await startRowServer({ redisUrl: redis.url, databaseUrl: postgres.url, config })
  lin = await personSession(server.url, 'lin')
  connection = openConnection(redis.url)
})
afterAll(async () => {
  connection?.close()
  await server?.stop()
  await Promise.all([redis?.stop(), postgres?.stop()])
})

async function notifications(): Promise<Notification[]> {
  const texts = await connection.send<string[]>(['HVALS', notificationKeys('settings').all])
  return texts.map((text) => JSON.parse(text) as Notification)
}

test('who set nothing up sees what the site file does for them, and what they may add', async () => {
  expect((await lin('/me/ways')).body).toMatchObject({
    ways: [],
    byFile: [{ channel: 'app' }, { channel: 'mail', address: 'lin@example.test' }],
    kinds: [
      { target: 'post', channel: 'mail' },
      { target: 'ring', channel: 'phone' },
    ],
    push: expect.stringMatching(/^B[\w-]{86}$/),
    quiet: null,
    siteQuiet: { from: '22:00', to: '07:00' },
  })
})

test('a mail address counts once its owner has typed the code that was sent there', async () => {
  const request = { channel: 'mail', target: 'post', address: 'me@example.test' }
  const { way } = (await lin('/me/ways', request)).body
  expect(way).toMatchObject({ verified: false })
  expect((await lin('/me/ways', request)).body.code).toBe('known')
  const { test: id } = (await lin(`/me/ways/${way.id}/test`, {})).body
  const sent = (await notifications()).find(({ conversation }) => conversation === `test/${way.id}`)!
  expect(sent).toMatchObject({ kind: 'test', to: { id: 'lin' }, way: { address: 'me@example.test' } })
  expect(sent.code).toMatch(/^\d{6}$/)
  expect((await lin(`/me/ways/${way.id}/test/${id}`)).body).toMatchObject({ is: 'waiting', attempts: 0 })
  const other = sent.code === '123456' ? '654321' : '123456'
  expect((await lin(`/me/ways/${way.id}/code`, { code: other })).body.code).toBe('wrong_code')
  expect((await lin(`/me/ways/${way.id}/code`, { code: ` ${sent.code} ` })).status).toBe(200)
  const { ways, byFile } = (await lin('/me/ways')).body
  expect(ways).toMatchObject([{ id: way.id, verified: true, enabled: true, dead: null }])
  expect(byFile.map(({ channel }: { channel: string }) => channel)).toEqual(['app'])
})

test('addresses that are none, robots of the site and unknown targets are refused with the field', async () => {
  for (const request of [
    { channel: 'mail', target: 'post', address: 'not an address' },
    { channel: 'mail', target: 'ring', address: 'me@example.test' },
    { channel: 'phone', target: 'ring', address: '+8613800001234' },
    { channel: 'webhook', target: 'post', address: 'x' },
    { channel: 'push', target: 'bell', address: 'x' },
  ])
    expect((await lin('/me/ways', request)).status).toBe(400)
})

test('abuse, toll fraud: only a line of the house or one that the target allows is rung, never any number', async () => {
  for (const address of ['0900123456', '8002', '9001', '90', '112']) {
    const answer = await lin('/me/ways', { channel: 'phone', target: 'ring', address })
    expect([address, answer.status, answer.body.code]).toEqual([address, 400, 'unknown_extension'])
  }
  const allowed = await lin('/me/ways', { channel: 'phone', target: 'ring', address: '901' })
  expect(allowed.status).toBe(200)
  expect((await lin(`/me/ways/${allowed.body.way.id}`, undefined, 'DELETE')).status).toBe(200)
  // One that was set up before this was asked is not rung either.
  const methods = createContactMethodStore({
    database: server.database,
    site: 'settings',
    sealKey: '5'.repeat(64),
    now: Date.now,
  })
  const old = await methods.add('lin', {
    channel: 'phone',
    target: 'ring',
    address: '0900123456',
    name: '',
    verified: true,
  })
  expect((await lin(`/me/ways/${old!.id}/test`, {})).body.code).toBe('unknown_extension')
  expect((await lin(`/me/ways/${old!.id}`, undefined, 'DELETE')).status).toBe(200)
})

test('abuse, scanning by pushes: only services that are known, or named by the site file, are subscribed to', async () => {
  const keys = { p256dh: 'B'.repeat(87), auth: 'A'.repeat(22) }
  for (const endpoint of [
    'https://evil.example.test/1',
    'https://push.example.test:8443/1',
    'https://fcm.googleapis.com.evil.test/1',
    'https://fcm.googleapis.com:22/1',
    'https://127.0.0.1/1',
  ])
    expect((await lin('/me/push', { endpoint, keys, name: 'Scan' })).body.code).toBe('unknown_push_service')
})

test('an extension rings without a code, and guessing codes is slowed down', async () => {
  const request = { channel: 'phone', target: 'ring', address: '8001' }
  const { way } = (await lin('/me/ways', request)).body
  expect(way.verified).toBe(true)
  const guesses = await Promise.all(
    Array.from({ length: 12 }, () => lin(`/me/ways/${way.id}/code`, { code: '000000' })),
  )
  expect(guesses.some(({ status }) => status === 429)).toBe(true)
})

test('this device subscribes; nobody else sees, tests or removes the way', async () => {
  const subscription = {
    endpoint: 'https://push.example.test/1',
    keys: { p256dh: 'B'.repeat(87), auth: 'A'.repeat(22) },
  }
  const { way } = (await lin('/me/push', { ...subscription, name: 'Phone' })).body
  expect(way).toMatchObject({ channel: 'push', name: 'Phone', verified: true, address: null })
  expect((await lin('/me/push', { ...subscription, endpoint: 'http://push.example.test' })).status).toBe(400)
  const yuan = await personSession(server.url, 'yuan')
  expect((await yuan(`/me/ways/${way.id}/test`, {})).status).toBe(404)
  expect((await yuan(`/me/ways/${way.id}`, undefined, 'DELETE')).status).toBe(404)
  expect((await yuan('/me/ways')).body.ways).toEqual([])
  expect((await lin(`/me/ways/${way.id}`, { enabled: false })).status).toBe(200)
  expect((await lin(`/me/ways/${way.id}`, undefined, 'DELETE')).status).toBe(200)
})

test('whom nothing but pushes would reach is told so, and so is an administrator', async () => {
  const subscription = {
    endpoint: 'https://push.example.test/2',
    keys: { p256dh: 'B'.repeat(87), auth: 'A'.repeat(22) },
  }
  const qian = await personSession(server.url, 'qian')
  expect((await qian('/me/ways')).body.pushAlone).toBe(false)
  expect((await qian('/me/push', { ...subscription, name: 'Phone' })).status).toBe(200)
  expect((await qian('/me/ways')).body.pushAlone).toBe(true)
  expect((await lin('/me/ways')).body.pushAlone).toBe(false)
  const admin = await personSession(server.url, 'admin')
  await expect
    .poll(async () => (await admin('/deliveries')).body.unreached, { timeout: 20_000 })
    .toContainEqual(expect.objectContaining({ person: 'qian', screenOnly: false, pushOnly: true }))
})

test('quiet hours are wall times, and an API token has none', async () => {
  expect((await lin('/me/quiet', { from: '21:00', to: '08:00' })).status).toBe(200)
  expect((await lin('/me/ways')).body.quiet).toEqual({ from: '21:00', to: '08:00' })
  expect((await lin('/me/quiet', { from: '25:00', to: '08:00' })).status).toBe(400)
  expect((await lin('/me/quiet', { from: '08:00', to: '08:00' })).status).toBe(400)
  expect((await lin('/me/quiet', { quiet: null })).status).toBe(200)
  expect((await lin('/me/ways')).body.quiet).toBeNull()
  const headers = { Authorization: 'Bearer supervisor-token' }
  expect((await fetch(`${server.url}/api/v1/me/ways`, { headers })).status).toBe(403)
})
