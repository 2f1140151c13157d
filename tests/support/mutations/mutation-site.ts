import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type AmiServer, startAmiServer } from '#scripts/replay-ami/ami-server.ts'
import { freePort } from '#scripts/start/free-port.ts'
import { createLog } from '#store/log.ts'
import { actSite, sceneEvents, tokenOf } from '../act-scene.ts'
import { personSession } from '../person-session.ts'
import { startPostgres } from '../postgres.ts'
import { startRedis } from '../redis.ts'
import { createBareClock } from './bare-clock.ts'
import { CONTROL_TOKEN, type ControlFeed, createControlFeed, DUE_MS } from './control-feed.ts'
import { PAGES } from './http-frames.ts'
import { startWatched, type WatchedProcess } from './watched-process.ts'

const SITE = 'mutations'
const ADMIN_TOKEN = 'admin-token-0'
/** Nothing is to be answered "too fast" that could be looked at. */
const WIDE = {
  eventsPerSec: 1e6,
  eventsAtOnce: 1e7,
  foldMsPerSec: 1e6,
  foldMsAtOnce: 1e7,
  newPerMinute: 1e7,
  commandsPerSec: 1e6,
  commandsAtOnce: 1e6,
}

/** The tests' site with a PBX, and with a feed, a queue and a clock that nothing else touches. */
function siteFile(amiPort: number) {
  const site = actSite(SITE)
  return {
    ...site,
    queues: [...site.queues, { id: 'control', target: { share: 0.8, withinSec: 20 }, wrapUpSec: 5 }],
    feeds: [
      ...site.feeds,
      { id: 'control', kind: 'http', token: CONTROL_TOKEN },
      { id: 'ami', kind: 'asterisk', host: '127.0.0.1', port: amiPort, username: 'dash', secret: 'right' },
    ],
    rules: [
      ...site.rules,
      {
        ...{ id: 'control', kind: 'clock', subject: 'case', when: { queue: 'control' } },
        ...{ start: ['case.opened'], stop: ['case.replied'], limit: `${DUE_MS}ms`, severity: 'info' },
      },
    ],
    alerts: { rosters: [{ id: 'night', shifts: [{ members: ['ma'] }] }] },
    limits: WIDE,
  }
}

/** Server and workers as they are shipped, watched, with a PBX, on a scene of everything that acts are about. */
export interface MutationSite {
  readonly url: string
  readonly server: WatchedProcess
  readonly workers: WatchedProcess
  readonly pbx: AmiServer
  readonly control: ControlFeed
  /** Headers of callers, each of another kind. */
  readonly credentials: readonly Record<string, string>[]
  /** Of the page of a department. */
  readonly departmentToken: string
  stop(): Promise<void>
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds().catch(() => false))) await new Promise((done) => setTimeout(done, 50))
}

export async function startMutationSite(): Promise<MutationSite> {
  const dir = mkdtempSync(join(tmpdir(), 'huiyin-mutations-'))
  const [redis, postgres, pbx, port] = await Promise.all([
    startRedis(),
    startPostgres(),
    startAmiServer({ secret: 'right', startsAt: Date.now() }),
    freePort(),
  ])
  const config = join(dir, 'site.yaml')
  writeFileSync(config, JSON.stringify(siteFile(pbx.port)))
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    ...{ NODE_ENV: 'production', REDIS_URL: redis.url, DATABASE_URL: postgres.url, PORT: String(port) },
    ...{ HUIYIN_DATA_DIR: dir, HUIYIN_CONFIG: config, HOST: '127.0.0.1' },
  }
  const url = `http://127.0.0.1:${port}`
  const log = createLog({ url: redis.url, site: SITE })
  const server = startWatched('server/main.ts', env)
  await server.ready
  const bare = createBareClock(redis.url)
  const control = createControlFeed(url, log, bearer(ADMIN_TOKEN), bare)
  const workers = startWatched('workers/main.ts', env)
  await Promise.all([workers.ready, pbx.synced()])
  await log.append(sceneEvents(Date.now() - 60_000), Date.now())
  await until(async () => (await fetch(`${url}/readyz`)).ok)
  const link = await fetch(`${url}/api/v1/departments/finance/link`, {
    method: 'POST',
    headers: bearer(ADMIN_TOKEN),
  })
  const { link: page } = (await link.json()) as { link: string }
  const cookies: Record<string, string>[] = []
  for (const who of ['yuan', 'wu'])
    await until(async () => {
      cookies.push({ cookie: (await personSession(url, who)).cookie(), origin: url })
      return true
    })
  // A page is compiled when it is first asked for, which is nobody's turn.
  for (const path of [...PAGES, '/nowhere', ...PAGES]) await (await fetch(`${url}${path}`)).arrayBuffer()
  return {
    ...{ url, server, workers, pbx, control },
    credentials: [
      {},
      bearer('nobody-has-this-token'),
      bearer('feed-token-of-the-tests'),
      ...[tokenOf('agent'), tokenOf('lead'), 'supervisor-token', ADMIN_TOKEN].map(bearer),
      ...cookies,
    ],
    departmentToken: page.slice(page.lastIndexOf('/') + 1),
    async stop() {
      await Promise.all([server.stop(), workers.stop(), control.stop()])
      bare.close()
      log.close()
      await Promise.all([pbx.stop(), redis.stop(), postgres.stop()])
      rmSync(dir, { recursive: true, force: true })
    },
  }
}
