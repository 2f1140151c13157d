import type { Severity } from '../rows/row.ts'
import { durationMs } from '../rules/duration.ts'
import type { DeliveryMode } from './escalation-step.ts'
import { outsideMethods, type PlanningContext } from './planning-context.ts'
import { quietUntil } from './quiet-hours.ts'
import type { Interruption } from './receipt-projection.ts'

/** What somebody is to be called upon for. */
export interface Occasion {
  readonly subject: string
  /** What the alert is about; null: it is breached, and who was asked is told once more. */
  readonly reminds: string | null
  readonly conversation: string
  readonly severity: Severity
  readonly priority: number
  /** The step of the ladder is for the screen only. */
  readonly silent: boolean
}

const HOUR_MS = 3_600_000

/**
 * Somebody was told of this case not an hour ago, of something as grave: one message is enough, unless that is over and
 * this is critical.
 */
function isCovered(
  { subject, reminds, conversation, priority, severity }: Occasion,
  before: readonly Interruption[],
  { floor, now }: PlanningContext,
): boolean {
  const lately = before.filter(({ at }) => at > now - HOUR_MS)
  // They were asked for it outright: before it is overdue they need not be told that it waits.
  if (reminds !== null && lately.some((last) => last.subject === reminds)) return true
  return lately.some(
    (last) =>
      last.conversation === conversation &&
      last.subject !== subject &&
      last.priority >= priority &&
      (severity !== 'critical' || floor.row('alert', last.subject)?.state !== 'resolved'),
  )
}

/** When the next digest goes out: at full tens of minutes (or what the site file says), so that what comes together goes together. */
function nextDigest({ site, now }: PlanningContext): number {
  const everyMs = durationMs(site.alerts.digestEvery)
  return (Math.floor(now / everyMs) + 1) * everyMs
}

/**
 * How a person is told now: aloud, or more quietly because of the occasion, their quiet hours, what they were told
 * before, or how often they were interrupted within the hour. `before`: their interruptions so far.
 */
export function deliveryMode(
  person: string,
  occasion: Occasion,
  before: readonly Interruption[],
  planning: PlanningContext,
): DeliveryMode {
  const { site, now } = planning
  const silent: DeliveryMode = { how: 'silent' }
  if (occasion.silent || occasion.severity === 'info') return silent
  if (outsideMethods({ is: 'person', id: person }, planning).length === 0) return { how: 'loud' }
  if (isCovered(occasion, before, planning)) return { how: 'soft' }
  const quiet = planning.quiet(person) ?? site.alerts.quiet ?? null
  const until = occasion.severity === 'critical' ? null : quietUntil(quiet, now, site.site.timezone)
  if (until !== null) return { how: 'held', until, reason: 'quiet' }
  const lately = before.filter(({ at }) => at > now - HOUR_MS).length
  return lately >= site.alerts.cap
    ? { how: 'held', until: nextDigest(planning), reason: 'cap' }
    : { how: 'loud' }
}
