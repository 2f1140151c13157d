import type { Env } from '#platform/env.ts'
import { openSecrets } from '#platform/secrets.ts'
import { logDamage } from './log-damage.ts'
import { postgresProcess } from './postgres.ts'
import { type Found, findRedis, redisProcess, type StoreProcess } from './redis.ts'
import type { Supervisor } from './supervise.ts'

/** Brings up the stores that the environment does not give, and tells the addresses of both. */
export async function startStores(
  env: Env,
  supervisor: Supervisor,
  say: (line: string) => void,
): Promise<Found<{ redisUrl: string; databaseUrl: string }>> {
  const [redis, postgres] = await Promise.all([privateRedis(env, say), privatePostgres(env, say)])
  if (!redis.ok) return redis
  if (!postgres.ok) return postgres
  const started = await Promise.all(
    [redis.found, postgres.found].map((store) => store.part === null || supervisor.start(store.part)),
  )
  if (started.includes(false)) return { ok: false, hint: await whyNot(env, redis.found) }
  return { ok: true, found: { redisUrl: redis.found.url, databaseUrl: postgres.found.url } }
}

/** Why they do not start: of a log that is damaged more can be said than its Redis does. */
async function whyNot({ dataDir }: Env, { part }: Store): Promise<string> {
  const damage = part === null ? null : await logDamage(dataDir, part.command)
  return damage === null ? 'The data stores do not start.' : `The data stores do not start. ${damage}`
}

type Store = StoreProcess | { url: string; part: null }

async function privateRedis(env: Env, say: (line: string) => void): Promise<Found<Store>> {
  if (env.redisUrl !== null) return { ok: true, found: { url: env.redisUrl, part: null } }
  const program = await findRedis(say)
  if (!program.ok) return program
  const { redisPassword } = openSecrets(env.dataDir)
  return { ok: true, found: await redisProcess(program.found, env.dataDir, redisPassword) }
}

async function privatePostgres(env: Env, say: (line: string) => void): Promise<Found<Store>> {
  if (env.databaseUrl !== null) return { ok: true, found: { url: env.databaseUrl, part: null } }
  return postgresProcess(env.dataDir, openSecrets(env.dataDir).postgresPassword, say)
}
