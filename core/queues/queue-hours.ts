import type { Calendar } from '../calendars/calendar.ts'
import { ALWAYS, compileCalendars } from '../calendars/compile-calendars.ts'
import type { HolidaySource } from '../calendars/opening-days.ts'
import type { Site } from '../site/site-schema.ts'

/** How far a closing time is looked for at once; a queue that stays open longer is looked at again then. */
const LOOK_AHEAD_MS = 8 * 86_400_000

/** A queue's hours around an instant. All instants ms. */
interface HoursNow {
  /** When it opens next; null while it is open. */
  readonly opensAt: number | null
  /** What is said here holds from `from` to before `to`. */
  readonly from: number
  readonly to: number
}

/** The hours of queues, by their calendars in the site file. */
export interface QueueHours {
  configure(site: Site): void
  /** When a queue that is closed at `now` (ms) opens next, ms; null while it is open, and where it has no calendar. */
  opensAt(queue: string, now: number): number | null
  /** When a board of these queues opens next, ms; null while any of them is open, and where there is none. */
  anyOpensAt(queues: readonly string[], now: number): number | null
  /** No later than the first instant after `now` (ms) at which `opensAt` says something else; infinity if never. */
  changesAt(queue: string, now: number): number
}

function hoursAt(calendar: Calendar, now: number): HoursNow {
  // The first working millisecond after `now` begins now, or when the calendar opens.
  const opens = calendar.addWorking(now, 1) - 1
  if (opens > now) return { opensAt: opens, from: now, to: opens }
  const [open] = calendar.segments(now, now + LOOK_AHEAD_MS)
  return { opensAt: null, from: now, to: open?.to ?? now + LOOK_AHEAD_MS }
}

export function createQueueHours(holidays: HolidaySource): QueueHours {
  const calendars = new Map<string, Calendar>()
  const known = new Map<string, HoursNow>()

  function hours(queue: string, now: number): HoursNow | null {
    const calendar = calendars.get(queue)
    if (calendar === undefined) return null
    const before = known.get(queue)
    if (before !== undefined && now >= before.from && now < before.to) return before
    const found = hoursAt(calendar, now)
    known.set(queue, found)
    return found
  }

  const opensAt: QueueHours['opensAt'] = (queue, now) => hours(queue, now)?.opensAt ?? null

  return {
    configure(site) {
      calendars.clear()
      known.clear()
      const compiled = compileCalendars(site.calendars, { timezone: site.site.timezone, holidays })
      // A site file whose calendars are at fault is refused before it comes here.
      if (!compiled.ok) return
      for (const { id, calendar } of site.queues) {
        const its =
          calendar === undefined || calendar === ALWAYS ? undefined : compiled.calendars.get(calendar)
        if (its !== undefined) calendars.set(id, its)
      }
    },
    opensAt,
    anyOpensAt(queues, now) {
      let first: number | null = null
      for (const queue of queues) {
        const at = opensAt(queue, now)
        if (at === null) return null
        if (first === null || at < first) first = at
      }
      return first
    },
    changesAt: (queue, now) => hours(queue, now)?.to ?? Number.POSITIVE_INFINITY,
  }
}
