import { execFile } from 'node:child_process'
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { io } from 'socket.io-client'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { MachineNote } from '#core/machine/machine-note.ts'
import { readEnv } from '#platform/env.ts'
import { setPassword } from '#scripts/site/set-password.ts'
import { startFolder } from '../support/start-folder.ts'
import { processesOf, type Started, startUp } from '../support/started.ts'

const SITE = `
site: { id: first-start }
queues: [{ id: sales }]
people:
  - { id: admin, name: Admin, role: admin }
  - { id: yuan, name: Yuan, role: agent, login: "1001", agent: yuan }
  - { id: old, name: Old, role: supervisor, password: change-me-at-first-login }
  - { id: gone, name: Gone, role: agent, disabled: true }
feeds:
  - { id: crm, kind: http }
  - { id: demo, kind: http, token: demo-feed-token }
apiTokens:
  - { name: crm, role: admin }
  - { name: short, role: supervisor, token: short-token-1 }
boards: [{ id: floor, name: Floor, queues: [sales] }]
`
let dir: string
let dataDir: string
let config: string
let site: Started

beforeAll(async () => {
  dir = startFolder('first-start')
  dataDir = join(dir, 'data')
  config = join(dir, 'site.yaml')
  writeFileSync(config, SITE)
  site = await startUp({ dataDir, config, env: { HUIYIN_HOSTS: 'Huiyin.lan' } })
  await vi.waitFor(() => expect(site.err()).toMatch(/^Tokens, .*(\n {2}.*){2}/m), 10_000)
}, 120_000)
afterAll(async () => {
  await site?.end()
  await vi.waitFor(() => expect(processesOf(dir)).toEqual([]), { timeout: 20_000, interval: 100 })
  rmSync(dir, { recursive: true, force: true })
}, 60_000)

interface Said {
  status: number
  text: string
  headers: NodeJS.Dict<string | string[]>
}

/** Asks with any headers, `Host` among them, which fetch does not let anybody choose. */
function ask(path: string, headers: Record<string, string> = {}, body?: object): Promise<Said> {
  const method = body === undefined ? 'GET' : 'POST'
  const json = body === undefined ? {} : { 'content-type': 'application/json' }
  return new Promise((done, fail) => {
    const req = request(`${site.url}${path}`, { method, headers: { ...json, ...headers } }, (res) => {
      let text = ''
      res.setEncoding('utf8')
      res.on('data', (chunk: string) => {
        text += chunk
      })
      res.on('end', () => done({ status: res.statusCode ?? 0, text, headers: res.headers }))
    })
    req.once('error', fail)
    req.end(body === undefined ? undefined : JSON.stringify(body))
  })
}

/** As what a proxy passes on of somebody on the LAN. */
const ELSEWHERE = { 'x-forwarded-for': '192.0.2.44' }
const kept = (...path: string[]) => join(dataDir, ...path)
const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
const tokenOf = (name: string) => readFileSync(kept('tokens', name), 'utf8').trim()
const passwordOf = (login: string) =>
  new RegExp(`^(\\S+) +${login}$`, 'm').exec(readFileSync(kept('first-passwords'), 'utf8'))?.[1]
const signIn = (login: string, password: string, headers = {}) =>
  ask('/api/v1/session', headers, { login, password })
const codeOf = ({ status, text }: Said) => [status, (JSON.parse(text) as { code?: string }).code]
const cookieOf = ({ headers }: Said) => headers['set-cookie']![0]!.split(';')[0]!

let counted = 0
const post = (token: string, source: string, headers = {}) =>
  ask(
    '/api/v1/events',
    { ...bearer(token), ...headers },
    {
      ...{ specversion: '1.0', id: `e${++counted}`, source, type: 'contact.queued', subject: `c${counted}` },
      ...{ time: new Date().toISOString(), data: { queue: 'sales' } },
    },
  )

async function run(...args: string[]) {
  const env = { ...process.env, HUIYIN_DATA_DIR: dataDir, HUIYIN_CONFIG: config }
  const done = promisify(execFile)('npm', ['run', '-s', ...args], { env })
  return done.catch(({ stdout, stderr }: { stdout: string; stderr: string }) => ({ stdout, stderr }))
}

test('who has no first password or token in the site file has a random one, kept for the owner alone and told once', async () => {
  for (const path of [kept('first-passwords'), kept('tokens', 'crm'), kept('tokens', 'api-crm')])
    expect(statSync(path).mode & 0o777).toBe(0o600)
  const [admin, yuan] = [passwordOf('admin'), passwordOf('1001')]
  expect(new Set([admin, yuan, undefined]).size).toBe(3)
  expect([passwordOf('old'), passwordOf('gone')]).toEqual([undefined, undefined])
  for (const secret of [admin!, yuan!, tokenOf('crm'), tokenOf('api-crm')])
    expect(site.err().split(secret)).toHaveLength(2)
  const signed = await signIn('admin', admin!, ELSEWHERE)
  expect([signed.status, JSON.parse(signed.text)]).toEqual([
    200,
    { person: 'admin', mustChangePassword: true },
  ])
  expect((await post(tokenOf('crm'), 'crm', ELSEWHERE)).status).toBe(202)
  expect((await ask('/api/v1/rejected?feed=crm', bearer(tokenOf('api-crm')))).status).toBe(200)
})

test('a site has the people of its file alone, and no page that signs anybody in: both are the demo’s', async () => {
  const { text } = await ask('/api/v1/site', bearer(tokenOf('api-crm')))
  const { people, demo } = JSON.parse(text) as { people: readonly { id: string }[]; demo: boolean }
  expect([people.map(({ id }) => id), demo]).toEqual([['admin', 'yuan', 'old'], false])
  for (const login of ['ma-zong', 'sun', '1016'])
    expect((await signIn(login, 'change-me-at-first-login')).status).toBe(401)
  for (const path of ['/state', '/messages', '/act']) expect((await ask(path)).status).toBe(404)
})

test('what everybody can read holds on this machine alone, and says so elsewhere', async () => {
  expect((await post('demo-feed-token', 'demo')).status).toBe(202)
  expect(codeOf(await post('demo-feed-token', 'demo', ELSEWHERE))).toEqual([401, 'published_token'])
  expect((await signIn('old', 'change-me-at-first-login')).status).toBe(200)
  for (const login of ['old', 'nobody'])
    expect(codeOf(await signIn(login, 'change-me-at-first-login', ELSEWHERE))).toEqual([
      403,
      'published_password',
    ])
})

test('administrators are told on their pages and by doctor which secrets are weak; nobody else is', async () => {
  const heard = (token: string) =>
    new Promise<MachineNote[]>((done) => {
      const socket = io(site.url, { auth: { token }, transports: ['websocket'] })
      socket.on('machine', (notes: MachineNote[]) => {
        socket.close()
        done(notes)
      })
    })
  const weak = [
    { code: 'published_passwords', count: 1 },
    { code: 'published_tokens', names: 'demo' },
    { code: 'short_tokens', names: 'short' },
  ]
  expect(await heard(tokenOf('api-crm'))).toEqual(expect.arrayContaining(weak))
  for (const note of await heard('short-token-1')) expect(weak).not.toContainEqual(note)
  const { stdout } = await run('doctor')
  expect(stdout).toMatch(/^look {4}secrets: 1 person still has a published first password/m)
  expect(stdout).toMatch(/^look {4}secrets: the token of demo is published/m)
  expect(stdout).toMatch(/^look {4}secrets: the token of short is shorter than 24/m)
}, 30_000)

test('a new first password replaces any other, ends the sessions, and is asked to be changed', async () => {
  const before = cookieOf(await signIn('1001', passwordOf('1001')!))
  expect((await ask('/api/v1/me', { cookie: before })).status).toBe(200)
  const { stdout, stderr } = await run('site', '--', 'password', '1001')
  const given = stdout.trim()
  expect(stderr).toContain('Yuan signs in as 1001')
  expect(passwordOf('1001')).toBe(given)
  expect((await ask('/api/v1/me', { cookie: before })).status).toBe(401)
  const signed = await signIn('1001', given)
  expect(JSON.parse(signed.text)).toMatchObject({ person: 'yuan', mustChangePassword: true })
  // Who had a published one gets rid of it in the same way, and the site file does not bring it back.
  const read = readEnv({ HUIYIN_DATA_DIR: dataDir, HUIYIN_CONFIG: config })
  if (!read.ok) throw new Error(read.faults.join())
  const printed = vi.spyOn(console, 'log').mockReturnValue()
  expect(await setPassword('old', read.env)).toBe(0)
  expect(await setPassword('nobody', read.env)).toBe(1)
  printed.mockRestore()
  expect((await signIn('old', 'change-me-at-first-login')).status).toBe(401)
}, 60_000)

test('a name that is not the site’s is refused with what to set, for pages, programs and sockets', async () => {
  const { port } = new URL(site.url)
  const evil = { host: `evil.test:${port}`, origin: `http://evil.test:${port}` }
  const page = await ask('/sign-in', { ...evil, accept: 'text/html,*/*' })
  expect([page.status, page.headers['content-type']]).toEqual([403, 'text/html; charset=utf-8'])
  for (const words of ['HUIYIN_HOSTS=evil.test npm start', 'not set up yet', '尚未登记', '尚未登記'])
    expect(page.text).toContain(words)
  const socket = '/socket.io/?EIO=4&transport=polling'
  for (const path of ['/api/v1/state', '/metrics', '/api/v1/events', socket]) {
    const refused = await ask(path, { ...evil, ...bearer(tokenOf('api-crm')) })
    expect([path, refused.status]).toEqual([path, 403])
    expect(refused.text).toContain('HUIYIN_HOSTS=evil.test')
  }
  const marked = await ask('/', { host: '<b>x</b>.test', accept: 'text/html' })
  expect([marked.status, marked.text.includes('<b>')]).toEqual([403, false])
  expect((await ask('/healthz', evil)).status).toBe(200)
  await vi.waitFor(() => expect(site.err().match(/a request for evil\.test was refused/g)).toHaveLength(1))
  const headers = { host: `huiyin.lan:${port}`, origin: `http://huiyin.lan:${port}` }
  expect((await ask('/sign-in', headers)).status).toBe(200)
  expect((await ask(socket, headers)).status).toBe(200)
  // The scheme is of the origin too.
  expect((await ask(socket, { ...headers, origin: `https://huiyin.lan:${port}` })).status).toBe(403)
})

test('/readyz tells its details to this machine and to administrators, to others whether it serves', async () => {
  const bare = [200, { ready: true }]
  const of = async (headers: Record<string, string>) => {
    const { status, text } = await ask('/readyz', headers)
    return [status, JSON.parse(text)]
  }
  const whole = [200, { ready: true, checks: expect.objectContaining({ log: { ok: true } }) }]
  expect(await of({})).toEqual(whole)
  expect(await of({ host: 'evil.test' })).toEqual(bare)
  expect(await of(ELSEWHERE)).toEqual(bare)
  expect(await of({ ...ELSEWHERE, ...bearer('short-token-1') })).toEqual(bare)
  expect(await of({ ...ELSEWHERE, ...bearer(tokenOf('api-crm')) })).toEqual(whole)
  const first = passwordOf('admin')!
  const cookie = cookieOf(await signIn('admin', first))
  expect(await of({ ...ELSEWHERE, cookie })).toEqual(bare)
  const chosen = { current: first, next: 'a-password-of-their-own' }
  const changed = await ask('/api/v1/session/password', { cookie, origin: site.url }, chosen)
  expect(changed.status, changed.text).toBe(200)
  const now = changed.headers['set-cookie'] === undefined ? cookie : cookieOf(changed)
  expect(await of({ ...ELSEWHERE, cookie: now })).toEqual(whole)
})
