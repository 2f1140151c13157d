import type { ClockView } from '#core/row.ts'

/** Where a clock's bar lies on an axis from 0 to 1. */
export interface ClockSpan {
  start: number
  /** Now, or the due instant where that lies further back than now and the clock is over. */
  due: number | null
  now: number
  /** The part past its due, or null. */
  over: { from: number; to: number } | null
}

export interface Axis {
  from: number
  to: number
}

/** One axis for all clocks of a case: from the first start to the last due or now, with a little air behind. */
export function axisOf(clocks: readonly ClockView[], now: number): Axis {
  const starts = clocks.map(({ startedAt }) => Date.parse(startedAt))
  const ends = clocks.flatMap(({ dueAt }) => (dueAt === null ? [] : [Date.parse(dueAt)]))
  const from = Math.min(now, ...starts)
  const to = Math.max(now, ...ends)
  return { from, to: to + Math.max(60_000, (to - from) * 0.04) }
}

export function spanOf(clock: ClockView, axis: Axis, now: number): ClockSpan {
  const place = (at: number) => (at - axis.from) / (axis.to - axis.from)
  const due = clock.dueAt === null ? null : Date.parse(clock.dueAt)
  return {
    start: place(Date.parse(clock.startedAt)),
    due: due === null ? null : place(due),
    now: place(now),
    over: due !== null && now > due ? { from: place(due), to: place(now) } : null,
  }
}
