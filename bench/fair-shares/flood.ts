import { setTimeout as wait } from 'node:timers/promises'
import { createRandom } from '#scripts/demo/model/random.ts'

/** A feed that sends events of calls and cases in no order, as fast as it is let. */
export interface Flood {
  readonly taken: number
  /** Requests that were told to come again later. */
  readonly refused: number
  run(until: number): Promise<void>
}

const SENDERS = 4
const ENTITIES = 2_000
const EVENTS_A_REQUEST = 500

/** Calls from beginning to end, and cases with twenty notes each, of the last ten minutes. */
function historyOf(round: number): object[] {
  const events: object[] = []
  const now = Date.now()
  const say = (type: string, subject: string, agoMs: number, data: object) =>
    events.push({
      ...{ specversion: '1.0', id: `${round}-${events.length}`, source: 'flood', type, subject, data },
      time: new Date(now - agoMs).toISOString(),
    })
  for (let index = 0; index < ENTITIES; index++) {
    const id = `${round}-${index}`
    const agent = `flood-${index % 40}`
    const began = 600_000 - index * 100
    say('contact.queued', id, began, { queue: 'flood' })
    say('contact.answered', id, began - 5_000, { agent })
    say('contact.ended', id, began - 60_000, { by: 'customer' })
    say('contact.wrapped', id, began - 70_000, { agent })
    if (index % 20 > 0) continue
    say('case.opened', id, began, { kind: 'inquiry', queue: 'flood', agent })
    for (let note = 0; note < 20; note++) say('case.noted', id, began - note * 1_000, { text: 'x' })
  }
  return events
}

export function createFlood(url: string, token: string): Flood {
  const random = createRandom('flood')
  let waiting: object[] = []
  let round = 0
  let taken = 0
  let refused = 0

  function next(): object[] {
    if (waiting.length === 0)
      waiting = historyOf(round++)
        .map((event) => [random.next(), event] as const)
        .sort(([a], [b]) => a - b)
        .map(([, event]) => event)
    return waiting.splice(0, EVENTS_A_REQUEST)
  }

  async function send(until: number): Promise<void> {
    while (Date.now() < until) {
      const body = next()
        .map((event) => JSON.stringify(event))
        .join('\n')
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' }
      for (;;) {
        const answer = await fetch(`${url}/api/v1/events`, { method: 'POST', headers, body })
        await answer.arrayBuffer()
        if (answer.status === 202) break
        refused++
        const afterMs = Number(answer.headers.get('retry-after') ?? 1) * 1_000
        if (Date.now() + afterMs > until) return
        await wait(afterMs)
      }
      taken += EVENTS_A_REQUEST
    }
  }

  return {
    get taken() {
      return taken
    },
    get refused() {
      return refused
    },
    async run(until) {
      await Promise.all(Array.from({ length: SENDERS }, () => send(until)))
    },
  }
}
