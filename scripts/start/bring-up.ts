import type { Env } from '#platform/env.ts'
import { printAddresses } from './addresses.ts'
import { firstSecretLines, readFirstSecrets } from './first-secrets.ts'
import { freePort, probePort } from './free-port.ts'
import { givenStores, untilGivenAnswer } from './given-stores.ts'
import { ownProcess, processEnvironment } from './own-processes.ts'
import { buildPages } from './page-build.ts'
import { reachNotes } from './reach-notes.ts'
import { localAddress, TELL_LATE_MS, untilReady } from './ready.ts'
import { noteRunning } from './running-file.ts'
import type { SiteSummary } from './site-summary.ts'
import type { StartOptions } from './start-options.ts'
import { startStores } from './stores.ts'
import type { Supervisor } from './supervise.ts'

export interface BringUpOptions extends StartOptions {
  readonly env: Env
  readonly summary: Promise<SiteSummary>
  readonly supervisor: Supervisor
  /** Told to stop. */
  readonly signal: AbortSignal
  readonly say: (line: string) => void
}

/** Starts the stores, the pages' build beside them, then server, workers and what else there is. Text: why it failed. */
export async function bringUp(options: BringUpOptions): Promise<string | null> {
  const { supervisor, signal, say } = options
  const env = await withPort(options.env)
  if (env === null) {
    const { port, host } = options.env
    return `PORT ${port} on ${host} is taken: stop who has it, or set PORT to another`
  }
  const unanswered = await untilGivenAnswer(givenStores(env), say, signal)
  if (unanswered !== null) return unanswered
  const [stores, built, summary] = await Promise.all([
    startStores(env, supervisor, say),
    env.role === 'ingest' || buildPages(say, signal),
    options.summary,
  ])
  if (!stores.ok) return stores.hint
  if (!built) return 'The pages could not be built.'
  noteRunning(env.dataDir, { ...stores.found, address: localAddress(env) })
  const before = readFirstSecrets(env.dataDir)
  const environment = processEnvironment(options.variables, env, stores.found)
  const ours = await Promise.all([
    supervisor.start(ownProcess('workers', 'workers/main.ts', environment)),
    supervisor.start(ownProcess('server', 'server/main.ts', environment)),
  ])
  if (ours.includes(false)) return 'Huiyin does not start.'
  await untilReady(env, say, options.isQuiet ? TELL_LATE_MS : undefined)
  for (const part of options.more(env, environment)) void supervisor.start(part)
  if (options.isQuiet) return null
  printAddresses(env, summary.board ?? (await boardOfLastSet(stores.found.databaseUrl)))
  for (const note of reachNotes(env)) say(`Note: ${note}`)
  for (const line of firstSecretLines(env.dataDir, before)) say(line)
  if (summary.hasPasswords)
    say(`First sign-in: with the password in ${env.configFile}; a new one is asked for at once`)
  return null
}

/** The file tells of no board, as a faulty one does: loaded for that alone, for the start lives on for months. */
async function boardOfLastSet(databaseUrl: string): Promise<string | null> {
  const { boardInForce } = await import('./board-in-force.ts')
  return boardInForce(databaseUrl)
}

/** The environment with the port that is really used; null: it is taken. */
async function withPort(env: Env): Promise<Env | null> {
  const port = env.port === 0 ? await freePort() : await probePort(env.port, env.host)
  if (port === null) return null
  return { ...env, port, publicUrl: env.publicUrl.replace(/^(http:\/\/localhost):0$/, `$1:${port}`) }
}
