import type { Floor } from '#core/floor/floor.ts'
import { INTERVAL_MS } from '#core/queues/queue-live.ts'
import { createSiteDays } from '#core/time/site-day.ts'
import { type Difference, differencesOf, queueCounts } from './differences.ts'
import type { CountedRecord } from './read-records.ts'

/** The figures of a queue's row that are plain sums over its day. */
const SUMMED = [
  ...(['offered', 'waiting', 'answeredInTarget', 'abandoned', 'shortAbandoned'] as const),
  ...(['left', 'callbackRequested', 'turnedAway'] as const),
]

/**
 * Where a queue's figures of the site's day are not the sum of its quarter-hours, which are counted again by themselves.
 * A day that begins within a quarter cannot be compared.
 */
export function dayDifferences(
  floor: Pick<Floor, 'ids' | 'row' | 'intervals' | 'site' | 'now'>,
): Difference[] {
  const { timezone, dayStartsAt } = floor.site.site
  const start = createSiteDays(timezone, dayStartsAt).dayOf(floor.now)
  if (start % INTERVAL_MS !== 0) return []
  const shown: CountedRecord[] = []
  const summed: CountedRecord[] = []
  for (const subject of floor.ids('queue')) {
    const row = floor.row('queue', subject)
    if (row === null) continue
    const of = { kind: 'day', subject, start } as const
    const sums = { ...of, figures: sumOfQuarters(floor, subject, start) }
    // What a feed does not tell is no figure on any screen.
    const figures = Object.fromEntries(SUMMED.map((name) => [name, row[name] ?? sums.figures[name] ?? 0]))
    shown.push({ ...of, figures })
    summed.push(sums)
  }
  return differencesOf(shown, summed)
}

function sumOfQuarters(
  floor: Pick<Floor, 'intervals' | 'now'>,
  queue: string,
  start: number,
): CountedRecord['figures'] {
  const sums: Record<string, number> = Object.fromEntries(SUMMED.map((name) => [name, 0]))
  for (const { record } of floor.intervals(queue, start, floor.now + INTERVAL_MS)) {
    const figures = queueCounts(record)
    for (const name of SUMMED) sums[name] = (sums[name] ?? 0) + (figures[name] ?? 0)
  }
  return sums
}
