import { openConnection } from '#store/redis/connection.ts'

/**
 * A clock that does no more than wait for an instant and write to Redis: what this machine makes of that, however busy
 * it is, is what a clock of ours is held against.
 */
export interface BareClock {
  /** Waits for an instant `afterMs` from now, and writes then. */
  set(afterMs: number): void
  /** How late (ms, by the clock of Redis) the latest was written, once all that were set are. */
  worstMs(): Promise<number>
  close(): void
}

const KEY = 'bare-clock'
const PATIENCE_MS = 60_000

export function createBareClock(redisUrl: string): BareClock {
  const connection = openConnection(redisUrl)
  const late: Promise<number>[] = []

  async function wait(dueAt: number): Promise<number> {
    await new Promise((done) => setTimeout(done, dueAt - Date.now()))
    const entry = ['XADD', KEY, 'MAXLEN', '1', '*', 'due', String(dueAt)]
    const id = await connection.send<string>(entry, { timeoutMs: PATIENCE_MS })
    return Number(id.slice(0, id.indexOf('-'))) - dueAt
  }

  return {
    set(afterMs) {
      const its = wait(Date.now() + afterMs)
      // Who asks for the worst is told of one that failed; a run that breaks off before asks nobody.
      its.catch(() => undefined)
      late.push(its)
    },
    worstMs: async () => Math.max(0, ...(await Promise.all(late))),
    close: () => connection.close(),
  }
}
