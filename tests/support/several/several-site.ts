import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { freePort } from '#scripts/start/free-port.ts'
import { openConnection } from '#store/redis/connection.ts'
import { type Child, startChild } from '../child-process.ts'
import { makeCertificate } from '../peers/certificate.ts'
import { startPostgres } from '../postgres.ts'
import { startRedis } from '../redis.ts'
import { testSite } from '../test-site.ts'
import { type Balancer, startBalancer } from './balancer.ts'

/** A server or workers, as a container runs them. */
export interface Part extends Child {
  /** Where it answers /healthz. */
  readonly url: string
}

/** Several servers and workers on one Redis by TLS with a user of its own, and one PostgreSQL. */
export interface SeveralSite {
  readonly site: string
  readonly servers: readonly Part[]
  readonly workers: readonly Part[]
  readonly balancer: Balancer
  /** The same Redis for the test itself, which may do everything. */
  readonly redisUrl: string
  readonly databaseUrl: string
  /** What Redis refused to the user of servers and workers. */
  refusedByRedis(): Promise<string[]>
  stop(): Promise<void>
}

const root = join(import.meta.dirname, '../../..')
const SITE = 'several'
const PASSWORD = 'a-password-of-the-tests'
/** In how many ms a case must be answered. */
export const LIMIT_MS = 4_000

/** The user as deployment.md has it: what it says there is enough, and is tried here. */
export function documentedUser(): string[] {
  const text = readFileSync(join(root, 'docs/deployment.md'), 'utf8')
  const line = /^user huiyin on >PASSWORD (.+)$/m.exec(text)?.[1]
  if (line === undefined) throw new Error('docs/deployment.md tells of no user')
  return line.trim().split(/\s+/)
}

async function startTlsRedis(dir: string) {
  const { key, cert } = makeCertificate()
  const files = { key: join(dir, 'redis.key'), cert: join(dir, 'redis.pem') }
  writeFileSync(files.key, key)
  writeFileSync(files.cert, cert)
  const port = await freePort()
  const redis = await startRedis({
    ...{ 'tls-port': String(port), 'tls-auth-clients': 'no' },
    ...{ 'tls-cert-file': files.cert, 'tls-key-file': files.key, 'tls-ca-cert-file': files.cert },
  })
  const admin = openConnection(redis.url)
  await admin.send(['ACL', 'SETUSER', 'huiyin', 'on', `>${PASSWORD}`, ...documentedUser()])
  return {
    ...{ redis, admin, authority: files.cert },
    url: `rediss://huiyin:${PASSWORD}@127.0.0.1:${port}`,
  }
}

async function untilWell(part: Part, path: string): Promise<void> {
  for (;;) {
    if (!part.alive) throw new Error(`it ended:\n${part.output()}`)
    const asked = fetch(`${part.url}${path}`, { signal: AbortSignal.timeout(2_000) })
    const isWell = await asked.then(
      ({ ok }) => ok,
      () => false,
    )
    if (isWell) return
    await wait(50)
  }
}

export async function startSeveralSite(counts: { servers: number; workers: number }): Promise<SeveralSite> {
  const dir = mkdtempSync(join(tmpdir(), 'huiyin-several-'))
  const config = join(dir, 'site.yaml')
  const rule = {
    ...{ id: 'answer', kind: 'clock', subject: 'case', start: ['case.opened'], stop: ['case.replied'] },
    ...{ limit: `${LIMIT_MS}ms`, severity: 'critical', title: { en: 'Unanswered' } },
  }
  writeFileSync(config, JSON.stringify({ ...testSite(SITE), rules: [rule] }))
  const [postgres, { redis, admin, authority, url }] = await Promise.all([
    startPostgres(),
    startTlsRedis(dir),
  ])
  const started: Part[] = []

  async function startPart(name: 'server' | 'workers'): Promise<Part> {
    const port = await freePort()
    const child = startChild(process.execPath, ['scripts/start/part.ts', name], {
      cwd: root,
      env: {
        ...{ PATH: process.env.PATH, NODE_ENV: 'production', NODE_EXTRA_CA_CERTS: authority },
        NODE_COMPILE_CACHE: join(dir, 'compiled'),
        ...{ REDIS_URL: url, DATABASE_URL: postgres.url, HUIYIN_CONFIG: config },
        HUIYIN_DATA_DIR: join(dir, 'data'),
        ...(name === 'server' ? { PORT: String(port) } : { HUIYIN_HEALTH_PORT: String(port) }),
      },
    })
    const part: Part = Object.assign(Object.create(child) as Child, { url: `http://127.0.0.1:${port}` })
    started.push(part)
    return part
  }
  async function end(): Promise<void> {
    // One that is frozen hears nothing else.
    for (const part of started) part.kill('SIGKILL')
    await Promise.all(started.map(({ exited }) => exited))
    admin.close()
    await Promise.all([redis.stop(), postgres.stop()])
    rmSync(dir, { recursive: true, force: true })
  }

  try {
    // The first workers hold every lease by the time the others come.
    const first = [await startPart('server'), await startPart('workers')] as const
    await untilWell(first[0], '/readyz')
    const others = { servers: [] as Part[], workers: [] as Part[] }
    while (others.servers.length + 1 < counts.servers) others.servers.push(await startPart('server'))
    while (others.workers.length + 1 < counts.workers) others.workers.push(await startPart('workers'))
    await Promise.all([
      ...others.servers.map((part) => untilWell(part, '/readyz')),
      ...others.workers.map((part) => untilWell(part, '/healthz')),
    ])
    const servers = [first[0], ...others.servers]
    const balancer = await startBalancer(servers.map((part) => Number(new URL(part.url).port)))
    return {
      ...{ site: SITE, servers, workers: [first[1], ...others.workers], balancer },
      ...{ redisUrl: redis.url, databaseUrl: postgres.url },
      async refusedByRedis() {
        const entries = await admin.send<(string | number)[][]>(['ACL', 'LOG'])
        return entries.map((entry) => String(entry[entry.indexOf('object') + 1]))
      },
      async stop() {
        await balancer.stop()
        await end()
      },
    }
  } catch (error) {
    await end()
    throw error
  }
}
