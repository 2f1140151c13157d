import { kindOfType } from '#core/event/event.ts'
import type { DemoEvent } from '../model/simulation.ts'

/** Fields of an event that name another thing which what is told is about. */
const NAMED = ['case', 'contact', 'callback'] as const

interface Matter {
  events: DemoEvent[]
  /** The one that it went into, because something belongs to both. */
  into: Matter | null
}

function homeOf(matter: Matter): Matter {
  let home = matter
  while (home.into !== null) home = home.into
  return home
}

/**
 * What belongs together (a case with all that is asked, promised and called about it) comes together, in order of its
 * beginning: of something told weeks later it is never half known, so no clock is thought to have run out that was met.
 */
export function inMatters(events: readonly DemoEvent[]): readonly (readonly DemoEvent[])[] {
  const known = new Map<string, Matter>()
  const all: Matter[] = []
  for (const event of events) {
    const keys = keysOf(event)
    const homes = new Set(keys.flatMap((key) => known.get(key) ?? []).map(homeOf))
    const [home = { events: [], into: null }, ...others] = homes
    if (homes.size === 0) all.push(home)
    for (const other of others) {
      home.events.push(...other.events)
      other.events = []
      other.into = home
    }
    for (const key of keys) known.set(key, home)
    home.events.push(event)
  }
  const matters = all.filter(({ into }) => into === null).map((matter) => matter.events.sort(byTime))
  return matters.sort(([a], [b]) => byTime(a!, b!))
}

/** What an event is about; an agent or a feed has no matter of its own that ends. */
function keysOf({ type, subject, data }: DemoEvent): string[] {
  const kind = kindOfType(type)
  if (kind === 'agent' || kind === 'feed' || kind === 'allowance') return []
  const named = NAMED.flatMap((field) => (typeof data[field] === 'string' ? [`${field} ${data[field]}`] : []))
  return [`${kind} ${subject}`, ...named]
}

/** Matters in pieces of at most so many events, none cut in two unless it is longer than that. */
export function* inBatches(
  matters: readonly (readonly DemoEvent[])[],
  most: number,
): Generator<readonly DemoEvent[]> {
  let batch: DemoEvent[] = []
  for (const matter of matters) {
    if (batch.length > 0 && batch.length + matter.length > most) {
      yield batch
      batch = []
    }
    batch.push(...matter)
  }
  if (batch.length > 0) yield batch
}

const byTime = (a: DemoEvent, b: DemoEvent) =>
  a.time < b.time ? -1 : a.time > b.time ? 1 : a.id < b.id ? -1 : a.id > b.id ? 1 : 0
