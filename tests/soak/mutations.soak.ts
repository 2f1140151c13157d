import { buildPages } from '#scripts/start/page-build.ts'
import { startMutationSite } from '#tests/support/mutations/mutation-site.ts'
import { runMutations } from '#tests/support/mutations/run-mutations.ts'
import type { Soak } from './main.ts'

const FRAMES = 100_000
const MOST_GROWTH_BYTES = 256 * 1024 * 1024

/** `npm run soak -- mutations [FRAMES [SEED]]`: half of them requests, a quarter frames of sockets, a quarter a PBX's. */
export const soak: Soak = async ([count = String(FRAMES), seed = new Date().toISOString().slice(0, 10)]) => {
  const say = (line: string) => console.error(line)
  if (!(await buildPages(say))) return ['the pages cannot be built']
  const quarter = Math.ceil(Number(count) / 4)
  say(`seed "${seed}", ${quarter * 4} frames`)
  const site = await startMutationSite()
  try {
    return await runMutations(site, {
      ...{ seed, say, mostTurnMs: 100, mostGrowthBytes: MOST_GROWTH_BYTES },
      frames: { http: 2 * quarter, socket: quarter, ami: quarter },
    })
  } finally {
    await site.stop()
  }
}
