import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Language } from '#core/config/languages.ts'
import type { Site } from '#core/site/site-schema.ts'
import { HELD_SPEED } from '#platform/clock.ts'
import { type Env, readEnv } from '#platform/env.ts'
import { readFirstToken } from '#platform/first-secrets.ts'
import { readSiteFile } from '#store/site-file/read-site-file.ts'
import { localAddress } from '../../start/ready.ts'
import { start } from '../../start/start.ts'
import { SCRIPT_BEGINS } from '../first-minute/first-minute.ts'
import type { DemoEvent } from '../model/simulation.ts'
import { inBatches, inMatters } from '../past/in-batches.ts'
import { PAST_BEGINS, PAST_DAYS, pastDays } from '../past/past-floor.ts'
import { type PosterOptions, postAll } from '../poster.ts'
import type { DemoFolder } from './demo-folder.ts'
import { untilCounted, untilSearchable } from './until-searchable.ts'

export const DEMO_FEED = 'demo'
/** The past is told a moment before the script begins. */
const TOLD_AT = SCRIPT_BEGINS - 10_000
export const DEMO_CLOCK = `${new Date(TOLD_AT).toISOString()}@1`
const DAY = 86_400_000
/** Events of one request; it may have a thousand. */
const AT_ONCE = 900

export interface MakePastOptions {
  readonly folder: DemoFolder
  readonly variables: NodeJS.ProcessEnv
  readonly language: Language
  readonly seed: string
  readonly signal: AbortSignal
  /** Told of each day that is made, and when the first is begun. */
  readonly onDay: (day: number) => void
  /** Told when all of it is told, and is still to be archived, recorded and counted. */
  readonly onTold: () => void
}

/**
 * Makes the four weeks before the demo's day, once for each language: told as a backlog, by the same interface, fold and
 * archive as everything. Gives the exit code of the start that it takes.
 */
export async function makePast(options: MakePastOptions): Promise<number> {
  const { folder, language, signal, onDay, onTold } = options
  onDay(0)
  await folder.clear()
  const variables = {
    ...options.variables,
    HUIYIN_CONFIG: folder.siteFile(language, 'past'),
    HUIYIN_DATA_DIR: folder.floor,
    HUIYIN_CLOCK: DEMO_CLOCK,
    // Nobody looks yet: what is told needs no pages, which are built meanwhile, and no floor beside that of the workers.
    HUIYIN_ROLE: 'ingest',
  }
  const read = readEnv(variables)
  if (!read.ok) throw new Error(read.faults.join('; '))
  const site = readSiteFile(read.env.configFile)
  if (!site.ok) throw new Error(site.faults.map(({ message }) => message).join('; '))
  const simulated = simulate(site.file.site, options)
  simulated.catch(() => undefined)
  const exitCode = await startFor(variables, signal, async (env, environment, stop) => {
    const token = readFirstToken(env.dataDir, DEMO_FEED)
    if (token === null) throw new Error(`${env.configFile}: its feed ${DEMO_FEED} cannot post`)
    const isSent = await postPastDays(await simulated, { url: localAddress(env), token, signal: stop, onDay })
    if (!isSent) return
    onTold()
    await untilSearchable(environment, stop)
    // A start counts at once what came since the recount before: so no later one has to.
    await untilCounted(environment, stop)
  })
  if (exitCode === 0 && !signal.aborted) folder.keepPast(language)
  return exitCode
}

/** Brings everything up for as long as something takes. Gives the exit code; rejects with what it failed for. */
async function startFor(
  variables: NodeJS.ProcessEnv,
  signal: AbortSignal,
  during: (env: Env, environment: NodeJS.ProcessEnv, stop: AbortSignal) => Promise<void>,
): Promise<number> {
  const done = new AbortController()
  const stop = AbortSignal.any([signal, done.signal])
  let failed: Error | null = null
  const code = await start({
    ...{ variables, stop, isQuiet: true, steered: { speed: HELD_SPEED, onSteering() {} } },
    more(env, environment) {
      during(env, environment, stop)
        .catch((error: Error) => {
          failed = error
        })
        .finally(() => done.abort())
      return []
    },
  })
  if (failed !== null) throw failed
  return code
}

/** All of it, made while the floor is being set up. */
async function simulate(site: Site, { seed }: Pick<MakePastOptions, 'seed'>): Promise<DemoEvent[]> {
  const events: DemoEvent[] = []
  for (const day of pastDays({ site, seed, source: DEMO_FEED })) {
    events.push(...day)
    await nextTurn()
  }
  return events
}

async function postPastDays(
  events: readonly DemoEvent[],
  { onDay, ...given }: Omit<PosterOptions, 'onRefused'> & Pick<MakePastOptions, 'onDay'>,
): Promise<boolean> {
  const post: PosterOptions = {
    ...given,
    atOnce: AT_ONCE,
    onRefused(refused) {
      throw new Error(`events of the past were refused: ${JSON.stringify(refused[0])}`)
    },
  }
  for (const batch of inBatches(inMatters(events), AT_ONCE)) {
    onDay(Math.min(PAST_DAYS, Math.floor((Date.parse(batch[0]!.time) - PAST_BEGINS) / DAY) + 1))
    if (!(await postAll(batch, post))) return false
  }
  // The feed was heard just now, so that it is not silent when the day begins.
  const alive: DemoEvent = {
    ...{
      specversion: '1.0',
      id: 'past-told',
      source: DEMO_FEED,
      type: 'feed.heartbeat',
      subject: DEMO_FEED,
      data: {},
    },
    time: new Date(TOLD_AT).toISOString(),
  }
  return postAll([alive], post)
}
