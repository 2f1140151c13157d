import { Session } from 'node:inspector/promises'

/** Counts what our own code does: how often each function and each block of it (a turn of a loop, a branch) ran. */
export interface WorkCounter {
  /** Blocks that ran in files below these folders since the count before, by function: nothing else may run between. */
  count(run: () => void): Promise<CountedWork>
  close(): Promise<void>
}

export interface CountedWork {
  readonly blocks: number
  /** The functions that did most of it, for whoever reads why a test failed. */
  readonly most: readonly string[]
}

/** Counts by the engine's own coverage: exact, the same on every machine however busy, and blind to none of our code. */
export async function countWork(folders: readonly string[]): Promise<WorkCounter> {
  const session = new Session()
  session.connect()
  await session.post('Profiler.enable')
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true })
  const isOurs = (url: string) => folders.some((folder) => url.includes(`/${folder}/`))
  return {
    async count(run) {
      run()
      const { result } = await session.post('Profiler.takePreciseCoverage')
      const functions = result
        .filter(({ url }) => isOurs(url) && !url.includes('.test.'))
        .flatMap(({ url, functions: all }) =>
          all.map(({ functionName, ranges }) => ({
            name: `${functionName} in ${url.split('/').slice(-2).join('/')}`,
            blocks: ranges.reduce((sum, { count }) => sum + count, 0),
          })),
        )
        .filter(({ blocks }) => blocks > 0)
        .sort((a, b) => b.blocks - a.blocks)
      return {
        blocks: functions.reduce((sum, { blocks }) => sum + blocks, 0),
        most: functions.slice(0, 6).map(({ name, blocks }) => `${blocks} ${name}`),
      }
    },
    async close() {
      await session.post('Profiler.stopPreciseCoverage')
      session.disconnect()
    },
  }
}
