import { type AlertWeight, compareWorst } from '../alerts/worst-first.ts'
import { itemAt } from '../collections/present.ts'
import type { ClockView } from '../rows/clock-view.ts'
import type { Severity } from '../rows/row.ts'
import { instantText } from '../rows/row.ts'
import type { ClockState } from '../rules/judge.ts'
import type { CaseAggregate, Entity } from './case-aggregate.ts'
import type { Judging } from './judging.ts'

type ClockWithDue = ClockState & { readonly dueAt: number }

const NONE: readonly ClockState[] = []

/** The clocks of one entity. */
export function clocksOf(entity: Entity, judging: Judging): readonly ClockState[] {
  return entity.subject === null ? NONE : judging.clocks(entity.subject)
}

/** The clocks of a whole family: the case's first, then those of its members by kind and id, whoever joined first. */
export function aggregateClocks(aggregate: CaseAggregate, judging: Judging): readonly ClockState[] {
  const clocks = clocksOf(aggregate.main, judging)
  const others: ClockState[][] = []
  for (const { subject, merge } of aggregate.watched) {
    // Those of a case that went into this one are released for good.
    const its = subject === null || merge !== null ? [] : judging.clocks(subject)
    if (its.length > 0) others.push(its)
  }
  if (others.length === 0) return clocks
  if (others.length > 1) others.sort((a, b) => (itemAt(a, 0).subject < itemAt(b, 0).subject ? -1 : 1))
  return clocks.concat(...others)
}

/** What the clocks of a whole family amount to (rules/judge.ts, `standing`). */
export function aggregateStatus({ main, watched }: CaseAggregate, judging: Judging): number {
  let clocks = main.subject === null ? 0 : judging.status(main.subject)
  for (const { subject } of watched) if (subject !== null) clocks |= judging.status(subject)
  return clocks
}

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
      if (worst === null || compareWorst(weightOf(clock), weightOf(worst)) < 0) worst = clock
  return worst
}

/** Clocks as rows show them. */
export function clockViews(clocks: readonly ClockState[]): ClockView[] {
  return clocks.map(({ rule, subject, run, state, startedAt, dueAt }) => ({
    ...{ rule, subject, run, state },
    startedAt: instantText(startedAt),
    dueAt: dueAt === null ? null : instantText(dueAt),
  }))
}
