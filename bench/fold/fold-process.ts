import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import type { AnyEvent } from '#core/event/event.ts'
import { parseEvent } from '#core/event/parse-event.ts'
import { createFloor } from '#core/floor/create-floor.ts'
import { type Site, siteSchema } from '#core/site/site-schema.ts'
import { holidayDates } from '#platform/holidays.ts'
import { zipPacker } from '#platform/zip-packer.ts'
import { busyDay, cloudEvent } from './busy-day.ts'
import { demoDays } from './demo-days.ts'

/**
 * One measurement of the fold bench in a process of its own, as every server folds one floor and no other: which mix of
 * events, and how they are folded. Prints events per second.
 */
const [mix, how] = process.argv.slice(2) as ['demo' | 'hard-day', 'bare' | 'plain' | 'ruled']
/** A server folds for days: what V8 compiles at the beginning of a process is compiled before the clock starts. */
const WARM_UP = 100_000
const EVENTS = 200_000
const HOUR = 3_600_000
/** Events that are read and validated together, and then folded: a server gets them from the log and from posts so. */
const SLICE = 200

const site = siteSchema.parse(parse(readFileSync(new URL('../../config/site.yaml', import.meta.url), 'utf8')))

/** Four of ten calls open a case, because one of the queues opens one at each answer. */
function hardDay(): string[] {
  return busyDay({
    events: WARM_UP + EVENTS,
    agents: 300,
    queues: site.queues.map(({ id }) => id),
    from: Date.parse('2026-03-04T09:00:00+08:00'),
    lengthMs: 6 * HOUR,
    openContacts: 600,
    openCases: 1_500,
  }).map((happening, number) => cloudEvent(happening, number, 'demo'))
}

interface Marks {
  /** Whether the event is a new one. */
  note(source: string, id: string): boolean
}

function createMarks(): Marks {
  const bySource = new Map<string, Set<string>>()
  return {
    note(source, id) {
      let ids = bySource.get(source)
      if (ids === undefined) {
        ids = new Set()
        bySource.set(source, ids)
      }
      return ids.size < ids.add(id).size
    },
  }
}

function read(line: string): AnyEvent {
  const parsed = parseEvent(JSON.parse(line))
  if (!parsed.ok) throw new Error(parsed.refusal.message)
  return parsed.event
}

/** Validation, a mark against doubles, and the fold, as a server does them; time passes as the events tell. */
function createFold(inForce: Site): (lines: readonly string[]) => void {
  const floor = createFloor({ site: inForce, packer: zipPacker, holidays: holidayDates })
  const marks = createMarks()
  let seq = 0
  return (lines) => {
    for (let from = 0; from < lines.length; from += SLICE) {
      const events = lines.slice(from, from + SLICE).map(read)
      for (const event of events)
        if (marks.note(event.source, event.id)) floor.apply({ pos: `${++seq}-0`, at: event.time, event })
      floor.takeChanged()
    }
    // A site file with a fault leaves its rules out of force, and then this would measure something else.
    if (floor.pendingRuleEvents().size > 0 !== inForce.rules.length > 0)
      throw new Error('the rules are not in force')
  }
}

/** The least that any fold costs: reading the text, a mark, and a count by type and subject. */
function createBareFold(): (lines: readonly string[]) => void {
  const marks = createMarks()
  const counts = new Map<string, Map<string, number>>()
  return (lines) => {
    for (const line of lines) {
      const { source, id, type, subject, time } = JSON.parse(line) as Record<keyof AnyEvent, string>
      if (!marks.note(source, id)) continue
      const byType = counts.get(subject) ?? new Map<string, number>()
      counts.set(subject, byType.set(type, Date.parse(time)))
    }
  }
}

const lines = mix === 'demo' ? demoDays(site, WARM_UP + EVENTS) : hardDay()
const fold = how === 'bare' ? createBareFold() : createFold(how === 'ruled' ? site : { ...site, rules: [] })
fold(lines.slice(0, WARM_UP))
const began = performance.now()
fold(lines.slice(WARM_UP))
console.log((EVENTS / (performance.now() - began)) * 1_000)
