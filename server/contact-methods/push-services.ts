import type { Site } from '#core/site/site-schema.ts'

/** Where the usual browsers' push services are, each with all below it. */
const SERVICES = [
  'fcm.googleapis.com',
  'android.googleapis.com',
  'push.services.mozilla.com',
  'push.apple.com',
  'notify.windows.com',
]

/** Whether a subscription leads to a push service: one of the usual, or one that the site file names. */
export function isPushService(endpoint: string, { alerts }: Pick<Site, 'alerts'>): boolean {
  const { hostname, host, port } = new URL(endpoint)
  const allowed = alerts.targets.flatMap((target) => (target.kind === 'push' ? (target.services ?? []) : []))
  if (allowed.includes(host)) return true
  return (
    port === '' &&
    [...SERVICES, ...allowed].some((name) => hostname === name || hostname.endsWith(`.${name}`))
  )
}
