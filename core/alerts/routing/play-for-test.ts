import { compileCalendars } from '../../calendars/compile-calendars.ts'
import { createFloor } from '../../create-floor.ts'
import type { FloorEvent } from '../../event.ts'
import type { Floor } from '../../floor.ts'
import { instantText } from '../../row.ts'
import { type Site, siteSchema } from '../../site/site-schema.ts'
import { aboutLine } from '../about-line.ts'
import type { QuietHours } from '../person-ways.ts'
import { ruleEvent, voidedEvent } from '../rule-event.ts'
import type { Telling, Way } from '../telling.ts'
import { calledEvent } from './call.ts'
import { createPlanner } from './planner.ts'
import { stillWanted } from './still-wanted.ts'
import { sitePlan, type World } from './world.ts'

export const MINUTE = 60_000

/** How a message fared, for tests to say otherwise: it arrives unless they do. */
export type Fate = 'arrives' | 'fails' | 'waits'

export interface PlayOptions {
  readonly site: unknown
  readonly began: number
  readonly quiet?: Readonly<Record<string, QuietHours>>
  /** Ways beside the screen; mail unless said. */
  readonly ways?: (person: string) => readonly Way[]
  readonly fate?: (telling: Telling, at: number) => Fate
}

/** A message that arrived. */
export interface Arrived {
  readonly at: number
  readonly telling: Telling
}

/** A site whose time the test lets pass: what falls due is said, planned and sent as the workers would do it. */
export interface Play {
  readonly floor: Floor
  readonly arrived: readonly Arrived[]
  /** What waits to be sent, if its fate says so. */
  readonly waiting: readonly Telling[]
  world(): World
  /** Lets time pass to this many minutes after the beginning. */
  to(minutes: number): void
  /** Something happens now. */
  happens(type: string, subject: string, data?: object, source?: string): void
  /** Sends what waits, if it is still wanted. */
  sendWaiting(): void
  /** Each message as "minutes who: subjects". */
  told(): string[]
  /** The whole thing begun anew from the log alone, as after a crash. */
  crash(): void
}

const mailOf = (person: string): Way[] => [
  { channel: 'mail', target: 'post', address: `${person}@example.test` },
]

export function play({ site: file, began, quiet = {}, ways = mailOf, fate }: PlayOptions): Play {
  const site: Site = siteSchema.parse(file)
  const compiled = compileCalendars(site.calendars, { timezone: site.site.timezone, holidays: () => null })
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.errors))
  const plan = sitePlan(site, compiled.calendars)
  const floor = createFloor({ site, keepLines: true })
  const arrived: Arrived[] = []
  let waiting: Telling[] = []
  let planner = createPlanner()
  let seq = 0
  let now = began

  const world = (): World => ({
    ...plan,
    floor,
    now,
    ways: (person) => [{ channel: 'app', target: null, address: null }, ...ways(person)],
    quiet: (person) => quiet[person] ?? null,
  })

  function log(event: FloorEvent): void {
    floor.apply({ pos: `${++seq}-0`, at: now, event })
  }

  function sayRules(): boolean {
    const owed = [...floor.owed().values()]
    for (const { what, line, takenBack } of owed)
      log(
        what === 'say'
          ? ruleEvent(line, takenBack, (its) => aboutLine(its, floor, site))
          : voidedEvent(line, takenBack, now),
      )
    return owed.length > 0
  }

  function outcome(telling: Telling, type: 'alert.told' | 'alert.untold'): void {
    const { id, conversation, to, way, kind } = telling
    const alerts = telling.alerts.map(({ alert }) => alert)
    const data = { telling: id, alerts, conversation, [to.is]: to.id, channel: way.channel, kind }
    const said =
      type === 'alert.told'
        ? { edited: way.channel === 'push' && telling.quiet === true }
        : { reason: 'no', final: true }
    const event = {
      id: `${type}/${id}`,
      source: 'system/delivery',
      type,
      time: now,
      subject: alerts[0] ?? conversation,
    }
    log({ ...event, data: { ...data, ...said } })
  }

  function send(telling: Telling): void {
    const fared = fate?.(telling, now) ?? 'arrives'
    if (fared === 'waits') {
      if (!waiting.some(({ id }) => id === telling.id)) waiting.push(telling)
      return
    }
    outcome(telling, fared === 'arrives' ? 'alert.told' : 'alert.untold')
    if (fared === 'arrives') arrived.push({ at: now, telling })
  }

  /** All that follows at one instant, until nothing more does. */
  function settle(): void {
    for (;;) {
      const spoke = sayRules()
      planner.touch(floor.takeChanged())
      const calls = planner.takeCalls(world())
      for (const call of calls) log(calledEvent(call))
      planner.touch(floor.takeChanged())
      const more = planner.takeCalls(world())
      for (const call of more) log(calledEvent(call))
      const tellings = planner.takeTellings(world())
      for (const telling of tellings) send(telling)
      if (!spoke && calls.length + more.length + tellings.length === 0) return
    }
  }

  floor.advance(began)
  planner.touchAll({ floor })
  settle()

  return {
    floor,
    arrived,
    get waiting() {
      return waiting
    },
    world,
    to(minutes) {
      const end = began + minutes * MINUTE
      while (now < end) {
        const next = [floor.nextInstant(), planner.nextInstant(), end].filter((at) => at !== null)
        now = Math.max(now, Math.min(...next.filter((at) => at > now)))
        floor.advance(now)
        settle()
      }
    },
    happens(type, subject, data = {}, source = 'crm') {
      log({ id: `e${++seq}`, source, type, time: now, subject, data: { ...data } })
      settle()
    },
    sendWaiting() {
      const before = waiting
      waiting = []
      for (const telling of before) {
        const wanted = stillWanted(telling, world())
        if (wanted === null) continue
        outcome(wanted, 'alert.told')
        arrived.push({ at: now, telling: wanted })
      }
      settle()
    },
    told: () =>
      arrived.map(({ at, telling }) => {
        const about = telling.alerts.map(({ subject, rule }) => `${rule} ${subject}`).join(', ')
        return `${(at - began) / MINUTE} ${telling.to.id} ${telling.kind}: ${about}`
      }),
    crash() {
      planner = createPlanner()
      planner.touchAll({ floor })
      settle()
    },
  }
}

/** When somebody acknowledged, it holds until then. */
export const untilText = (began: number, minutes: number) => instantText(began + minutes * MINUTE)
