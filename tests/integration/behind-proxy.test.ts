import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { io } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freePort } from '#scripts/start/free-port.ts'
import { onPath } from '#scripts/start/system-packages.ts'
import { type Child, startChild } from '../support/child-process.ts'
import { makeCertificate } from '../support/peers/certificate.ts'
import { type PrivatePostgres, startPostgres } from '../support/postgres.ts'
import { type PrivateRedis, startRedis } from '../support/redis.ts'
import { type RowServer, startRowServer } from '../support/row-server.ts'
import { PASSWORD, testSite, writeSiteFile } from '../support/test-site.ts'

/** Guarantee: the lines for nginx in operations.md are all that https takes; those for Caddy are what Caddy takes. */

/** The name that the row server of the tests is reached by. */
const HOST = 'floor.example.test'
const dir = mkdtempSync(join(tmpdir(), 'huiyin-nginx-'))
const docs = join(import.meta.dirname, '../../docs')
let redis: PrivateRedis
let postgres: PrivatePostgres
let server: RowServer
let nginx: Child
let port: number
let cert: string

/** The block of the documentation, with this test's port, name and files. */
function documented(target: string): string {
  const text = readFileSync(join(docs, 'operations.md'), 'utf8')
  const block = /```nginx\n([\s\S]*?)```/.exec(text)?.[1]
  if (block === undefined) throw new Error('docs/operations.md has no lines for nginx')
  return block
    .replace('listen 443 ssl', `listen 127.0.0.1:${port} ssl`)
    .replaceAll('floor.example.com', HOST)
    .replaceAll('/etc/ssl/floor', join(dir, 'floor'))
    .replaceAll('http://127.0.0.1:3000', target)
}

const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
  .map((name) => `${name}_temp_path ${join(dir, name)};`)
  .join('\n')

interface Answer {
  readonly status: number
  readonly cookies: readonly string[]
}

function ask(path: string, body: object, more: Record<string, string> = {}): Promise<Answer> {
  return new Promise((done, fail) => {
    const asked = request(
      {
        ...{ host: '127.0.0.1', port, path, method: 'POST', ca: cert, servername: HOST },
        headers: { host: HOST, origin: `https://${HOST}`, 'content-type': 'application/json', ...more },
      },
      (res) => {
        res.resume()
        res.once('end', () => done({ status: res.statusCode!, cookies: res.headers['set-cookie'] ?? [] }))
      },
    )
    asked.once('error', fail)
    asked.end(JSON.stringify(body))
  })
}

// Where there is a Caddy: npm test does not install it.
test.runIf(onPath('caddy')).each(['operations.md', 'deployment.md'])(
  'Caddy takes the lines of %s',
  (file) => {
    const text = readFileSync(join(docs, file), 'utf8')
    const block = /```(?:caddyfile)?\n(floor\.example\.com \{\n[\s\S]*?)```/.exec(text)?.[1]
    const path = join(dir, file)
    writeFileSync(path, block ?? '')
    const adapted = spawnSync('caddy', ['adapt', '--config', path, '--adapter', 'caddyfile'], {
      encoding: 'utf8',
    })
    expect(adapted.status, adapted.stderr).toBe(0)
    expect(adapted.stdout).toContain('reverse_proxy')
    expect(adapted.stderr).not.toContain('warn')
  },
)

describe.runIf(onPath('nginx'))('behind nginx', () => {
  beforeAll(async () => {
    chmodSync(dir, 0o755)
    port = await freePort()
    ;[redis, postgres] = await Promise.all([startRedis(), startPostgres()])
    const config = await writeSiteFile(testSite('nginx'))
    server = await startRowServer({
      ...{ redisUrl: redis.url, databaseUrl: postgres.url, config, trustProxy: '127.0.0.1' },
    })
    const made = makeCertificate([HOST])
    cert = made.cert
    writeFileSync(join(dir, 'floor.pem'), made.cert)
    writeFileSync(join(dir, 'floor.key'), made.key)
    const http = `access_log off;\n${temporary}\n${documented(server.url)}`
    const file = join(dir, 'nginx.conf')
    writeFileSync(file, `daemon off;\npid ${join(dir, 'pid')};\nevents {}\nhttp {\n${http}}\n`)
    const tried = startChild('nginx', ['-t', '-q', '-c', file, '-e', 'stderr'])
    if ((await tried.exited) !== 0) throw new Error(tried.output())
    nginx = startChild('nginx', ['-c', file, '-e', 'stderr'])
  }, 60_000)
  afterAll(async () => {
    nginx?.kill('SIGTERM')
    await nginx?.exited
    await server?.stop()
    await Promise.all([redis?.stop(), postgres?.stop()])
    rmSync(dir, { recursive: true, force: true })
  })

  test('one signs in with a cookie of https alone, and a screen is live over a secure websocket', async () => {
    const sessionOf = ({ status, cookies }: Answer) => {
      expect(status).toBe(200)
      const cookie = cookies.find((one) => one.startsWith('__Host-huiyin_session='))
      expect(cookie).toMatch(/; Secure/)
      return cookie!.split(';')[0]!
    }
    const first = sessionOf(await ask('/api/v1/session', { login: 'no-ma', password: PASSWORD }))
    const change = { current: PASSWORD, next: 'a password of my own' }
    const cookie = sessionOf(await ask('/api/v1/session/password', change, { cookie: first }))
    const socket = io(`https://127.0.0.1:${port}`, {
      ...{ transports: ['websocket'], forceNew: true, ca: cert, servername: HOST },
      extraHeaders: { host: HOST, origin: `https://${HOST}`, cookie },
    })
    try {
      await new Promise((done, fail) => {
        socket.once('connect', () => done(null))
        socket.once('connect_error', fail)
      })
    } finally {
      socket.disconnect()
    }
  })

  test('where a request comes from is what nginx says, whatever it says itself', async () => {
    const pretended = { 'x-forwarded-for': '203.0.113.9' }
    const refused = await ask('/api/v1/session', { login: 'no-lin', password: 'wrong' }, pretended)
    expect(refused.status).toBe(401)
    const noted = await server.database
      .selectFrom('audit')
      .selectAll()
      .where('action', '=', 'sign-in.refused')
      .execute()
    expect(noted.map(({ who }) => who)).toEqual(['address/127.0.0.1'])
  })

  test('a page of another name may not act', async () => {
    const foreign = await ask(
      '/api/v1/session',
      { login: 'no-ma', password: PASSWORD },
      { origin: 'https://evil.test' },
    )
    expect(foreign.status).toBe(403)
  })
})
