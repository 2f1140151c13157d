import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** How far the simulated floor of a data folder has come: a second start goes on from there. */
export interface Progress {
  /** The instant at which its simulation began, ms since 1970. */
  readonly began: number
  /** Everything up to and with this instant is posted. */
  readonly until: number
}

const fileOf = (dataDir: string) => join(dataDir, 'demo-floor.json')

export function readProgress(dataDir: string): Progress | null {
  try {
    return JSON.parse(readFileSync(fileOf(dataDir), 'utf8')) as Progress
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

/** Written beside and renamed, so that a crash leaves the old or the new one. */
export function writeProgress(dataDir: string, progress: Progress): void {
  const file = fileOf(dataDir)
  writeFileSync(`${file}.new`, JSON.stringify(progress))
  renameSync(`${file}.new`, file)
}
