import { type Env, readEnv } from '#store/env.ts'
import { stopRequest } from '#store/stop-request.ts'
import { tellAddresses } from './addresses.ts'
import { startClock } from './clock-record.ts'
import { lockData } from './data-lock.ts'
import { freePort, probePort } from './free-port.ts'
import { startGuard } from './guard.ts'
import { ourPart, partEnvironment } from './our-parts.ts'
import { buildPages } from './page-build.ts'
import type { Part } from './part.ts'
import { localAddress, untilReady } from './ready.ts'
import { forgetRunning, noteRunning } from './running-file.ts'
import { checkSiteFile, isFirstStart } from './site-file.ts'
import { startStores } from './stores.ts'
import { createSupervisor, type Supervisor } from './supervise.ts'

export interface StartOptions {
  readonly variables: NodeJS.ProcessEnv
  /** More parts that start once the server can serve, such as the demo's feeds. */
  more(env: Env, environment: NodeJS.ProcessEnv): Part[]
}

const say = (line: string) => console.error(line)

/** Brings everything up, keeps it running until it is told to stop, and stops it. Gives the exit code. */
export async function start(options: StartOptions): Promise<number> {
  const read = readEnv(options.variables)
  if (!read.ok) return refuse(read.faults)
  const site = checkSiteFile(read.env)
  if (site.length > 0 && isFirstStart(read.env)) return refuse(site)
  for (const line of site) say(`${line} (the set in force stays)`)
  const stop = stopRequest()
  const guard = startGuard()
  try {
    const lock = await lockData(read.env.dataDir, guard.pid)
    if (!lock.ok) return refuse([`${read.env.dataDir} is in use by process ${lock.pid}: stop that one first`])
    try {
      const clock = startClock(read.env.clock, read.env.dataDir)
      if (!clock.ok) return refuse([clock.hint])
      try {
        const supervisor = createSupervisor({ guard, logDir: `${read.env.dataDir}/logs`, say })
        return await bringUp(options, read.env, supervisor, stop)
      } finally {
        clock.stop()
      }
    } finally {
      lock.release()
    }
  } finally {
    await guard.end()
  }
}

function refuse(lines: string[]): number {
  for (const line of lines) say(line)
  return 1
}

async function bringUp(
  options: StartOptions,
  given: Env,
  supervisor: Supervisor,
  stop: Promise<string>,
): Promise<number> {
  let stopped = false
  void stop.then(() => {
    stopped = true
  })
  try {
    const failed = await Promise.race([startParts(options, given, supervisor), stop.then(() => null)])
    if (failed !== null) return refuse(stopped ? [] : [failed])
    await stop
    say('Stopping …')
    return 0
  } finally {
    forgetRunning(given.dataDir)
    await supervisor.stop()
  }
}

/** Starts the stores, the pages' build beside them, then server, workers and what else there is. Text: why it failed. */
async function startParts(options: StartOptions, given: Env, supervisor: Supervisor): Promise<string | null> {
  const port = given.port === 0 ? await freePort() : await probePort(given.port, given.host)
  if (port === null)
    return `PORT ${given.port} on ${given.host} is taken: stop who has it, or set PORT to another`
  const env = { ...given, port, publicUrl: given.publicUrl.replace(/^(http:\/\/localhost):0$/, `$1:${port}`) }
  const [stores, built] = await Promise.all([startStores(env, supervisor, say), buildPages(say)])
  if (!stores.ok) return stores.hint
  if (!built) return 'The pages could not be built.'
  noteRunning(env.dataDir, { ...stores.found, address: localAddress(env) })
  const environment = partEnvironment(options.variables, env, stores.found)
  const ours = await Promise.all([
    supervisor.start(ourPart('workers', 'workers/main.ts', environment)),
    supervisor.start(ourPart('server', 'server/main.ts', environment)),
  ])
  if (ours.includes(false)) return 'Huiyin does not start.'
  await untilReady(env, say)
  for (const part of options.more(env, environment)) void supervisor.start(part)
  tellAddresses(env)
  return null
}
