import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Database } from '#store/postgres/database.ts'
import { startPostgres } from '#tests/support/postgres.ts'
import { startRedis } from '#tests/support/redis.ts'
import { startRowServer } from '#tests/support/row-server.ts'
import { testSite, writeSiteFile } from '#tests/support/test-site.ts'
import { type Bench, middleOf, rounded } from './bench-result.ts'
import { CONTACTS, DAYS, fillMonth, QUEUES, queueName } from './history/month.ts'

const SITE = 'history'
const DAY_MS = 86_400_000
const RUNS = 7

async function timed(work: () => Promise<unknown>): Promise<number> {
  const took: number[] = []
  for (let run = 0; run < RUNS; run++) {
    const began = performance.now()
    await work()
    took.push(performance.now() - began)
  }
  return middleOf(took)
}

/** The same records summed by the database alone, undivided: what no report can be quicker than. */
const bareSum = (database: Database, subjects: readonly string[], from: number, to: number) =>
  sql`
  select sum(offered), sum(wait_ms), sum(talk_ms) from interval_record where site_id = ${SITE} and kind = 'queue'
    and subject = any(${sql.val([...subjects])}::text[]) and start >= ${new Date(from)} and start < ${new Date(to)}`.execute(
    database,
  )

/** The events of a span read by the database alone. */
const bareEvents = (database: Database, from: number, to: number) =>
  sql`select count(data->>'agent') from event where site_id = ${SITE} and pos_ms >= ${from} and pos_ms < ${to}`.execute(
    database,
  )

interface Answered {
  readonly total: { readonly offered: number }
  readonly spreads: { readonly entries: number }
  readonly state: 'working' | 'done'
}

/** Reports over 30 days of 1,000,000 events, asked over HTTP as the page asks for them. */
export const bench: Bench = async (tell) => {
  const [redis, postgres] = await Promise.all([startRedis(), startPostgres()])
  const site = testSite(SITE)
  const queues = Array.from({ length: QUEUES }, (_, index) => ({
    ...{ id: queueName(index), team: index % 2 === 0 ? 'east' : 'west' },
    target: { share: 0.8, withinSec: 20 },
  }))
  const boards = [{ id: 'floor', name: 'Floor', queues: queues.map(({ id }) => id) }]
  const config = await writeSiteFile({ ...site, queues, boards })
  const server = await startRowServer({ redisUrl: redis.url, databaseUrl: postgres.url, config })
  try {
    console.error(`  ${CONTACTS} contacts of ${DAYS} days …`)
    const began = performance.now()
    const from = await fillMonth(server.database, SITE, Date.now() - 3 * DAY_MS)
    console.error(`  filled in ${((performance.now() - began) / 1_000).toFixed(0)} s`)
    const headers = { authorization: 'Bearer supervisor-token' }
    const ask = async (path: string, span: readonly [number, number], query: string) => {
      const [begin, end] = span.map((at) => new Date(at).toISOString())
      const answer = await fetch(`${server.url}/api/v1/${path}?from=${begin}&to=${end}&${query}`, { headers })
      // What is not there within the server's own limit is told as late as it is.
      if (!answer.ok && answer.status !== 503) throw new Error(await answer.text())
      return (await answer.json()) as Answered
    }
    const month = [from, from + DAYS * DAY_MS] as const
    const year = [from + (DAYS - 365) * DAY_MS, from + DAYS * DAY_MS] as const
    const day = [from + 10 * DAY_MS, from + 11 * DAY_MS] as const
    const all = queues.map(({ id }) => id)
    const whole = await ask('intervals', month, 'of=site&by=day')
    if (whole.total.offered !== CONTACTS) throw new Error(`${whole.total.offered} contacts were reported`)
    const { total } = await ask('intervals', day, 'of=queue&id=q03')
    const { spreads } = await ask('intervals/entries', day, 'of=queue&id=q03')
    if (spreads.entries !== total.offered) throw new Error(`${spreads.entries} entries of ${total.offered}`)
    const cases: [string, number, () => Promise<unknown>, readonly string[], readonly [number, number]][] = [
      ['history-day', 200, () => ask('intervals', day, 'of=site&by=15m'), all, day],
      [
        'history-month-of-a-queue',
        1_000,
        () => ask('intervals', month, 'of=queue&id=q03&by=day'),
        ['q03'],
        month,
      ],
      ['history-year-by-month', 2_000, () => ask('intervals', year, 'of=site&by=month'), all, year],
      [
        'history-entries-of-a-day',
        ...([1_000, () => ask('intervals/entries', day, 'of=queue&id=q03'), ['q03'], day] as const),
      ],
      [
        'history-spread-of-a-month',
        ...([
          2_000,
          () => ask('intervals/entries', month, 'of=queue&id=q03&limit=0'),
          ['q03'],
          month,
        ] as const),
      ],
    ]
    for (const [name, most, work, subjects, span] of cases) {
      console.error(`  ${name} …`)
      const value = await timed(work)
      const baseline = await timed(() => bareSum(server.database, subjects, ...span))
      tell({
        ...{ name, value: rounded(value), unit: 'ms', baseline: rounded(baseline) },
        ...{ ratio: rounded(value / baseline), target: `≤ ${most} ms`, met: value <= most },
      })
    }
    console.error('  history-agents-of-a-day …')
    const asked = performance.now()
    while ((await ask('intervals/agents', day, 'of=site')).state === 'working') await wait(50)
    const value = performance.now() - asked
    const baseline = await timed(() => bareEvents(server.database, ...day))
    tell({
      ...{ name: 'history-agents-of-a-day', value: rounded(value), unit: 'ms', baseline: rounded(baseline) },
      ...{ ratio: rounded(value / baseline), target: '≤ 3000 ms', met: value <= 3_000 },
    })
    return []
  } finally {
    await server.stop()
    await Promise.all([redis.stop(), postgres.stop()])
  }
}
