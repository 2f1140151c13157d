import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Where a running Huiyin and its private stores are reached; for `npm run site` and `npm run doctor`. */
export interface Running {
  readonly redisUrl: string
  readonly databaseUrl: string
  readonly address: string
}

const fileOf = (dataDir: string) => join(dataDir, 'running.json')

/** It holds the stores' passwords, so only its owner may read it. */
export function noteRunning(dataDir: string, running: Running): void {
  writeFileSync(fileOf(dataDir), `${JSON.stringify(running)}\n`, { mode: 0o600 })
}

export function forgetRunning(dataDir: string): void {
  rmSync(fileOf(dataDir), { force: true })
}

/** Null: nothing was started on this data folder, or it was stopped. */
export function readRunning(dataDir: string): Running | null {
  try {
    return JSON.parse(readFileSync(fileOf(dataDir), 'utf8')) as Running
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
