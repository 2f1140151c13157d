import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { totalmem } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { createClient } from 'redis'
import type { ChildProcessSpec } from './child-process.ts'
import { freePort } from './free-port.ts'
import { installSystemPackages } from './system-packages.ts'

const OLDEST_MAJOR = 7
const programs = ['redis-server', 'valkey-server']

/** A part that stores something, and the address by which ours reach it. */
export interface StoreProcess {
  readonly url: string
  readonly part: ChildProcessSpec
}

export type Found<T> = { ok: true; found: T } | { ok: false; hint: string }

/** The Redis or Valkey of this machine, installed if need be. */
export async function findRedis(
  say: (line: string) => void,
  { install } = { install: true },
): Promise<Found<string>> {
  const there = programs.find(isNewEnough)
  if (there !== undefined) return { ok: true, found: there }
  if (install && (await installSystemPackages(['redis-server'], say))) {
    const installed = programs.find(isNewEnough)
    if (installed !== undefined) return { ok: true, found: installed }
  }
  const what = process.platform === 'darwin' ? 'brew install redis' : 'sudo apt-get install redis-server'
  return { ok: false, hint: `Redis ${OLDEST_MAJOR} or later is missing: type "${what}", or set REDIS_URL` }
}

function isNewEnough(program: string): boolean {
  const version = spawnSync(program, ['--version'], { encoding: 'utf8' }).stdout ?? ''
  return Number(/v=(\d+)/.exec(version)?.[1] ?? 0) >= OLDEST_MAJOR
}

/** A private Redis on a free port: what it confirms is on disk, and it never drops anything by itself. */
export async function redisProcess(
  program: string,
  dataDir: string,
  password: string,
): Promise<StoreProcess> {
  const dir = join(dataDir, 'redis')
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  const port = await freePort()
  const configFile = join(dir, 'redis.conf')
  const lines = Object.entries(settings(dir, port, password)).map(([key, value]) => `${key} ${value}`)
  writeFileSync(configFile, `${lines.join('\n')}\n`, { mode: 0o600 })
  const url = `redis://:${password}@127.0.0.1:${port}`
  const part: ChildProcessSpec = {
    name: 'redis',
    command: program,
    args: [configFile],
    env: process.env,
    cwd: dir,
    account: null,
    stopSignal: 'SIGTERM',
    isOurs: false,
    ready: (alive) => answers(url, alive),
  }
  return { url, part }
}

const settings = (dir: string, port: number, password: string) => ({
  bind: '127.0.0.1',
  port: String(port),
  requirepass: password,
  dir: JSON.stringify(dir),
  daemonize: 'no',
  save: '""',
  appendonly: 'yes',
  appendfsync: 'always',
  'no-appendfsync-on-rewrite': 'no',
  'maxmemory-policy': 'noeviction',
  // Full is told to the feeds with 503; being killed by the system for its memory would take everybody along.
  maxmemory: String(Math.max(512 * 1024 * 1024, Math.floor(totalmem() / 2))),
  // Delayed jobs are seen ten times sooner than with the default of 10.
  hz: '100',
})

/** Waits until Redis has loaded its data and answers. False: it ended. */
async function answers(url: string, alive: () => boolean): Promise<boolean> {
  while (alive()) {
    if (await answersNow(url)) return true
    await wait(25)
  }
  return false
}

async function answersNow(url: string): Promise<boolean> {
  const client = createClient({ url, socket: { reconnectStrategy: false } })
  const failed = new Promise<false>((done) => client.on('error', () => done(false)))
  const pong = client.connect().then(() => client.ping())
  try {
    return await Promise.race([pong.then((word) => word === 'PONG'), failed])
  } catch {
    // Not listening yet, or still loading its data: the caller asks again while the process lives.
    return false
  } finally {
    client.destroy()
  }
}
