import { DAY_MS, dayOfDate, dayOfWall, weekdayOf } from '../calendars/wall-day.ts'
import { spanOf } from '../calendars/wall-span.ts'
import { readWeekKey } from '../calendars/week-key.ts'
import { type Zone, zoneOf } from '../calendars/zone.ts'
import { itemAt, present } from '../collections/present.ts'
import type { RosterConfig } from './alerts-schema.ts'
import type { DutySwap } from './duty-swap.ts'

/** Who is on duty on a roster, and because of what. */
export interface OnDuty {
  readonly person: string
  /** Index in the roster's shifts; null: a swap. */
  readonly shift: number | null
  /** Whoever would have been on duty without the swap. */
  readonly instead: string | null
}

type Shift = RosterConfig['shifts'][number]

const minutesOf = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5))

/** Whether a shift is worked at a wall time: spans belong to the day they begin on, also past midnight. */
function isWorked({ week }: Shift, wall: number): boolean {
  if (week === undefined) return true
  const today = dayOfWall(wall)
  return Object.entries(week).some(([key, spans]) =>
    [today, today - 1].some((day) => {
      if (readWeekKey(key)?.includes(weekdayOf(day)) !== true) return false
      const into = wall - day * DAY_MS
      return spans.map(spanOf).some(({ from, to }) => from <= into && into < to)
    }),
  )
}

/** Whose turn it is: the members in order, one after another at each hand-over since the day of the first. */
function memberAt({ members, handover }: Shift, wall: number): string {
  const firstDay = present(dayOfDate(handover.from), 'handover.from')
  const day = dayOfWall(wall - minutesOf(handover.at) * 60_000)
  const turns = Math.floor((day - firstDay) / (handover.every === 'day' ? 1 : 7))
  return itemAt(members, ((turns % members.length) + members.length) % members.length)
}

/** Who stands in at an instant: of the swaps that hold then, the one that was said last. */
function swappedAt(roster: string, swaps: readonly DutySwap[], at: number): string | null {
  const held = swaps.filter((swap) => swap.roster === roster && swap.from <= at && at < swap.to)
  return held.at(-1)?.person ?? null
}

/**
 * Who is on duty on a roster at an instant: whoever stands in, else whose turn it is in each shift that is worked then.
 * Empty: nobody. `timezone` is the site's, for a roster that names none.
 */
export function onDutyAt(
  roster: RosterConfig,
  swaps: readonly DutySwap[],
  at: number,
  timezone: string,
): readonly OnDuty[] {
  const wall = zoneOf(roster.timezone ?? timezone).wallAt(at)
  const planned = roster.shifts.flatMap((shift, index) =>
    isWorked(shift, wall) ? [{ person: memberAt(shift, wall), shift: index, instead: null }] : [],
  )
  const stand = swappedAt(roster.id, swaps, at)
  if (stand === null) return planned
  return [{ person: stand, shift: null, instead: planned[0]?.person ?? null }]
}

/** A stretch of time with the same people on duty. */
export interface DutySpan {
  readonly from: number
  readonly to: number
  readonly onDuty: readonly OnDuty[]
}

const same = (a: OnDuty, b: OnDuty | undefined) =>
  a.person === b?.person && a.shift === b.shift && a.instead === b.instead
const samePeople = (a: readonly OnDuty[], b: readonly OnDuty[]) =>
  a.length === b.length && a.every((each, index) => same(each, b[index]))

/** The instants in [from, to) at which somebody else may come on duty: hand-overs, ends of shifts, swaps. */
function changesIn(
  roster: RosterConfig,
  swaps: readonly DutySwap[],
  from: number,
  to: number,
  zone: Zone,
): number[] {
  const times = new Set(
    roster.shifts.flatMap(({ week, handover }) => [
      minutesOf(handover.at) * 60_000,
      ...Object.values(week ?? {}).flatMap((spans) =>
        spans.map(spanOf).flatMap((span) => [span.from, span.to]),
      ),
    ]),
  )
  const found = swaps.filter(({ roster: id }) => id === roster.id).flatMap((swap) => [swap.from, swap.to])
  const lastDay = dayOfWall(zone.wallAt(to)) + 1
  for (let day = dayOfWall(zone.wallAt(from)) - 1; day <= lastDay; day++)
    for (const time of times) found.push(zone.instantOf(day * DAY_MS + time))
  return [...new Set(found)].filter((at) => at > from && at < to).sort((a, b) => a - b)
}

/** Who is on duty through [from, to), as stretches in order. */
export function dutyBetween(
  roster: RosterConfig,
  swaps: readonly DutySwap[],
  from: number,
  to: number,
  timezone: string,
): DutySpan[] {
  const zone = zoneOf(roster.timezone ?? timezone)
  const spans: { from: number; to: number; onDuty: readonly OnDuty[] }[] = []
  for (const at of [from, ...changesIn(roster, swaps, from, to, zone)]) {
    const onDuty = onDutyAt(roster, swaps, at, timezone)
    const last = spans.at(-1)
    if (last !== undefined && samePeople(last.onDuty, onDuty)) continue
    if (last !== undefined) last.to = at
    spans.push({ from: at, to, onDuty })
  }
  return spans
}
