import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import type { Env } from '#platform/env.ts'
import { openConnection } from '#store/redis/connection.ts'

/** A store whose address the environment gives. */
export interface GivenStore {
  readonly name: string
  readonly variable: string
  /** Rejects while the store does not answer. */
  ask(): Promise<void>
}

/** That a store does not answer, in words, and what to do. The address is not repeated: it may hold a password. */
export function noAnswerText(error: unknown, variable: string): string {
  const { message, code } = error as NodeJS.ErrnoException
  // An address of several hosts that all refuse has no message of its own.
  return `${message || code || 'no answer'}: start it, or correct ${variable}`
}

export function givenStores({ redisUrl, databaseUrl }: Env): GivenStore[] {
  const stores: GivenStore[] = []
  if (redisUrl !== null) stores.push({ name: 'Redis', variable: 'REDIS_URL', ask: () => askRedis(redisUrl) })
  if (databaseUrl !== null)
    stores.push({ name: 'PostgreSQL', variable: 'DATABASE_URL', ask: () => askPostgres(databaseUrl) })
  return stores
}

export interface Patience {
  /** A store may come up after us when a machine starts, so it is waited for. */
  readonly forMs: number
  readonly everyMs: number
}
export const PATIENCE: Patience = { forMs: 30_000, everyMs: 500 }

/** Waits until every given store answers, and says once of each that does not. Text: one did not answer in time. */
export async function untilGivenAnswer(
  stores: readonly GivenStore[],
  say: (line: string) => void,
  signal: AbortSignal,
  patience: Patience = PATIENCE,
): Promise<string | null> {
  const giveUpAt = performance.now() + patience.forMs
  const faults = await Promise.all(
    stores.map((store) => untilAnswer(store, { say, signal, giveUpAt, patience })),
  )
  return faults.filter((line) => line !== null).join('\n') || null
}

interface Waiting {
  readonly say: (line: string) => void
  readonly signal: AbortSignal
  readonly giveUpAt: number
  readonly patience: Patience
}

async function untilAnswer(store: GivenStore, waiting: Waiting): Promise<string | null> {
  const { say, signal, giveUpAt, patience } = waiting
  for (let isSaid = false; ; isSaid = true) {
    try {
      await store.ask()
      if (isSaid) say(`${store.name} answers`)
      return null
    } catch (error) {
      const line = `${store.name}: ${noAnswerText(error, store.variable)}`
      if (signal.aborted || performance.now() >= giveUpAt) return line
      if (!isSaid) say(`${line} (waiting for it up to ${Math.ceil(patience.forMs / 1_000)} s)`)
    }
    await wait(patience.everyMs)
  }
}

async function askPostgres(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  // A connection that breaks is told by the query that it carried.
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query('select 1')
  } finally {
    // After a refused connection there is nothing to say goodbye to.
    await client.end().catch(() => undefined)
  }
}

async function askRedis(url: string): Promise<void> {
  const connection = openConnection(url)
  try {
    await connection.send(['PING'])
  } finally {
    connection.close()
  }
}
