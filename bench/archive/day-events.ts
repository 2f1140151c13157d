import type { AnyEvent } from '#core/event/event.ts'
import { parseEvent } from '#core/event/parse-event.ts'
import { busyDay, cloudEvent } from '../fold/busy-day.ts'

const HOUR_MS = 3_600_000

/** A day of a large floor, in order of time; ids begin with `first`, so that days of other numbers are other events. */
export function dayEvents(count: number, first = 0): AnyEvent[] {
  const day = busyDay({
    ...{ events: count, agents: 600, queues: ['care', 'sales', 'complaints', 'vip'] },
    ...{ from: Date.parse('2026-03-04T08:00:00+08:00'), lengthMs: 12 * HOUR_MS },
    ...{ openContacts: 500, openCases: 3_000 },
  })
  return day.map((happening, index) => {
    const parsed = parseEvent(JSON.parse(cloudEvent(happening, first + index, 'pbx')))
    if (!parsed.ok) throw new Error(parsed.refusal.message)
    return parsed.event
  })
}
