import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { parseEvent } from '#core/event.ts'
import { siteSchema } from '#core/site/site-schema.ts'
import { buildFloor } from '#store/build-floor.ts'
import { createLog } from '#store/log.ts'
import { siteFloors } from '#store/site-floor.ts'
import { createSnapshotStore } from '#store/snapshots.ts'
import { busyDay, cloudEvent } from '../fold/busy-day.ts'

/**
 * One phase of the restart bench in a process of its own, told by its arguments: `write` folds the day and leaves a
 * snapshot and the rest of the log; `start` is a server's start on them; `bare` loads the same program and no floor.
 */
const [phase, redisUrl] = process.argv.slice(2) as [string, string]
const EVENTS = 1_000_000
/** What comes after the last snapshot: five minutes of the day. */
const TAIL = 3_500

const site = siteSchema.parse(parse(readFileSync(new URL('../../config/site.yaml', import.meta.url), 'utf8')))
const floors = siteFloors(() => ({ site }))
const stores = { url: redisUrl, site: site.site.id }
const snapshots = createSnapshotStore(stores)
const log = createLog(stores)

async function writeDay(): Promise<object> {
  const day = busyDay({
    events: EVENTS,
    agents: 1_000,
    queues: site.queues.map(({ id }) => id),
    from: Date.parse('2026-03-04T08:00:00+08:00'),
    lengthMs: 12 * 3_600_000,
    openContacts: 10_000,
    openCases: 20_000,
  })
  const floor = floors.create()
  const split = day.length - TAIL
  const began = performance.now()
  const read = (index: number) => {
    const parsed = parseEvent(JSON.parse(cloudEvent(day[index]!, index, 'demo')))
    if (!parsed.ok) throw new Error(parsed.refusal.message)
    return parsed.event
  }
  for (let index = 0; index < split; index++) {
    const event = read(index)
    floor.apply({ pos: `1-${index + 1}`, at: event.time, event })
    if (index % 500 === 0) floor.takeChanged()
  }
  const foldSec = (performance.now() - began) / 1_000
  const info = await snapshots.write(
    { schema: floors.codec.schema, pos: floor.pos },
    floors.codec.save(floor),
  )
  for (let from = split; from < day.length; from += 500) {
    const part = Array.from({ length: Math.min(500, day.length - from) }, (_, index) => read(from + index))
    await log.append(part, part.at(-1)!.time)
  }
  return { foldSec, snapshotMb: info.bytes / 1e6 }
}

async function startOnDay(): Promise<object> {
  const began = performance.now()
  const floor = await buildFloor({
    createFloor: floors.create,
    log,
    snapshots: { store: snapshots, codec: floors.codec },
    onFault: (error) => {
      throw error
    },
  })
  const readyMs = performance.now() - began
  const contacts = [...floor.ids('contact')].length
  const cases = [...floor.ids('case')].length
  return { readyMs, contacts, cases, ...memory() }
}

function memory(): { rssMb: number; heapMb: number } {
  globalThis.gc?.()
  const { rss, heapUsed } = process.memoryUsage()
  return { rssMb: rss / 1e6, heapMb: heapUsed / 1e6 }
}

const done = phase === 'write' ? await writeDay() : phase === 'start' ? await startOnDay() : memory()
console.log(JSON.stringify(done))
process.exit()
