import { createHash } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { INTERVAL_MS, intervalStart } from '#core/queues/queue-live.ts'
import type { Database } from '#store/postgres/database.ts'
import { countAgain } from '#workers/recount/count-again.ts'

interface Row {
  id: string
  offered?: number
  answered?: number
  handled?: number
}
export interface ServerState {
  readonly pos: string
  readonly at: string
  readonly rows: { queue: Row[]; agent: Row[]; contact: Row[] }
}

/** What a server shows, once it has started. */
export async function serverStateOf(url: string, token: string): Promise<ServerState> {
  for (;;) {
    const answer = await fetch(`${url}/api/v1/state`, {
      headers: { authorization: `Bearer ${token}` },
    }).catch(() => null)
    if (answer?.status === 200) return (await answer.json()) as ServerState
    await wait(200)
  }
}

export const hashOf = ({ rows: { queue, agent, contact } }: ServerState) =>
  createHash('sha256').update(JSON.stringify({ queue, agent, contact })).digest('hex')

const TRIES = 50

/**
 * The states of all servers at the log's end. Time alone moves rows too, and each server lets it pass by itself: they
 * are asked again while they are not equal, and given as they are if they stay so.
 */
export async function statesAtEnd(
  urls: readonly string[],
  token: string,
  last: () => Promise<string>,
): Promise<ServerState[]> {
  for (let tries = 0; ; ) {
    const pos = await last()
    const states = await Promise.all(urls.map((url) => serverStateOf(url, token)))
    const isEnd = states.every((state) => state.pos === pos)
    if (isEnd && (new Set(states.map(hashOf)).size === 1 || ++tries === TRIES)) return states
    await wait(200)
  }
}

/** Entries offered and answered, and legs, as a floor shows them. */
export function floorTotals({ rows }: ServerState) {
  const sum = (of: Row[], field: 'offered' | 'answered' | 'handled') =>
    of.reduce((total, row) => total + (row[field] ?? 0), 0)
  return {
    offered: sum(rows.queue, 'offered'),
    answered: sum(rows.queue, 'answered'),
    legs: sum(rows.agent, 'handled'),
  }
}

/** The same counted again from the archive by SQL. */
export async function archiveTotals(database: Database, site: string, pos: string, since: number) {
  const now = Date.now()
  const starts: number[] = []
  for (let start = intervalStart(since); start <= now; start += INTERVAL_MS) starts.push(start)
  const records = await countAgain(database, { site, pos, now }, starts)
  const sum = (kind: string, ...metrics: string[]) =>
    records
      .filter((record) => record.kind === kind)
      .reduce(
        (total, { figures: has }) => total + metrics.reduce((own, name) => own + (has[name] ?? 0), 0),
        0,
      )
  return {
    offered: sum('queue', 'offered'),
    answered: sum('queue', 'answeredInTarget', 'answeredLate'),
    legs: sum('agent', 'handled'),
  }
}

/** The same as the 15-minute records say that the workers wrote. */
export async function recordTotals(database: Database, site: string) {
  const { rows } = await sql<{ offered: number; answered: number; legs: number }>`
    select coalesce(sum(offered) filter (where kind = 'queue'), 0)::int as offered,
      coalesce(sum(answered_in_target + answered_late) filter (where kind = 'queue'), 0)::int as answered,
      coalesce(sum(handled) filter (where kind = 'agent'), 0)::int as legs
    from interval_record where site_id = ${site}`.execute(database)
  return rows[0]!
}

/** Events of the feed in the archive, and how many different ones. */
export async function archivedEvents(database: Database, site: string) {
  const { rows } = await sql<{ events: number; different: number }>`
    select count(*)::int as events, count(distinct id)::int as different
    from event where site_id = ${site} and source = 'pbx'`.execute(database)
  return rows[0]!
}
