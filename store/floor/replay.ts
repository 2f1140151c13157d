import type { AnyEvent } from '#core/event/event.ts'
import { createFloor } from '#core/floor/create-floor.ts'
import { createLevelWatch } from '#core/levels/level-watch.ts'
import { instantText, rowTypes } from '#core/rows/row.ts'
import { type PrintedTransition, transitionsToPrint } from '#core/rules/printed-transition.ts'
import type { EmittedTransition } from '#core/rules/transition-key.ts'
import type { Site } from '#core/site/site-schema.ts'
import { earliest } from '#core/time/floor-clock.ts'
import { holidayDates } from '#platform/holidays.ts'

/** The state as `GET /api/v1/state` shows it to one who may see all. */
export interface State {
  pos: string
  at: string
  rows: Record<string, unknown[]>
}

export interface Replayed {
  readonly lines: PrintedTransition[]
  readonly state: () => State
}

/**
 * Folds events (in order) in virtual time: each is heard at its own time. The end is `until` (ms, inclusive for
 * events and instants), or else the last event's time.
 */
export function replay(events: readonly AnyEvent[], site: Site, until: number | null): Replayed {
  const floor = createFloor({ site, holidays: holidayDates, keepTransitions: true })
  const levels = createLevelWatch({ floor, holidays: holidayDates })

  /** Lets time pass in steps, so that figures are judged at the exact instants at which time alone changes them. */
  function passTime(to: number): void {
    for (
      let next = earliest([floor, levels]);
      next !== null && next <= to;
      next = earliest([floor, levels])
    ) {
      floor.advance(next)
      levels.judge(floor.takeChanged(), next)
    }
    floor.advance(to)
  }

  /**
   * What the rules say of cases and what belongs to them, by a floor that heard everything before it judged: what is
   * said on the way may be taken back, and then the order within an instant and the runs' numbers tell of the way.
   */
  function judgedAtOnce(end: number): EmittedTransition[] {
    const other = createFloor({ site, holidays: holidayDates, keepTransitions: true })
    for (const [seq, event] of heard.entries()) other.apply({ pos: `${end}-${seq}`, at: end, event })
    other.advance(end)
    return other.takeTransitions()
  }

  const heard = until === null ? events : events.filter(({ time }) => time <= until)
  for (const [seq, event] of heard.entries()) {
    if (floor.now > 0) passTime(event.time - 1)
    floor.apply({ pos: `${event.time}-${seq}`, at: event.time, event })
    if (heard[seq + 1]?.time !== event.time) levels.judge(floor.takeChanged(), event.time)
  }
  const end = until ?? events.at(-1)?.time
  if (end !== undefined) passTime(end)
  const lines = transitionsToPrint([
    ...(end === undefined ? [] : judgedAtOnce(end)),
    ...levels.takeTransitions(),
  ])
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
