import type { Env } from '#platform/env.ts'
import { readRunning } from '../start/running-file.ts'

/** The stores of the site: those of the environment, else the private ones of a running `npm start`. */
export function storesOf(env: Env): { redisUrl: string; databaseUrl: string } | null {
  const running = readRunning(env.dataDir)
  const redisUrl = env.redisUrl ?? running?.redisUrl
  const databaseUrl = env.databaseUrl ?? running?.databaseUrl
  return redisUrl === undefined || databaseUrl === undefined ? null : { redisUrl, databaseUrl }
}

export const NOT_RUNNING =
  'Huiyin does not run on this data folder: start it first, or set REDIS_URL and DATABASE_URL'
