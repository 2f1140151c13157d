import type { Severity } from '../row.ts'

const RANK: Readonly<Record<Severity, number>> = { info: 0, warning: 2, critical: 4 }

/** How grave an alert is, for comparing: by its severity, of equals the breach before the warning. */
export function priorityOf(severity: Severity, breached: boolean): number {
  return RANK[severity] + (breached ? 1 : 0)
}
