import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { createFloor } from '#core/create-floor.ts'
import { parseEvent } from '#core/event.ts'
import { type Site, siteSchema } from '#core/site/site-schema.ts'
import { holidayDates } from '#store/holidays.ts'
import { zipPacker } from '#store/zip-packer.ts'
import { type Bench, type BenchResult, median, rounded } from './bench-result.ts'
import { busyDay, cloudEvent } from './fold/busy-day.ts'

const EVENTS = 100_000
const RUNS = 3
const HOUR = 3_600_000

const site = siteSchema.parse(parse(readFileSync(new URL('../config/site.yaml', import.meta.url), 'utf8')))

function texts(): string[] {
  return busyDay({
    events: EVENTS,
    agents: 300,
    queues: site.queues.map(({ id }) => id),
    from: Date.parse('2026-03-04T09:00:00+08:00'),
    lengthMs: 2 * HOUR,
    openContacts: 200,
    openCases: 500,
  }).map((happening, number) => cloudEvent(happening, number, 'demo'))
}

/** Validation, a mark against doubles, and the fold, as a server does them; time passes as the events tell. */
function foldAll(lines: readonly string[], inForce: Site): number {
  const floor = createFloor({ site: inForce, packer: zipPacker, holidays: holidayDates })
  const seen = new Set<string>()
  const began = performance.now()
  let seq = 0
  for (const line of lines) {
    const parsed = parseEvent(JSON.parse(line))
    if (!parsed.ok) throw new Error(parsed.refusal.message)
    const { event } = parsed
    const mark = `${event.source}\n${event.id}`
    if (seen.has(mark)) continue
    seen.add(mark)
    floor.apply({ pos: `${++seq}-0`, at: event.time, event })
    if (seq % 500 === 0) floor.takeChanged()
  }
  const perSec = (lines.length / (performance.now() - began)) * 1_000
  // A site file with a fault leaves its rules out of force, and then this would measure something else.
  if (floor.owed().size > 0 !== inForce.rules.length > 0) throw new Error('the rules are not in force')
  return perSec
}

/** The least that any fold costs: reading the text, a mark, and a count by type and subject. */
function foldBare(lines: readonly string[]): number {
  const seen = new Set<string>()
  const counts = new Map<string, Map<string, number>>()
  const began = performance.now()
  for (const line of lines) {
    const event = JSON.parse(line) as {
      source: string
      id: string
      type: string
      subject: string
      time: string
    }
    const mark = `${event.source}\n${event.id}`
    if (seen.has(mark)) continue
    seen.add(mark)
    const byType = counts.get(event.subject) ?? new Map<string, number>()
    counts.set(event.subject, byType.set(event.type, Date.parse(event.time)))
  }
  return (lines.length / (performance.now() - began)) * 1_000
}

function costOfRules(plain: number, ruled: number): BenchResult {
  const costUs = 1e6 / ruled - 1e6 / plain
  return {
    name: 'fold-cost-of-rules',
    value: rounded(costUs),
    unit: 'µs/event',
    baseline: null,
    ratio: null,
    target: '≤ 15 µs/event',
    met: costUs <= 15,
  }
}

function result(name: string, value: number, baseline: number, least: number): BenchResult {
  return {
    name,
    value: rounded(value),
    unit: 'events/s',
    baseline: rounded(baseline),
    ratio: rounded(value / baseline),
    target: `≥ ${least} events/s`,
    met: value >= least,
  }
}

/** The fold without and with the rules of the default site file, in turn with the bare one. */
export const bench: Bench = async () => {
  const lines = texts()
  const runs = { bare: [] as number[], plain: [] as number[], ruled: [] as number[] }
  for (let run = 0; run < RUNS; run++) {
    runs.bare.push(foldBare(lines))
    runs.plain.push(foldAll(lines, { ...site, rules: [] }))
    runs.ruled.push(foldAll(lines, site))
  }
  const [bare, plain, ruled] = [median(runs.bare), median(runs.plain), median(runs.ruled)]
  return [
    result('fold', plain, bare, 100_000),
    result('fold-with-rules', ruled, bare, 50_000),
    costOfRules(plain, ruled),
  ]
}
