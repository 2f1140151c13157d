import { createFloor } from '#core/floor/create-floor.ts'
import { type Clock, createClock } from '#platform/clock.ts'
import { createLog } from '#store/log.ts'
import { runTimekeeper } from '#workers/timekeeper.ts'

/** Keeps the time of a site in this process. Gives what ends it. */
export function keepTime(url: string, site: string, clock: Clock = createClock({ kind: 'real' })) {
  const stop = new AbortController()
  const log = createLog({ url, site })
  const faults: Error[] = []
  const running = runTimekeeper(
    {
      ...{ url, site, log, clock },
      createFloor: () => createFloor({ keepTransitions: true }),
      onTrouble: () => undefined,
      onFault: (error) => faults.push(error),
    },
    stop.signal,
  )
  return {
    faults,
    running,
    async stop() {
      stop.abort()
      await running
      log.close()
    },
  }
}
