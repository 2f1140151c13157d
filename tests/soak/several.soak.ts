import { buildPages } from '#scripts/start/page-build.ts'
import { runSeveral } from '#tests/support/several/run-several.ts'
import { startSeveralSite } from '#tests/support/several/several-site.ts'
import type { Soak } from './main.ts'

/** `npm run soak -- several [SECONDS [PER_SECOND]]`: three servers and two workers, of each one frozen for so long. */
export const soak: Soak = async ([seconds = '30', perSec = '20']) => {
  const say = (line: string) => console.error(line)
  if (!(await buildPages(say))) return ['the pages cannot be built']
  const several = await startSeveralSite({ servers: 3, workers: 2 })
  try {
    return await runSeveral(several, { frozenMs: Number(seconds) * 1_000, perSec: Number(perSec), say })
  } finally {
    await several.stop()
  }
}
