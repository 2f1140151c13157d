import { setTimeout as wait } from 'node:timers/promises'
import type { Site } from '#core/site/site-schema.ts'
import { createSiteDays } from '#core/time/site-day.ts'
import { announceReady } from '#platform/announce-ready.ts'
import { openClock } from '#platform/clock.ts'
import { readEnv } from '#platform/env.ts'
import { createProcessLog } from '#platform/process-log.ts'
import { stopRequest } from '#platform/stop-request.ts'
import { readSiteFile } from '#store/site-file/read-site-file.ts'
import { createLargeFloor, LARGE_FLOOR } from './large/large-floor.ts'
import { createDemoFloor } from './model/demo-floor.ts'
import type { DemoEvent } from './model/simulation.ts'
import { postAll } from './poster.ts'
import { readProgress, writeProgress } from './progress.ts'

/** Lets the simulated floor live by the site's clock, and posts what happens on it through the public interface. */

const EVERY_MS = 100
/** Signs of life are for the present; of the past only what happened is told. */
const PRESENT_MS = 60_000
const DEFAULT_SEED = 'huiyin'

function fail(faults: readonly string[]): never {
  for (const fault of faults) console.error(fault)
  process.exit(1)
}

function readSite(path: string): Site {
  const read = readSiteFile(path)
  return read.ok ? read.file.site : fail(read.faults.map(({ message }) => `${path}: ${message}`))
}

const read = readEnv(process.env)
if (!read.ok) fail(read.faults)
const { env } = read
const { HUIYIN_DEMO_URL: url, HUIYIN_DEMO_FEED: feed, HUIYIN_DEMO_TOKEN: token } = process.env
if (!url || !feed || !token)
  fail(['HUIYIN_DEMO_URL, HUIYIN_DEMO_FEED and HUIYIN_DEMO_TOKEN: set by npm run demo'])

const log = createProcessLog('demo')
const clock = openClock(env.clock, env.dataDir)
const site = readSite(env.configFile)
const days = createSiteDays(site.site.timezone, '00:00')
const before = readProgress(env.dataDir)
const isLarge = process.env.HUIYIN_DEMO_FLOOR === 'large'
const began = before?.began ?? (isLarge ? clock.now() : days.dayOf(clock.now()))
const seed = process.env.HUIYIN_DEMO_SEED || DEFAULT_SEED
const common = { site, seed, source: feed, start: began }
const floor = isLarge ? createLargeFloor({ ...common, ...LARGE_FLOOR }) : createDemoFloor(common)
if (floor === null)
  fail([`${env.configFile}: no team has both members and queues, so there is no floor to simulate`])

/** What happened up to `until` and was not told yet. */
function happened(until: number): DemoEvent[] {
  return floor!
    .advance(until)
    .filter(({ type, time }) => type !== 'feed.heartbeat' || Date.parse(time) > until - PRESENT_MS)
}

// The model is the same again at each start: what an earlier run has posted happens in silence.
if (before !== null) happened(before.until)
const stopping = new AbortController()
void stopRequest().then(() => stopping.abort())
const options = {
  url,
  token,
  signal: stopping.signal,
  onRefused: (refused: readonly unknown[]) =>
    log.warn({ refused: refused.slice(0, 3) }, 'events of the demo were refused'),
}
announceReady()
while (!stopping.signal.aborted) {
  const until = clock.now()
  const events = happened(until)
  if (events.length > 0 && (await postAll(events, options))) writeProgress(env.dataDir, { began, until })
  await wait(EVERY_MS, null, { signal: stopping.signal }).catch(() => null)
}
process.exit()
