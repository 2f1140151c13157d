import { parseArgs } from 'node:util'
import { difference } from '#core/rules/printed-transition.ts'
import { parseInstant } from '#core/time/parse-instant.ts'
import { replay } from '#store/floor/replay.ts'
import { linesOfFile, readEvents } from './replay/read-events.ts'
import { pathOf, readSite } from './replay/read-site.ts'

/** npm run replay -- EVENTS.ndjson --config SITE.yaml: what the rules would have said (contract §7). */

const USAGE =
  'usage: npm run replay -- EVENTS.ndjson --config SITE.yaml [--against OTHER.yaml] [--until TIME] [--rows]'

interface Wanted {
  readonly events: string
  readonly config: string
  readonly against: string | undefined
  readonly until: number | null
  readonly rows: boolean
}

function readArguments(args: string[]): Wanted | null {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        config: { type: 'string' },
        against: { type: 'string' },
        until: { type: 'string' },
        rows: { type: 'boolean', default: false },
      },
    })
    const [events, ...more] = positionals
    const until = values.until === undefined ? null : parseInstant(values.until)
    if (events === undefined || more.length > 0 || values.config === undefined) return null
    if (values.until !== undefined && until === null) return null
    return { events, config: values.config, against: values.against, until, rows: values.rows }
  } catch {
    // parseArgs throws for an option that it does not know, which the usage line answers.
    return null
  }
}

function print(lines: readonly object[]): void {
  if (lines.length > 0) process.stdout.write(`${lines.map((line) => JSON.stringify(line)).join('\n')}\n`)
}

async function main(): Promise<number> {
  const wanted = readArguments(process.argv.slice(2))
  if (wanted === null) {
    console.error(USAGE)
    return 2
  }
  const site = await readSite(wanted.config)
  const other = wanted.against === undefined ? undefined : await readSite(wanted.against)
  if (site === null || other === null) return 1
  const { events, refused } = await readEvents(linesOfFile(pathOf(wanted.events)), site.site.timezone)
  for (const { line, reason } of refused) console.error(`${wanted.events}:${line}: ${reason}`)
  const replayed = replay(events, site, wanted.until)
  if (other === undefined) print(replayed.lines)
  else print(difference(replayed.lines, replay(events, other, wanted.until).lines))
  if (wanted.rows) print([replayed.state()])
  return 0
}

process.exitCode = await main().catch((error: Error) => {
  console.error(error.message)
  return 1
})
