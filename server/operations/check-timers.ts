import type { Heartbeat } from '#store/heartbeat.ts'
import type { TimerStatusStore } from '#store/jobs/timer-status.ts'
import { type Finding, tell } from './finding.ts'

const SILENT_MS = 5_000
/** A canary that is not worked on is a queue that stands still. */
const CANARY_MS = 10_000

const seconds = (ms: number) => Math.round(ms / 1_000)

/** Whether workers live, and whether the timers that one of them leads do. */
export async function checkTimers(
  heartbeat: Pick<Heartbeat, 'heardAgoMs'>,
  timers: Pick<TimerStatusStore, 'read'>,
): Promise<Finding> {
  const ago = await heartbeat.heardAgoMs()
  if (ago === null) return tell('fault', 'workers', 'workers_none')
  if (ago > SILENT_MS) return tell('fault', 'workers', 'workers_silent', { seconds: seconds(ago) })
  const status = await timers.read()
  if (status === null || status.writtenAgoMs > SILENT_MS) return tell('fault', 'timers', 'timers_nobody')
  const { canaryAgoMs, overdue, pending, lateness } = status
  if (canaryAgoMs === null) return tell('fault', 'timers', 'timers_idle')
  if (canaryAgoMs > CANARY_MS)
    return tell('fault', 'timers', 'timers_stuck', { seconds: seconds(canaryAgoMs) })
  if (overdue > 0) return tell('fault', 'timers', 'timers_overdue', { count: overdue })
  return lateness === null
    ? tell('good', 'timers', 'timers_quiet', { pending })
    : tell('good', 'timers', 'timers_good', { pending, ms: Math.round(lateness.p99Ms) })
}
