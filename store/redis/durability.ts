import { ErrorReply } from 'redis'
import type { RedisConnection } from './connection.ts'

/** One setting of the given Redis that is not as the log needs it, with its fix. */
export interface DurabilityFinding {
  readonly setting: string
  /** Null: Redis does not tell (a managed one often forbids CONFIG). */
  readonly value: string | null
  readonly wanted: string
  /** `fault`: what was answered 202 may be lost or refused. `warning`: slower or later than it need be. */
  readonly level: 'fault' | 'warning'
  readonly message: string
}

interface Need {
  readonly setting: string
  readonly wanted: string
  readonly level: DurabilityFinding['level']
  readonly holds: (value: string) => boolean
  readonly because: string
}

const NEEDS: readonly Need[] = [
  {
    setting: 'appendonly',
    wanted: 'yes',
    level: 'fault',
    holds: (value) => value === 'yes',
    because: 'without the append-only file everything since the last dump is lost when Redis ends',
  },
  {
    setting: 'appendfsync',
    wanted: 'always',
    level: 'fault',
    holds: (value) => value === 'always',
    because: 'events that were answered 202 in the last second are lost when the machine ends',
  },
  {
    setting: 'maxmemory-policy',
    wanted: 'noeviction',
    level: 'fault',
    holds: (value) => value === 'noeviction',
    because: 'a full Redis would throw away parts of the log instead of refusing new events',
  },
  {
    setting: 'hz',
    wanted: '100',
    level: 'warning',
    holds: (value) => Number(value) >= 100,
    because: 'timers fire up to 100 ms late',
  },
]

const OLDEST = 7

/** What is not as the log needs it; nothing is changed. */
export async function checkDurability(connection: RedisConnection): Promise<DurabilityFinding[]> {
  const findings = await Promise.all(NEEDS.map((need) => checkSetting(connection, need)))
  return [...findings.flat(), ...(await checkVersion(connection)), ...(await checkReplicas(connection))]
}

async function checkSetting(connection: RedisConnection, need: Need): Promise<DurabilityFinding[]> {
  const { setting, wanted, level } = need
  const value = await readSetting(connection, setting)
  if (value !== null && need.holds(value)) return []
  const found = value === null ? 'cannot be read' : `is ${value}`
  const message = `Redis ${setting} ${found}: ${need.because}. Set "${setting} ${wanted}" in redis.conf`
  return [{ setting, value, wanted, level: value === null ? 'warning' : level, message }]
}

async function readSetting(connection: RedisConnection, setting: string): Promise<string | null> {
  try {
    const reply = await connection.send<string[]>(['CONFIG', 'GET', setting])
    return reply[1] ?? null
  } catch (error) {
    if (error instanceof ErrorReply) return null
    throw error
  }
}

/** Fewer than are waited for: nothing is confirmed. */
async function checkReplicas(connection: RedisConnection): Promise<DurabilityFinding[]> {
  const { replicas } = connection
  if (replicas === 0) return []
  const info = await connection.send<string>(['INFO', 'replication'])
  const value = /^connected_slaves:(\d+)/m.exec(info)?.[1] ?? '0'
  if (Number(value) >= replicas) return []
  const message = `Redis has ${value} replicas, and REDIS_URL waits for ${replicas}: nothing is confirmed`
  return [{ setting: 'replicas', value, wanted: String(replicas), level: 'fault', message }]
}

async function checkVersion(connection: RedisConnection): Promise<DurabilityFinding[]> {
  const info = await connection.send<string>(['INFO', 'server'])
  const value = /^(?:valkey|redis)_version:(\S+)/m.exec(info)?.[1] ?? null
  if (value !== null && Number.parseInt(value, 10) >= OLDEST) return []
  const message = `Redis is version ${value ?? 'unknown'}: Redis or Valkey ${OLDEST} or later is needed`
  return [{ setting: 'version', value, wanted: `≥ ${OLDEST}`, level: 'fault', message }]
}
