import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { startFolder } from '../support/start-folder.ts'
import { processesOf, type Started, startAndEnd, startUp } from '../support/started.ts'

const SITE = `
site: { id: start-test, name: Test }
queues:
  - { id: sales, name: Sales }
feeds:
  - { id: pbx, kind: http, token: a-feed-token-of-the-test }
apiTokens:
  - { name: checks, role: supervisor, token: an-api-token-of-the-test }
boards:
  - { id: floor, name: Floor, queues: [sales] }
`
let dir: string
let dataDir: string
let config: string
let started: Started | null

beforeEach(() => {
  // A private folder has a test of its own.
  dir = startFolder('start')
  dataDir = join(dir, 'data')
  config = join(dir, 'site.yaml')
  writeFileSync(config, SITE)
  started = null
})

afterEach(async () => {
  await started?.end()
  await noneLeft()
  rmSync(dir, { recursive: true, force: true })
})

const up = async (env: Record<string, string> = {}) => {
  started = await startUp({ dataDir, config, env })
  return started
}

const noneLeft = () =>
  vi.waitFor(() => expect(processesOf(dir)).toEqual([]), { timeout: 20_000, interval: 100 })

async function post(url: string, id: string): Promise<number> {
  const answer = await fetch(`${url}/api/v1/events`, {
    method: 'POST',
    headers: { authorization: 'Bearer a-feed-token-of-the-test', 'content-type': 'application/json' },
    body: JSON.stringify({
      specversion: '1.0',
      id,
      source: 'pbx',
      type: 'contact.queued',
      time: new Date().toISOString(),
      subject: `call-${id}`,
      data: { queue: 'sales' },
    }),
  })
  return answer.status
}

async function waiting(url: string): Promise<number> {
  const answer = await fetch(`${url}/api/v1/state`, {
    headers: { authorization: 'Bearer an-api-token-of-the-test' },
  })
  const { rows } = (await answer.json()) as { rows: { queue: { id: string; waiting: number }[] } }
  return rows.queue.find(({ id }) => id === 'sales')!.waiting
}

const ready = (url: string) =>
  vi.waitFor(async () => expect((await fetch(`${url}/readyz`)).status).toBe(200), {
    timeout: 20_000,
    interval: 100,
  })

const partOf = (what: RegExp) => processesOf(dir).find(({ command }) => what.test(command))!

test('a start serves, Ctrl-C leaves nothing running, and a second start goes on where the first stopped', async () => {
  const first = await up()
  expect(
    first
      .out()
      .split('\n')
      .map((line) => line.split(/ {2,}/)[0]),
  ).toEqual(['Wall', 'Supervisor', 'Desk', 'Sign in', ''])
  expect(await post(first.url, '1')).toBe(202)
  expect(await waiting(first.url)).toBe(1)
  expect(await first.end('SIGINT')).toBe(0)
  await noneLeft()
  const second = await up()
  expect(await waiting(second.url)).toBe(1)
  expect(await post(second.url, '1')).toBe(202)
  expect(await waiting(second.url)).toBe(1)
  expect(second.err()).not.toContain('Making the database')
}, 120_000)

test('every part that is killed comes back by itself, is named, and what was accepted is still there', async () => {
  const { url, err } = await up()
  expect(await post(url, '1')).toBe(202)
  for (const [name, what] of [
    ['server', /server\/main\.ts/],
    ['workers', /workers\/main\.ts/],
    ['redis', /(redis|valkey)-server/],
    ['postgres', /postgres -D/],
  ] as const) {
    process.kill(partOf(what).pid, 'SIGKILL')
    await vi.waitFor(() => expect(err()).toContain(`${name} is back`), { timeout: 20_000, interval: 50 })
    expect(err()).toContain(`${name} ended (SIGKILL); starting it again in 250 ms`)
  }
  await ready(url)
  expect(await waiting(url)).toBe(1)
  expect(await post(url, '2')).toBe(202)
}, 120_000)

test('when the supervisor itself is killed nothing is left running, and the next start is not refused', async () => {
  const { url } = await up()
  expect(await post(url, '1')).toBe(202)
  process.kill(partOf(/scripts\/start\/main\.ts/).pid, 'SIGKILL')
  started = null
  const next = await up()
  expect(await waiting(next.url)).toBe(1)
}, 120_000)

test('a second start on the same data is refused in one line and disturbs nothing', async () => {
  const { url } = await up()
  const second = await startAndEnd({ dataDir, config })
  expect(second.code).toBe(1)
  expect(second.err.trim()).toMatch(/^\S+\/data is in use by process \d+: stop that one first$/)
  expect(second.out).toBe('')
  expect(await post(url, '1')).toBe(202)
}, 120_000)

test('all wrong variables are told at once, before anything is started', async () => {
  const env = { PORT: 'many', HUIYIN_CLOCK: 'soon', REDIS_URL: 'nowhere' }
  const { code, out, err } = await startAndEnd({ dataDir, config, env })
  expect(code).toBe(1)
  expect(out).toBe('')
  expect(
    err
      .trim()
      .split('\n')
      .map((line) => line.split(' ')[0])
      .sort(),
  ).toEqual(['HUIYIN_CLOCK', 'PORT', 'REDIS_URL'])
}, 60_000)

test('a port that is taken is told in one line', async () => {
  const other = createServer()
  await new Promise<void>((done) => other.listen(0, '127.0.0.1', done))
  const { port } = other.address() as { port: number }
  const { code, err } = await startAndEnd({ dataDir, config, env: { PORT: String(port) } })
  other.close()
  expect(code).toBe(1)
  expect(err).toContain(`PORT ${port} on 127.0.0.1 is taken: stop who has it, or set PORT to another`)
}, 60_000)

test('a faulty site file is refused with file, line and path; with a set in force it changes nothing', async () => {
  writeFileSync(config, SITE.replace('name: Sales', 'nmae: Sales'))
  const refused = await startAndEnd({ dataDir, config })
  expect(refused.code).toBe(1)
  expect(refused.err.trim()).toBe(`${config}:4: queues[0].nmae: is not a key that is known here`)
  writeFileSync(config, SITE)
  const first = await up()
  await first.end()
  writeFileSync(config, SITE.replace('name: Sales', 'nmae: Sales'))
  const second = await up()
  // Server and workers read it too: it is said once, and the wall is the one of the set in force.
  expect(second.err().match(/is not a key that is known here/g)).toHaveLength(1)
  expect(second.err()).toContain('(the set in force stays)')
  expect(second.out()).toContain('/wall/floor')
  expect(await waiting(second.url)).toBe(0)
}, 120_000)

test('a first start without the secret of its PBX is refused, since none can be kept from before', async () => {
  const pbx = '- { id: pabx, kind: asterisk, host: 192.0.2.10, username: huiyin }'
  writeFileSync(config, SITE.replace('apiTokens:', `  ${pbx}\napiTokens:`))
  const refused = await startAndEnd({ dataDir, config })
  expect([refused.code, refused.err.trim()]).toEqual([
    1,
    `${config}:7: feeds[1].secret: a feed of kind asterisk needs secret or secretFile`,
  ])
}, 60_000)

test('a clock that began elsewhere shows DEMO, goes on after a stop, and is refused on data of another clock', async () => {
  const clock = { HUIYIN_CLOCK: '2026-03-02T09:00:00+08:00@100' }
  const first = await up(clock)
  const demoNow = async (url: string) => {
    const site = (await (await fetch(`${url}/api/v1/site`)).json()) as { demo: boolean; clockSpeed: number }
    expect(site).toMatchObject({ demo: true, clockSpeed: 100 })
    const state = await fetch(`${url}/api/v1/state`, {
      headers: { authorization: 'Bearer an-api-token-of-the-test' },
    })
    return Date.parse(((await state.json()) as { at: string }).at)
  }
  const before = await demoNow(first.url)
  expect(before).toBeGreaterThanOrEqual(Date.parse('2026-03-02T01:00:00Z'))
  expect(before).toBeLessThan(Date.parse('2026-03-02T04:00:00Z'))
  await first.end()
  await wait(1_000)
  const { code, err } = await startAndEnd({ dataDir, config })
  expect([code, err]).toEqual([1, expect.stringContaining('was begun with 2026-03-02T09:00:00+08:00@100')])
  const second = await up(clock)
  const after = await demoNow(second.url)
  expect(after).toBeGreaterThan(before)
  expect(after).toBeLessThan(before + 3_600_000)
}, 120_000)

test('logs and files hold no password, token or phone number in the open to others', async () => {
  const { url } = await up()
  expect(await post(url, '1')).toBe(202)
  const { redisPassword, postgresPassword } = JSON.parse(readFileSync(join(dataDir, 'secrets.json'), 'utf8'))
  for (const part of ['server', 'workers', 'redis', 'postgres']) {
    const log = readFileSync(join(dataDir, 'logs', `${part}.log`), 'utf8')
    for (const secret of [
      redisPassword,
      postgresPassword,
      'a-feed-token-of-the-test',
      'an-api-token-of-the-test',
    ])
      expect(log).not.toContain(secret)
  }
}, 60_000)

const asRoot = test.runIf(process.getuid?.() === 0)

asRoot(
  'root may start from a checkout in a private folder, though PostgreSQL runs as somebody else',
  async () => {
    chmodSync(dir, 0o700)
    const root = join(import.meta.dirname, '../..')
    const folder = join(dir, 'checkout')
    execFileSync('git', ['clone', '--quiet', '--local', root, folder])
    for (const built of ['node_modules', '.next'])
      execFileSync('sh', ['-c', 'cp -al "$0" "$1" 2>/dev/null || cp -a "$0" "$1"', join(root, built), folder])
    const own = join(folder, '.data')
    const pointer = join(own, 'postgres-home')
    try {
      started = await startUp({ folder, dataDir: '.data', config })
      const home = readFileSync(pointer, 'utf8').trim()
      expect(processesOf(home).some(({ command }) => command.includes('postgres -D'))).toBe(true)
      expect(await post(started.url, '1')).toBe(202)
      expect(await waiting(started.url)).toBe(1)
      await started.end()
      await vi.waitFor(() => expect(processesOf(home)).toEqual([]), { timeout: 20_000 })
      started = null
    } finally {
      if (existsSync(pointer)) rmSync(readFileSync(pointer, 'utf8').trim(), { recursive: true, force: true })
    }
  },
  180_000,
)
