import { execFileSync, spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { io, type Socket } from 'socket.io-client'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { MachineNote } from '#core/machine/machine-note.ts'
import { readRunning } from '#scripts/start/running-file.ts'
import { openConnection } from '#store/redis/connection.ts'
import { siteKeys } from '#store/redis/keys.ts'
import { openScreen } from '../support/live-screen.ts'
import { personSession } from '../support/person-session.ts'
import { processesOf, type Started, startAndEnd, startUp } from '../support/started.ts'
import { PASSWORD } from '../support/test-site.ts'

const FEED = 'a-feed-token-of-the-machine-test'
const ADMIN = 'an-admin-token-of-the-machine-test'
const SITE = `
site: { id: machine-test }
queues: [{ id: sales }]
feeds: [{ id: crm, kind: http, token: ${FEED} }]
people: [{ id: lin, login: no-lin, name: Lin, role: admin, password: ${PASSWORD} }]
apiTokens:
  - { name: admin, role: admin, token: ${ADMIN} }
boards: [{ id: floor, name: Floor, queues: [sales] }]
rules:
  - { id: unanswered, kind: clock, subject: case, start: [case.opened], stop: [case.replied], limit: 4s, severity: warning }
`
const HOUR = 3_600_000

let dir: string
let dataDir: string
let config: string
let offsetFile: string
let mounted: boolean
let site: Started
let socket: Socket
let notes: MachineNote[] = []

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'huiyin-machine-'))
  chmodSync(dir, 0o755)
  dataDir = join(dir, 'data')
  config = join(dir, 'site.yaml')
  offsetFile = join(dir, 'offset')
  mkdirSync(dataDir)
  writeFileSync(config, SITE)
  // A file system of its own, which the test may fill.
  mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=320m,mode=755', 'tmpfs', dataDir]).status === 0
  site = await startUp({ dataDir, config, env: { HUIYIN_CLOCK_OFFSET_FILE: offsetFile } })
  socket = io(site.url, { auth: { token: ADMIN }, transports: ['websocket'] })
  socket.on('machine', (reported: MachineNote[]) => {
    notes = reported
  })
}, 120_000)

afterAll(async () => {
  socket?.close()
  await site?.end()
  await vi.waitFor(() => expect(processesOf(dir)).toEqual([]), { timeout: 20_000, interval: 100 })
  if (mounted) execFileSync('umount', [dataDir])
  rmSync(dir, { recursive: true, force: true })
}, 60_000)

const codes = () => notes.map(({ code }) => code)
const partOf = (what: RegExp) => processesOf(dir).find(({ command }) => what.test(command))!.pid
const REDIS = /(redis|valkey)-server/
const POSTMASTER = /postgres -D/
const authorized = { headers: { authorization: `Bearer ${ADMIN}` } }

async function post(type: string, subject: string, time = Date.now(), data: object = {}): Promise<number> {
  const event = { specversion: '1.0', id: `${type}/${subject}`, source: 'crm', type, subject, data }
  const answer = await fetch(`${site.url}/api/v1/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${FEED}`, 'content-type': 'application/json' },
    body: JSON.stringify({ ...event, time: new Date(time).toISOString() }),
  })
  await answer.text()
  return answer.status
}

const queued = (subject: string) => post('contact.queued', subject, Date.now(), { queue: 'sales' })

interface State {
  at: string
  rows: { queue: { waiting: number }[]; case: { id: string; clocks: { state: string }[] }[] }
}
const state = async () => (await (await fetch(`${site.url}/api/v1/state`, authorized)).json()) as State

interface Ready {
  ready: boolean
  checks: Record<string, { ok: boolean; detail?: string }>
}
const readiness = async () => (await (await fetch(`${site.url}/readyz`)).json()) as Ready

const untilReady = () =>
  vi.waitFor(async () => expect(await readiness()).toMatchObject({ ready: true }), {
    timeout: 60_000,
    interval: 200,
  })

/** Answers with its status or code and how long it took. */
async function timed(ask: () => Promise<number | string>) {
  const began = performance.now()
  return { status: await ask(), tookMs: performance.now() - began }
}
const get = (path: string) => async () => {
  const answer = await fetch(`${site.url}${path}`, authorized)
  await answer.text()
  return answer.status
}

/** By a socket, as an administrator posts a notice. */
const command = (by: Socket, id: string) => async () => {
  const notice = { id, name: 'event', type: 'notice.posted', subject: id, data: { text: 'x' } }
  const answer = await by.timeout(20_000).emitWithAck('command', notice)
  return answer.ok ? 'ok' : answer.code
}
const watch = (by: Socket) => async () => {
  const answer = await by.timeout(20_000).emitWithAck('watch', { view: 'alerts' })
  return answer.ok ? 'ok' : answer.code
}
/** A page that is opened meanwhile. */
const connecting = (cookie: string) => async () => {
  const opened = io(site.url, { extraHeaders: { cookie }, transports: ['websocket'], forceNew: true })
  const code = await new Promise<string>((done) => {
    opened.on('connect', () => done('ok'))
    opened.on('connect_error', (error: Error & { data?: { code: string } }) => done(error.data?.code ?? ''))
  })
  opened.close()
  return code
}

/** Five seconds, and some air for a machine under load. */
const IN_TIME_MS = 5_500

test('a Redis that hangs: every request has its answer in five seconds, and all goes on when it wakes', async () => {
  const redis = partOf(REDIS)
  process.kill(redis, 'SIGSTOP')
  try {
    // The second round meets connections that were given up.
    for (const round of ['a', 'b']) {
      const asked = await Promise.all([
        timed(() => queued(`frozen-${round}`)),
        timed(get('/api/v1/rejected?feed=crm')),
        timed(get('/metrics')),
        timed(get('/readyz')),
        timed(command(socket, `frozen-${round}`)),
      ])
      for (const { tookMs } of asked) expect(tookMs).toBeLessThan(IN_TIME_MS)
      expect(asked.map(({ status }) => status)).toEqual([503, 503, 503, 503, 'unavailable'])
    }
    expect((await readiness()).checks.log).toMatchObject({ ok: false })
  } finally {
    process.kill(redis, 'SIGCONT')
  }
  await untilReady()
  expect(await queued('thawed')).toBe(202)
  const metrics = await (await fetch(`${site.url}/metrics`, authorized)).text()
  expect(metrics).toMatch(/^huiyin_unhandled_rejections\{process="workers"\} 0$/m)
}, 90_000)

test('a PostgreSQL that takes nobody in is said by /readyz though open connections still answer', async () => {
  const postmaster = partOf(POSTMASTER)
  process.kill(postmaster, 'SIGSTOP')
  try {
    const { checks } = await readiness()
    expect(checks.database).toMatchObject({ ok: false })
    expect(await queued('without-database')).toBe(202)
  } finally {
    process.kill(postmaster, 'SIGCONT')
  }
  await untilReady()
}, 60_000)

test('a PostgreSQL that hangs whole holds up no answer longer than five seconds', async () => {
  const cookie = (await personSession(site.url, 'lin')).cookie()
  const page = openScreen(site.url, { cookie, view: 'alerts' })
  await page.until(({ fulls }) => fulls > 0)
  const all = [partOf(POSTMASTER), ...processesOf(join(dataDir, 'postgres')).map(({ pid }) => pid)]
  for (const pid of all) process.kill(pid, 'SIGSTOP')
  try {
    const asked = await Promise.all([
      timed(get('/api/v1/recount')),
      timed(get('/metrics')),
      timed(get('/readyz')),
      timed(() => queued('database-hangs')),
      timed(command(page.socket, 'database-hangs')),
      timed(watch(page.socket)),
      timed(connecting(cookie)),
    ])
    for (const { tookMs } of asked) expect(tookMs).toBeLessThan(IN_TIME_MS)
    const unavailable = ['unavailable', 'unavailable', 'unavailable']
    expect(asked.map(({ status }) => status)).toEqual([503, 503, 503, 202, ...unavailable])
  } finally {
    for (const pid of all.toReversed()) process.kill(pid, 'SIGCONT')
  }
  await untilReady()
  expect(await command(page.socket, 'database-wakes')()).toBe('ok')
  page.close()
}, 60_000)

test.each([1, 8])(
  'a clock that goes back by %i h is told, and what begins then is judged by the true time',
  async (hours) => {
    const near = async (offsetMs: number) => {
      const ahead = Date.parse((await state()).at) - Date.now() - offsetMs
      expect(Math.abs(ahead)).toBeLessThan(3_000)
    }
    writeFileSync(offsetFile, String(hours * HOUR))
    await vi.waitFor(() => near(hours * HOUR), { timeout: 10_000, interval: 100 })
    expect(
      await post('case.opened', `ahead-${hours}`, Date.now() + hours * HOUR, { kind: 'complaint' }),
    ).toBe(202)
    await vi.waitFor(async () => expect(await clockOf(`ahead-${hours}`)).toBe('breached'), {
      timeout: 10_000,
      interval: 100,
    })
    writeFileSync(offsetFile, '0')
    await vi.waitFor(() => expect(notes).toContainEqual({ code: 'clock_back', seconds: hours * 3_600 }), {
      timeout: 5_000,
      interval: 50,
    })
    await vi.waitFor(() => near(0), { timeout: 5_000, interval: 50 })
    expect((await readiness()).checks.machine!.detail).toContain(`went back by ${hours * 3_600} s`)
    const opened = Date.now()
    expect(await post('case.opened', `true-${hours}`, opened, { kind: 'complaint' })).toBe(202)
    await vi.waitFor(async () => expect(await clockOf(`true-${hours}`)).toBe('breached'), {
      timeout: 20_000,
      interval: 50,
    })
    expect(Date.now() - opened).toBeGreaterThanOrEqual(4_000)
    expect(await clockOf(`ahead-${hours}`)).toBe('breached')
  },
  60_000,
)

async function clockOf(id: string): Promise<string | undefined> {
  return (await state()).rows.case.find((row) => row.id === id)?.clocks[0]?.state
}

test('workers that end again and again are told on the screens of administrators and by /readyz', async () => {
  for (let end = 1; end <= 3; end++) {
    const pid = await vi.waitFor(() => partOf(/workers\/main\.ts/), { timeout: 20_000, interval: 100 })
    process.kill(pid, 'SIGKILL')
    await vi.waitFor(() => expect(processesOf(dir).map((one) => one.pid)).not.toContain(pid))
  }
  await vi.waitFor(() => expect(codes()).toContain('crash_loop'), { timeout: 10_000, interval: 50 })
  expect((await readiness()).checks.machine).toEqual({
    ok: true,
    detail: expect.stringMatching(/workers ended 3 times .*logs\/workers\.log/),
  })
  expect(site.err()).toContain('Note: workers ended 3 times')
}, 60_000)

test('entries of the log that are no events are passed by, told to administrators, and end nobody', async () => {
  const { redisUrl } = readRunning(dataDir)!
  const redis = openConnection(redisUrl)
  const put = (text: string) => redis.send<string>(['XADD', siteKeys('machine-test').log, '*', 'e', text])
  const shown = async (id: string) => {
    const { contact } = (await state()).rows as unknown as { contact: { id: string }[] }
    expect(contact.map((row) => row.id)).toContain(id)
  }
  const poison = [await put('no JSON'), await put('[1,2,3]'), await put('{"id":"1"}')]
  redis.close()
  expect(await queued('behind-poison')).toBe(202)
  await vi.waitFor(() => shown('behind-poison'), { timeout: 10_000, interval: 50 })
  // Whoever begins anew meets them again.
  // Workers that ended again and again a moment ago are up again a little later.
  const [server, workers] = await vi.waitFor(
    () => [partOf(/server\/main\.ts/), partOf(/workers\/main\.ts/)] as const,
    { timeout: 30_000, interval: 50 },
  )
  process.kill(server, 'SIGKILL')
  process.kill(workers, 'SIGKILL')
  await vi.waitFor(() => expect(processesOf(dir).map(({ pid }) => pid)).not.toContain(server))
  await untilReady()
  await shown('behind-poison')
  const opened = Date.now()
  expect(await post('case.opened', 'behind-poison', opened, { kind: 'complaint' })).toBe(202)
  await vi.waitFor(async () => expect(await clockOf('behind-poison')).toBe('breached'), {
    timeout: 20_000,
    interval: 100,
  })
  expect((await readiness()).checks.log).toEqual({
    ok: true,
    detail: expect.stringMatching(new RegExp(`^the entry ${poison[2]} .*, and 2 before it`)),
  })
  const answer = await fetch(`${site.url}/api/v1/rejected?feed=system/log`, authorized)
  const { rejected } = (await answer.json()) as { rejected: { id: string; code: string }[] }
  expect(rejected.map(({ id, code }) => [id, code])).toEqual(
    poison.toReversed().map((pos) => [pos, 'unreadable_entry']),
  )
  const metrics = await (await fetch(`${site.url}/metrics`, authorized)).text()
  expect(metrics).toMatch(/^huiyin_log_unreadable 3$/m)
}, 60_000)

test('a full disk refuses feeds and ends nothing for good: with room all that was accepted is there', async (context) => {
  if (!mounted) return context.skip('this machine lets nobody mount a file system')
  const filler = join(dataDir, 'filler')
  const accepted = ['before']
  expect(await queued('before')).toBe(202)
  spawnSync('dd', ['if=/dev/zero', `of=${filler}`, 'bs=64k'])
  expect(existsSync(filler)).toBe(true)
  const refused = await vi.waitUntil(
    async () => {
      const id = `full-${accepted.length}`
      const status = await queued(id)
      if (status === 202) accepted.push(id)
      return status === 202 ? null : status
    },
    { timeout: 30_000, interval: 20 },
  )
  expect(refused).toBe(503)
  await vi.waitFor(() => expect(codes()).toContain('disk_full'), { timeout: 10_000, interval: 50 })
  expect((await readiness()).checks.machine).toMatchObject({
    ok: false,
    detail: expect.stringContaining('make room'),
  })
  // What is known is shown all the while.
  expect((await fetch(`${site.url}/sign-in`)).status).toBe(200)
  await vi.waitFor(() => expect(codes()).toContain('log_lines_dropped'), { timeout: 20_000, interval: 100 })
  // A database that must begin anew where it cannot write even its own lock is tried again and again, too.
  process.kill(partOf(POSTMASTER), 'SIGKILL')
  await vi.waitFor(() => expect(site.err().match(/^postgres ended/gm)?.length).toBeGreaterThan(1), {
    timeout: 20_000,
    interval: 100,
  })
  expect(site.err()).toMatch(/^redis ended/m)
  expect(site.npm.exitCode).toBeNull()
  rmSync(filler)
  await vi.waitFor(async () => expect(await queued('after')).toBe(202), { timeout: 60_000, interval: 200 })
  await vi.waitFor(() => expect(codes()).not.toContain('disk_full'), { timeout: 10_000, interval: 100 })
  await vi.waitFor(async () => expect((await readiness()).checks.database).toEqual({ ok: true }), {
    timeout: 30_000,
    interval: 200,
  })
  accepted.push('after')
  await vi.waitFor(
    async () => {
      const rows = (await state()).rows as unknown as { contact?: { id: string }[] }
      const ids = (rows.contact ?? []).map(({ id }) => id)
      expect(accepted.filter((id) => !ids.includes(id))).toEqual([])
    },
    { timeout: 20_000, interval: 200 },
  )
}, 120_000)

test('a damaged data folder is told by start and doctor alike, file and way back, and stays as it is', async () => {
  await site.end()
  await vi.waitFor(() => expect(processesOf(dir)).toEqual([]), { timeout: 20_000, interval: 100 })
  const redis = join(dataDir, 'redis', 'appendonlydir')
  const log = join(redis, readdirSync(redis).find((name) => name.endsWith('.incr.aof'))!)
  const secrets = join(dataDir, 'secrets.json')
  const whole = readFileSync(secrets)
  const keep = join(dir, 'kept')
  cpSync(log, keep)

  const reported = async (sentence: RegExp) => {
    const { code, err } = await startAndEnd({ dataDir, config })
    expect([code, err]).toEqual([1, expect.stringMatching(sentence)])
    expect(err).not.toMatch(/\n {4}at /)
    const doctor = spawnSync('npm', ['run', '-s', 'doctor'], {
      env: { ...process.env, HUIYIN_DATA_DIR: dataDir, HUIYIN_CONFIG: config },
      encoding: 'utf8',
    }).stdout
    const line = doctor.split('\n').find((text) => sentence.test(text))
    expect(line, doctor).toMatch(/^FIX/)
  }
  writeFileSync(secrets, '')
  await reported(/secrets\.json is empty: put it back from a backup/)
  writeFileSync(secrets, '{"sessionKey"')
  await reported(/secrets\.json is no JSON: put it back from a backup/)
  rmSync(secrets)
  await reported(/secrets\.json is missing, but the data beside it .* put it back from a backup/)
  expect(existsSync(secrets)).toBe(false)
  writeFileSync(secrets, whole, { mode: 0o600 })

  const bytes = readFileSync(log)
  // From where a command begins on: within a value Redis would not see it.
  const begin = bytes.indexOf('\r\n*', Math.floor(bytes.length / 2)) + 2
  expect(begin).toBeGreaterThan(2)
  bytes.fill('X', begin, begin + 64)
  writeFileSync(log, bytes)
  await reported(
    /\.incr\.aof is damaged at byte \d+ of \d+: the entries since 20\d\d-\S+Z .*check-aof --fix /,
  )
  expect(readFileSync(log).equals(bytes)).toBe(true)
  cpSync(keep, log)
}, 120_000)
