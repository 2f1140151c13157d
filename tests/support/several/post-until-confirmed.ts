import { setTimeout as wait } from 'node:timers/promises'

const PATIENCE_MS = 3_000

/** A feed that goes on until it is told to stop; what was not confirmed in time it sends again, as a feed must. */
export interface SteadyFeed {
  /** How many cases were opened, by confirmed events. */
  readonly confirmed: number
  /** How often something had to be sent again. */
  readonly again: number
  stop(): Promise<void>
}

/** Opens a case and has a call wait, `perSec` times a second. */
export function startFeed(url: string, { token, perSec }: { token: string; perSec: number }): SteadyFeed {
  let confirmed = 0
  let again = 0
  let isOver = false
  const sending = new Set<Promise<void>>()

  async function send(n: number): Promise<void> {
    const event = (type: string, subject: string, data: object) => ({
      ...{ specversion: '1.0', id: `${type}-${n}`, source: 'pbx', type, subject },
      ...{ time: new Date().toISOString(), data },
    })
    const body = JSON.stringify([
      event('contact.queued', `call-${n}`, { queue: n % 2 === 0 ? 'care' : 'sales' }),
      event('case.opened', `case-${n}`, { kind: 'complaint', queue: 'care' }),
    ])
    for (;;) {
      const asked = fetch(`${url}/api/v1/events`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body,
        signal: AbortSignal.timeout(PATIENCE_MS),
      })
      const status = await asked.then(
        (answer) => answer.status,
        () => 0,
      )
      if (status === 202) break
      again++
      await wait(50)
    }
    confirmed++
  }

  const sends = async () => {
    for (let n = 0; !isOver; n++) {
      const sent = send(n)
      sending.add(sent)
      void sent.finally(() => sending.delete(sent))
      await wait(1_000 / perSec)
    }
    await Promise.all(sending)
  }
  const running = sends()
  return {
    get confirmed() {
      return confirmed
    },
    get again() {
      return again
    },
    async stop() {
      isOver = true
      await running
    },
  }
}
