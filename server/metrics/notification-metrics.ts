import type { NotificationLanes } from '#store/jobs/notifications/notification-lanes.ts'
import type { ServerMetrics } from './server-metrics.ts'

/** How the messages about alerts do. */
export function notificationMetrics(
  metrics: Pick<ServerMetrics, 'gauge'>,
  box: Pick<NotificationLanes, 'lanes' | 'pending' | 'deadCount'>,
): void {
  metrics.gauge(
    'huiyin_messages_pending',
    'Messages about alerts that are neither told nor given up',
    async () => (await box.pending()).length,
  )
  metrics.gauge('huiyin_messages_given_up', 'Messages about alerts that were given up', () => box.deadCount())
  metrics.gauge(
    'huiyin_targets_failing',
    'Targets of alerts by which nothing gets through',
    async () => (await box.lanes()).filter(({ failed }) => failed?.failing).length,
  )
}
