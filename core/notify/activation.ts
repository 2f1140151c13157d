import type { Alert, TakenBy } from '../alerts/alert-state.ts'
import type { RuleConfig } from '../rules/rule-schema.ts'
import { readPercent } from '../rules/rule-shape.ts'
import type { AlertStage } from './routes.ts'

/**
 * That an alert speaks up: by its cause, because an acknowledgement or a snooze ran out while the cause goes on, or to
 * whom it was given.
 */
export interface Activation {
  readonly key: string
  readonly at: number
  readonly why: 'warned' | 'breached' | 'resumed' | 'acknowledgement ran out' | 'snooze ran out' | 'given'
}

/** To whom an alert was given by somebody else, and has it at `now`; null: to nobody. */
export function givenTo({ status }: Alert, now: number): TakenBy | null {
  return status.is === 'acked' && status.until > now && status.taken.givenBy !== null ? status.taken : null
}

/** Why and since when an alert speaks up at `now`; null: it is resolved, taken, snoozed or paused. */
export function activationOf(alert: Alert, now: number): Activation | null {
  const { held, status, cause } = alert
  if (held || status.is === 'resolved') return null
  const given = givenTo(alert, now)
  if (given !== null) return { key: `given@${given.at}`, at: given.at, why: 'given' }
  if (status.is !== 'open') {
    if (status.until > now) return null
    const why = status.is === 'acked' ? 'acknowledgement ran out' : 'snooze ran out'
    if (status.until > cause.at) return { key: `again@${status.until}`, at: status.until, why }
  }
  return { key: `${cause.why}@${cause.at}`, at: cause.at, why: cause.why }
}

/**
 * How many warnings a rule says before the breach. Where a due field and a limit both may hold, the fewer: a warning
 * taken for the last one too early is louder than needed, never quieter.
 */
function warningsOf(rule: RuleConfig | undefined): number {
  if (rule?.kind !== 'clock' || rule.warn === undefined) return 0
  const absolute = rule.warn.filter((entry) => readPercent(entry) === null).length
  return rule.due === undefined ? rule.warn.length : absolute
}

/** How near the breach is, by what made the alert speak up. */
export function stageOf({ cause, step }: Alert, rule: RuleConfig | undefined): AlertStage {
  if (cause.why === 'breached' || (cause.why === 'resumed' && step > 0)) return 'breach'
  return (cause.stage ?? 0) >= warningsOf(rule) - 1 ? 'last-warning' : 'warning'
}
