import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Bench } from './bench-result.ts'

/**
 * `npm run bench [-- NAME…]`: runs `bench/NAME.bench.ts`, all without a name, one after the other. Each prints a JSON
 * line a figure; what it says meanwhile goes to standard error. Ends with 1 if a target is missed.
 */
const wanted = process.argv.slice(2)
const folder = import.meta.dirname
const there = (await readdir(folder)).filter((file) => file.endsWith('.bench.ts')).sort()
const names = there.map((file) => file.replace(/\.bench\.ts$/, ''))
const unknown = wanted.filter((name) => !names.includes(name))
if (unknown.length > 0) {
  console.error(`no such bench: ${unknown.join(', ')}; there are ${names.join(', ')}`)
  process.exit(2)
}

let missed = false
for (const name of wanted.length > 0 ? wanted : names) {
  console.error(`${name} …`)
  const { bench } = (await import(join(folder, `${name}.bench.ts`))) as { bench: Bench }
  for (const result of await bench()) {
    missed ||= !result.met
    console.log(JSON.stringify(result))
  }
}
process.exit(missed ? 1 : 0)
