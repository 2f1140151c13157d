import { createPlanningContexts, type PlanningContextAt } from '#core/notify/planning-context.ts'
import { holidayDates } from '#platform/holidays.ts'
import { createLinks } from '#platform/links.ts'
import type { Secrets } from '#platform/secrets.ts'
import { vapidKeys } from '#platform/vapid-keys.ts'
import { createContactMethodStore } from '#store/contact-method-store.ts'
import { type ContactMethods, openContactMethods } from '#store/contact-methods.ts'
import { openNotificationStatuses } from '#store/jobs/notifications/notification-status.ts'
import { openNotifications } from '#store/jobs/notifications/open-notifications.ts'
import { createLinkUses } from '#store/link-uses.ts'
import type { Database } from '#store/postgres/database.ts'
import { createAudit } from './audit.ts'
import type { ContactMethodServices } from './contact-methods/contact-method-services.ts'
import type { CommandLog } from './gateway/send-command.ts'
import type { LinkServices } from './links/link-services.ts'

/** What the routes about telling people stand on: their ways, signed links, and messages on their way. */
export interface PeopleService extends Omit<LinkServices, keyof CommandLog>, ContactMethodServices {
  /** Null: they have not been read yet. */
  methods(): ContactMethods | null
  readonly planning: PlanningContextAt
  /** Reads the ways of people, and keeps them fresh. */
  open(): Promise<void>
  close(): Promise<void>
}

export interface PeopleServiceOptions {
  readonly database: Database
  readonly site: string
  readonly redisUrl: string
  readonly publicUrl: string
  readonly secrets: Pick<Secrets, 'sessionKey' | 'sealKey'>
  /** The site's time, ms since 1970. */
  readonly now: () => number
  readonly onFault: (error: Error) => void
}

const SWEEP_MS = 6 * 3_600_000

export function createPeopleService(options: PeopleServiceOptions): PeopleService {
  const { database, site, redisUrl: url, publicUrl, secrets, now, onFault } = options
  const uses = createLinkUses({ database, site, now })
  const notifications = openNotifications({ url, site, onTrouble: onFault })
  const statuses = openNotificationStatuses({ url, site })
  const sweep = setInterval(() => uses.sweep().catch(onFault), SWEEP_MS)
  sweep.unref()
  let methods: ContactMethods | null = null
  return {
    links: createLinks({ key: secrets.sessionKey, site, publicUrl }),
    uses,
    audit: createAudit(database, site, now),
    store: createContactMethodStore({ database, site, sealKey: secrets.sealKey, now }),
    notifications,
    statuses,
    pushKey: vapidKeys(secrets.sealKey, site).publicKey,
    codeKey: secrets.sessionKey,
    now,
    methods: () => methods,
    planning: createPlanningContexts(holidayDates, () => methods),
    async open() {
      methods = await openContactMethods({ database, site, onFault })
    },
    async close() {
      methods?.close()
      clearInterval(sweep)
      statuses.close()
      await notifications.close()
    },
  }
}
