import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import {
  createNotificationClaims,
  type NotificationClaims,
} from '#store/jobs/notifications/notification-claims.ts'
import { openNotificationJobs } from '#store/jobs/notifications/notification-jobs.ts'
import { workOnNotifications } from '#store/jobs/notifications/notification-worker.ts'
import { LogUnavailable } from '#store/log-error.ts'
import { openConnection } from '#store/redis/connection.ts'
import type { DeliveryContext } from './delivery-context.ts'
import { renewClaims } from './renew-claims.ts'
import { sendLane } from './send-lane.ts'

export interface DeliveryOptions extends Omit<DeliveryContext, 'claims' | 'stop'> {
  readonly url: string
  readonly siteId: string
  /** Redis is away; null: it is back. */
  readonly onTrouble: (error: Error | null) => void
}

/** A sender that says nothing for so long is dead, and what it held is sent by another. */
const CLAIM_MS = 8_000
const SWEEP_MS = 1_000
/** Longer than most messages take, shorter than whoever stops the workers waits. */
const LAST_WORDS_MS = 4_000

/** Sends the site's tellings until `stop`; any number of processes may do so at once. */
export async function runDelivery(options: DeliveryOptions, stop: AbortSignal): Promise<void> {
  const { url, siteId, onTrouble, onFault } = options
  const connection = openConnection(url)
  const holder = randomUUID()
  const bare = createNotificationClaims({ connection, site: siteId, holder, claimMs: CLAIM_MS })
  const { claims, close } = renewClaims(bare, CLAIM_MS / 4)
  const context: DeliveryContext = { ...options, claims, stop }
  const jobs = openNotificationJobs(url, siteId, onFault)
  const sending = new Set<Promise<unknown>>()
  async function onLane(lane: string): Promise<void> {
    const run = sendLane(lane, context)
    sending.add(run)
    const ms = await run.finally(() => sending.delete(run))
    if (ms !== null && !stop.aborted) await jobs.wakeIn(lane, ms)
  }
  const worker = workOnNotifications({ url, site: siteId, onLane, onTrouble: onFault })
  try {
    await sweep({ claims, wake: (lanes) => jobs.wake(lanes), onTrouble }, stop)
  } finally {
    // What is on its way is finished and written down: cut off, it would be sent once more.
    await Promise.race([Promise.allSettled(sending), wait(LAST_WORDS_MS)])
    await worker.close()
    await jobs.close()
    close()
    connection.close()
  }
}

/** Wakes senders for whatever waits, also where no job says so. */
async function sweep(
  {
    claims,
    wake,
    onTrouble,
  }: {
    readonly claims: NotificationClaims
    readonly wake: (lanes: string[]) => Promise<void>
    readonly onTrouble: DeliveryOptions['onTrouble']
  },
  stop: AbortSignal,
): Promise<void> {
  let away = false
  while (!stop.aborted) {
    try {
      // After Redis was away, those that live renew their claims first.
      if (away) await wait(CLAIM_MS / 2, null, { signal: stop })
      await wake((await claims.sweep()).lanes)
      if (away) onTrouble(null)
      away = false
    } catch (error) {
      if (stop.aborted) return
      if (!(error instanceof LogUnavailable)) throw error
      if (!away) onTrouble(error)
      away = true
    }
    await wait(SWEEP_MS, null, { signal: stop }).catch(() => null)
  }
}
