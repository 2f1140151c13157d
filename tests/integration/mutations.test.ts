import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildPages } from '#scripts/start/page-build.ts'
import { type MutationSite, startMutationSite } from '../support/mutations/mutation-site.ts'
import { runMutations } from '../support/mutations/run-mutations.ts'

/**
 * Guarantee: whatever comes by HTTP, by a socket or from a PBX, server and workers as they are shipped answer it by
 * name, go on, are not held up, keep nothing of it, and the figures and clocks of another feed do not feel it.
 */
let site: MutationSite
beforeAll(async () => {
  if (!(await buildPages((line) => console.error(line)))) throw new Error('the pages cannot be built')
  site = await startMutationSite()
}, 300_000)
afterAll(() => site?.stop())

test('5,000 mutated requests, frames and messages break nothing', async () => {
  const seed = process.env.HUIYIN_MUTATIONS_SEED ?? 'suite'
  const faults = await runMutations(site, {
    seed,
    frames: { http: 2_500, socket: 1_250, ami: 1_250 },
    mostTurnMs: 100,
    mostGrowthBytes: 64 * 1024 * 1024,
    say: (line) => console.error(`  seed "${seed}": ${line}`),
  })
  expect(faults.join('\n\n')).toBe('')
}, 240_000)
