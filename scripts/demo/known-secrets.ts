import { DEMO_PASSWORD, demoToken } from '#core/site/published-secrets.ts'
import type { Env } from '#platform/env.ts'
import { keepFirstPasswords, keepFirstToken, readFirstPasswords } from '#platform/first-secrets.ts'
import { loginOf } from '#server/auth/accounts.ts'
import { readSiteFile } from '#store/site-file/read-site-file.ts'
import { isLoopback } from '../start/addresses.ts'
import { isFirstStart } from '../start/site-summary.ts'

/**
 * Lays the demo's known first passwords and tokens into its empty data folder where only this machine reaches it. One
 * that others reach (a television, colleagues) gets random ones like any site, and prints them.
 */
export function layKnownSecrets(env: Env): void {
  if (!isFirstStart(env) || !isLoopback(env.host)) return
  const read = readSiteFile(env.configFile)
  if (!read.ok) return
  const { people, feeds, apiTokens } = read.file.site
  const lacking = people.filter(({ password }) => password === undefined)
  if (lacking.length > 0)
    keepFirstPasswords(env.dataDir, new Map(lacking.map((person) => [loginOf(person), DEMO_PASSWORD])))
  for (const name of [...feeds.map(({ id }) => id), ...apiTokens.map((api) => api.name)]) {
    const token = demoToken(name)
    if (token !== null) keepFirstToken(env.dataDir, name, token)
  }
}

/** How somebody first signs in at the demo; null: its first passwords are its own, and were printed. */
export function knownSignIn({ dataDir, host }: Pick<Env, 'dataDir' | 'host'>): string | null {
  const isKnown = [...readFirstPasswords(dataDir).values()].includes(DEMO_PASSWORD)
  if (!isKnown) return null
  const first = `First sign-in: ma-zong (supervisor) or 1016 (agent), password ${DEMO_PASSWORD}; a new one is asked for at once`
  return isLoopback(host)
    ? first
    : `${first}. It holds on this machine alone: for the others, npm run site -- password LOGIN (with HUIYIN_DATA_DIR=${dataDir})`
}
