import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { createFloor } from '#core/create-floor.ts'
import { histories, shuffled } from '#core/disorder-for-test.ts'
import type { AnyEvent, LogEntry } from '#core/event.ts'
import type { Floor } from '#core/floor.ts'
import { siteSchema } from '#core/site/site-schema.ts'
import { foldSlices } from '#store/fold-slices.ts'
import { holidayDates } from '#store/holidays.ts'
import { zipPacker } from '#store/zip-packer.ts'

/**
 * One measurement of the disorder bench in a process of its own: so many events of one entity of a kind, in order as
 * they happen, and in any order afterwards; read from the log in batches of so many. Prints the processor's ms of both.
 */
const [kind, count, batch] = process.argv.slice(2) as [string, string, string]
const NOW = Date.parse('2026-03-04T15:00:00+08:00')
const WARM_UP = 1_000
const RUNS = 3
const site = siteSchema.parse(parse(readFileSync(new URL('../../config/site.yaml', import.meta.url), 'utf8')))

function spentMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000
}

/** What a server and the workers do of a floor whenever they have folded some. */
function show(floor: Floor): void {
  for (const [type, ids] of floor.takeChanged()) for (const id of ids) floor.row(type, id)
  floor.takeLines()
  floor.takeInstants()
  floor.nextInstant()
}

async function fold(entries: readonly LogEntry[]): Promise<number> {
  const floor = createFloor({ site, packer: zipPacker, holidays: holidayDates, keepLines: true })
  const size = Number(batch)
  const began = spentMs()
  for (let from = 0; from < entries.length; from += size) {
    await foldSlices(
      floor,
      entries.slice(from, from + size),
      () => show(floor),
      (error) => {
        throw error
      },
    )
  }
  floor.advance(NOW + 60_000)
  show(floor)
  return spentMs() - began
}

const entriesOf = (events: readonly AnyEvent[], receiptOf: (event: AnyEvent, number: number) => number) =>
  events.map((event, number): LogEntry => {
    return { pos: `1-${number + 1}`, at: receiptOf(event, number), event }
  })

/** Whatever else the machine does only ever slows a run: the fastest is the nearest to what a fold takes. */
async function fastest(entries: readonly LogEntry[]): Promise<number> {
  let best = Number.POSITIVE_INFINITY
  for (let turn = 0; turn < RUNS; turn++) best = Math.min(best, await fold(entries))
  return best
}

const history = histories[kind]!
const asItHappens = (length: number) => entriesOf(history(length, NOW - 1_000), ({ time }) => time)
/** A thousand events a second. */
const afterwards = (length: number) =>
  entriesOf(shuffled(history(length, NOW - 1_000)), (_, number) => NOW + number)

await fold(asItHappens(WARM_UP))
await fold(afterwards(WARM_UP))
const inOrder = await fastest(asItHappens(Number(count)))
const inAnyOrder = await fastest(afterwards(Number(count)))
console.log(JSON.stringify({ inOrder, inAnyOrder }))
