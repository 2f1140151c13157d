import { execFile } from 'node:child_process'
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { startAmiServer } from '#scripts/replay-ami/ami-server.ts'
import { parseSite } from '#store/site-file/parse-site.ts'
import { startFolder } from '../support/start-folder.ts'
import { launchStart, processesOf } from '../support/started.ts'

/** Guarantee: from an empty folder to a wall with the PBX's own queues by the assistant alone, no file edited. */

let dir: string
let dataDir: string
let pbx: Awaited<ReturnType<typeof startAmiServer>>
let run: ReturnType<typeof launchStart>

beforeAll(async () => {
  dir = startFolder('assistant')
  dataDir = join(dir, 'data')
  pbx = await startAmiServer({
    secret: 'right',
    queueParams: () => 'ServiceLevel: 30\r\n',
    answers: (action, field) =>
      action === 'CoreSettings'
        ? [`Response: Success\r\nActionID: ${field('ActionID')}\r\nAsteriskVersion: 22.10.1\r\n`]
        : [],
  })
  for (const raw of [
    'Event: QueueParams\r\nQueue: 600\r\n\r\n',
    'Event: QueueParams\r\nQueue: 投诉\r\n\r\n',
    'Event: QueueMember\r\nQueue: 600\r\nName: Anna Weiß\r\nLocation: PJSIP/101\r\nPaused: 0\r\nStatus: 1\r\n\r\n',
  ])
    pbx.play({ at: 0, raw })
  run = launchStart({ dataDir, config: '' })
  while (!/^Assistant/m.test(run.out())) await wait(20)
}, 60_000)
afterAll(async () => {
  run.npm.kill('SIGTERM')
  await run.exited
  await vi.waitFor(() => expect(processesOf(dir)).toEqual([]), { timeout: 20_000, interval: 100 })
  await pbx.stop()
  rmSync(dir, { recursive: true, force: true })
}, 60_000)

const address = () => `http://127.0.0.1:${/^Assistant +http:\/\/[^:]+:(\d+)/m.exec(run.out())![1]}`
const code = () => /type this code: (\S+)/.exec(run.err())![1]!

async function step(name: string, body: object, typed = code()) {
  const answer = await fetch(`${address()}/assistant/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-assistant-code': typed },
    body: JSON.stringify(body),
  })
  // biome-ignore lint/suspicious/noExplicitAny: each step says itself which shape it expects
  return { status: answer.status, body: (await answer.json()) as Record<string, any> }
}

const account = () => ({ host: '127.0.0.1', port: pbx.port, tls: false, username: 'huiyin', secret: 'right' })
const site = { name: '晨光客服', language: 'zh-CN', timezone: 'Asia/Shanghai' }
const PASSWORD = 'a password of my own'

test('the code stands in the terminal alone; what is typed wrong is a sentence, and nothing is written', async () => {
  expect((await fetch(`${address()}/`)).headers.get('content-security-policy')).toContain("script-src 'self'")
  expect((await fetch(`${address()}/assistant/main.ts`)).headers.get('content-type')).toContain('javascript')
  expect(await step('begin', {}, 'wrong-code')).toMatchObject({ status: 401, body: { key: 'wrongCode' } })
  expect((await step('begin', {}, code().toUpperCase().replace('-', ' '))).status).toBe(200)
  expect((await step('site', { ...site, timezone: 'Mars/Base' })).body.key).toBe('noTimezone')
  expect((await step('site', site)).status).toBe(200)
  const admin = { name: '李雷', login: '1000', timezone: 'Asia/Shanghai' }
  expect((await step('admin', { ...admin, password: 'short' })).body.key).toBe('passwordLength')
  expect((await step('admin', { ...admin, password: '1234567890' })).body.key).toBe('commonPassword')
  expect((await step('admin', { ...admin, timezone: 'Mars/Base', password: PASSWORD })).body.key).toBe(
    'noTimezone',
  )
  expect((await step('pbx', { ...account(), secret: 'wrong' })).body).toMatchObject({
    ok: false,
    key: 'wrongSecret',
  })
  expect((await step('pbx', { ...account(), host: 'no.such.host.invalid' })).body.key).toBe('unknownHost')
  expect(existsSync(join(dataDir, 'site.yaml'))).toBe(false)
}, 60_000)

test('on the command line the same is printed as a site file', async () => {
  const secret = join(dir, 'secret')
  writeFileSync(secret, 'right\n')
  const args = ['run', '-s', 'site', '--', 'from-pbx', '--host', '127.0.0.1', '--port', String(pbx.port)]
  const { stdout } = await new Promise<{ stdout: string }>((done, fail) =>
    execFile('npm', [...args, '--username', 'huiyin', '--secret-file', secret], (error, stdout) =>
      error === null ? done({ stdout }) : fail(error),
    ),
  )
  const read = parseSite(stdout)
  expect(read.ok && read.site.queues.map(({ id, target }) => [id, target?.withinSec])).toEqual([
    ['600', 30],
    ['queue-2', 30],
  ])
}, 60_000)

test('queues that were ticked are on the wall, and the administrator signs in with the password they chose', async () => {
  const found = (await step('pbx', account())).body
  expect(found.queues).toMatchObject([
    { name: '600', waiting: 0, serviceLevel: 30, members: [{ interface: 'PJSIP/101' }] },
    { name: '投诉', waiting: 0 },
  ])
  const [queue] = found.queues
  const picked = {
    pbx: '600',
    name: '客服',
    share: 0.8,
    withinSec: 30,
    team: '一组',
    members: [{ interface: 'PJSIP/101', name: queue.members[0].name }],
  }
  const draft = {
    ...site,
    admin: { name: '李雷', login: '1000' },
    connect: { kind: 'asterisk', account: account(), queues: [picked] },
  }
  const kept = (await step('finish', draft)).body
  expect(kept).toMatchObject({ ok: true, board: 'floor' })
  const text = readFileSync(join(dataDir, 'site.yaml'), 'utf8')
  expect(text).not.toContain('right')
  expect(statSync(join(dataDir, 'pbx-secret')).mode & 0o777).toBe(0o600)
  while (!/^Sign in/m.test(run.out())) {
    if (run.npm.exitCode !== null) throw new Error(run.err())
    await wait(50)
  }
  const url = address()
  const post = (path: string, body: object, cookie = '') =>
    fetch(`${url}/api/v1${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url, cookie },
      body: JSON.stringify(body),
    })
  const cookieOf = (answer: Response) => answer.headers.getSetCookie()[0]!.split(';')[0]!
  const begun = await post('/session', { login: '1000', password: kept.password })
  expect(begun.status).toBe(200)
  const changed = await post('/session/password', { current: kept.password, next: PASSWORD }, cookieOf(begun))
  expect(changed.status).toBe(200)
  const cookie = cookieOf(changed)
  await vi.waitFor(async () => {
    const state = await fetch(`${url}/api/v1/state`, { headers: { cookie } })
    const { rows } = (await state.json()) as {
      rows: { queue: { id: string; agents: { signedIn: number } }[]; feed: { state: string }[] }
    }
    expect(rows.queue).toMatchObject([{ id: '600', name: '客服' }])
    expect(rows.feed).toMatchObject([{ id: 'pbx', state: 'live' }])
  }, 20_000)
}, 120_000)
