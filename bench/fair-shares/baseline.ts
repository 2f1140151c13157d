import { setTimeout as wait } from 'node:timers/promises'
import type { EventLog } from '#store/log.ts'
import { type LiveScreen, openScreen } from '#tests/support/live-screen.ts'

/** How long, ms, what the calm feed tells takes to a wall and to a desk, and how late its clocks are said. */
export interface Felt {
  readonly wall: readonly number[]
  readonly desk: readonly number[]
  readonly timers: readonly number[]
}

export interface Baseline {
  feel(until: number): Promise<Felt>
  stop(): Promise<void>
}

export interface BaselineOptions {
  readonly url: string
  readonly log: EventLog
  /** Where the log stands; what came before may be trimmed away. */
  readonly from: string
  readonly feedToken: string
  readonly wallToken: string
  readonly deskToken: string
  /** ms */
  readonly dueMs: number
}

const EVERY_MS = 40
/** A case with a clock is opened with each so many calls. */
const CASE_EACH = 5

/** Tells a call that waits, again and again, and looks when each arrives at who looks at its queue. */
export function openBaseline(options: BaselineOptions): Baseline {
  const { url, log, feedToken, dueMs } = options
  const wall = openScreen(url, { token: options.wallToken, view: 'wall', id: 'calm' })
  const desk = openScreen(url, { token: options.deskToken, view: 'desk' })
  const breaches: { at: number; late: number }[] = []
  const stop = new AbortController()
  const following = log.follow({
    from: options.from,
    signal: stop.signal,
    onEntries(entries) {
      for (const { pos, event } of entries)
        if (event.type === 'rule.breached')
          breaches.push({ at: event.time, late: Number(pos.split('-')[0]) - event.time })
    },
  })
  let serial = 0

  const offered = (screen: LiveScreen) => {
    const row = screen.model.rows()['queue/calm'] as { offered?: number } | undefined
    return row?.offered ?? 0
  }

  function event(type: string, subject: string, data: object): object {
    const time = new Date().toISOString()
    return { specversion: '1.0', id: `${type}-${subject}`, source: 'calm', type, subject, time, data }
  }

  async function one(): Promise<{ wall: number; desk: number }> {
    const id = `calm-${++serial}`
    const events = [event('contact.queued', id, { queue: 'calm' })]
    // Who works in the queue sees it at the desk.
    if (serial === 1) events.unshift(event('agent.signed_in', 'a1', { queues: ['calm'] }))
    if (serial % CASE_EACH === 0) events.push(event('case.opened', id, { kind: 'inquiry', queue: 'calm' }))
    const wanted = serial
    const began = performance.now()
    const seen = async (screen: LiveScreen) => {
      await screen.until((each) => offered(each) >= wanted)
      return performance.now() - began
    }
    const arrivals = Promise.all([seen(wall), seen(desk)])
    const answer = await fetch(`${url}/api/v1/events`, {
      method: 'POST',
      headers: { authorization: `Bearer ${feedToken}`, 'content-type': 'application/json' },
      body: JSON.stringify(events),
    })
    if (answer.status !== 202) throw new Error(`the calm feed was answered ${answer.status}`)
    await answer.arrayBuffer()
    const [onWall, onDesk] = await arrivals
    return { wall: onWall, desk: onDesk }
  }

  return {
    async feel(until) {
      const since = Date.now() + dueMs
      const felt = { wall: [] as number[], desk: [] as number[] }
      while (Date.now() < until) {
        const took = await one()
        felt.wall.push(took.wall)
        felt.desk.push(took.desk)
        await wait(EVERY_MS)
      }
      const timers = breaches.filter(({ at }) => at >= since && at < until).map(({ late }) => late)
      return { ...felt, timers }
    },
    async stop() {
      wall.close()
      desk.close()
      stop.abort()
      await following
    },
  }
}
