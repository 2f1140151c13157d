import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { processesOf, type Started, startUp } from '../support/started.ts'

/**
 * Guarantee, in each kind of process and thread that `npm start` runs: a rejection that nobody handled is logged and
 * counted and ends nothing, or it ends what it happened in, visibly, and nothing else.
 */
const ADMIN = 'an-admin-token-of-the-stray-test'
const SITE = `
site: { id: stray-test }
queues: [{ id: sales }]
apiTokens: [{ name: admin, role: admin, token: ${ADMIN} }]
`
const PATIENCE = { timeout: 30_000, interval: 50 }
const authorized = { headers: { authorization: `Bearer ${ADMIN}` } }

let dir: string
let strays: string
let site: Started

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'huiyin-stray-'))
  chmodSync(dir, 0o755)
  strays = join(dir, 'strays')
  mkdirSync(strays)
  writeFileSync(join(dir, 'site.yaml'), SITE)
  const preload = pathToFileURL(join(import.meta.dirname, '../support/stray-rejection.mjs')).href
  site = await startUp({
    ...{ dataDir: join(dir, 'data'), config: join(dir, 'site.yaml') },
    env: { NODE_OPTIONS: `--import=${preload}`, STRAY_DIR: strays },
  })
}, 120_000)
afterAll(async () => {
  await site?.end()
  await vi.waitFor(() => expect(processesOf(dir)).toEqual([]), { timeout: 20_000, interval: 100 })
  rmSync(dir, { recursive: true, force: true })
}, 60_000)

/** Has a promise reject astray in what runs a script, and waits until it has. */
async function strayIn(script: string): Promise<void> {
  const file = join(strays, script)
  writeFileSync(file, '')
  await vi.waitFor(() => expect(existsSync(file)).toBe(false), PATIENCE)
}

const metrics = async () => await (await fetch(`${site.url}/metrics`, authorized)).text()
const counted = async (part: string) =>
  Number(
    new RegExp(`^huiyin_unhandled_rejections\\{process="${part}"\\} (\\d+)$`, 'm').exec(await metrics())?.[1],
  )
const logOf = (part: string) => readFileSync(join(dir, 'data', 'logs', `${part}.log`), 'utf8')
/** The parts; what PostgreSQL starts for each connection comes and goes. */
const pids = () =>
  processesOf(dir)
    .filter(({ command }) => /\/main\.ts|(redis|valkey)-server|postgres -D/.test(command))
    .map(({ pid }) => pid)

const KINDS: [string, string, string, () => string][] = [
  ['the server, its connectors with it,', 'server-main', 'server', () => logOf('server')],
  ['the workers', 'workers-main', 'workers', () => logOf('workers')],
  ['the thread of the snapshots', 'snapshots-snapshooter-thread', 'workers', () => logOf('workers')],
  ['the start script, on which all else hangs,', 'start-main', 'start', () => site.err()],
]

test.each(KINDS)(
  '%s logs and counts it, and nothing ends',
  async (_of, script, part, told) => {
    await vi.waitFor(async () => expect(await counted(part)).toBeGreaterThanOrEqual(0), PATIENCE)
    const [before, running] = [await counted(part), pids()]
    await strayIn(script)
    await vi.waitFor(() => expect(told()).toContain(`astray in ${script}`), PATIENCE)
    expect(told()).toContain('rejection that nobody handled')
    await vi.waitFor(async () => expect(await counted(part)).toBe(before + 1), PATIENCE)
    expect(running.length).toBeGreaterThanOrEqual(5)
    expect(running.filter((pid) => !pids().includes(pid))).toEqual([])
    expect(site.err()).not.toMatch(/ ended \(/)
  },
  60_000,
)

const ask = (path: string, body: object) =>
  fetch(`${site.url}/api/v1${path}`, {
    method: 'POST',
    headers: { ...authorized.headers, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
const sameSite = { site: { id: 'stray-test' } }

test('the thread that judges site files ends of it, which is logged, and the next change is judged by another', async () => {
  expect((await ask('/site-file/check', sameSite)).status).toBe(200)
  await strayIn('site-file-judge-thread')
  await vi.waitFor(() => expect(logOf('server')).toContain('astray in site-file-judge-thread'), PATIENCE)
  expect((await ask('/site-file/check', sameSite)).status).toBe(200)
}, 60_000)

test('the thread that tries rules ends of it, which whoever waits is told, and the next rule is tried', async () => {
  const rule = {
    ...{ id: 'tried', kind: 'clock', subject: 'case', start: ['case.opened'], stop: ['case.replied'] },
    ...{ limit: '5m', severity: 'warning', title: { en: 'x' } },
  }
  writeFileSync(join(strays, 'site-rule-trial-thread'), '')
  expect((await ask('/site-file/rule-trial', { rule })).status).toBe(503)
  expect(logOf('server')).toContain('astray in site-rule-trial-thread')
  expect((await ask('/site-file/rule-trial', { rule })).status).toBe(200)
}, 60_000)
