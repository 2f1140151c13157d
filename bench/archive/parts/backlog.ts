import { setTimeout as wait } from 'node:timers/promises'
import { comparePositions, LOG_START } from '#core/event/log-position.ts'
import { type BenchResult, rounded } from '../../bench-result.ts'
import { dayEvents } from '../day-events.ts'
import { archiving, withStores } from '../stores.ts'

const DAY = 200_000
const DAYS = 5
const AT_ONCE = 5_000
const MOST_SEC = 120

/** Nobody archived for long (a database that was away): how long it takes until 1,000,000 events are archived. */
export async function backlog(tell: (result: BenchResult) => void): Promise<void> {
  await withStores(async (stores) => {
    const { log, archive } = stores
    for (let day = 0; day < DAYS; day++) {
      const events = dayEvents(DAY, day * DAY)
      for (let from = 0; from < DAY; from += AT_ONCE)
        await log.append(events.slice(from, from + AT_ONCE), Date.now())
    }
    const end = await log.last()
    console.error(`  ${await log.length()} entries wait`)
    const readAt = performance.now()
    for (let pos = LOG_START; ; ) {
      const entries = await log.read(pos, AT_ONCE)
      if (entries.length === 0) break
      pos = entries.at(-1)!.pos
    }
    const readSec = (performance.now() - readAt) / 1_000
    let archived = LOG_START
    const began = performance.now()
    const run = archiving(stores, (pos) => {
      archived = pos
    })
    while (comparePositions(archived, end) < 0) await wait(50)
    const tookSec = (performance.now() - began) / 1_000
    await run.stop()
    if ((await archive.position()) !== end) throw new Error('the archive does not end where the log does')
    tell({
      ...{ name: 'archive-backlog-1000000', value: rounded(tookSec), unit: 's', baseline: rounded(readSec) },
      ...{ ratio: rounded(tookSec / readSec), target: `≤ ${MOST_SEC} s`, met: tookSec <= MOST_SEC },
    })
  })
}
