import { plainPacker } from '../../contacts/contact-archive.ts'
import { type AnyEvent, type FloorEvent, insertEvent } from '../../event/event.ts'
import { floorEvent } from '../../floor/floor-event-for-test.ts'
import type { RowType } from '../../rows/row.ts'
import { usualLimits } from '../../site/limits.ts'
import type { Site } from '../../site/site-schema.ts'
import { createSiteDays } from '../../time/site-day.ts'
import { createCaseProjection } from './case-projection.ts'

interface Beside {
  readonly contacts: ReadonlyMap<string, FloorEvent[]>
  readonly contradicting: ReadonlyMap<string, number>
  readonly now: number
}

/**
 * The projection of cases by itself, with the little that the floor side would give it; `beside` another, it begins with that.
 * `stepsAtOnce`: as of a floor.
 */
export function caseProjectionForTest(site: Site, beside?: Beside, stepsAtOnce?: number) {
  const contacts = new Map<string, FloorEvent[]>(
    [...(beside?.contacts ?? [])].map(([id, events]) => [id, [...events]]),
  )
  const changed = new Set<string>()
  const contradicting = new Map<string, number>(beside?.contradicting)
  const days = createSiteDays(site.site.timezone, site.site.dayStartsAt)
  let now = beside?.now ?? 0
  let last = 0
  const projection = createCaseProjection({
    ...(stepsAtOnce === undefined ? {} : { stepsAtOnce }),
    now: () => now,
    today: () => days.dayOf(now),
    holidays: () => ({ closed: [], open: [] }),
    packer: plainPacker,
    most: () => usualLimits.eventsPerEntity,
    // Whatever nothing is heard of is evicted, as on the largest floor.
    heldHot: 0,
    contactEvents: (id) => contacts.get(id) ?? [],
    holdsContact: (id) => contacts.has(id),
    changed: (type: RowType, id) => changed.add(`${type}/${id}`),
    contradicted: (source, by) => contradicting.set(source, (contradicting.get(source) ?? 0) + by),
  })
  const errors = projection.configure(site, 0)
  if (errors.length > 0) throw new Error(JSON.stringify(errors))

  return {
    book: projection,
    changed,
    /** How many openings of each source contradict the first one of their subject. */
    contradicting,
    contacts,
    get now() {
      return now
    },
    get last() {
      return last
    },
    /** Hears an event at its receipt, or if none is given at its own time. */
    hear(any: AnyEvent, at = any.time): void {
      const event = floorEvent(any)
      last = Math.max(last, event.time)
      if (event.type.startsWith('contact.')) {
        const list = contacts.get(event.subject)
        if (list === undefined) contacts.set(event.subject, [event])
        else insertEvent(list, event)
      }
      projection.apply(event, at)
    },
    /** Lets time pass as the floor does: instant by instant. */
    advance(until: number): void {
      for (
        let next = projection.nextInstant();
        next !== null && next <= until;
        next = projection.nextInstant()
      ) {
        now = Math.max(now, next)
        projection.advance(now)
      }
      now = Math.max(now, until)
      projection.advance(now)
    },
  }
}
