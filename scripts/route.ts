import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { waysOfPerson } from '#core/alerts/person-ways.ts'
import { personOf } from '#core/alerts/routing/people-of.ts'
import { previewRoute } from '#core/alerts/routing/preview-route.ts'
import { sitePlan, type World } from '#core/alerts/routing/world.ts'
import { compileCalendars } from '#core/calendars/compile-calendars.ts'
import { createFloor } from '#core/create-floor.ts'
import type { FloorEvent } from '#core/event.ts'
import type { Floor } from '#core/floor.ts'
import type { RowType } from '#core/row.ts'
import { checkSite } from '#core/site/check-site.ts'
import type { Site } from '#core/site/site-schema.ts'
import { holidayDates } from '#store/holidays.ts'
import { parseSite } from '#store/site-file/parse-site.ts'
import { faultText, pathText } from '#store/site-file/site-fault.ts'
import { linesOfFile, readEvents } from './replay/read-events.ts'
import { readArguments, USAGE, type Wanted } from './route/arguments.ts'
import { routeLines } from './route/print-route.ts'
import { subjectEvents } from './route/subject-events.ts'

/** npm run route -- RULE SUBJECT --at TIME: who would be told of it, in what order, when and why. */

/** Paths are meant from where the user typed the command; npm runs it in the project's folder. */
const pathOf = (file: string): string => resolve(process.env.INIT_CWD ?? process.cwd(), file)

async function readSite(file: string): Promise<Site | null> {
  const parsed = parseSite(await readFile(pathOf(file), 'utf8'))
  if (!parsed.ok) {
    for (const fault of parsed.faults) console.error(faultText(file, fault))
    return null
  }
  const errors = checkSite(parsed.site, holidayDates).filter(({ level }) => level === 'error')
  for (const { path, message } of errors)
    console.error(faultText(file, { line: parsed.lineOf(path), path: pathText(path), message }))
  return errors.length === 0 ? parsed.site : null
}

async function eventsUntil({ events, at }: Wanted, site: Site): Promise<FloorEvent[]> {
  if (events === undefined) return []
  const read = await readEvents(linesOfFile(pathOf(events)), site.site.timezone)
  for (const { line, reason } of read.refused) console.error(`${events}:${line}: ${reason}`)
  return read.events.filter(({ time }) => time <= at)
}

const ROWLESS: ReadonlySet<string> = new Set(['site', 'customer'])

function isThere(floor: Floor, subject: string): boolean {
  const slash = subject.indexOf('/')
  const [type, id] = [subject.slice(0, slash), subject.slice(slash + 1)]
  return !ROWLESS.has(type) && floor.row(type as RowType, id) !== null
}

/** The floor as the events have it at the instant; a subject that they do not know is assumed. */
function floorAt(events: readonly FloorEvent[], { subject, at, assumed }: Wanted, site: Site): Floor {
  const floor = createFloor({ site, holidays: holidayDates })
  const hear = (event: FloorEvent, seq: number) =>
    floor.apply({ pos: `${event.time}-${seq}`, at: event.time, event })
  for (const [seq, event] of events.entries()) hear(event, seq)
  if (!isThere(floor, subject))
    for (const [seq, event] of subjectEvents(subject, at, assumed).entries()) hear(event, events.length + seq)
  floor.advance(at)
  return floor
}

function worldAt(floor: Floor, site: Site, now: number): World {
  const compiled = compileCalendars(site.calendars, { timezone: site.site.timezone, holidays: holidayDates })
  // The site was checked before.
  if (!compiled.ok) throw new Error(compiled.errors[0]!.message)
  return {
    ...sitePlan(site, compiled.calendars),
    ...{ floor, now },
    ways(id) {
      const person = personOf(site, id)
      return person === null ? [] : waysOfPerson(person, [], site.alerts.targets)
    },
    quiet: () => null,
  }
}

async function main(): Promise<number> {
  const wanted = readArguments(process.argv.slice(2))
  if (wanted === null) {
    console.error(USAGE)
    return 2
  }
  const site = await readSite(wanted.config)
  if (site === null) return 1
  const rule = site.rules.find(({ id }) => id === wanted.rule)
  if (rule === undefined) {
    console.error(
      `${wanted.config}: there is no rule "${wanted.rule}"; there are: ${site.rules.map(({ id }) => id).join(', ')}`,
    )
    return 2
  }
  if (!wanted.subject.startsWith(`${rule.subject}/`)) {
    console.error(`the rule "${rule.id}" is about a ${rule.subject}, not about ${wanted.subject}`)
    return 2
  }
  const world = worldAt(floorAt(await eventsUntil(wanted, site), wanted, site), site, wanted.at)
  console.log(
    routeLines(previewRoute(wanted.rule, wanted.subject, wanted.urge, world), wanted, world).join('\n'),
  )
  return 0
}

process.exitCode = await main().catch((error: Error) => {
  console.error(error.message)
  return 1
})
