import type { Language } from '#core/site/languages.ts'
import { HELD_SPEED } from '#platform/clock.ts'
import { type Env, readEnv } from '#platform/env.ts'
import { readFirstToken } from '#platform/first-secrets.ts'
import { readSiteFile } from '#store/site-file/read-site-file.ts'
import type { ClockSteering } from '../../start/clock-record.ts'
import { localAddress } from '../../start/ready.ts'
import { start } from '../../start/start.ts'
import { layKnownSecrets } from '../known-secrets.ts'
import { PAST_BEGINS, PAST_DAYS, pastSteps } from '../past/past-floor.ts'
import { postAll } from '../poster.ts'
import type { DemoFolder } from './demo-folder.ts'

export const DEMO_CLOCK = `${new Date(PAST_BEGINS).toISOString()}@1`
export const FEED = 'demo'

export interface MakePastOptions {
  readonly folder: DemoFolder
  readonly variables: NodeJS.ProcessEnv
  readonly language: Language
  readonly seed: string
  readonly signal: AbortSignal
  /** Told of each day that is made. */
  readonly onDay: (day: number, of: number) => void
}

/**
 * Makes the four weeks before the demo's day, once for each language: by the same interface, fold and archive as
 * everything, with a clock that goes from step to step. Gives the exit code of the start that it takes.
 */
export async function makePast(options: MakePastOptions): Promise<number> {
  const { folder, language, signal } = options
  folder.clear()
  const variables = {
    ...options.variables,
    HUIYIN_CONFIG: folder.siteFile(language, 'past'),
    HUIYIN_DATA_DIR: folder.floor,
    HUIYIN_CLOCK: DEMO_CLOCK,
  }
  const read = readEnv(variables)
  if (read.ok) layKnownSecrets(read.env)
  const made = new AbortController()
  let clock: ClockSteering | null = null
  let failed: Error | null = null
  const code = await start({
    variables,
    stop: AbortSignal.any([signal, made.signal]),
    isQuiet: true,
    steered: {
      speed: HELD_SPEED,
      onSteering(steering) {
        clock = steering
      },
    },
    more(env) {
      tell(options, env, clock!)
        .catch((error: Error) => {
          failed = error
        })
        .finally(() => made.abort())
      return []
    },
  })
  if (failed !== null) throw failed
  if (code === 0 && !signal.aborted) folder.keepPast(language)
  return code
}

async function tell({ seed, signal, onDay }: MakePastOptions, env: Env, clock: ClockSteering): Promise<void> {
  const read = readSiteFile(env.configFile)
  const token = readFirstToken(env.dataDir, FEED)
  if (!read.ok || token === null) throw new Error(`${env.configFile}: its feed ${FEED} cannot post`)
  const refused: unknown[] = []
  const post = {
    ...{ url: localAddress(env), token, signal },
    onRefused: (some: readonly unknown[]) => refused.push(...some),
  }
  for (const { until, events, days } of pastSteps({ site: read.file.site, seed, source: FEED })) {
    clock.jump(until)
    if (!(await postAll(events, post))) return
    onDay(days, PAST_DAYS)
  }
  if (refused.length > 0) throw new Error(`events of the past were refused: ${JSON.stringify(refused[0])}`)
}
