import type { ClockView } from '#core/rows/clock-view.ts'
import type { ClockWhy } from '#core/rules/why.ts'

/** A clock as the case shows it: what the live row says of it, and once it is known why. */
export interface ClockRow {
  key: string
  rule: string
  state: ClockView['state'] | 'met' | 'late'
  startedAt: number
  dueAt: number | null
  endedAt: number | null
  why: ClockWhy | null
}

const keyOf = ({ subject, rule, run }: { subject: string; rule: string; run: number }) =>
  `${subject}/${rule}/${run}`
const msOf = (instant: string | null) => (instant === null ? null : Date.parse(instant))

function endedLine(why: ClockWhy): ClockRow {
  const dueAt = msOf(why.dueAt)
  const endedAt = Date.parse(why.endedAt!)
  const state = dueAt !== null && endedAt > dueAt ? 'late' : 'met'
  return { key: keyOf(why), rule: why.rule, state, startedAt: Date.parse(why.startedAt), dueAt, endedAt, why }
}

/** The clocks that run, as the live row says, then those that ended, the latest first. */
export function clockRows(clocks: readonly ClockView[], whys: readonly ClockWhy[]): ClockRow[] {
  const byKey = new Map(whys.map((why) => [keyOf(why), why]))
  const running = clocks.map((clock) => ({
    key: keyOf(clock),
    rule: clock.rule,
    state: clock.state,
    startedAt: Date.parse(clock.startedAt),
    dueAt: msOf(clock.dueAt),
    endedAt: null,
    why: byKey.get(keyOf(clock)) ?? null,
  }))
  const live = new Set(running.map(({ key }) => key))
  const ended = whys.filter((why) => why.endedAt !== null && !live.has(keyOf(why))).map(endedLine)
  return [...running, ...ended.sort((a, b) => b.endedAt! - a.endedAt!)]
}

/** A piece of a clock's bar on an axis from 0 to 1. */
export interface Piece {
  kind: 'run' | 'ahead' | 'pause' | 'over'
  from: number
  to: number
}

export interface Axis {
  from: number
  to: number
}

/** One axis for all clocks of a case: from the first start to the last due, end or now, with a little air behind. */
export function axisOf(clocks: readonly ClockRow[], now: number): Axis {
  const from = Math.min(now, ...clocks.map(({ startedAt }) => startedAt))
  const to = Math.max(now, ...clocks.map(({ dueAt, endedAt }) => Math.max(dueAt ?? 0, endedAt ?? 0)))
  return { from, to: to + Math.max(60_000, (to - from) * 0.04) }
}

interface Span {
  from: number
  to: number
}

/** What was counted up to the due: the calendar's hours where they are known, else the whole way. */
function countedSpans({ why, startedAt, dueAt }: ClockRow, until: number): Span[] {
  if (why !== null && why.counted.length > 0)
    return why.counted.map(({ from, to }) => ({ from: Date.parse(from), to: Date.parse(to) }))
  return [{ from: startedAt, to: dueAt ?? until }]
}

/**
 * A clock as pieces: hours that were counted until now (or its end), hours still ahead, pauses, and what is past due.
 * Closed hours are left empty.
 */
export function piecesOf(clock: ClockRow, axis: Axis, now: number): Piece[] {
  const end = clock.endedAt ?? now
  const pieces: (Span & { kind: Piece['kind'] })[] = []
  for (const span of countedSpans(clock, end)) {
    pieces.push({ kind: 'run', from: span.from, to: Math.min(span.to, end) })
    if (clock.endedAt === null) pieces.push({ kind: 'ahead', from: Math.max(span.from, end), to: span.to })
  }
  for (const pause of clock.why?.pauses ?? [])
    pieces.push({
      kind: 'pause',
      from: Date.parse(pause.from),
      to: pause.to === null ? end : Date.parse(pause.to),
    })
  if (clock.dueAt !== null && end > clock.dueAt) pieces.push({ kind: 'over', from: clock.dueAt, to: end })
  const place = (at: number) => (at - axis.from) / (axis.to - axis.from)
  return pieces
    .filter(({ from, to }) => to > from)
    .map(({ kind, from, to }) => ({ kind, from: place(from), to: place(to) }))
}

const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** A length such as `1h30m` in ms. */
function lengthMs(text: string): number {
  let sum = 0
  for (const [, count, unit] of text.matchAll(/(\d+)(ms|s|m|h|d)/g)) sum += Number(count) * UNIT_MS[unit!]!
  return sum
}

/** The instant by which so much of the counted time has passed, or null beyond its end. */
function afterCounted(spans: readonly Span[], elapsedMs: number): number | null {
  let left = elapsedMs
  for (const { from, to } of spans) {
    if (left <= to - from) return from + left
    left -= to - from
  }
  return null
}

/** When a clock under a limit speaks up before its due, by the rule's own entries; nothing where a field holds the due. */
export function warnInstants(clock: ClockRow, warn: readonly string[]): number[] {
  const { why } = clock
  if (why?.by == null || !('limitMs' in why.by)) return []
  const { limitMs } = why.by
  const spans = why.counted.map(({ from, to }) => ({ from: Date.parse(from), to: Date.parse(to) }))
  return warn.flatMap((entry) => {
    const elapsed = entry.endsWith('%')
      ? (limitMs * Number(entry.slice(0, -1))) / 100
      : limitMs - lengthMs(entry)
    return elapsed <= 0 ? [] : (afterCounted(spans, elapsed) ?? [])
  })
}
