import { createNotificationLanes } from '#store/jobs/notifications/notification-lanes.ts'
import { openConnection } from '#store/redis/connection.ts'
import { type Finding, reasonOf, tell } from './finding.ts'

const MOST = 1_000

/** How the sending of alerts does: targets that fail, and messages that were given up. */
export async function checkNotifications(url: string, site: string): Promise<Finding[]> {
  const connection = openConnection(url)
  try {
    const box = createNotificationLanes(connection, site)
    const [lanes, dead] = await Promise.all([box.lanes(), box.dead(MOST)])
    const failing = lanes.flatMap(({ line, failed }) =>
      failed?.failing
        ? [
            tell(
              'fault',
              'lane',
              'lane_failing',
              { since: new Date(failed.since).toISOString(), reason: failed.reason },
              line,
            ),
          ]
        : [],
    )
    const [last] = dead
    const messages =
      last === undefined
        ? tell('good', 'messages', 'messages_good', { lines: lanes.length })
        : tell('warning', 'messages', 'messages_dead', { count: dead.length, reason: last.reason })
    return [...failing, messages]
  } catch (error) {
    const away = { reason: reasonOf(error), store: 'Redis', variable: 'REDIS_URL' }
    return [tell('fault', 'messages', 'store_away', away)]
  } finally {
    connection.close()
  }
}
