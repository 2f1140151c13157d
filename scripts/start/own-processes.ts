import { join } from 'node:path'
import type { Env } from '#platform/env.ts'
import type { ChildProcessSpec } from './child-process.ts'

export const root = join(import.meta.dirname, '../..')

/** In the data folder: what Node made of our files, so that a part that begins anew need not make it again. */
export const compiledIn = (dataDir: string) => join(dataDir, 'compiled')

/**
 * What glibc's malloc holds back: by itself eight heaps for each core, one a thread, and whole answers of megabytes that
 * were freed. What is as large as Node's buffer of a socket comes from the system and goes back to it: of the 600 that a
 * snapshot is read in, small things that stay would hold 40 MB. Other libraries do not read these.
 */
export const MALLOC = {
  MALLOC_ARENA_MAX: '2',
  MALLOC_TRIM_THRESHOLD_: '131072',
  MALLOC_MMAP_THRESHOLD_: '65536',
}

/** What every process of ours is told: the environment with all defaults and stores filled in. */
export function processEnvironment(
  variables: NodeJS.ProcessEnv,
  env: Env,
  stores: { redisUrl: string; databaseUrl: string },
): NodeJS.ProcessEnv {
  return {
    ...variables,
    NODE_ENV: 'production',
    PORT: String(env.port),
    HOST: env.host,
    REDIS_URL: stores.redisUrl,
    DATABASE_URL: stores.databaseUrl,
    HUIYIN_DATA_DIR: env.dataDir,
    HUIYIN_CONFIG: env.configFile,
    HUIYIN_PUBLIC_URL: env.publicUrl,
    NODE_COMPILE_CACHE: compiledIn(env.dataDir),
    ...MALLOC,
  }
}

/**
 * Less room for what lives shortly than Node takes by itself: 90 MB fewer after a start on a large day, and no slower. And
 * garbage is collected once there is a third as much of it as there is in use: by itself Node waits for up to three times as much.
 * With less than that a hall's server collects so often that what is posted is seen later (30 %: p99 129–170 ms instead of 46–84).
 */
export const MEMORY = ['--max-semi-space-size=16', '--heap-growing-percent=35']

/** A process of ours: run by this very Node, it says itself when it is ready. */
export function ownProcess(name: string, script: string, environment: NodeJS.ProcessEnv): ChildProcessSpec {
  return {
    name,
    command: process.execPath,
    args: [...MEMORY, join(root, script)],
    env: environment,
    cwd: root,
    account: null,
    stopSignal: 'SIGTERM',
    isOurs: true,
    ready: () => Promise.reject(new Error(`${name} says itself when it is ready`)),
  }
}
