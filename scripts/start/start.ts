import { type Env, readEnv } from '#platform/env.ts'
import { stopRequest } from '#platform/stop-request.ts'
import { bringUp } from './bring-up.ts'
import { startClock } from './clock-record.ts'
import { dataFolderFaults, ownStores } from './data-folder-faults.ts'
import { lockData } from './data-lock.ts'
import { startGuard } from './guard.ts'
import { forgetRunning } from './running-file.ts'
import { isFirstStart, type SiteSummary, siteSummary } from './site-summary.ts'
import type { StartOptions } from './start-options.ts'
import { createSupervisor } from './supervise.ts'
import { untilRoom } from './until-room.ts'
import { waitForClock } from './wait-for-clock.ts'

const say = (line: string) => console.error(line)

function refuse(lines: readonly string[]): number {
  for (const line of lines) say(line)
  return 1
}

/** Brings everything up, keeps it running until it is told to stop, and stops it. Gives the exit code. */
export async function start(options: StartOptions): Promise<number> {
  const read = readEnv(options.variables)
  if (!read.ok) return refuse(read.faults)
  // The file is read beside the start of the stores, unless it decides whether there is a start at all.
  const summary = siteSummary(read.env)
  summary.catch(() => undefined)
  if (isFirstStart(read.env)) {
    const { faults, lacking } = await summary
    if (faults.length + lacking.length > 0) return refuse([...faults, ...lacking])
  }
  const undo: (() => unknown)[] = []
  try {
    return await startOn(read.env, summary, options, undo)
  } finally {
    for (const step of undo.toReversed()) await step()
  }
}

/** Takes hold of the data folder and brings everything up on it; `undo` gets what must be done at the end, last first. */
async function startOn(
  env: Env,
  summary: Promise<SiteSummary>,
  options: StartOptions,
  undo: (() => unknown)[],
): Promise<number> {
  const stopping = new AbortController()
  const { stop } = options
  if (stop === undefined) void stopRequest().then(() => stopping.abort())
  else if (stop.aborted) stopping.abort()
  else stop.addEventListener('abort', () => stopping.abort(), { once: true })
  await untilRoom(env.dataDir, say, stopping.signal)
  const guard = startGuard()
  undo.push(() => guard.end())
  const lock = await lockData(env.dataDir, guard.pid)
  if (!lock.ok) return refuse([`${env.dataDir} is in use by process ${lock.pid}: stop that one first`])
  undo.push(lock.release)
  if (stopping.signal.aborted) lock.stopping()
  else stopping.signal.addEventListener('abort', lock.stopping, { once: true })
  const damaged = dataFolderFaults(env.dataDir, ownStores(env))
  if (damaged.length > 0) return refuse(damaged)
  const clock = startClock(env.clock, env.dataDir, options.steered && { steered: options.steered })
  if (!clock.ok) return refuse([clock.hint])
  undo.push(clock.stop)
  // Server and workers read the site file too, and would say the same of it once more.
  let said: readonly string[] = []
  const sayNew = (line: string) => {
    if (!said.some((fault) => line.endsWith(fault))) say(line)
  }
  const summaryRead = summary.then((summary) => {
    said = summary.faults
    for (const line of said) say(`${line} (the set in force stays)`)
    return summary
  })
  summaryRead.catch(() => undefined)
  const supervisor = createSupervisor({ guard, logDir: `${env.dataDir}/logs`, say: sayNew })
  // All that runs hangs on this process: what nobody waited for is told and counted, and ends nothing.
  const strayed = (error: unknown) => {
    say(`A rejection that nobody handled: ${error instanceof Error ? error.stack : String(error)}`)
    supervisor.countStray()
  }
  process.on('unhandledRejection', strayed)
  undo.push(() => process.off('unhandledRejection', strayed))
  undo.push(() => supervisor.stop())
  undo.push(() => forgetRunning(env.dataDir))
  const { signal } = stopping
  if (env.clock.kind === 'real') undo.push(await waitForClock({ supervisor, say, signal }))
  const stopped = new Promise<null>((done) =>
    signal.addEventListener('abort', () => done(null), { once: true }),
  )
  const failed = await Promise.race([
    bringUp({ ...options, env, summary: summaryRead, supervisor, signal, say }),
    stopped,
  ])
  if (failed !== null && !signal.aborted) return refuse([failed])
  await stopped
  if (!options.isQuiet) say('Stopping …')
  return 0
}
