import { setTimeout as wait } from 'node:timers/promises'
import { openClock } from '#store/clock.ts'
import { readStoreEnv } from '#store/env.ts'
import { createProcessLog } from '#store/process-log.ts'
import { stopRequest } from '#store/stop-request.ts'
import { tellReady } from '#store/tell-ready.ts'
import { beginningOf, createCallCentre } from './model/call-centre.ts'
import { createPoster } from './poster.ts'

const SEED = 20_260_304
const EVERY_MS = 200

/** Lets the simulated call centre live by the site's clock, and posts what happens there through the public API. */
const read = readStoreEnv(process.env)
if (!read.ok) {
  for (const fault of read.faults) console.error(fault)
  process.exit(1)
}
const { HUIYIN_DEMO_URL: url, HUIYIN_DEMO_FEED: feed, HUIYIN_DEMO_TOKEN: token } = process.env
if (!url || !feed || !token) {
  console.error('HUIYIN_DEMO_URL, HUIYIN_DEMO_FEED and HUIYIN_DEMO_TOKEN: set by npm run demo')
  process.exit(1)
}
const { env } = read
if (env.clock.kind === 'real') {
  console.error('HUIYIN_CLOCK: the demo needs a clock of its own, such as 2026-03-04T10:00:00+08:00@1')
  process.exit(1)
}
const log = createProcessLog('demo')
const clock = openClock(env.clock, env.dataDir)
const stopping = new AbortController()
void stopRequest().then(() => stopping.abort())

const centre = createCallCentre({ seed: SEED, start: beginningOf(env.clock.start) })
const poster = createPoster({ url, feed, token, dataDir: env.dataDir, log, signal: stopping.signal })
tellReady()
while (!stopping.signal.aborted) {
  await poster.post(centre.run(clock.now()))
  await wait(EVERY_MS, null, { signal: stopping.signal }).catch(() => null)
}
process.exit()
