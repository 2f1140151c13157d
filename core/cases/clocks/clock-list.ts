import { type AlertWeight, compareAlerts } from '../../alerts/alert-order.ts'
import type { ClockView } from '../../rows/clock-view.ts'
import { instantText, instantTextOrNull, type Severity } from '../../rows/row.ts'
import type { ClockState } from '../../rules/judge.ts'

type ClockWithDue = ClockState & { readonly dueAt: number }

const hasDue = (clock: ClockState): clock is ClockWithDue => clock.dueAt !== null

/** The clock with the earliest due among those that have one. */
export function nearest(clocks: readonly ClockState[]): ClockWithDue | null {
  let first: ClockWithDue | null = null
  for (const clock of clocks)
    if (hasDue(clock) && (first === null || clock.dueAt < first.dueAt)) first = clock
  return first
}

/** The breached clock that leads: the worst by the severity of its rule, of equals the one that is longest overdue. */
export function worstBreached(
  clocks: readonly ClockState[],
  severityOf: (rule: string) => Severity,
): ClockWithDue | null {
  const weightOf = ({ rule, dueAt }: ClockWithDue): AlertWeight => ({
    ...{ id: rule, severity: severityOf(rule) },
    ...{ isBreached: true, at: dueAt },
  })
  let worst: ClockWithDue | null = null
  for (const clock of clocks)
    if (clock.state === 'breached' && hasDue(clock))
      if (worst === null || compareAlerts(weightOf(clock), weightOf(worst)) < 0) worst = clock
  return worst
}

/** Clocks as rows show them. */
export function clockViews(clocks: readonly ClockState[]): ClockView[] {
  return clocks.map(({ rule, subject, run, state, startedAt, dueAt }) => ({
    ...{ rule, subject, run, state },
    startedAt: instantText(startedAt),
    dueAt: instantTextOrNull(dueAt),
  }))
}

/** The due that counts (ms): the entity's own, else that of the nearest clock. */
export function dueOf(own: number | null, clocks: readonly ClockState[]): number | null {
  return own ?? nearest(clocks)?.dueAt ?? null
}
