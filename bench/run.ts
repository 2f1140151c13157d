import type { BenchResult } from './bench-result.ts'
import { chosenBenches } from './chosen.ts'
import { runPart } from './in-parts.ts'
import { resultTable } from './result-table.ts'

/**
 * `npm run bench [-- NAME [PART…]…]`: runs `bench/NAME.bench.ts`, all without a name, one after the other. Each prints a
 * JSON line a figure; what it says meanwhile, and a table of all at the end, goes to standard error. Ends with 1 if a
 * target is missed.
 */
const chosen = await chosenBenches(process.argv.slice(2))
if (typeof chosen === 'string') {
  console.error(chosen)
  process.exit(2)
}

const results: BenchResult[] = []
function tell(result: BenchResult): void {
  results.push(result)
  console.log(JSON.stringify(result))
}

for (const { name, file, parts } of chosen) {
  for (const part of parts) {
    console.error(`${name} ${part} …`)
    await runPart(name, part, tell)
  }
  if (file.bench === undefined) continue
  console.error(`${name} …`)
  for (const result of await file.bench(tell)) tell(result)
}
console.error(`\n${resultTable(results)}`)
process.exit(results.every(({ met }) => met) ? 0 : 1)
