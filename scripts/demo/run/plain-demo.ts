import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ClockRecord } from '#platform/clock.ts'
import { clockFile } from '#platform/clock.ts'
import { type Env, readEnv } from '#platform/env.ts'
import { readFirstToken } from '#platform/first-secrets.ts'
import { readSiteFile } from '#store/site-file/read-site-file.ts'
import type { ChildProcessSpec } from '../../start/child-process.ts'
import { ownProcess } from '../../start/own-processes.ts'
import { localAddress } from '../../start/ready.ts'
import { start } from '../../start/start.ts'
import { demoClock } from '../demo-clock.ts'
import { knownSignIn, layKnownSecrets } from '../known-secrets.ts'
import { DEMO_SITE, writeLargeSite } from '../large/write-large-site.ts'

export interface PlainDemoOptions {
  readonly floor: 'usual' | 'large'
  readonly speed: string
}

/** A floor without a script, on the large hall or on a site file that was given: it goes on where it stopped. */
export async function startPlainDemo({ floor, speed }: PlainDemoOptions): Promise<number> {
  const isLarge = floor === 'large'
  const dataDir = process.env.HUIYIN_DATA_DIR || (isLarge ? '.data-demo-large' : '.data-demo')
  const given = process.env.HUIYIN_CONFIG || DEMO_SITE
  const variables = {
    ...process.env,
    HUIYIN_CONFIG: isLarge ? writeLargeSite(dataDir, given) : given,
    HUIYIN_DATA_DIR: dataDir,
    HUIYIN_DEMO_FLOOR: floor,
    HUIYIN_CLOCK: process.env.HUIYIN_CLOCK || begunWith(dataDir) || demoClock(Date.now(), speed),
  }
  const env = readEnv(variables)
  if (env.ok) layKnownSecrets(env.env)
  return start({ variables, more: simulator })
}

/** The clock that the demo's folder was begun with, so that a second start goes on where the first stopped. */
function begunWith(dataDir: string): string | null {
  try {
    return (JSON.parse(readFileSync(clockFile(dataDir), 'utf8')) as ClockRecord).clock
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

/** The simulated floor: it posts through the public interface, as any feed does. */
function simulator(env: Env, environment: NodeJS.ProcessEnv): ChildProcessSpec[] {
  const signIn = knownSignIn(env)
  if (signIn !== null) console.error(signIn)
  const read = readSiteFile(env.configFile)
  const feeds = read.ok ? read.file.site.feeds.filter(({ kind }) => kind === 'http') : []
  const [feed] = feeds.flatMap(({ id, token = readFirstToken(env.dataDir, id) }) =>
    token === null ? [] : [{ id, token }],
  )
  if (feed === undefined) {
    console.error(
      `${env.configFile} has no feed of kind http whose token is known: the simulated floor cannot post`,
    )
    return []
  }
  const demoVariables = {
    HUIYIN_DEMO_URL: localAddress(env),
    HUIYIN_DEMO_FEED: feed.id,
    HUIYIN_DEMO_TOKEN: feed.token,
  }
  return [ownProcess('demo', join('scripts', 'demo', 'main.ts'), { ...environment, ...demoVariables })]
}
