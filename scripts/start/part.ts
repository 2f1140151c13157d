import { existsSync, mkdirSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { readStoreEnv, type StoreEnv } from '#platform/env.ts'
import { ownSiteFile } from '#platform/own-site-file.ts'
import { stopRequest } from '#platform/stop-request.ts'
import { firstSite } from '../assistant/first-site.ts'
import { hasSites } from '../assistant/has-sites.ts'
import { givenStores, untilGivenAnswer } from './given-stores.ts'
import { localAddress } from './ready.ts'
import { forgetRunning, noteRunning } from './running-file.ts'

/**
 * `part.ts server|workers`: one part alone, on given stores, in the place of its own that a container or a unit is. It
 * waits for the stores; a server asks by the assistant what this site is, where nobody has said so yet, and workers wait
 * for the answer.
 */
const parts: Record<string, () => Promise<unknown>> = {
  server: () => import('../../server/main.ts'),
  workers: () => import('../../workers/main.ts'),
}

const LOOK_EVERY_MS = 500
const say = (line: string) => console.error(line)

/** Whether the site is known, by a file or by the database; false: told to stop before that. */
async function untilSite(env: StoreEnv, signal: AbortSignal): Promise<boolean> {
  const isKnown = async () => existsSync(ownSiteFile(env.dataDir)) || (await hasSites(env.databaseUrl))
  if (await isKnown()) return true
  say('There is no site yet: waiting for the assistant of the server')
  const { answerHealth } = await import('../../workers/answer-health.ts')
  const health = env.healthPort === null ? null : await answerHealth(env.healthPort, env.host)
  while (!signal.aborted && !(await isKnown())) await wait(LOOK_EVERY_MS, null, { signal }).catch(() => null)
  if (health !== null) await new Promise((done) => health.close(done))
  return !signal.aborted
}

/** The variables with which the part is run; null: told to stop before there were any. Text: what hinders it. */
async function variablesOf(name: string, signal: AbortSignal): Promise<NodeJS.ProcessEnv | string | null> {
  const read = readStoreEnv(process.env)
  if (!read.ok) return read.faults.join('\n')
  const { env } = read
  const unanswered = await untilGivenAnswer(givenStores(env), say, signal)
  if (signal.aborted) return null
  if (unanswered !== null) return unanswered
  if ((process.env.HUIYIN_CONFIG ?? '') !== '') return process.env
  // The example of config/ is nobody's site: without a file of its own a part works with the set in force.
  const own = { HUIYIN_CONFIG: ownSiteFile(env.dataDir) }
  if (name === 'workers') return (await untilSite(env, signal)) ? { ...process.env, ...own } : null
  const first = await firstSite(process.env, say, { hasDemo: false })
  return first === null ? null : { ...first.variables, ...own }
}

/** For doctor and site, which look beside a server for where it runs. */
function noteServer(variables: NodeJS.ProcessEnv): void {
  const read = readStoreEnv(variables)
  if (!read.ok) return
  const { env } = read
  const { redisUrl, databaseUrl, dataDir } = env
  mkdirSync(dataDir, { recursive: true, mode: 0o711 })
  noteRunning(dataDir, { redisUrl, databaseUrl, address: localAddress(env) })
  process.once('exit', () => forgetRunning(dataDir))
}

async function run(): Promise<void> {
  const name = process.argv[2] ?? ''
  const part = Object.hasOwn(parts, name) ? parts[name] : undefined
  if (part === undefined) {
    say(`part.ts ${Object.keys(parts).join('|')}`)
    process.exit(2)
  }
  const stopping = new AbortController()
  void stopRequest().then(() => stopping.abort())
  const variables = await variablesOf(name, stopping.signal)
  if (typeof variables === 'string') {
    say(variables)
    process.exit(1)
  }
  if (variables === null || stopping.signal.aborted) process.exit(0)
  Object.assign(process.env, variables)
  if (name === 'server') noteServer(variables)
  // It hears signals itself from here on, and ends in order.
  await part()
}

await run()
