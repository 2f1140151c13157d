import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { comparePositions } from '#core/event/log-position.ts'
import { freePort } from '#scripts/start/free-port.ts'
import { buildPages } from '#scripts/start/page-build.ts'
import { createLog } from '#store/log.ts'
import { createDatabase } from '#store/postgres/database.ts'
import { createEventArchive } from '#store/postgres/event-archive.ts'
import { createRecountStore, openDifferences } from '#store/postgres/recount-store.ts'
import { startPostgres } from '#tests/support/postgres.ts'
import { startRedis } from '#tests/support/redis.ts'
import type { Bench, BenchResult } from './bench-result.ts'
import { createFeed, EVENTS_A_CALL } from './kills/feed.ts'
import { keepAlive } from './kills/killable.ts'
import {
  archivedEvents,
  archiveTotals,
  floorTotals,
  hashOf,
  recordTotals,
  statesAtEnd,
} from './kills/totals.ts'

const EVENTS = Number(process.env.HUIYIN_KILL_EVENTS ?? 100_000)
const RATE = 1_200
const KILLS_EACH = 5
const SITE = 'kills'
const FEED_TOKEN = 'a-feed-token-of-the-bench'
const ADMIN_TOKEN = 'an-admin-token-of-the-bench'
const root = join(import.meta.dirname, '..')

/** A site whose day began with this hour, so that the totals of the day are those of the run. */
const site = () => ({
  site: { id: SITE, timezone: 'UTC', dayStartsAt: `${new Date().toISOString().slice(11, 13)}:00` },
  queues: [{ id: 'support', wrapUpSec: 30 }],
  feeds: [{ id: 'pbx', kind: 'http', token: FEED_TOKEN }],
  apiTokens: [{ name: 'bench', role: 'admin', token: ADMIN_TOKEN }],
})

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds().catch(() => false))) await wait(200)
}

const exact = (name: string, value: number, wanted: number): BenchResult => ({
  ...{ name, value, unit: 'events', baseline: wanted, ratio: wanted === 0 ? null : value / wanted },
  ...{ target: `exactly ${wanted}`, met: value === wanted },
})

/** Issue "the floor, live": what was answered 202 is in every total exactly once, though everything is killed. */
export const bench: Bench = async () => {
  if (!(await buildPages((line) => console.error(`  ${line}`)))) throw new Error('the pages cannot be built')
  const dir = mkdtempSync(join(tmpdir(), 'huiyin-kills-'))
  const [redis, postgres, ...ports] = await Promise.all([
    startRedis(),
    startPostgres(),
    freePort(),
    freePort(),
  ])
  const config = join(dir, 'site.yaml')
  writeFileSync(config, JSON.stringify(site()))
  const env = (port: number): NodeJS.ProcessEnv => ({
    ...process.env,
    NODE_ENV: 'production',
    ...{ REDIS_URL: redis.url, DATABASE_URL: postgres.url, PORT: String(port) },
    ...{ HUIYIN_DATA_DIR: dir, HUIYIN_CONFIG: config, HOST: '127.0.0.1' },
  })
  const urls = ports.map((port) => `http://127.0.0.1:${port}`)
  const servers = [keepAlive(join(root, 'server/main.ts'), env(ports[0]!))]
  await until(async () => (await fetch(`${urls[0]}/healthz`)).ok)
  servers.push(keepAlive(join(root, 'server/main.ts'), env(ports[1]!)))
  const workers = keepAlive(join(root, 'workers/main.ts'), env(0))
  const database = createDatabase(postgres.url)
  const log = createLog({ url: redis.url, site: SITE })
  try {
    await until(async () => (await fetch(`${urls[0]}/readyz`)).ok)
    const calls = EVENTS / EVENTS_A_CALL
    const feed = createFeed(urls[0]!, FEED_TOKEN, calls, RATE)
    const began = Date.now()
    const kills = { server: 0, 'second server': 0, workers: 0, redis: 0 }
    const deeds: [keyof typeof kills, () => Promise<void>][] = [
      ['server', () => servers[0]!.kill()],
      [
        'redis',
        () =>
          redis
            .kill()
            .then(() => wait(500))
            .then(() => redis.restart()),
      ],
      ['workers', () => workers.kill()],
      ['second server', () => servers[1]!.kill()],
    ]
    const killing = async () => {
      const rounds = KILLS_EACH * deeds.length
      for (let round = 0; round < rounds; round++) {
        while (feed.taken < (calls * (round + 1)) / (rounds + 2)) await wait(20)
        const [what, deed] = deeds[round % deeds.length]!
        await deed()
        kills[what]++
        console.error(`  ${what} killed at ${feed.taken * EVENTS_A_CALL} events`)
      }
    }
    await Promise.all([feed.run(), killing()])
    const tookSec = (Date.now() - began) / 1_000
    console.error(`  all taken after ${tookSec.toFixed(0)} s; ${feed.again} requests were sent again`)
    const archive = createEventArchive(database, SITE)
    await until(async () => comparePositions(await archive.position(), await log.last()) >= 0)
    const states = await statesAtEnd(urls, ADMIN_TOKEN, log.last)
    const own = floorTotals(states[0]!)
    const again = await archiveTotals(database, SITE, states[0]!.pos, began - 60_000)
    await until(async () => (await recordTotals(database, SITE)).legs >= own.legs)
    const records = await recordTotals(database, SITE)
    const events = await archivedEvents(database, SITE)
    const differences = openDifferences(await createRecountStore(database, SITE).recent())
    const fewest = Math.min(...Object.values(kills))
    const rate = EVENTS / tookSec
    return [
      {
        name: 'kills-each',
        value: fewest,
        unit: 'times',
        baseline: null,
        ratio: null,
        target: '≥ 5',
        met: fewest >= 5,
      },
      {
        name: 'kills-rate',
        value: Math.round(rate),
        unit: 'events/s',
        baseline: null,
        ratio: null,
        target: '≥ 500',
        met: rate >= 500,
      },
      exact('kills-archived', events.events, EVENTS),
      exact('kills-archived-different', events.different, EVENTS),
      exact('kills-floor-offered', own.offered, calls),
      exact('kills-floor-answered', own.answered, calls),
      exact('kills-floor-legs', own.legs, calls),
      exact('kills-second-server-differs', Number(hashOf(states[0]!) !== hashOf(states[1]!)), 0),
      exact('kills-recount-offered', again.offered, calls),
      exact('kills-recount-answered', again.answered, calls),
      exact('kills-recount-legs', again.legs, calls),
      exact('kills-records-offered', records.offered, calls),
      exact('kills-records-answered', records.answered, calls),
      exact('kills-records-legs', records.legs, calls),
      exact('kills-recount-differences', Object.keys(differences).length, 0),
    ]
  } finally {
    await Promise.all([...servers, workers].map((part) => part.stop()))
    log.close()
    await database.destroy()
    await Promise.all([redis.stop(), postgres.stop()])
    rmSync(dir, { recursive: true, force: true })
  }
}
