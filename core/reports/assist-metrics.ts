import { median } from '../collections/median.ts'
import type { AssistRow } from '../rows/case-rows.ts'

/** Calls for a lead of a span of time: how many, how many nobody came to, and the median seconds until somebody came. */
export interface AssistMetrics {
  readonly called: number
  readonly unanswered: number
  readonly medianSec: number | null
}

/** Counted of the calls made in [from, to), ms since 1970; one called off before anybody came is not unanswered. */
export function assistMetrics(
  rows: readonly Pick<AssistRow, 'requestedAt' | 'acceptedAt' | 'state' | 'endedAt'>[],
  { from, to }: { readonly from: number; readonly to: number },
): AssistMetrics {
  const within = rows.filter(({ requestedAt }) => {
    const at = Date.parse(requestedAt)
    return at >= from && at < to
  })
  const waits = within.flatMap(({ requestedAt, acceptedAt }) =>
    acceptedAt === null ? [] : [(Date.parse(acceptedAt) - Date.parse(requestedAt)) / 1_000],
  )
  const unanswered = within.filter(
    ({ state, acceptedAt, endedAt }) => state === 'ended' && acceptedAt === null && endedAt === null,
  )
  return { called: within.length, unanswered: unanswered.length, medianSec: median(waits) }
}
