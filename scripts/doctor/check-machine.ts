import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { machineNoteText } from '#core/machine/machine-note.ts'
import type { Env } from '#platform/env.ts'
import { roomNote, roomOf } from '#platform/free-room.ts'
import { checkRoom } from '#server/operations/check-disk.ts'
import { type Finding, fault, good, warning } from '#server/operations/finding.ts'
import { unprivilegedAccount } from '../start/account.ts'
import { clockSynchronised } from '../start/clock-synchronised.ts'
import { dataFolderFaults, ownStores } from '../start/data-folder-faults.ts'
import { probePort } from '../start/free-port.ts'
import { logDamage } from '../start/log-damage.ts'
import { findPostgres } from '../start/postgres-binaries.ts'
import { localAddress } from '../start/ready.ts'
import { findRedis } from '../start/redis.ts'

/** The data folder: room for the log, nothing damaged, and secrets that only their owner reads. */
export function checkDataFolder(env: Env): Finding[] {
  const { dataDir } = env
  const free = roomOf(dataDir)
  const room =
    roomNote(free) === null
      ? good('data folder', `${dataDir}, ${Math.floor(free.freeBytes / 1e9)} GB free`)
      : checkRoom(dataDir)
  const damaged = dataFolderFaults(dataDir, ownStores(env))
  if (damaged.length > 0) return [room, ...damaged.map((text) => fault('data folder', text))]
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

/** Where nothing runs: whether the log in the data folder can be read whole. */
export async function checkStoredLog(env: Env): Promise<Finding[]> {
  if (!ownStores(env).redis) return []
  const redis = await findRedis(() => {}, { install: false })
  const damage = redis.ok ? await logDamage(env.dataDir, redis.found) : null
  return damage === null ? [] : [fault('data folder', damage)]
}

/** Where a clock is not synchronised, one step of it lies ahead. */
export async function checkClock(): Promise<Finding[]> {
  const synchronised = await clockSynchronised()
  if (synchronised === null) return []
  return [
    synchronised
      ? good('clock', 'is synchronised')
      : warning('clock', machineNoteText({ code: 'clock_unsynchronised' })),
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
  const findingOf = (about: string, found: { ok: boolean; hint?: string } | null): Finding[] => {
    if (found === null) return []
    return [
      found.ok
        ? good(about, 'is there for npm start')
        : warning(about, `${found.hint}; npm start installs it where it may`),
    ]
  }
  return [...findingOf('Redis', redis), ...findingOf('PostgreSQL', postgres)]
}
