import type { AgentRecord } from '#core/agents/leg-counts.ts'
import type { IntervalRecord } from '#core/queues/queue-live.ts'
import type { CountedRecord } from './read-records.ts'

/** One record of which fold and recount do not say the same. */
export interface Difference {
  readonly kind: CountedRecord['kind']
  readonly subject: string
  readonly start: number
  /** Per figure what the fold says, and what was counted again. */
  readonly figures: Readonly<Record<string, readonly [folded: number, counted: number]>>
}

/** A queue's record of the fold in the recount's words. */
export function queueCounts({
  counts,
  leftBy,
  longestMs,
}: Pick<IntervalRecord, 'counts' | 'leftBy' | 'longestMs'>): CountedRecord['figures'] {
  const reasons = Object.entries(leftBy).map(([reason, times]) => [`left:${reason}`, times])
  return { ...counts, longestMs: longestMs ?? 0, ...Object.fromEntries(reasons) }
}

export const agentCounts = (record: AgentRecord): CountedRecord['figures'] => ({ ...record })

const keyOf = ({ kind, subject, start }: CountedRecord) => `${kind} ${start} ${subject}`

/** Where two lists of records differ; a record that one of them has not is 0 in all. */
export function differencesOf(
  folded: readonly CountedRecord[],
  counted: readonly CountedRecord[],
): Difference[] {
  const again = new Map(counted.map((record) => [keyOf(record), record]))
  const found: Difference[] = []
  for (const record of folded) {
    const key = keyOf(record)
    found.push(...differ(record, record.figures, again.get(key)?.figures ?? {}))
    again.delete(key)
  }
  for (const record of again.values()) found.push(...differ(record, {}, record.figures))
  return found
}

function differ(
  { kind, subject, start }: CountedRecord,
  folded: CountedRecord['figures'],
  counted: CountedRecord['figures'],
): Difference[] {
  const metrics: Record<string, readonly [number, number]> = {}
  for (const metric of new Set([...Object.keys(folded), ...Object.keys(counted)])) {
    const [own, again] = [folded[metric] ?? 0, counted[metric] ?? 0]
    if (own !== again) metrics[metric] = [own, again]
  }
  return Object.keys(metrics).length === 0 ? [] : [{ kind, subject, start, figures: metrics }]
}

/** Per figure the sum of all differences, without sign, so that two of them never cancel out. */
export function sumOf(found: readonly Difference[]): Record<string, number> {
  const sums: Record<string, number> = {}
  for (const { figures } of found)
    for (const [metric, [folded, counted]] of Object.entries(figures))
      sums[metric] = (sums[metric] ?? 0) + Math.abs(folded - counted)
  return sums
}
