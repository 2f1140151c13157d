import { loadBench } from './chosen.ts'

/** `run-part.ts NAME PART`: runs one part of a bench in this process; each figure is a JSON line. */
const [name, part] = process.argv.slice(2) as [string, string]
const { parts } = await loadBench(name)
await parts![part]!((result) => console.log(JSON.stringify(result)))
process.exit()
