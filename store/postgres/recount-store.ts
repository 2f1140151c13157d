import { sql } from 'kysely'
import type { Database } from './database.ts'

/** What one recount found (metrics.md, "The recount"). */
export interface RecountResult {
  /** The site's time, ms since 1970, and the log position, at which fold and recount were compared last. */
  readonly at: number
  readonly pos: string
  /** The records touched since the recount before, or all that the floor has the last word on. */
  readonly span: 'touched' | 'all'
  /** Records that were compared, and older ones that were written anew. */
  readonly intervals: number
  readonly corrected: number
  readonly tookMs: number
  /** Per figure the sum of all differences, without sign: nothing when all is well. */
  readonly differences: Readonly<Record<string, number>>
  /** The first records that differ, with what was folded and what was counted. */
  readonly found: readonly unknown[]
}

export interface RecountStore {
  write(result: RecountResult): Promise<void>
  /** The recounts since the last one of all, which is among them; newest first, at most `count`. */
  recent(count?: number): Promise<RecountResult[]>
}

/** The figures that are compared; beside them each reason of leaving, as `left:<reason>`. */
export const RECOUNT_METRICS: readonly string[] = [
  ...['offered', 'waiting', 'answeredInTarget', 'answeredLate', 'shortAbandoned', 'abandoned', 'left'],
  ...['callbackRequested', 'turnedAway', 'abandonedInTarget', 'callbackInTarget', 'waitMs', 'longestMs'],
  ...['handled', 'finished', 'talkMs', 'holdMs', 'wrapMs', 'rated', 'ratedMillionths'],
  // States of promises and callbacks.
  ...['open', 'over', 'kept', 'late', 'broken'],
]

const KEPT_DAYS = 30
const MOST = 200

/** The results of a site's recounts, kept for 30 days. */
export function createRecountStore(database: Database, site: string): RecountStore {
  return {
    async write({ at, span, tookMs, ...result }) {
      const columns = { ...result, at: new Date(at), span, took_ms: Math.round(tookMs) }
      const { differences, found } = result
      await database
        .insertInto('recount')
        .values({
          ...columns,
          site_id: site,
          differences: JSON.stringify(differences) as never,
          found: JSON.stringify(found) as never,
        })
        .execute()
      if (span === 'touched') return
      await sql`
        delete from recount where site_id = ${site}
          and at < ${new Date(at - KEPT_DAYS * 86_400_000).toISOString()}::timestamptz`.execute(database)
    },
    async recent(count = MOST) {
      const rows = await database
        .selectFrom('recount')
        .selectAll()
        .where('site_id', '=', site)
        .where('id', '>=', (where) =>
          where
            .selectFrom('recount as whole')
            .select((of) => of.fn.coalesce(of.fn.max('whole.id'), sql<number>`0`).as('id'))
            .where('whole.site_id', '=', site)
            .where('whole.span', '=', 'all'),
        )
        .orderBy('id', 'desc')
        .limit(count)
        .execute()
      return rows.map(({ at, pos, span, intervals, corrected, took_ms, differences, found }) => ({
        ...{ at: at.getTime(), pos, span, intervals, corrected, tookMs: took_ms, differences, found },
      }))
    },
  }
}

/** Which figures differ, and by how much, in one line. */
export function differencesText(differences: RecountResult['differences']): string {
  return Object.entries(differences)
    .map(([figure, by]) => `${figure} (${by})`)
    .join(', ')
}

/** Per figure what differs by the recounts since the last one of all, which looked at everything anew. */
export function openDifferences(recent: readonly RecountResult[]): Record<string, number> {
  const sums: Record<string, number> = {}
  for (const { differences } of recent)
    for (const [metric, by] of Object.entries(differences)) sums[metric] = (sums[metric] ?? 0) + by
  return sums
}
