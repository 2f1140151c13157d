import { createHash } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { rowsForRequest } from '#core/access/rows-for-request.ts'
import { viewerOf } from '#core/access/viewer.ts'
import type { Fields } from '#core/collections/fields.ts'
import type { Floor } from '#core/floor/floor.ts'
import { rowTypes } from '#core/rows/row.ts'
import { siteSchema } from '#core/site/site-schema.ts'
import { freePort } from '#scripts/start/free-port.ts'
import { createLog, type EventLog } from '#store/log.ts'
import { startChild } from '../support/child-process.ts'
import { busyFloor, happened } from '../support/floor-events.ts'
import { type LiveScreen, type LiveScreenOptions, openScreen } from '../support/live-screen.ts'
import { type PrivatePostgres, startPostgres } from '../support/postgres.ts'
import { type PrivateRedis, startRedis } from '../support/redis.ts'
import { type RowServer, startRowServer } from '../support/row-server.ts'
import { PASSWORD, testSite, writeSiteFile } from '../support/test-site.ts'

let redis: PrivateRedis
let postgres: PrivatePostgres
let serial = 0
const open: { close(): unknown }[] = []

beforeAll(async () => {
  ;[redis, postgres] = await Promise.all([startRedis(), startPostgres()])
})
afterAll(() => Promise.all([redis.stop(), postgres.stop()]))
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close()
})

async function startSite(servers = 1) {
  const id = `gateway-${++serial}`
  const config = await writeSiteFile(testSite(id))
  const databaseUrl = await postgres.createDatabase(id)
  const options = { redisUrl: redis.url, databaseUrl, config }
  const started: RowServer[] = []
  for (let count = 0; count < servers; count++) {
    const server = await startRowServer(options)
    started.push(server)
    open.push({ close: () => server.stop() })
  }
  const log = createLog({ url: redis.url, site: id })
  open.push(log)
  return { id, options, log, servers: started as [RowServer, ...RowServer[]] }
}

function look(server: { url: string }, options: LiveScreenOptions): LiveScreen {
  const screen = openScreen(server.url, options)
  open.push(screen)
  return screen
}

const append = (log: EventLog, ...events: ReturnType<typeof happened>[]) => log.append(events, Date.now())
/** The log's end; asked again while Redis is on its way back. */
async function positionOf(log: EventLog): Promise<string> {
  for (;;) {
    const pos = await log.last().catch(() => null)
    if (pos !== null) return pos
    await wait(50)
  }
}
const seesUpTo = (pos: string) => (screen: LiveScreen) => screen.model.pos === pos
const ROWS_TOKEN = 'supervisor-token'

function hashOf(rows: Record<string, Fields>): string {
  return createHash('sha256').update(JSON.stringify(rows)).digest('hex')
}

const sorted = (fields: Fields) =>
  Object.fromEntries(
    Object.entries(JSON.parse(JSON.stringify(fields)) as Fields).sort(([a], [b]) => (a < b ? -1 : 1)),
  )

/** The state of the server itself as a supervisor sees it, in the form of a screen's. */
function stateOf(floor: Floor): Record<string, Fields> {
  const viewer = viewerOf(floor.site, { kind: 'token', name: 'checks', role: 'supervisor', agent: null })!
  const rows = rowsForRequest({ viewer, view: 'supervisor', id: null }, floor)
  const entries = rowTypes.flatMap((type) =>
    rows[type].map((row) => [`${type}/${row.id}`, sorted(row)] as const),
  )
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)))
}

const heldBy = (screen: LiveScreen) =>
  Object.fromEntries(Object.entries(screen.model.rows()).map(([key, row]) => [key, sorted(row)]))

async function expectEqual(screen: LiveScreen, floor: Floor, log: EventLog): Promise<void> {
  const last = await positionOf(log)
  await screen.until((held) => held.model.pos === last && floor.pos === last, 'the last position')
  expect(heldBy(screen)).toEqual(stateOf(floor))
  expect(hashOf(heldBy(screen))).toBe(hashOf(stateOf(floor)))
}

/** Puts a site file into force, as its publication does. */
function apply(log: EventLog, site: ReturnType<typeof testSite>) {
  const data = { version: 2, by: 'test', site: siteSchema.parse(site) as unknown as Record<string, unknown> }
  const applied = { ...happened('config.applied', site.site.id, data), source: 'system/config' }
  return log.appendSystem([applied], Date.now())
}

async function signIn(server: RowServer, login: string): Promise<string> {
  const post = (path: string, body: object, cookie?: string) =>
    fetch(`${server.url}/api/v1${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        origin: server.url,
        ...(cookie === undefined ? {} : { cookie }),
      },
      body: JSON.stringify(body),
    })
  const answer = await post('/session', { login, password: PASSWORD })
  expect(answer.status).toBe(200)
  const cookie = answer.headers.get('set-cookie')!.split(';')[0]!
  const changed = await post(
    '/session/password',
    { current: PASSWORD, next: `next-${login}-password` },
    cookie,
  )
  expect(changed.status).toBe(200)
  return changed.headers.get('set-cookie')!.split(';')[0]!
}

test("an agent's socket never carries another agent's contact, case, callback or row, nor a bare name", async () => {
  const { log, servers } = await startSite()
  await append(log, ...busyFloor())
  const screen = look(servers[0], { token: 'agent-token-yuan', view: 'desk' })
  await screen.until((held) => held.model.rows()['case/case-of-yuan'] !== undefined, 'the own case')
  await append(
    log,
    happened('contact.held', 'call-of-he'),
    happened('case.noted', 'case-of-he', { text: 'x' }),
  )
  await append(log, happened('contact.held', 'call-of-yuan'))
  const last = await positionOf(log)
  await screen.until(seesUpTo(last))
  const keys = Object.keys(screen.model.rows())
  for (const own of [
    'agent/yuan',
    'contact/call-of-yuan',
    'callback/callback-of-yuan',
    'promise/promise-of-yuan',
  ])
    expect(keys).toContain(own)
  expect(keys.filter((key) => key.startsWith('queue/'))).toEqual(['queue/care'])
  const wire = screen.wire.join('\n')
  for (const foreign of ['-of-he', '-of-qian', 'call-waiting', '王he', '王qian', '王等', '"he"', '"qian"'])
    expect(wire).not.toContain(foreign)
  expect(wire).not.toContain('13800000001')
})

test("a wall's socket never carries a phone number, a customer, a name or a title", async () => {
  const { log, servers } = await startSite()
  const screen = look(servers[0], { token: ROWS_TOKEN, view: 'wall', id: 'floor' })
  await append(log, ...busyFloor())
  await screen.until((held) => held.model.rows()['agent/qian'] !== undefined)
  await append(log, happened('contact.ended', 'call-of-he', { by: 'customer' }))
  await screen.until(seesUpTo(await positionOf(log)))
  const wire = screen.wire.join('\n')
  for (const secret of ['1380000', '138****', '王', 'customer-', 'title-of', 'text-of'])
    expect(wire).not.toContain(secret)
  expect(Object.keys(screen.model.rows()['agent/qian']!).sort()).toEqual(['id', 'name', 'state'])
})

test('on a quiet floor the beats say what time it is now', async () => {
  const { log, servers } = await startSite()
  const screen = look(servers[0], { token: ROWS_TOKEN, view: 'wall', id: 'floor' })
  const late: number[] = []
  screen.socket.on('beat', ({ at }: { at: string }) => late.push(Date.now() - Date.parse(at)))
  // Nobody is at work and nothing falls due soon, so that nothing else lets the floor's time pass.
  await append(log, happened('contact.queued', 'alone', { queue: 'care', channel: 'voice' }))
  await screen.until(() => late.length >= 2)
  expect(Math.max(...late)).toBeLessThan(1_500)
})

test('a screen on long polling hears what one on a websocket hears', async () => {
  const { log, servers } = await startSite()
  const screens = (['websocket', 'polling'] as const).map((transport) =>
    look(servers[0], { token: ROWS_TOKEN, view: 'supervisor', transport }),
  )
  await Promise.all(screens.map((screen) => screen.until(({ fulls }) => fulls > 0)))
  await append(log, ...busyFloor())
  for (const screen of screens) await expectEqual(screen, servers[0].floor, log)
  expect(screens.map(({ fulls }) => fulls)).toEqual([1, 1])
})

test('a cut socket and a cut log end in exactly the server’s state, on two servers alike', async () => {
  const { log, servers } = await startSite(2)
  const [one, two] = servers as [RowServer, RowServer]
  const screens = [
    look(one, { token: ROWS_TOKEN, view: 'supervisor' }),
    look(two, { token: ROWS_TOKEN, view: 'supervisor' }),
  ] as const
  await append(log, ...busyFloor())
  await expectEqual(screens[0], one.floor, log)
  screens[0].socket.io.engine.close()
  await append(
    log,
    happened('contact.queued', 'new-1', { queue: 'sales' }),
    happened('contact.ended', 'call-of-he'),
  )
  await expectEqual(screens[0], one.floor, log)
  expect(screens[0].fulls).toBe(1)
  await redis.restart()
  await expect
    .poll(
      () =>
        append(log, happened('contact.abandoned', 'new-1')).then(
          () => true,
          () => false,
        ),
      { timeout: 10_000 },
    )
    .toBe(true)
  await expectEqual(screens[0], one.floor, log)
  await expectEqual(screens[1], two.floor, log)
  expect(stateOf(one.floor)).toEqual(stateOf(two.floor))
})

test('a server killed under open screens comes back to exactly the same state, without a new page', async () => {
  const { log, options, servers } = await startSite()
  const port = await freePort()
  const args = [
    'tests/support/row-server-process.ts',
    options.redisUrl,
    options.databaseUrl,
    options.config,
    String(port),
  ]
  let child = startChild(process.execPath, args)
  open.push({ close: () => child.kill('SIGKILL') })
  const screen = look({ url: `http://127.0.0.1:${port}` }, { token: ROWS_TOKEN, view: 'supervisor' })
  await append(log, ...busyFloor())
  await screen.until(
    (held) => held.model.rows()['case/case-of-qian'] !== undefined,
    `the child: ${child.output()}`,
  )
  child.kill('SIGKILL')
  await child.exited
  await append(
    log,
    happened('contact.ended', 'call-of-yuan'),
    happened('contact.queued', 'while-away', { queue: 'care' }),
  )
  child = startChild(process.execPath, args)
  await expectEqual(screen, servers[0].floor, log)
  expect(screen.fulls).toBe(2)
})

test("a person who signs out is cut from another server's sockets within 5 s, and one who is disabled too", async () => {
  const { id, log, servers } = await startSite(2)
  const [one, two] = servers as [RowServer, RowServer]
  const cookie = await signIn(one, 'no-yuan')
  const screen = look(two, { cookie, view: 'desk', origin: two.url })
  await screen.until((held) => held.model.rows()['agent/yuan'] !== undefined || held.model.pos !== '')
  const began = Date.now()
  const out = await fetch(`${one.url}/api/v1/session`, {
    method: 'DELETE',
    headers: { cookie, origin: one.url },
  })
  expect(out.status).toBe(200)
  await screen.until(({ socket }) => !socket.connected, 'the cut')
  expect(Date.now() - began).toBeLessThan(5_000)
  await screen.socket.connect()
  await screen.until(({ refusals }) => refusals.includes('unauthenticated'))

  const he = look(two, { cookie: await signIn(one, 'he@example.test'), view: 'desk' })
  await he.until((held) => held.model.pos !== '')
  const without = testSite(id)
  without.people = without.people.map((person) =>
    person.id === 'he' ? { ...person, disabled: true } : person,
  )
  const applying = Date.now()
  await apply(log, without)
  await he.until(({ socket }) => !socket.connected, 'the cut of a disabled person')
  expect(Date.now() - applying).toBeLessThan(5_000)
})

test('a scope that the site file narrows takes its rows from the open screen, a role that it takes away the view', async () => {
  const { id, log, servers } = await startSite()
  const [server] = servers
  await append(log, ...busyFloor())
  const screen = look(server, { cookie: await signIn(server, 'no-ma'), view: 'supervisor' })
  await screen.until((held) => held.model.rows()['case/case-of-yuan'] !== undefined)
  const site = testSite(id)
  const withMa = (more: object) => ({
    ...site,
    people: site.people.map((person) => (person.id === 'ma' ? { ...person, ...more } : person)),
  })
  await apply(log, withMa({ scope: { queues: ['sales'], teams: [] } }))
  await screen.until((held) => held.model.rows()['case/case-of-yuan'] === undefined, 'the narrower scope')
  const keys = Object.keys(screen.model.rows())
  expect(keys).toContain('case/case-of-qian')
  expect(
    keys.filter((key) => /^(contact|callback|case|queue)\//.test(key) && /yuan|he$|care/.test(key)),
  ).toEqual([])
  expect(screen.fulls).toBe(1)
  await append(
    log,
    happened('case.noted', 'case-of-he', { text: 'x' }),
    happened('contact.held', 'call-of-qian'),
  )
  await screen.until((held) => held.model.rows()['contact/call-of-qian']?.state === 'held')
  expect(screen.wire.at(-1)).not.toContain('-of-he')
  await apply(log, withMa({ role: 'agent' }))
  await screen.until(({ refusals }) => refusals.includes('forbidden'), 'the refusal')
})

test('a page of another origin gets no socket; a caller unknown is told so', async () => {
  const { servers } = await startSite()
  const foreign = look(servers[0], { token: ROWS_TOKEN, view: 'supervisor', origin: 'https://evil.example' })
  await foreign.until(({ refusals }) => refusals.length > 0)
  expect(foreign.model.pos).toBe('')
  const nobody = look(servers[0], { token: 'no-such-token', view: 'supervisor' })
  await nobody.until(({ refusals }) => refusals.includes('unauthenticated'))
  const agent = look(servers[0], { token: 'agent-token-yuan', view: 'supervisor' })
  await agent.until(({ refusals }) => refusals.includes('forbidden'))
})

test('a command becomes one event however often it is sent, and none where it is not allowed', async () => {
  const { log, servers } = await startSite()
  await append(log, ...busyFloor())
  const screen = look(servers[0], { token: 'agent-token-yuan', view: 'desk' })
  await screen.until((held) => held.model.rows()['case/case-of-yuan'] !== undefined)
  const before = await log.length()
  const reply = {
    id: 'cmd-1',
    name: 'event',
    type: 'case.replied',
    subject: 'case-of-yuan',
    data: { kind: 'answer' },
  }
  expect(await screen.command(reply)).toEqual({ ok: true })
  expect(await screen.command(reply)).toEqual({ ok: true })
  expect(await log.length()).toBe(before + 1)
  const foreign = { ...reply, id: 'cmd-2', subject: 'case-of-he' }
  expect(await screen.command(foreign)).toMatchObject({ ok: false, code: 'forbidden' })
  expect(await screen.command({ ...reply, id: 'cmd-3', type: 'config.applied' })).toMatchObject({ ok: false })
  expect(await screen.command({ ...reply, id: 'cmd-4', data: { kind: 7 } })).toMatchObject({
    code: 'bad_data',
  })
  expect(await screen.command({ id: 'cmd-5', name: 'drop' })).toMatchObject({ code: 'bad_command' })
  expect(await log.length()).toBe(before + 1)
  const entries = await log.read('0-0', 1_000)
  const { event } = entries.at(-1)!
  expect(event).toMatchObject({
    id: 'cmd-1',
    source: 'user/token/desk',
    type: 'case.replied',
    subject: 'case-of-yuan',
  })
})

test('a screen that does not read is not buffered for, and has the server’s state when it reads again', async () => {
  const { log, servers } = await startSite()
  const [server] = servers
  await append(log, ...busyFloor())
  const slow = look(server, { token: ROWS_TOKEN, view: 'supervisor' })
  await slow.until((held) => held.model.rows()['case/case-of-qian'] !== undefined)
  const raw = (
    slow.socket.io.engine.transport as unknown as { ws: { _socket: { pause(): void; resume(): void } } }
  ).ws
  raw._socket.pause()
  const text = 'x'.repeat(3_500)
  let most = 0
  for (let round = 0; server.gateway.stats().lagging === 0; round++) {
    await append(
      log,
      ...Array.from({ length: 10 }, (_, n) =>
        happened('notice.posted', `n${round}-${n}`, { text: `n${round}-${n} ${text}` }),
      ),
    )
    most = Math.max(most, server.gateway.stats().bufferedMaxBytes)
  }
  expect(server.gateway.stats().lagging).toBe(1)
  for (let round = 0; round < 50; round++)
    await append(
      log,
      ...Array.from({ length: 10 }, (_, n) =>
        happened('notice.posted', `m${round}-${n}`, { text: `m${round}-${n} ${text}` }),
      ),
    )
  expect(server.gateway.stats().bufferedMaxBytes).toBeLessThan(4 * 1024 * 1024)
  raw._socket.resume()
  await expectEqual(slow, server.floor, log)
  await expect.poll(() => server.gateway.stats().lagging).toBe(0)
})
