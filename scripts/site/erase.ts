import { recordedClock } from '#platform/clock.ts'
import type { Env } from '#platform/env.ts'
import { openSecrets } from '#platform/secrets.ts'
import { eraseCustomer, findCustomer } from '#server/privacy/erase-customer.ts'
import { openNotifications } from '#store/jobs/notifications/open-notifications.ts'
import { createLog } from '#store/log.ts'
import { createRejectedStore } from '#store/rejected.ts'
import { onSite } from './on-site.ts'

/** Erases what is known of one customer, by their number or key; `look`: says only what there is. */
export function erase(customer: string, look: boolean, env: Env): Promise<number> {
  return onSite(env, async ({ database, redisUrl, site, content }) => {
    const secrets = openSecrets(env.dataDir)
    const stores = { url: redisUrl, site }
    const log = createLog(stores)
    const rejected = createRejectedStore({ ...stores, sealKey: secrets.sealKey })
    const onTrouble = (error: Error) => console.error(error.message)
    const notifications = openNotifications({ ...stores, onTrouble })
    const context = {
      ...{ database, log, rejected, notifications, secrets, site: () => content },
      onFault: onTrouble,
    }
    const now = () => recordedClock(env.dataDir).now()
    try {
      const found = look
        ? await findCustomer(customer, { ...context, now })
        : await eraseCustomer(customer, 'command line', { ...context, now })
      const what = `${found.contacts} contacts, ${found.cases} cases and ${found.others} of what belongs to them`
      if (found.open.length > 0) {
        console.error(
          `${what}; nothing was erased, for this is open, owed, or on the line now: ${found.open.join(', ')}`,
        )
        return 1
      }
      console.error(
        'events' in found
          ? `Erased: ${what}, in ${found.events} archived events. Snapshots and the log follow within a quarter of an hour; what is counted stays.`
          : `There are ${what}. Without --look they are erased.`,
      )
      return 0
    } finally {
      log.close()
      rejected.close()
      await notifications.close()
    }
  })
}
