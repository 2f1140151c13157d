import { setTimeout as wait } from 'node:timers/promises'
import type { DemoEvent } from './model/simulation.ts'

export interface PosterOptions {
  /** The server's address, without a path. */
  readonly url: string
  readonly token: string
  readonly signal: AbortSignal
  /** Told of refused events: the codes and messages, which hold no personal data. */
  readonly onRefused: (refused: readonly unknown[]) => void
  readonly retryMs?: { readonly first: number; readonly max: number }
  /** Events of one request; not given: as many as usual. */
  readonly atOnce?: number
}

const AT_ONCE = 500

/**
 * Posts events through the public interface, in order, each batch until it is accepted: sending again is always safe.
 * Gives up only when it is told to stop; gives whether all were accepted.
 */
export async function postAll(events: readonly DemoEvent[], options: PosterOptions): Promise<boolean> {
  const { atOnce = AT_ONCE } = options
  for (let from = 0; from < events.length; from += atOnce)
    if (!(await postSurely(events.slice(from, from + atOnce), options))) return false
  return true
}

async function postSurely(batch: readonly DemoEvent[], options: PosterOptions): Promise<boolean> {
  const { first, max } = options.retryMs ?? { first: 250, max: 5_000 }
  const body = batch.map((event) => JSON.stringify(event)).join('\n')
  for (let delay = first; !options.signal.aborted; delay = Math.min(max, delay * 2)) {
    const refused = await post(body, options)
    if (refused !== null) {
      if (refused.length > 0) options.onRefused(refused)
      return true
    }
    await wait(delay, null, { signal: options.signal }).catch(() => null)
  }
  return false
}

/** The refused events of an accepted batch; null: it was not confirmed. */
async function post(body: string, { url, token, signal }: PosterOptions): Promise<readonly unknown[] | null> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' }
  try {
    const answer = await fetch(`${url}/api/v1/events`, { method: 'POST', headers, body, signal })
    if (answer.status === 202) return ((await answer.json()) as { rejected: unknown[] }).rejected
    await answer.body?.cancel()
    return null
  } catch {
    // The server is away, or we are being stopped: either is answered by the next turn.
    return null
  }
}
