import { setTimeout as wait } from 'node:timers/promises'
import { clockSynchronised } from './clock-synchronised.ts'
import type { Supervisor } from './supervise.ts'

const WAIT_MS = 30_000
const LOOK_EVERY_MS = 500
/** How often an unsynchronised clock is asked for once all runs. */
const LOOK_LATER_MS = 30_000

export interface ClockWait {
  readonly supervisor: Pick<Supervisor, 'note'>
  readonly say: (line: string) => void
  readonly signal: AbortSignal
  readonly ask?: () => Promise<boolean | null>
  readonly waitMs?: number
}

/**
 * Waits until the machine's clock is set, 30 s at most: one that boots hours ahead would put its times into the log. One
 * that is not set by then is noted until it is. Gives what ends looking.
 */
export async function waitForClock(options: ClockWait): Promise<() => void> {
  const { supervisor, say, signal, ask = clockSynchronised, waitMs = WAIT_MS } = options
  if ((await ask()) !== false) return () => undefined
  say(`The clock is not synchronised yet: waiting up to ${Math.round(waitMs / 1_000)} s`)
  const giveUpAt = performance.now() + waitMs
  while (!signal.aborted && performance.now() < giveUpAt) {
    await wait(LOOK_EVERY_MS, null, { signal }).catch(() => null)
    if ((await ask()) !== false) return () => undefined
  }
  supervisor.note({ code: 'clock_unsynchronised' }, true)
  const looks = setInterval(async () => {
    if ((await ask()) === false) return
    supervisor.note({ code: 'clock_unsynchronised' }, false)
    clearInterval(looks)
  }, LOOK_LATER_MS)
  return () => clearInterval(looks)
}
