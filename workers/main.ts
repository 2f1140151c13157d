import { announceReady } from '#platform/announce-ready.ts'
import { openClock } from '#platform/clock.ts'
import { readStoreEnv } from '#platform/env.ts'
import { createProcessLog } from '#platform/process-log.ts'
import { stopRequest } from '#platform/stop-request.ts'
import { countStrayRejections } from '#store/stray-rejections.ts'
import { answerHealth } from './answer-health.ts'
import { composeWorkers } from './compose.ts'

const read = readStoreEnv(process.env)
if (!read.ok) {
  for (const fault of read.faults) console.error(fault)
  process.exit(1)
}
const { env } = read
const log = createProcessLog('workers')
// Counted where the server can read it: workers answer nobody.
let countStray: () => void = () => undefined
countStrayRejections(log, () => countStray())
const stopping = new AbortController()
const stopped = stopRequest().then((why) => {
  log.info({ why }, 'stopping')
  stopping.abort()
})
if (env.healthPort !== null) await answerHealth(env.healthPort, env.host)
const stop = await composeWorkers({
  env,
  clock: openClock(env.clock, env.dataDir),
  log,
  signal: stopping.signal,
  onCounting: (count) => {
    countStray = count
  },
})
announceReady()
await stopped
await stop()
process.exit()
