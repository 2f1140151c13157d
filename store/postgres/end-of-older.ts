import { sql } from 'kysely'
import type { Database } from './database.ts'

/** By how much a clock may have been set back. */
const STEP_MS = 86_400_000

/**
 * Where the events of a site that were received before an instant (ms of its clock) end, as the first part of a position.
 * By halving: positions follow receipts, but where a clock was set back, of which a day is allowed for; what lies beyond is
 * found once that is older, too. Else each look would end by reading all that is younger.
 */
export async function endOfOlder(database: Database, site: string, before: number): Promise<number> {
  /** The receipt (ms) of the first event from a position on; null: there is none. */
  async function receiptFrom(ms: number): Promise<{ ms: number; at: number } | null> {
    const { rows } = await sql<{ ms: number; at: Date }>`
      select pos_ms as ms, at from event where site_id = ${site} and pos_ms >= ${ms}::bigint
      order by pos_ms, pos_seq limit 1`.execute(database)
    return rows[0] === undefined ? null : { ms: rows[0].ms, at: rows[0].at.getTime() }
  }

  const first = await receiptFrom(0)
  if (first === null) return 0
  let low = first.ms
  let high = Date.now() + STEP_MS
  while (high - low > STEP_MS) {
    const middle = Math.floor((low + high) / 2)
    const found = await receiptFrom(middle)
    if (found === null || found.at >= before) high = middle
    else low = found.ms > middle ? Math.min(found.ms, high) : middle
  }
  return high + STEP_MS
}
