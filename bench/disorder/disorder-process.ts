import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import type { AnyEvent, LogEntry } from '#core/event/event.ts'
import { createFloor, loadFloor } from '#core/floor/create-floor.ts'
import { histories, shuffled } from '#core/floor/disorder-for-test.ts'
import type { Floor } from '#core/floor/floor.ts'
import type { FloorOptions } from '#core/floor/floor-options.ts'
import { siteSchema } from '#core/site/site-schema.ts'
import { holidayDates } from '#platform/holidays.ts'
import { zipPacker } from '#platform/zip-packer.ts'
import { foldSlices, refoldBefore } from '#store/floor/fold-slices.ts'

/**
 * One measurement of the disorder bench in a process of its own: so many events of one entity of a kind, in order as
 * they happen, and in any order afterwards; read from the log in batches of so many. Prints the processor's ms of both,
 * of a restart in their middle where that is asked for, and of the longest piece of work between two turns of the loop.
 */
const [kind, count, batch, also] = process.argv.slice(2) as [string, string, string, 'restart' | undefined]
const NOW = Date.parse('2026-03-04T15:00:00+08:00')
const WARM_UP = 1_000
const RUNS = 3
/** What takes seconds is disturbed less. */
const LONG = 4_000
const RUNS_OF_LONG = 2
const site = siteSchema.parse(parse(readFileSync(new URL('../../config/site.yaml', import.meta.url), 'utf8')))
const options: FloorOptions = { packer: zipPacker, holidays: holidayDates, keepTransitions: true }

export interface Spent {
  /** Folding all of it. */
  readonly all: number
  /** Taking up a snapshot of the first half and folding the second; 0: not measured. */
  readonly restart: number
  /** The longest that anything else of the process waits meanwhile. */
  readonly longest: number
}

function spentMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000
}

function threadMs(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1_000
}

/** What a server and the workers do of a floor whenever they have folded some. */
function show(floor: Floor): void {
  for (const [type, ids] of floor.takeChanged()) for (const id of ids) floor.row(type, id)
  floor.takeTransitions()
  floor.takeInstants()
  floor.nextInstant()
}

/** Folds entries onto a floor; gives the longest piece of work, ms of the thread. */
async function foldOn(floor: Floor, entries: readonly LogEntry[]): Promise<number> {
  const size = Number(batch)
  let longest = 0
  let began = threadMs()
  for (let from = 0; from < entries.length; from += size) {
    await foldSlices(floor, entries.slice(from, from + size), {
      onSlice() {
        show(floor)
        const now = threadMs()
        longest = Math.max(longest, now - began)
        began = now
      },
      onFault(error) {
        throw error
      },
    })
  }
  return longest
}

/** Lets time pass as a live floor does: to each piece that is folded again. Gives the longest piece of work. */
function pass(floor: Floor, until: number): number {
  let longest = 0
  for (let at: number | null = 0; at !== null; ) {
    const began = threadMs()
    at = refoldBefore(floor, until)
    floor.advance(at ?? until)
    show(floor)
    longest = Math.max(longest, threadMs() - began)
  }
  return longest
}

async function fold(entries: readonly LogEntry[]): Promise<Spent> {
  const began = spentMs()
  const floor = createFloor({ ...options, site })
  const folding = await foldOn(floor, entries)
  const passing = pass(floor, NOW + 60_000)
  return { all: spentMs() - began, restart: 0, longest: Math.max(folding, passing) }
}

async function restart(entries: readonly LogEntry[]): Promise<number> {
  const half = Math.floor(entries.length / 2)
  const before = createFloor({ ...options, site })
  await foldOn(before, entries.slice(0, half))
  const texts = [...before.save()]
  const began = spentMs()
  const again = await loadFloor(options, asRead(texts))
  await foldOn(again, entries.slice(half))
  pass(again, NOW + 60_000)
  return spentMs() - began
}

async function* asRead(texts: readonly string[]): AsyncIterable<string> {
  yield* texts
}

const entriesOf = (events: readonly AnyEvent[], receiptOf: (event: AnyEvent, number: number) => number) =>
  events.map((event, number): LogEntry => {
    return { pos: `1-${number + 1}`, at: receiptOf(event, number), event }
  })

/** Whatever else the machine does only ever slows a run: the fastest is the nearest to what a fold takes. */
async function fastest(entries: readonly LogEntry[]): Promise<Spent> {
  let best: Spent = await fold(entries)
  const runs = entries.length < LONG ? RUNS : RUNS_OF_LONG
  for (let turn = 1; turn < runs; turn++) {
    const { all, longest } = await fold(entries)
    best = { ...best, all: Math.min(best.all, all), longest: Math.min(best.longest, longest) }
  }
  return also === 'restart' ? { ...best, restart: await restart(entries) } : best
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
