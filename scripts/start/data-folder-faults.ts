import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Env } from '#platform/env.ts'
import { secretsFault } from '#platform/secrets.ts'

/** Which stores `npm start` keeps in the data folder itself. */
export interface OwnStores {
  readonly redis: boolean
  readonly postgres: boolean
}

export const ownStores = ({ redisUrl, databaseUrl }: Pick<Env, 'redisUrl' | 'databaseUrl'>): OwnStores => ({
  redis: redisUrl === null,
  postgres: databaseUrl === null,
})

const BACKUP = 'put it back from a backup of this data folder'

/**
 * What of a data folder is damaged so that nothing can start on it, one sentence each: which file, and the way back.
 * Looks only: nothing is changed, and nothing is made anew beside old data.
 */
export function dataFolderFaults(dataDir: string, own: OwnStores): string[] {
  return [...secretFaults(dataDir), ...clockFaults(dataDir), ...(own.postgres ? clusterFaults(dataDir) : [])]
}

function secretFaults(dataDir: string): string[] {
  const file = join(dataDir, 'secrets.json')
  const fault = secretsFault(dataDir)
  if (fault !== null)
    return [`${file} ${fault}: ${BACKUP}. The stores' passwords and the keys of sessions are in it`]
  const beside = ['redis/appendonlydir', 'postgres', 'postgres-home'].filter((name) =>
    existsSync(join(dataDir, name)),
  )
  if (existsSync(file) || beside.length === 0) return []
  return [
    `${file} is missing, but the data beside it (${beside.join(', ')}) was made with it: ${BACKUP}. A new one would open neither the database nor kept secrets, so none was made`,
  ]
}

function clockFaults(dataDir: string): string[] {
  const file = join(dataDir, 'clock.json')
  const real = '{"clock":"real","anchor":null,"seenMs":null}'
  return existsSync(file) && !isJson(file)
    ? [
        `${file} is empty or no JSON: ${BACKUP}, or, if HUIYIN_CLOCK was never set on it, write ${real} into it`,
      ]
    : []
}

function isJson(file: string): boolean {
  try {
    JSON.parse(readFileSync(file, 'utf8'))
    return true
  } catch {
    return false
  }
}

/** Without these PostgreSQL does not even try. */
const NEEDED = ['PG_VERSION', 'global/pg_control', 'postgresql.conf', 'pg_hba.conf', 'base', 'pg_wal']

function clusterFaults(dataDir: string): string[] {
  const pointer = join(dataDir, 'postgres-home')
  const home = existsSync(pointer) ? readFileSync(pointer, 'utf8').trim() : join(dataDir, 'postgres')
  const cluster = join(home, 'data')
  if (!existsSync(cluster))
    return existsSync(pointer)
      ? [
          `${pointer} names ${home}, where there is no database: put that folder back from a backup. What was archived is in it`,
        ]
      : []
  const lacking = NEEDED.filter((name) => !existsSync(join(cluster, name)))
  return lacking.length === 0
    ? []
    : [
        `${cluster} lacks ${lacking.join(', ')}: put the folder back from a backup. What was archived is in it; the last days are in the log of Redis as well`,
      ]
}
