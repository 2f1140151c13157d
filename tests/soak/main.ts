import { readdir } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * `npm run soak -- NAME [OPTION…]`: what takes too long for the suite, `tests/soak/NAME.soak.ts`. Ends with 1 if
 * something broke.
 */
export type Soak = (options: readonly string[]) => Promise<readonly string[]>

const folder = import.meta.dirname
const [name, ...options] = process.argv.slice(2)
const there = (await readdir(folder)).flatMap((file) => /^(.*)\.soak\.ts$/.exec(file)?.[1] ?? []).sort()
if (name === undefined || !there.includes(name)) {
  console.error(`npm run soak -- NAME [OPTION…]; there are ${there.join(', ')}`)
  process.exit(2)
}
const { soak } = (await import(join(folder, `${name}.soak.ts`))) as { soak: Soak }
const faults = await soak(options)
for (const fault of faults) console.log(`${fault}\n`)
console.log(faults.length === 0 ? 'nothing broke' : `${faults.length} faults`)
process.exit(faults.length === 0 ? 0 : 1)
