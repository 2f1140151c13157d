import { setTimeout as wait } from 'node:timers/promises'

export const EVENTS_A_CALL = 4
const CALLS_A_REQUEST = 10
const SENDERS = 16
const PATIENCE_MS = 8_000

/** One call from its entering to its end, that began some seconds ago. */
function call(serial: number): object[] {
  const began = Date.now() - 9_000
  const at = (afterMs: number) => new Date(began + afterMs).toISOString()
  const agent = `agent-${serial % 50}`
  const one = (step: number, type: string, afterMs: number, data: object) => ({
    ...{ specversion: '1.0', id: `${serial}-${step}`, source: 'pbx', type, time: at(afterMs) },
    ...{ subject: `call-${serial}`, data },
  })
  return [
    one(0, 'contact.queued', 0, { queue: 'support' }),
    one(1, 'contact.answered', 3_000, { agent }),
    one(2, 'contact.ended', 8_000, { by: 'customer' }),
    one(3, 'contact.wrapped', 9_000, { agent }),
  ]
}

export interface KillFeed {
  /** Calls all of whose events were answered 202. */
  readonly taken: number
  /** Requests that had to be sent again. */
  readonly again: number
  run(): Promise<void>
}

/** Posts calls at a rate; each request again until it is answered 202, as a feed must. */
export function createFeed(url: string, token: string, calls: number, eventsPerSec: number): KillFeed {
  let next = 0
  let taken = 0
  let again = 0
  const everyMs = (1_000 * CALLS_A_REQUEST * EVENTS_A_CALL * SENDERS) / eventsPerSec

  async function post(body: string): Promise<number | null> {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' }
    try {
      const signal = AbortSignal.timeout(PATIENCE_MS)
      const answer = await fetch(`${url}/api/v1/events`, { method: 'POST', headers, body, signal })
      await answer.arrayBuffer()
      return answer.status
    } catch {
      // The server was killed under the request: whether it was taken is not known, so it is sent again.
      return null
    }
  }

  async function send(): Promise<void> {
    while (next < calls) {
      const began = performance.now()
      const count = Math.min(CALLS_A_REQUEST, calls - next)
      const events = Array.from({ length: count }, () => call(next++)).flat()
      const body = events.map((event) => JSON.stringify(event)).join('\n')
      for (let status = await post(body); status !== 202; status = await post(body)) {
        if (status !== null && status !== 503 && status !== 429)
          throw new Error(`a feed was answered ${status}`)
        again++
        await wait(50)
      }
      taken += count
      await wait(Math.max(0, began + everyMs - performance.now()))
    }
  }

  return {
    get taken() {
      return taken
    },
    get again() {
      return again
    },
    async run() {
      await Promise.all(Array.from({ length: SENDERS }, send))
    },
  }
}
