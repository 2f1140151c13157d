import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { freePort } from '#scripts/start/free-port.ts'
import { buildPages } from '#scripts/start/page-build.ts'
import { createLog } from '#store/log.ts'
import { startPostgres } from '#tests/support/postgres.ts'
import { startRedis } from '#tests/support/redis.ts'
import { type Bench, type BenchResult, rounded } from './bench-result.ts'
import { type Felt, openBaseline } from './fair-shares/baseline.ts'
import { createFlood } from './fair-shares/flood.ts'
import { keepAlive } from './kills/killable.ts'

/** Five minutes; `HUIYIN_FLOOD_SEC=20 npm run bench -- fair-shares` for a look. */
const FLOOD_SEC = Number(process.env.HUIYIN_FLOOD_SEC ?? 300)
const QUIET_SEC = Math.min(60, FLOOD_SEC)
const DUE_MS = 1_000
const LATE_MS = 25
const SITE = 'fair-shares'
const root = join(import.meta.dirname, '..')
const TOKENS = { calm: 'calm-token-of-the-bench', flood: 'flood-token-of-the-bench' }
const WALL = 'an-admin-token-of-the-bench'
const DESK = 'an-agent-token-of-the-bench'

const site = {
  site: { id: SITE, timezone: 'UTC' },
  queues: [
    { id: 'calm', team: 'calm' },
    { id: 'flood', team: 'flood' },
  ],
  teams: [
    { id: 'calm', name: 'Calm', members: ['a1'] },
    { id: 'flood', name: 'Flood' },
  ],
  people: [{ id: 'a1', name: 'A', role: 'agent', team: 'calm', agent: 'a1' }],
  feeds: [
    { id: 'calm', kind: 'http', token: TOKENS.calm },
    { id: 'flood', kind: 'http', token: TOKENS.flood },
  ],
  apiTokens: [
    { name: 'wall', role: 'admin', token: WALL },
    { name: 'desk', role: 'agent', agent: 'a1', token: DESK },
  ],
  boards: [{ id: 'calm', name: 'Calm', queues: ['calm'] }],
  rules: [
    {
      ...{ id: 'due', kind: 'clock', subject: 'case', when: { queue: 'calm' }, start: ['case.opened'] },
      ...{ stop: ['case.replied'], limit: `${DUE_MS}ms`, severity: 'info' },
    },
  ],
}

const p99 = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * 0.99))] ??
  Number.NaN

function resultsOf(quiet: Felt, flooded: Felt): BenchResult[] {
  const seen = (['wall', 'desk'] as const).map((name): BenchResult => {
    const [value, baseline] = [p99(flooded[name]), p99(quiet[name])]
    const ratio = value / baseline
    return {
      ...{ name: `fair-shares-${name}-p99`, value: rounded(value), unit: 'ms', baseline: rounded(baseline) },
      ...{ ratio: rounded(ratio), target: 'ratio ≤ 2', met: ratio <= 2 },
    }
  })
  const [late, quietLate] = [p99(flooded.timers), p99(quiet.timers)]
  return [
    ...seen,
    {
      ...{ name: 'fair-shares-timers-p99', value: rounded(late), unit: 'ms', baseline: rounded(quietLate) },
      ratio: rounded(late / Math.max(1, quietLate)),
      ...{ target: `≤ ${LATE_MS} ms`, met: late <= LATE_MS },
    },
  ]
}

/** One feed sends shuffled events as fast as it is let: what walls, desks and clocks of another feed's queue feel of it. */
export const bench: Bench = async () => {
  if (!(await buildPages((line) => console.error(`  ${line}`)))) throw new Error('the pages cannot be built')
  const dir = mkdtempSync(join(tmpdir(), 'huiyin-fair-'))
  const [redis, postgres, port] = await Promise.all([startRedis(), startPostgres(), freePort()])
  const config = join(dir, 'site.yaml')
  writeFileSync(config, JSON.stringify(site))
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    ...{ NODE_ENV: 'production', REDIS_URL: redis.url, DATABASE_URL: postgres.url, PORT: String(port) },
    ...{ HUIYIN_DATA_DIR: dir, HUIYIN_CONFIG: config, HOST: '127.0.0.1' },
  }
  const url = `http://127.0.0.1:${port}`
  const server = keepAlive(join(root, 'server/main.ts'), env)
  while (!(await fetch(`${url}/healthz`).catch(() => null))?.ok) await wait(200)
  const workers = keepAlive(join(root, 'workers/main.ts'), env)
  while (!(await fetch(`${url}/readyz`).catch(() => null))?.ok) await wait(200)
  const log = createLog({ url: redis.url, site: SITE })
  const baseline = openBaseline({
    ...{
      url,
      log,
      from: await log.last(),
      feedToken: TOKENS.calm,
      wallToken: WALL,
      deskToken: DESK,
      dueMs: DUE_MS,
    },
  })
  try {
    // Once for nothing: what is compiled first is nobody's.
    await baseline.feel(Date.now() + 5_000)
    const quiet = await baseline.feel(Date.now() + QUIET_SEC * 1_000)
    console.error(`  quiet: wall ${rounded(p99(quiet.wall))} ms, desk ${rounded(p99(quiet.desk))} ms`)
    const flood = createFlood(url, TOKENS.flood)
    const until = Date.now() + FLOOD_SEC * 1_000
    const [flooded] = await Promise.all([baseline.feel(until), flood.run(until)])
    console.error(`  the flood: ${flood.taken} events taken, ${flood.refused} requests told to wait`)
    return resultsOf(quiet, flooded)
  } finally {
    await baseline.stop()
    await Promise.all([server.stop(), workers.stop()])
    log.close()
    await Promise.all([redis.stop(), postgres.stop()])
    rmSync(dir, { recursive: true, force: true })
  }
}
