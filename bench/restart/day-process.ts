import { readFileSync } from 'node:fs'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { parse } from 'yaml'
import { aboutTransition } from '#core/alerts/about-transition.ts'
import { ruleEvent, voidedEvent } from '#core/alerts/rule-event.ts'
import type { AnyEvent } from '#core/event/event.ts'
import { parseEvent } from '#core/event/parse-event.ts'
import type { Floor } from '#core/floor/floor.ts'
import { instantText } from '#core/rows/row.ts'
import type { RuleTransition } from '#core/rules/rule-transition.ts'
import { siteSchema } from '#core/site/site-schema.ts'
import { buildFloor } from '#store/floor/build-floor.ts'
import { siteFloors } from '#store/floor/site-floor.ts'
import { createLog } from '#store/log.ts'
import { createSnapshotStore } from '#store/snapshots.ts'
import { busyDay, cloudEvent, type Happening } from '../fold/busy-day.ts'

/**
 * One phase of the restart bench in a process of its own, told by its arguments: `write` folds the day and leaves a
 * snapshot and the rest of the log; `start` is a server's start on them; `bare` loads the same program and no floor.
 */
const [phase, redisUrl] = process.argv.slice(2) as [string, string]
const EVENTS = 1_000_000
const OPEN_CASES = 20_000
const HOUR = 3_600_000
/** What comes after the last snapshot: five minutes of the day. */
const TAIL = 3_500

const site = siteSchema.parse(parse(readFileSync(new URL('../../config/site.yaml', import.meta.url), 'utf8')))
const floors = siteFloors(() => ({ site }))
const stores = { url: redisUrl, site: site.site.id }
const snapshots = createSnapshotStore(stores)
const log = createLog(stores)

/** The day, with a first answer to each case that stays open: what is open on a real floor is being worked on. */
function happenings(): Happening[] {
  const day = busyDay({
    events: EVENTS - OPEN_CASES,
    agents: 1_000,
    // A queue that opens cases by itself would open far more than the day is to have.
    queues: site.queues.flatMap(({ id, opens }) => (opens === undefined ? [id] : [])),
    from: Date.parse('2026-03-04T08:00:00+08:00'),
    lengthMs: 12 * HOUR,
    openContacts: 10_000,
    openCases: OPEN_CASES,
  })
  const answers = day.flatMap(([at, , subject]): Happening[] => {
    if (!subject.startsWith('open-case-')) return []
    const nextAt = instantText(Math.round(at + 36 * HOUR))
    return [[at + HOUR / 6, 'case.replied', subject, { kind: 'progress', agent: 'a1', nextAt }]]
  })
  return [...day, ...answers].sort((a, b) => a[0] - b[0])
}

/** Publishes what the rules say, as the timekeeper does. */
function publishPending(floor: Floor, apply: (event: AnyEvent) => void): void {
  const about = (transition: RuleTransition) => aboutTransition(transition, floor, floor.site)
  for (const { what, transition, takenBack } of [...floor.pendingRuleEvents().values()])
    apply(
      what === 'say'
        ? ruleEvent(transition, takenBack, about)
        : voidedEvent(transition, takenBack, floor.now),
    )
}

async function writeDay(): Promise<object> {
  const day = happenings()
  const floor = floors.create()
  const split = day.length - TAIL
  const began = performance.now()
  let seq = 0
  const apply = (event: AnyEvent) =>
    floor.apply({ pos: `1-${++seq}`, at: Math.max(event.time, floor.now), event })
  const read = (index: number) => {
    const parsed = parseEvent(JSON.parse(cloudEvent(day[index]!, index, 'demo')))
    if (!parsed.ok) throw new Error(parsed.refusal.message)
    return parsed.event
  }
  for (let index = 0; index < split; index++) {
    apply(read(index))
    if (index % 500 > 0) continue
    publishPending(floor, apply)
    floor.takeChanged()
  }
  const foldSec = (performance.now() - began) / 1_000
  const info = await snapshots.write(
    { schema: floors.codec.schema, pos: floor.pos },
    floors.codec.save(floor),
  )
  // One by one, each received when it happened: a batch received at once would come minutes late.
  for (let index = split; index < day.length; index++) {
    const event = read(index)
    await log.append([event], event.time)
  }
  return { foldSec, said: seq - split, snapshotMb: info.bytes / 1e6 }
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
  const { user, system } = process.cpuUsage()
  const contacts = [...floor.ids('contact')].length
  const cases = [...floor.ids('case')].length
  return { readyMs, cpuMs: (user + system) / 1_000, contacts, cases, ...(await memory()) }
}

/** What is held once what the start needed is given back: buffers are, a moment after the collection that finds them. */
async function memory(): Promise<{ rssMb: number; heapMb: number }> {
  for (let turn = 0; turn < 2; turn++) {
    globalThis.gc?.()
    await nextTurn()
  }
  const { rss, heapUsed } = process.memoryUsage()
  return { rssMb: rss / 1e6, heapMb: heapUsed / 1e6 }
}

const done = phase === 'write' ? await writeDay() : phase === 'start' ? await startOnDay() : await memory()
console.log(JSON.stringify(done))
process.exit()
