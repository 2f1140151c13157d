import type { TimerStatusStore } from '#store/jobs/timer-status.ts'
import type { ServerMetrics } from './server-metrics.ts'

/** What is not known is no number, as Prometheus has it. */
const sec = (ms: number | null | undefined) => (ms == null ? Number.NaN : ms / 1_000)

/** How the timers do, as the worker that leads them says. */
export function timerMetrics(
  metrics: Pick<ServerMetrics, 'gauge'>,
  timers: Pick<TimerStatusStore, 'read'>,
): void {
  metrics.gauge(
    'huiyin_timer_lateness_p99_seconds',
    'Said less due, of what fell due lately, 99 in 100 at most',
    async () => sec((await timers.read())?.lateness?.p99Ms),
  )
  metrics.gauge(
    'huiyin_timer_lateness_max_seconds',
    'Said less due, of what fell due lately, the worst',
    async () => sec((await timers.read())?.lateness?.maxMs),
  )
  metrics.gauge(
    'huiyin_timers_overdue',
    'Due for more than a second and not said',
    async () => (await timers.read())?.overdue ?? Number.NaN,
  )
  metrics.gauge(
    'huiyin_timers_pending',
    'Subjects that wait for an instant',
    async () => (await timers.read())?.pending ?? Number.NaN,
  )
  metrics.gauge('huiyin_timer_canary_age_seconds', 'Since the timers last worked on a job', async () => {
    const status = await timers.read()
    return status?.canaryAgoMs == null ? Number.NaN : sec(status.canaryAgoMs + status.writtenAgoMs)
  })
}
