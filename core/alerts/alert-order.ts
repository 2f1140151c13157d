import type { AlertRow, Severity } from '../rows/row.ts'

/** How bad an alert is, as every list, message, screen and sound compares it. */
export interface AlertWeight {
  /** Of the alert. */
  readonly id: string
  readonly severity: Severity
  /** Whether its deadline has passed; a warning has it still ahead. */
  readonly isBreached: boolean
  /** When it is due, else when it was raised, ms since 1970. */
  readonly at: number
}

/** The severities, the worst first. */
export const severities: readonly Severity[] = ['critical', 'warning', 'info']

const RANK: Readonly<Record<Severity, number>> = { info: 0, warning: 2, critical: 4 }

/** How severe an alert is as a number, 0 to 5: by its severity, of equals the breach before the warning. */
export function priorityOf(severity: Severity, isBreached: boolean): number {
  return RANK[severity] + (isBreached ? 1 : 0)
}

/**
 * The one order of alerts, the worst first (negative: `a` is worse): by severity, of equals the breach before the
 * warning, then what is due first, then the id.
 */
export function compareAlerts(a: AlertWeight, b: AlertWeight): number {
  const byPriority = priorityOf(b.severity, b.isBreached) - priorityOf(a.severity, a.isBreached)
  if (byPriority !== 0) return byPriority
  if (a.at !== b.at) return a.at - b.at
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}

/** The weight of an alert by its row. */
export function weightOfRow({
  id,
  severity,
  step,
  dueAt,
  raisedAt,
}: Pick<AlertRow, 'id' | 'severity' | 'step' | 'dueAt' | 'raisedAt'>): AlertWeight {
  return { id, severity, isBreached: step > 0, at: Date.parse(dueAt ?? raisedAt) }
}
