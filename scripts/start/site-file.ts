import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Env } from '#store/env.ts'
import { readSiteFile } from '#store/site-file/read-site-file.ts'
import { faultText } from '#store/site-file/site-fault.ts'

/** What is wrong with the site file, told before anything is started. */
export function checkSiteFile({ configFile }: Env): string[] {
  const read = readSiteFile(configFile)
  return read.ok ? [] : read.faults.map((fault) => faultText(configFile, fault))
}

/** Whether no earlier set can be in force: nothing was ever started here, and no database is given. */
export function isFirstStart({ dataDir, databaseUrl }: Env): boolean {
  return databaseUrl === null && !existsSync(join(dataDir, 'redis'))
}
