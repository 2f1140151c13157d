import { setTimeout as wait } from 'node:timers/promises'
import type { ContactMethod, Notification } from '#core/notify/notification.ts'
import { openNotifications } from '#store/jobs/notifications/open-notifications.ts'
import type { DeliverySetup } from '#tests/support/delivery.ts'
import { startDeliveryChild } from '#tests/support/delivery-child.ts'
import { alertOfNotification, notification } from '#tests/support/notifications.ts'
import { startRedis } from '#tests/support/redis.ts'

export const ALERTS = 1_000
export const LEADS = 50
export const SPAN_MS = 10_000

/** An alert of the storm: every tenth is critical, told to one of the leads. */
export function stormAlert(index: number, wayOf: (lead: number) => ContactMethod): Notification {
  const lead = index % LEADS
  const critical = index % 10 === 9
  const id = critical ? `C${index}` : `W${index}`
  const to = { is: 'person', id: `lead-${lead}`, name: `Lead ${lead}`, language: 'en' } as const
  return notification(id, wayOf(lead), {
    to,
    alerts: [alertOfNotification(id, critical ? 'critical' : 'warning')],
  })
}

/** A delivery worker in a process of its own, on a Redis of its own, ready to be handed a storm. */
export async function openStorm(setup: Pick<DeliverySetup, 'targets'>) {
  const redis = await startRedis()
  const notifications = openNotifications({ url: redis.url, site: 'test', onTrouble: () => undefined })
  let child = startDeliveryChild(redis.url, setup)
  return {
    redis,
    tellings: notifications,
    async restartWorker() {
      child.kill('SIGKILL')
      await child.exited
      child = startDeliveryChild(redis.url, setup)
    },
    async close() {
      child.kill('SIGKILL')
      await child.exited
      await notifications.close()
      await redis.stop()
    },
  }
}

/** Calls so many times, evenly over the span; gives when each was called (`performance.now()`). */
export async function pace(count: number, spanMs: number, call: (index: number) => void): Promise<number[]> {
  const from = performance.now()
  const at: number[] = []
  for (let index = 0; index < count; index++) {
    const dueMs = from + (index * spanMs) / count
    if (performance.now() < dueMs) await wait(dueMs - performance.now())
    at.push(performance.now())
    call(index)
  }
  return at
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!
}
