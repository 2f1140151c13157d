import { announceReady } from '#platform/announce-ready.ts'
import { openClock } from '#platform/clock.ts'
import { readStoreEnv } from '#platform/env.ts'
import { createProcessLog } from '#platform/process-log.ts'
import { openSecrets } from '#platform/secrets.ts'
import { stopRequest } from '#platform/stop-request.ts'
import { countStrayRejections } from '#store/stray-rejections.ts'
import { composeServer } from './compose.ts'

const read = readStoreEnv(process.env)
if (!read.ok) {
  for (const fault of read.faults) console.error(fault)
  process.exit(1)
}
const { env } = read
const log = createProcessLog('server')
const stopped = stopRequest()
const strayRejections = countStrayRejections(log)
const failed = new Promise<string>((done) => {
  process.once('uncaughtException', (error) => done(tellFault(error)))
})

function tellFault(error: unknown): string {
  log.fatal({ err: error }, 'the process must begin anew')
  return 'a fault'
}

const stop = await composeServer({
  env,
  clock: openClock(env.clock, env.dataDir),
  secrets: openSecrets(env.dataDir),
  log,
  strayRejections,
  onFailed: (error) => process.emit('uncaughtException', error),
}).catch((error) => {
  // Half of it may serve already and would keep the process alive, without a floor, for ever.
  tellFault(error)
  process.exit(1)
})
announceReady()
log.info({ host: env.host, port: env.port, role: env.role }, 'serving')
const why = await Promise.race([stopped, failed.then(() => null)])
log.info({ why }, 'stopping')
await stop()
process.exit(why === null ? 1 : 0)
