import { existsSync } from 'node:fs'
import { readEnv, type Variables } from '#platform/env.ts'
import { ownSiteFile } from '#platform/own-site-file.ts'
import { isFirstStart } from '../start/site-summary.ts'

/** With what Huiyin is started: a site, or the demo. */
export interface FirstSite {
  readonly is: 'site' | 'demo'
  readonly variables: NodeJS.ProcessEnv
}

/** Whether nobody has said yet what this site is: no file is named, none was written, and nothing was ever started here. */
async function isAsked(variables: Variables): Promise<boolean> {
  const read = readEnv(variables)
  if (!read.ok || (variables.HUIYIN_CONFIG ?? '') !== '' || read.env.clock.kind !== 'real') return false
  const { env } = read
  if (existsSync(ownSiteFile(env.dataDir))) return false
  if (env.databaseUrl === null) return isFirstStart(env)
  const { hasSites } = await import('./has-sites.ts')
  return !(await hasSites(env.databaseUrl))
}

export interface FirstSiteOptions {
  /** The demo may be chosen: it brings its own stores along. */
  readonly hasDemo: boolean
}

/** Asks by the assistant where this is needed, else gives the variables as they are. Null: told to stop meanwhile. */
export async function firstSite(
  variables: NodeJS.ProcessEnv,
  say: (line: string) => void,
  options: FirstSiteOptions = { hasDemo: true },
): Promise<FirstSite | null> {
  if (!(await isAsked(variables))) return { is: 'site', variables }
  // Loaded for that alone, for the start lives on for months.
  const { runAssistant } = await import('./run-assistant.ts')
  return runAssistant(variables, say, options)
}
