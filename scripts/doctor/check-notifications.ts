import { createNotificationLanes } from '#store/jobs/notifications/notification-lanes.ts'
import { openConnection } from '#store/redis/connection.ts'
import { type Finding, fault, good, warning } from './finding.ts'

const MOST = 1_000

/** How the sending of alerts does: targets that fail, and messages that were given up. */
export async function checkNotifications(url: string, site: string): Promise<Finding[]> {
  const connection = openConnection(url)
  try {
    const box = createNotificationLanes(connection, site)
    const [lines, dead] = await Promise.all([box.lines(), box.dead(MOST)])
    const failing = lines.flatMap(({ line, failed }) =>
      failed?.failing
        ? [
            fault(
              `messages by ${line}`,
              `fail since ${new Date(failed.since).toISOString()}: ${failed.reason}. Correct it, then send those given up again`,
            ),
          ]
        : [],
    )
    const letters = warning(
      'messages',
      `${dead.length} were given up; the last of "${dead[0]?.reason}". Send them again, or forget them, on the page /admin/deliveries`,
    )
    const well = good('messages', `none was given up, ${lines.length} ways are in use`)
    return [...failing, dead.length > 0 ? letters : well]
  } catch (error) {
    return [fault('messages', `${(error as Error).message}: start Redis, or correct REDIS_URL`)]
  } finally {
    connection.close()
  }
}
