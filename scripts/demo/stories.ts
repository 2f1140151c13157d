import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseInstant } from '#core/time/parse-instant.ts'
import type { DemoEvent } from './model/simulation.ts'

/** The stories of `scenarios/`, told once more: on the demo's first day, by people of its site file. */

const STORIES = ['ticket', 'report', 'noise', 'broadband'] as const

/** The stories' people, queues and departments as the demo's site file has them. */
const HERE: Readonly<Record<string, string>> = {
  yuan: 'a01',
  he: 'a02',
  zhou: 'a03',
  qian: 'a04',
  booking: 'service',
  supervisor: 'supervisors',
  review: 'product',
  'customer-service': 'supervisors',
}
/** Fields whose value is the id of a person, a queue, a team or a department. */
const PLACES = new Set(['agent', 'queue', 'team', 'department', 'from', 'by'])

/** Reads the stories, moved by whole days so that each ends on the day that begins at `day`, in order of time. */
export function readStories(
  folder: string,
  source: string,
  day: number,
  dayOf: (at: number) => number,
): DemoEvent[] {
  return STORIES.flatMap((story) => {
    const lines = readFileSync(join(folder, `${story}.ndjson`), 'utf8').split('\n')
    const events = lines.filter((line) => line.trim() !== '').map((line) => JSON.parse(line) as DemoEvent)
    const times = events.map(({ time }) => parseInstant(time)!)
    const shift = day - dayOf(Math.max(...times))
    return events.map((event, index) => retold(event, { story, source, time: times[index]! + shift, shift }))
  }).sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0))
}

interface Retelling {
  readonly story: string
  readonly source: string
  readonly time: number
  readonly shift: number
}

function retold(event: DemoEvent, { story, source, time, shift }: Retelling): DemoEvent {
  const data = Object.fromEntries(
    Object.entries(event.data).map(([key, value]) => [key, retoldValue(key, value, shift)]),
  )
  return { ...event, id: `${story}-${event.id}`, source, time: new Date(time).toISOString(), data }
}

function retoldValue(key: string, value: unknown, shift: number): unknown {
  if (typeof value === 'string') {
    if (PLACES.has(key)) return HERE[value] ?? value
    const instant = parseInstant(value)
    return instant === null ? value : new Date(instant + shift).toISOString()
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([inner, one]) => [inner, retoldValue(inner, one, shift)]),
  )
}
