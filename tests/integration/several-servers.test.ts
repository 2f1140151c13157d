import { expect, test } from 'vitest'
import { runSeveral } from '../support/several/run-several.ts'
import { startSeveralSite } from '../support/several/several-site.ts'

/**
 * Guarantee: three servers and two sets of workers, started as containers are, on a Redis by TLS with the rights that
 * deployment.md names and no others. While one server and the workers that hold every lease are frozen, nothing is lost
 * and every clock is said. `npm run soak -- several` freezes them for 30 s.
 */

test('one server and one set of workers freeze: rows are equal, nothing is lost, every clock is said', {
  timeout: 240_000,
}, async () => {
  const several = await startSeveralSite({ servers: 3, workers: 2 })
  try {
    expect(await runSeveral(several, { frozenMs: 5_000, perSec: 10, say: console.info })).toEqual([])
  } finally {
    await several.stop()
  }
})
