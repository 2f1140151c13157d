import type { EventOfType } from '#core/event/event.ts'
import type { Notification } from '#core/notify/notification.ts'
import { instantText } from '#core/rows/row.ts'
import type { Clock } from '#platform/clock.ts'
import { createLinks } from '#platform/links.ts'
import type { ProcessLog } from '#platform/process-log.ts'
import type { Secrets } from '#platform/secrets.ts'
import { vapidKeys } from '#platform/vapid-keys.ts'
import { amiAddressOf } from '#protocols/ami/connect.ts'
import { createContactMethodStore } from '#store/contact-method-store.ts'
import { laneOf } from '#store/jobs/notifications/lane-of.ts'
import type { OpenSite } from '#store/open-site.ts'
import { connectorSecrets } from '#store/site-file/connector-secrets.ts'
import { createChannels } from './channels/create-channels.ts'
import type { AmiAccount } from './channels/outgoing/ami-phone-call.ts'
import type { DeliveryContext } from './delivery/delivery-context.ts'
import { runDelivery } from './delivery/run-delivery.ts'
import { createSiteNow } from './delivery/site-now.ts'
import type { WorkerService } from './keep-running.ts'

export interface DeliveryServiceOptions extends Pick<DeliveryContext, 'stillWanted' | 'onFailing'> {
  readonly site: OpenSite
  readonly redisUrl: string
  readonly publicUrl: string
  readonly secrets: Pick<Secrets, 'sessionKey' | 'sealKey'>
  readonly clock: Clock
  readonly log: ProcessLog
}

/** Sends the site's tellings by its channels; every process of the workers does. */
export function deliveryService(options: DeliveryServiceOptions): WorkerService {
  const { site, redisUrl, publicUrl, secrets, clock, log } = options
  const { sealKey, sessionKey } = secrets
  const onFault = (error: Error) => log.error({ err: error }, 'delivery')
  const now = () => clock.now()
  const known = createSiteNow({ database: site.database, site: site.id, sealKey, onFault })
  const book = createContactMethodStore({ database: site.database, site: site.id, sealKey, now })
  const links = createLinks({ key: sessionKey, site: site.id, publicUrl })

  async function account(feedId: string): Promise<AmiAccount | null> {
    const { feeds } = await known.site()
    const feed = feeds.find(({ id }) => id === feedId)
    const address = feed === undefined ? null : amiAddressOf(feed)
    const username = feed?.username
    const secret = (await connectorSecrets(site.database, site.id, sealKey)).get(feedId)
    if (address === null || username === undefined || secret === undefined) return null
    return { ...address, username, secret }
  }

  async function take(notification: Notification): Promise<void> {
    const { ackedForMs } = await known.site()
    await site.log.appendSystem(takenEvents(notification, now(), ackedForMs), now())
  }

  return async (stop) => {
    const channels = createChannels({
      allowed: known.allowed,
      vapid: vapidKeys(sealKey, site.id),
      contact: publicUrl.startsWith('https:') ? publicUrl : 'mailto:nobody@localhost',
      subscription: (address) => book.subscription(address),
      account,
      onTaken: (notification) => void take(notification).catch(onFault),
    })
    try {
      await runDelivery(
        {
          ...{ url: redisUrl, siteId: site.id, publicUrl, channels: channels.all, now, onFault },
          site: known.site,
          stillWanted: options.stillWanted,
          append: (events) => site.log.appendSystem(events, now()),
          ackLink: (notification) => links.ackLink(notification),
          departmentLink: (department, at) => links.departmentLink(department, at),
          random: Math.random,
          onFailing: options.onFailing,
          async onGone({ channel, target, address }, reason) {
            const isOwn = address !== null && (await book.bury({ channel, address }, reason))
            // Nobody but an administrator corrects an address of the site file, which has no devices.
            if (!isOwn && channel !== 'push') await options.onFailing(laneOf({ channel, target }), reason)
          },
          onTrouble: (error) =>
            error === null ? log.info('delivery goes on') : log.warn({ err: error }, 'delivery waits'),
        },
        stop,
      )
    } finally {
      channels.close()
    }
  }
}

/** The one who was rung has taken what they were rung about. */
function takenEvents(
  { id, kind, to, alerts }: Notification,
  now: number,
  holdsMs: number,
): EventOfType<'alert.acked' | 'assist.accepted'>[] {
  if (to.is !== 'person') return []
  if (kind === 'assist') return alerts.map(({ alert }) => comingEvent(id, alert, to.id, now))
  // A key says yes or no to nothing but an alert: money is decided where one sees how much.
  if (kind !== 'alert') return []
  return alerts.map(({ alert }) => ({
    id: `taken/${id}/${alert}`,
    source: `user/${to.id}`,
    type: 'alert.acked',
    time: now,
    subject: alert,
    data: { by: to.id, until: instantText(now + holdsMs), via: 'phone' },
  }))
}

/** Who was rung because a colleague calls for a lead has said to be on the way. */
function comingEvent(
  notification: string,
  assist: string,
  person: string,
  now: number,
): EventOfType<'assist.accepted'> {
  return {
    ...{ id: `coming/${notification}`, source: `user/${person}`, type: 'assist.accepted', time: now },
    subject: assist.slice(assist.indexOf('/') + 1),
    data: { by: person },
  }
}
