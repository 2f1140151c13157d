import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Env } from '#platform/env.ts'
import { compiledIn } from './own-processes.ts'

const run = promisify(execFile)

/** What the start needs to know of the site file. */
export interface SiteSummary {
  /** What is wrong with it, one line each. */
  readonly faults: readonly string[]
  /** Secrets that it does not say: wrong where none can be kept from before. */
  readonly lacking: readonly string[]
  /** The first board: a good first address. */
  readonly board: string | null
  /** People have first passwords in it. */
  readonly hasPasswords: boolean
}

/**
 * Reads the site file in a process of its own: the supervisor runs for months, and need not carry calendars,
 * holidays and rules in its memory for that long.
 */
export async function siteSummary({ configFile, dataDir }: Env): Promise<SiteSummary> {
  const script = join(import.meta.dirname, 'print-site-summary.ts')
  // Node would make a folder that is not there yet, readable for all.
  const env = existsSync(dataDir) ? { ...process.env, NODE_COMPILE_CACHE: compiledIn(dataDir) } : process.env
  const { stdout } = await run(process.execPath, [script, configFile], { env })
  return JSON.parse(stdout) as SiteSummary
}

/** Whether no earlier set can be in force: nothing was ever started here, and no database is given. */
export function isFirstStart({ dataDir, databaseUrl }: Env): boolean {
  return databaseUrl === null && !existsSync(join(dataDir, 'redis'))
}
