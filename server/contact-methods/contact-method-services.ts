import type { ContactMethodStore } from '#store/contact-method-store.ts'
import type { NotificationStatuses } from '#store/jobs/notifications/notification-status.ts'
import type { Notifications } from '#store/jobs/notifications/open-notifications.ts'
import type { Audit } from '../audit.ts'

/** What the settings page stands on. */
export interface ContactMethodServices {
  readonly store: ContactMethodStore
  readonly notifications: Pick<Notifications, 'enqueue' | 'dead' | 'resend' | 'forget' | 'lanes'>
  readonly statuses: Pick<NotificationStatuses, 'of'>
  /** The public half of the site's push key, which a browser subscribes with. */
  readonly pushKey: string
  readonly codeKey: string
  readonly audit: Audit
  /** The site's time, ms since 1970. */
  readonly now: () => number
}
