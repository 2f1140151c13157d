import { setTimeout as wait } from 'node:timers/promises'
import { LOG_START } from '#core/event/log-position.ts'
import { createLog } from '#store/log.ts'
import { startHttpsSink } from '#tests/support/peers/https-sink.ts'
import { ALERTS, openStorm, pace, stormAlert } from './storm.ts'

/** What became of a storm in which workers and Redis were killed. */
export interface Killed {
  /** Neither told, nor pending, nor given up. */
  readonly lost: number
  /** Sent more than once, and more than twice; sent twice without a mark. */
  readonly twice: number
  readonly thrice: number
  readonly unmarked: number
  readonly dead: number
}

const SPAN_MS = 60_000

/** The storm over a minute, in which the worker and Redis are killed (-9) in turn, so many times. */
export async function stormWithKills(kills: number): Promise<Killed> {
  const hook = await startHttpsSink()
  const target = { id: 'hook', kind: 'webhook', url: `${hook.url}/in`, secret: 'a-secret-of-the-hook' }
  const storm = await openStorm({ targets: [{ ...target, ca: hook.cert }] })
  const wayOf = (lead: number) => ({ channel: 'webhook', target: 'hook', address: `lead-${lead}` }) as const
  const waiting: Promise<void>[] = []
  try {
    const pacing = pace(ALERTS, SPAN_MS, (index) =>
      waiting.push(keepTrying(() => storm.tellings.enqueue(stormAlert(index, wayOf)))),
    )
    for (let kill = 0; kill < kills; kill++) {
      await wait(SPAN_MS / (kills + 1))
      if (kill % 2 === 0) await storm.restartWorker()
      else {
        await storm.redis.kill()
        await storm.redis.restart()
      }
    }
    await pacing
    await Promise.all(waiting)
    while ((await storm.tellings.pending()).length > 0) await wait(200)
    const dead = new Set((await storm.tellings.dead(ALERTS)).map(({ notification }) => notification.id))
    return { ...(await count(storm.redis.url, hook.requests, dead)), dead: dead.size }
  } finally {
    await storm.close()
    await hook.stop()
  }
}

/** As the notifier does, which asks again while Redis is away. */
async function keepTrying(run: () => Promise<void>): Promise<void> {
  for (;;) {
    try {
      return await run()
    } catch {
      await wait(100)
    }
  }
}

async function count(
  url: string,
  requests: Awaited<ReturnType<typeof startHttpsSink>>['requests'],
  dead: ReadonlySet<string>,
): Promise<Omit<Killed, 'dead'>> {
  const log = createLog({ url, site: 'test' })
  const receipts = new Map<string, boolean>()
  for (const { event } of await log.read(LOG_START, ALERTS * 20))
    if (event.type === 'alert.told') receipts.set(String(event.data.telling), event.data.again === true)
  log.close()
  const sent = Map.groupBy(requests, ({ headers }) => headers['webhook-id']!)
  const repeated = [...sent].filter(([, all]) => all.length > 1)
  const ids = Array.from({ length: ALERTS }, (_, index) => `t-${index % 10 === 9 ? 'C' : 'W'}${index}`)
  return {
    lost: ids.filter((id) => !receipts.has(id) && !dead.has(id)).length,
    twice: repeated.length,
    thrice: repeated.filter(([, all]) => all.length > 2).length,
    unmarked: repeated.filter(([id]) => receipts.get(id) === false).length,
  }
}
