import { setTimeout as wait } from 'node:timers/promises'
import { LogBusy, LogUnavailable } from '#store/log-error.ts'

const RETRY_MS = 200

/**
 * Does what must be done in Redis, however long Redis is away: what was sent and is not written down would be sent
 * again. Fails at another error, and when told to stop.
 */
export async function persist<T>(run: () => Promise<T>, stop: AbortSignal): Promise<T> {
  for (;;) {
    try {
      return await run()
    } catch (error) {
      const away = error instanceof LogUnavailable || error instanceof LogBusy
      if (!away || stop.aborted) throw error
      await wait(RETRY_MS, null, { signal: stop })
    }
  }
}
