import { existsSync, statfsSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Env } from '#store/env.ts'
import { unprivilegedAccount } from '../start/account.ts'
import { probePort } from '../start/free-port.ts'
import { findPostgres } from '../start/postgres-binaries.ts'
import { localAddress } from '../start/ready.ts'
import { findRedis } from '../start/redis.ts'
import { type Finding, fault, good, warning } from './finding.ts'

const LEAST_FREE_BYTES = 2_000_000_000

/** The data folder: room for the log, and secrets that only their owner reads. */
export function checkDataFolder({ dataDir }: Env): Finding[] {
  let there = dataDir
  while (!existsSync(there)) there = dirname(there)
  const { bavail, bsize } = statfsSync(there)
  const free = bavail * bsize
  const room =
    free >= LEAST_FREE_BYTES
      ? good('data folder', `${dataDir}, ${Math.floor(free / 1e9)} GB free`)
      : fault(
          'data folder',
          `${dataDir} has only ${Math.floor(free / 1e6)} MB free: make room, or set HUIYIN_DATA_DIR`,
        )
  const secrets = join(dataDir, 'secrets.json')
  if (!existsSync(secrets)) return [room]
  const open = (statSync(secrets).mode & 0o077) !== 0
  return [
    room,
    open
      ? fault('secrets', `others may read ${secrets}: chmod 600 it`)
      : good('secrets', 'only their owner may read them'),
  ]
}

/** The port: free, or ours. */
export async function checkPort(env: Env): Promise<Finding> {
  if ((await probePort(env.port, env.host)) !== null)
    return good('port', `${env.port} on ${env.host} is free`)
  const ours = await fetch(`${localAddress(env)}/healthz`).then(
    (answer) => answer.ok,
    () => false,
  )
  return ours
    ? good('port', `Huiyin answers on ${env.port}`)
    : fault('port', `${env.port} on ${env.host} is taken: stop who has it, or set PORT to another`)
}

/** Where no store is given and none runs: whether `npm start` will find its own. Nothing is installed for that. */
export async function checkPrograms(env: Env): Promise<Finding[]> {
  const quiet = { install: false } as const
  const redis = env.redisUrl === null ? await findRedis(() => {}, quiet) : null
  const postgres =
    env.databaseUrl === null ? await findPostgres(unprivilegedAccount(), null, () => {}, quiet) : null
  const told = (about: string, found: { ok: boolean; hint?: string } | null): Finding[] => {
    if (found === null) return []
    return [
      found.ok
        ? good(about, 'is there for npm start')
        : warning(about, `${found.hint}; npm start installs it where it may`),
    ]
  }
  return [...told('Redis', redis), ...told('PostgreSQL', postgres)]
}
