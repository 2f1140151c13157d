import { spawn } from 'node:child_process'
import type { AnyEvent } from '#core/event/event.ts'
import { createTimerStatus } from '#store/jobs/timer-status.ts'
import { createLog } from '#store/log.ts'
import { watchPublished } from '#tests/support/published-transitions.ts'
import { caseOpened, configApplied, timerSite } from '#tests/support/timer-floor.ts'

const BATCH = 1_000

/** A site whose time a process of its own keeps. */
export async function openOurTimers(url: string, site: string) {
  const log = createLog({ url, site })
  const published = watchPublished(url, site)
  const status = createTimerStatus({ url, site })
  await log.appendSystem([configApplied(timerSite(site), Date.now())], Date.now())
  const file = new URL('../../tests/support/timekeeper-process.ts', import.meta.url).pathname
  const keeper = spawn(process.execPath, [file, url, site], { stdio: ['ignore', 'inherit', 'inherit'] })

  /** Opens cases with these deadlines, and waits until so many timers stand. */
  async function open(prefix: string, deadlines: readonly number[], timerStatus: number): Promise<void> {
    const before = published.of('rule.running').length
    for (let from = 0; from < deadlines.length; from += BATCH) {
      const events: AnyEvent[] = deadlines
        .slice(from, from + BATCH)
        .map((dueAt, index) => caseOpened(`${prefix}${from + index}`, Date.now(), dueAt))
      await log.append(events, Date.now())
    }
    await published.until('rule.running', before + deadlines.length)
    while (((await status.read())?.pending ?? 0) < timerStatus)
      await new Promise((done) => setTimeout(done, 200))
  }

  return {
    told: published,
    open,
    /** How late (ms) each breach came into the log, by the log's own clock. */
    lateness: (since: number) =>
      published.entries.flatMap(({ pos, event }) =>
        event.type === 'rule.breached' && event.time >= since
          ? [Number(pos.slice(0, pos.indexOf('-'))) - event.time]
          : [],
      ),
    async close() {
      keeper.kill('SIGKILL')
      await published.stop()
      status.close()
      log.close()
    },
  }
}
