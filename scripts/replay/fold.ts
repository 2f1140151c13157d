import { createFloor } from '#core/create-floor.ts'
import type { FloorEvent } from '#core/event.ts'
import { instantText, rowTypes } from '#core/row.ts'
import type { Site } from '#core/site/site-schema.ts'
import { holidayDates } from '#store/holidays.ts'
import { linesToPrint, type PrintedLine } from './printed-line.ts'

/** The state as `GET /api/v1/state` shows it to one who may see all. */
export interface State {
  pos: string
  at: string
  rows: Record<string, unknown[]>
}

export interface Replayed {
  readonly lines: PrintedLine[]
  readonly state: () => State
}

/**
 * Folds events (in order) in virtual time: each is heard at its own time. The end is `until` (ms, inclusive for
 * events and instants), or else the last event's time.
 */
export function replay(events: readonly FloorEvent[], site: Site, until: number | null): Replayed {
  const floor = createFloor({ site, holidays: holidayDates, keepLines: true })
  let seq = 0
  for (const event of events) {
    if (until !== null && event.time > until) break
    floor.apply({ pos: `${event.time}-${seq++}`, at: event.time, event })
  }
  const end = until ?? events.at(-1)?.time
  if (end !== undefined) floor.advance(end)
  const lines = linesToPrint(floor.takeLines())
  return {
    lines,
    state: () => ({
      pos: floor.pos,
      at: instantText(floor.now),
      rows: Object.fromEntries(
        rowTypes.map((type) => [
          type,
          [...floor.ids(type)].map((id) => floor.row(type, id)).filter((row) => row !== null),
        ]),
      ),
    }),
  }
}
