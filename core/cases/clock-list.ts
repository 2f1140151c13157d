import type { ClockView } from '../row.ts'
import type { Entity, Family } from './family.ts'
import type { Judging } from './judging.ts'

/** The clocks of one entity. */
export function clocksOf(entity: Entity, judging: Judging): ClockView[] {
  return entity.subject === null ? [] : judging.clocks(entity.subject)
}

/** The clocks of a whole family: the case's first, then those of its members by kind and id, whoever joined first. */
export function familyClocks(family: Family, judging: Judging): ClockView[] {
  const clocks = clocksOf(family.main, judging)
  const others: ClockView[][] = []
  for (const member of family.members)
    if (member.subject !== null) others.push(judging.clocks(member.subject))
  if (others.length > 1) others.sort((a, b) => compareSubjects(a[0], b[0]))
  return clocks.concat(...others)
}

function compareSubjects(a: ClockView | undefined, b: ClockView | undefined): number {
  const [one, other] = [a?.subject ?? '', b?.subject ?? '']
  return one === other ? 0 : one < other ? -1 : 1
}

/** The clock with the earliest due among those that say something by time. */
export function nearest(clocks: readonly ClockView[]): ClockView | null {
  let first: ClockView | null = null
  for (const clock of clocks)
    if (clock.dueAt !== null && (first === null || clock.dueAt < first.dueAt!)) first = clock
  return first
}

/** Whether a clock runs: it was not released and does not stand still. */
export function isRunning(clock: ClockView): boolean {
  return clock.state === 'running' || clock.state === 'warned' || clock.state === 'breached'
}
