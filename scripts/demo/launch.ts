import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { ClockRecord } from '#platform/clock.ts'
import { clockFile } from '#platform/clock.ts'
import { type Env, readEnv } from '#platform/env.ts'
import { readFirstToken } from '#platform/first-secrets.ts'
import { readSiteFile } from '#store/site-file/read-site-file.ts'
import type { ChildProcessSpec } from '../start/child-process.ts'
import { ownProcess } from '../start/own-processes.ts'
import { localAddress } from '../start/ready.ts'
import { start } from '../start/start.ts'
import { demoClock } from './demo-clock.ts'
import { knownSignIn, layKnownSecrets } from './known-secrets.ts'
import { DEMO_SITE, writeLargeSite } from './large/write-large-site.ts'

const options = {
  speed: { type: 'string', default: '1' },
  floor: { type: 'string', default: 'usual' },
} as const
const { values } = parseArgs({ options })
if (values.floor !== 'usual' && values.floor !== 'large') {
  console.error(`--floor ${values.floor}: there are usual and large`)
  process.exit(2)
}
const isLarge = values.floor === 'large'

const dataDir = process.env.HUIYIN_DATA_DIR || (isLarge ? '.data-demo-large' : '.data-demo')
const demoSite = process.env.HUIYIN_CONFIG || DEMO_SITE
const variables = {
  ...process.env,
  HUIYIN_CONFIG: isLarge ? writeLargeSite(dataDir, demoSite) : demoSite,
  HUIYIN_DATA_DIR: dataDir,
  HUIYIN_DEMO_FLOOR: values.floor,
  HUIYIN_CLOCK: process.env.HUIYIN_CLOCK || begunWith() || demoClock(Date.now(), values.speed),
}

/** The clock that the demo's folder was begun with, so that a second start goes on where the first stopped. */
function begunWith(): string | null {
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
  const told = {
    HUIYIN_DEMO_URL: localAddress(env),
    HUIYIN_DEMO_FEED: feed.id,
    HUIYIN_DEMO_TOKEN: feed.token,
  }
  return [ownProcess('demo', join('scripts', 'demo', 'main.ts'), { ...environment, ...told })]
}

const env = readEnv(variables)
if (env.ok) layKnownSecrets(env.env)
process.exitCode = await start({ variables, more: simulator })
process.exit()
