import type { Target } from '#core/alerts/targets/target-schema.ts'
import { targetSchema } from '#core/alerts/targets/target-schema.ts'
import type { TargetSecrets } from '#core/alerts/targets/target-secrets.ts'
import { givenSecrets } from '#core/alerts/targets/target-secrets.ts'
import type { LogEntry } from '#core/event/event.ts'
import { LOG_START } from '#core/event/log-position.ts'
import type { ContactMethod, Notification } from '#core/notify/notification.ts'
import { createLinks } from '#platform/links.ts'
import { blockListOf } from '#platform/outgoing/forbidden-ranges.ts'
import { vapidKeys } from '#platform/vapid-keys.ts'
import { type Notifications, openNotifications } from '#store/jobs/notifications/open-notifications.ts'
import { createLog } from '#store/log.ts'
import { createChannels } from '#workers/channels/create-channels.ts'
import type { AmiAccount } from '#workers/channels/outgoing/ami-phone-call.ts'
import { runDelivery } from '#workers/delivery/run-delivery.ts'

/** What a test says of the site: targets as the site file has them, and what the rest of Huiyin would say. */
export interface DeliverySetup {
  readonly targets: readonly Record<string, unknown>[]
  readonly stillWanted?: (notification: Notification) => Promise<Notification | null>
  readonly onFailing?: (lane: string, reason: string) => Promise<void>
  readonly onGone?: (method: ContactMethod, reason: string) => Promise<void>
  readonly allow?: readonly string[]
  /** The PBX of every feed. */
  readonly account?: AmiAccount
}

/** A delivery worker in this process. */
export interface TestDelivery {
  readonly notifications: Notifications
  readonly faults: readonly Error[]
  /** The `alert.*` events of the log, in order. */
  alertEvents(): Promise<LogEntry['event'][]>
  /** Resolves once nothing is on its way any more. */
  settled(): Promise<void>
  /** Begins to send, or goes on; what is handed over before waits. */
  work(): void
  stop(): Promise<void>
}

const SITE = 'test'

export function startDelivery(url: string, setup: DeliverySetup): TestDelivery {
  const faults: Error[] = []
  const log = createLog({ url, site: SITE })
  const notifications = openNotifications({ url, site: SITE, onTrouble: (error) => faults.push(error) })
  const targets = setup.targets.map((target) => targetSchema.parse(target))
  const allowed = blockListOf(setup.allow ?? ['127.0.0.0/8', '::1'])
  const channels = createChannels({
    allowed: () => allowed,
    contact: 'mailto:it@example.com',
    vapid: vapidKeys('a'.repeat(64), SITE),
    subscription: async () => null,
    account: async () => setup.account ?? null,
    onTaken: () => undefined,
  })
  const links = createLinks({ key: 'k'.repeat(64), site: SITE, publicUrl: 'https://floor.example.com' })
  const stop = new AbortController()
  let running: Promise<void> | null = null
  return {
    notifications: notifications,
    faults,
    async alertEvents() {
      const entries = await log.read(LOG_START, 10_000)
      return entries.map(({ event }) => event)
    },
    async settled() {
      while ((await notifications.pending()).length > 0) await new Promise((done) => setTimeout(done, 20))
    },
    work() {
      running ??= runDelivery(
        {
          ...{ url, siteId: SITE, channels: channels.all, publicUrl: 'https://floor.example.com' },
          site: async () => siteOf(targets),
          stillWanted: setup.stillWanted ?? (async (notification) => notification),
          append: (events) => log.appendSystem(events, Date.now()),
          ackLink: (notification) => links.ackLink(notification),
          departmentLink: (department, at) => links.departmentLink(department, at),
          now: Date.now,
          random: Math.random,
          onFailing: setup.onFailing ?? (async () => undefined),
          onGone: setup.onGone ?? (async () => undefined),
          onFault: (error) => faults.push(error),
          onTrouble: () => undefined,
        },
        stop.signal,
      )
    },
    async stop() {
      stop.abort()
      await running
      channels.close()
      await notifications.close()
      log.close()
    },
  }
}

function siteOf(targets: readonly Target[]) {
  return {
    siteName: 'Huiyin test',
    nameOf: (_of: string, id: string) => id,
    timezone: 'Asia/Shanghai',
    targets: new Map(targets.map((target) => [target.id, target])),
    secrets: new Map(targets.map((target) => [target.id, secretsOf(target)])),
  }
}

const secretsOf = (target: Target): TargetSecrets =>
  Object.fromEntries(givenSecrets(target).map(({ name, direct }) => [name, direct]))
