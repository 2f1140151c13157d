import { setTimeout as wait } from 'node:timers/promises'
import { aboutTransition } from '#core/alerts/about-transition.ts'
import type { PendingRuleEvent } from '#core/alerts/rule-outbox.ts'
import type { Clock } from '#platform/clock.ts'
import { openTimerJobs } from '#store/jobs/timer-jobs.ts'
import type { TimerStatusStore } from '#store/jobs/timer-status.ts'
import { workOnTimers } from '#store/jobs/timer-worker.ts'
import type { EventLog } from '#store/log.ts'
import type { Fence } from '#store/redis/appender.ts'
import type { FoldedFloor } from './folded-floor.ts'
import { createLateEvidence } from './late-evidence.ts'
import { type LedLevels, leadLevels } from './lead-levels.ts'
import { oneAfterAnother } from './one-after-another.ts'
import { pendingNow } from './pending-now.ts'
import { createRulePublisher } from './rule-publisher.ts'
import { createTimerLateness } from './timer-lateness.ts'
import { createTimers } from './timers.ts'

export interface LeadOptions {
  readonly url: string
  readonly site: string
  readonly log: Pick<EventLog, 'appendSystem'>
  readonly clock: Clock
  readonly floor: FoldedFloor
  readonly status: Pick<TimerStatusStore, 'write'>
  readonly onTrouble: (error: Error) => void
  readonly onFault: (error: Error) => void
}

const SWEEP_MS = 1_000
const OVERDUE_MS = 1_000

/** Says what the rules say, in the one process that holds the lease, until `stop`. */
export async function leadTimers(options: LeadOptions, stop: AbortSignal, fence: Fence): Promise<void> {
  const { url, site, log, clock, floor, status, onTrouble, onFault } = options
  const stores = { url, site, onTrouble }
  const lateness = createTimerLateness()
  let canaryAt: number | null = null
  const at = () => Math.max(clock.now(), floor.floor.now)

  function onEmitted(emitted: readonly PendingRuleEvent[]): void {
    for (const { what, transition } of emitted)
      if (what === 'say' && floor.fellDueLive(transition))
        lateness.add((clock.now() - transition.at) / clock.speed)
  }

  let levels: LedLevels | null = null
  const late = createLateEvidence({
    speed: () => clock.speed,
    fellDueLive: (transition) => floor.fellDueLive(transition),
    onFree() {
      publisher.wake()
      levels?.judge(new Map())
    },
  })
  const pending = () => pendingNow(floor.floor, late.holds)
  const publisher = createRulePublisher({
    pending,
    about: (transition) => aboutTransition(transition, floor.floor, floor.floor.site),
    foldedToEnd: () => floor.foldedToEnd(),
    append: (events) => log.appendSystem(events, at(), fence),
    now: at,
    onEmitted,
    onFault,
  })
  const jobs = openTimerJobs({ ...stores, waitMs: (instant) => clock.waitMs(instant) })
  const timers = createTimers({ jobs, pos: () => floor.floor.pos, onFault: onTrouble })
  const look = oneAfterAnother(async () => {
    await floor.foldedToEnd()
    floor.pass()
    await publisher.sayAll()
  })
  const worker = workOnTimers({
    ...stores,
    // Most are said by the floor's own clock before their job is here.
    onDue: ({ subject }) => (timers.isDue(subject, clock.now()) ? look() : Promise.resolve()),
    onCanary() {
      canaryAt = performance.now()
    },
  })
  const forgetEntries = floor.onEntries((entries) => late.came(entries))
  const forget = floor.onFolded((instants, changed) => {
    timers.want(instants)
    publisher.wake()
    levels?.judge(changed)
  })

  /** What is due and unsaid, whatever became of its job. */
  async function sweep(): Promise<void> {
    if (await timers.sweep(clock.now())) floor.pass()
    publisher.wake()
    levels?.judge(new Map())
    await jobs.addCanary()
    await status.write({
      lateness: lateness.read(),
      overdue: overdueIn(pending().values(), clock.now() - OVERDUE_MS * clock.speed),
      pending: await jobs.pending(),
      canaryAgoMs: canaryAt === null ? null : performance.now() - canaryAt,
    })
  }

  try {
    levels = await leadLevels({ ...options, at, awaitsMore: late.awaitsMore }, fence)
    while (!stop.aborted) {
      await Promise.race([sweep().catch(onTrouble), aborted(stop)])
      await wait(SWEEP_MS, null, { signal: stop }).catch(() => null)
    }
  } finally {
    forget()
    forgetEntries()
    late.stop()
    publisher.stop()
    levels?.stop()
    timers.stop()
    await Promise.all([worker.close(), jobs.close()])
  }
}

function overdueIn(pending: Iterable<PendingRuleEvent>, before: number): number {
  let overdue = 0
  for (const { what, transition } of pending) if (what === 'say' && transition.at < before) overdue++
  return overdue
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((done) => signal.addEventListener('abort', () => done(), { once: true }))
}
