import { type Env, readEnv } from '#platform/env.ts'
import { randomPassword } from '#platform/first-secrets.ts'
import { stopRequest } from '#platform/stop-request.ts'
import { shownAddress } from '../start/addresses.ts'
import { freePort, probePort } from '../start/free-port.ts'
import { buildPages } from '../start/page-build.ts'
import type { FirstSite, FirstSiteOptions } from './first-site.ts'
import { serveAssistant } from './serve-assistant.ts'

const CODE_GROUPS = 2
const LAST_PORT = 65_535

/** The environment with the port on which the assistant, and then the server, listens; null: it is taken. */
async function onFreePort(variables: NodeJS.ProcessEnv): Promise<Env | null> {
  const read = readEnv(variables)
  if (!read.ok) return null
  const port = await probePort(read.env.port, read.env.host)
  const again = port === null ? null : readEnv({ ...variables, PORT: String(port) })
  return again?.ok ? again.env : null
}

/** The demo's own page stands beside the server, where nobody else does. */
async function portAfter(port: number): Promise<number> {
  const next = port < LAST_PORT ? await probePort(port + 1, '127.0.0.1') : null
  return next ?? freePort()
}

/** Serves the assistant until a site was written, or the demo chosen. Null: told to stop. */
export async function runAssistant(
  variables: NodeJS.ProcessEnv,
  say: (line: string) => void,
  { hasDemo }: FirstSiteOptions,
): Promise<FirstSite | null> {
  const env = await onFreePort(variables)
  // The start itself says whose the port is.
  if (env === null) return { is: 'site', variables }
  const { port, host, dataDir } = env
  const demoPort = hasDemo ? await portAfter(port) : null
  const stopping = new AbortController()
  void stopRequest().then(() => stopping.abort())
  const code = randomPassword().split('-').slice(0, CODE_GROUPS).join('-')
  const onOpen = () => {
    say(`There is no site yet. Open the address in a browser and type this code: ${code}`)
    say(
      hasDemo
        ? 'With a site file of your own: HUIYIN_CONFIG=FILE npm start. To look around only: npm run demo.'
        : 'With a site file of your own: set HUIYIN_CONFIG to it.',
    )
    console.log(`Assistant   ${shownAddress(env)}`)
  }
  // The pages are built meanwhile; whether that worked, the start says.
  const building = buildPages(say, stopping.signal)
  const chosen = await serveAssistant({ port, host, dataDir, code, demoPort, onOpen }, stopping.signal)
  await building
  if (chosen === null || stopping.signal.aborted) return null
  const next = { ...variables, PORT: String(port) }
  return chosen.is === 'site'
    ? { is: 'site', variables: next }
    : {
        is: 'demo',
        variables: { ...next, HUIYIN_DATA_DIR: `${dataDir}-demo`, HUIYIN_DEMO_PORT: String(demoPort) },
      }
}
