import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { ProcessLog } from '#store/process-log.ts'
import type { FloorMade } from './model/world.ts'

export interface PosterOptions {
  readonly url: string
  readonly feed: string
  readonly token: string
  readonly dataDir: string
  readonly log: ProcessLog
  readonly signal: AbortSignal
}

const AT_ONCE = 500
const HEARTBEAT_MS = 10_000
const FIRST_RETRY_MS = 250
const LAST_RETRY_MS = 5_000

/** Posts what the model makes, in order and each until it is accepted. */
export interface Poster {
  post(happened: readonly FloorMade[]): Promise<void>
}

/** The instant up to which an earlier run has posted: the model is the same again, its past need not be sent twice. */
function postedBefore(file: string): number {
  try {
    return (JSON.parse(readFileSync(file, 'utf8')) as { until: number }).until
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return Number.NEGATIVE_INFINITY
    throw error
  }
}

export function createPoster({ url, feed, token, dataDir, log, signal }: PosterOptions): Poster {
  const file = join(dataDir, 'demo-posted.json')
  const before = postedBefore(file)
  let heartbeatAt = 0

  function bodyOf(events: readonly FloorMade[]): string {
    return events
      .map(({ time, ...rest }) =>
        JSON.stringify({ specversion: '1.0', source: feed, time: new Date(time).toISOString(), ...rest }),
      )
      .join('\n')
  }

  async function deliver(events: readonly FloorMade[]): Promise<void> {
    const body = bodyOf(events)
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' }
    for (let retryMs = FIRST_RETRY_MS; !signal.aborted; retryMs = Math.min(LAST_RETRY_MS, retryMs * 2)) {
      const answer = await fetch(`${url}/api/v1/events`, { method: 'POST', headers, body, signal }).catch(
        () => null,
      )
      if (answer?.status === 202) {
        const { rejected } = (await answer.json()) as { rejected: unknown[] }
        if (rejected.length > 0) log.warn({ rejected }, 'events of the demo were refused')
        return
      }
      await answer?.body?.cancel()
      await wait(retryMs, null, { signal }).catch(() => null)
    }
  }

  function remember(until: number): void {
    writeFileSync(`${file}.new`, JSON.stringify({ until }))
    renameSync(`${file}.new`, file)
  }

  async function beat(): Promise<void> {
    if (performance.now() < heartbeatAt) return
    heartbeatAt = performance.now() + HEARTBEAT_MS
    const time = Date.now()
    await deliver([{ id: `heartbeat-${time}`, time, type: 'feed.heartbeat', subject: feed, data: {} }])
  }

  return {
    async post(happened) {
      const news = happened.filter(({ time }) => time > before)
      for (let from = 0; from < news.length && !signal.aborted; from += AT_ONCE) {
        const batch = news.slice(from, from + AT_ONCE)
        await deliver(batch)
        // All of one instant must have gone before that instant counts as posted.
        if (!signal.aborted && from + AT_ONCE >= news.length) remember(batch.at(-1)!.time)
      }
      await beat()
    },
  }
}
