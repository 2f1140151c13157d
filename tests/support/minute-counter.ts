/**
 * The slow, obvious way to count working time, which the fast one is held against in tests: it looks at the wall
 * clock of every minute of a window, through `Intl` alone, and knows nothing of offsets.
 */
export interface MinuteCounter {
  /** Start of each minute of the window, ms. */
  readonly minutes: readonly number[]
  isOpen(minute: number): boolean
}

const MINUTE = 60_000

/** What the zone's clocks show, as a text that sorts: 2024-03-10T01:59. */
export function wallTexts(zone: string, from: number, to: number): Map<number, string> {
  const formatter = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  })
  const texts = new Map<number, string>()
  for (let at = from; at < to; at += MINUTE) texts.set(at, formatter.format(at).replace(', ', 'T'))
  return texts
}

/** Opening hours of a date, as texts: ["09:00-12:00"]. */
export type HoursOf = (date: string) => readonly string[]

function dayAfter(date: string): string {
  return new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10)
}

/** The wall times at which a span of a date opens and closes. */
function wallsOf(date: string, span: string): [string, string] {
  const [from = '', to = ''] = span.split('-')
  if (to === '24:00') return [`${date}T${from}`, `${dayAfter(date)}T00:00`]
  return [`${date}T${from}`, `${to < from ? dayAfter(date) : date}T${to}`]
}

/** Counts a window whose wall clock was read before; spans must begin and end at whole minutes. */
export function minuteCounter(walls: ReadonlyMap<number, string>, hoursOf: HoursOf): MinuteCounter {
  const minutes = [...walls.keys()]
  const first = (wall: string) => minutes.find((minute) => walls.get(minute)! >= wall) ?? Infinity
  const open = new Set<number>()
  const dates = new Set([...walls.values()].map((wall) => wall.slice(0, 10)))
  const earliest = [...dates].sort()[0]!
  dates.add(new Date(Date.parse(earliest) - 86_400_000).toISOString().slice(0, 10))
  for (const date of dates)
    for (const span of hoursOf(date)) {
      const [from, to] = wallsOf(date, span).map(first) as [number, number]
      for (const minute of minutes) if (minute >= from && minute < to) open.add(minute)
    }
  return { minutes, isOpen: (minute) => open.has(minute) }
}
