import { setTimeout as wait } from 'node:timers/promises'
import { type BenchResult, rounded } from '../../bench-result.ts'
import { dayEvents } from '../day-events.ts'
import { archiving, withStores } from '../stores.ts'

const PER_SEC = 500
const SECONDS = 60
const STEPS_PER_SEC = 20
const MOST_MS = 2_000

/** How old the oldest event is that is confirmed and not yet archived, while 500 a second come in. */
export async function lag(tell: (result: BenchResult) => void): Promise<void> {
  await withStores(async (stores) => {
    const { log } = stores
    const events = dayEvents(PER_SEC * SECONDS)
    /** When each was confirmed; those before `archived` are in the archive. */
    const confirmedAt: number[] = []
    let archived = 0
    let worstMs = 0
    const judge = () => {
      const oldest = confirmedAt[archived]
      if (oldest !== undefined) worstMs = Math.max(worstMs, performance.now() - oldest)
    }
    const run = archiving(stores, (_, entries) => {
      judge()
      archived += entries
    })
    const step = PER_SEC / STEPS_PER_SEC
    const began = performance.now()
    for (let from = 0; from < events.length; from += step) {
      await wait(Math.max(0, began + (from / PER_SEC) * 1_000 - performance.now()))
      const part = events.slice(from, from + step)
      await log.append(part, Date.now())
      for (const _ of part) confirmedAt.push(performance.now())
      judge()
    }
    const perSec = events.length / ((performance.now() - began) / 1_000)
    while (archived < events.length) {
      judge()
      await wait(20)
    }
    await run.stop()
    console.error(`  ${Math.round(perSec)} events/s`)
    tell({
      ...{ name: 'archive-behind-at-500', value: rounded(worstMs), unit: 'ms', baseline: null, ratio: null },
      ...{ target: `≤ ${MOST_MS} ms`, met: worstMs <= MOST_MS },
    })
  })
}
