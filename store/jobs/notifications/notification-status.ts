import { openConnection } from '../../redis/connection.ts'
import type { DeliveryState } from './delivery-state.ts'
import { notificationKeys } from './notification-keys.ts'

/** How one notification stands. `gone`: it was dropped before it was sent, or so long ago that nobody remembers. */
export type NotificationStatus =
  | { readonly is: 'told' | 'gone' }
  /** It waits or is being sent; the reason of the last attempt that failed, if one has. */
  | { readonly is: 'waiting'; readonly attempts: number; readonly reason: string | null }
  | { readonly is: 'dead'; readonly attempts: number; readonly reason: string | null }

export interface NotificationStatuses {
  of(id: string): Promise<NotificationStatus>
  close(): void
}

/** Asks how single notifications stand, for who waits for one: the settings page for its test message. */
export function openNotificationStatuses({ url, site }: { url: string; site: string }): NotificationStatuses {
  const keys = notificationKeys(site)
  const connection = openConnection(url)
  return {
    async of(id) {
      const [known, dead, done, text] = await Promise.all([
        connection.send<number>(['HEXISTS', keys.all, id]),
        connection.send<string | null>(['ZSCORE', keys.dead, id]),
        connection.send<number>(['EXISTS', keys.done(id)]),
        connection.send<string | null>(['HGET', keys.state, id]),
      ])
      if (done === 1) return { is: 'told' }
      if (known === 0) return { is: 'gone' }
      const state = text === null ? null : (JSON.parse(text) as DeliveryState)
      const tried = { attempts: state?.attempt ?? 0, reason: state?.reason ?? null }
      return { is: dead === null ? 'waiting' : 'dead', ...tried }
    },
    close: () => connection.close(),
  }
}
