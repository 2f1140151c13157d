import { itemAt } from '../../collections/present.ts'
import type { ClockState } from '../../rules/judge.ts'
import type { Judging } from '../judging/judging.ts'
import type { CaseAggregate, Entity } from './case-aggregate.ts'

const NONE: readonly ClockState[] = []

/** The clocks of one entity. */
export function clocksOf(entity: Entity, judging: Judging): readonly ClockState[] {
  return entity.subject === null ? NONE : judging.clocks(entity.subject)
}

/** The clocks of a whole aggregate: the case's first, then those of its members by kind and id, whoever joined first. */
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

/** What the clocks of a whole aggregate amount to (rules/judge.ts, `standing`). */
export function aggregateStatus({ main, watched }: CaseAggregate, judging: Judging): number {
  let clocks = main.subject === null ? 0 : judging.status(main.subject)
  for (const { subject } of watched) if (subject !== null) clocks |= judging.status(subject)
  return clocks
}
