import { createFloor } from '#core/floor/create-floor.ts'
import type { Floor } from '#core/floor/floor.ts'
import type { RowType } from '#core/rows/row.ts'
import type { Site } from '#core/site/site-schema.ts'
import { holidayDates } from '#platform/holidays.ts'
import { foldSlices } from '#store/floor/fold-slices.ts'
import type { AggregatePage, ReadAggregate } from '#store/postgres/aggregate-events.ts'
import type { EventGroup } from '#store/postgres/event-removal.ts'

export interface StillOpenOptions {
  readonly events: ReadAggregate
  /** The set in force, for a time of which none is archived. */
  readonly site: Site
  /** The site's time, ms. */
  readonly now: number
  readonly onFault: (error: Error) => void
  /** How many events are folded at most; not given: 100,000. */
  readonly most?: number
}

/** It holds more than can be looked through: what of it is open nobody can say, so nothing of it is erased. */
export class TooManyEvents extends Error {
  constructor(most: number) {
    super(
      `there are more than ${most} events of this customer: what of them is open cannot be told, so nothing is erased`,
    )
  }
}

/** More than that on one floor is no customer, but a key that many share. */
const MOST_EVENTS = 100_000
/** A call that rings for longer is over, and nobody told. */
const RINGS_MS = 12 * 3_600_000

/** Whether it is open or owed. A contact is while its customer waits or is on the line, as far as that can still be so. */
function isOpen(floor: Floor, { kind, subject }: EventGroup, heardAt: number): boolean {
  switch (kind as RowType) {
    case 'contact': {
      const row = floor.row('contact', subject)
      if (row === null || row.suspect) return false
      return row.state !== 'ringing' || floor.now - heardAt < RINGS_MS
    }
    case 'case':
      return (floor.row('case', subject)?.state ?? 'resolved') !== 'resolved'
    case 'promise': {
      const state = floor.row('promise', subject)?.state
      return state === 'open' || state === 'broken'
    }
    case 'handoff': {
      const row = floor.row('handoff', subject)
      return row !== null && row.returnedAt === null
    }
    case 'approval':
      return floor.row('approval', subject)?.state === 'open'
    case 'assist':
      return (floor.row('assist', subject)?.state ?? 'ended') !== 'ended'
    case 'callback':
      return floor.row('callback', subject) !== null
    default:
      return false
  }
}

/**
 * Which of these are open or owed, by what the floor makes of what is archived of them: what was taken back counts as
 * never said, what was reached is done. All are folded together, for a call reaches a callback by its customer alone.
 * Rejects with `TooManyEvents` where that is too much for one floor.
 */
export async function stillOpen(
  groups: readonly EventGroup[],
  { events, site, now, onFault, most = MOST_EVENTS }: StillOpenOptions,
): Promise<EventGroup[]> {
  if (groups.length === 0) return []
  const floor = createFloor({ site, holidays: holidayDates, keepsOver: true })
  const members = groups.map(({ kind, subject }) => ({ type: kind, id: subject }))
  const heard = new Map<string, number>()
  let count = 0
  for (let after: string | null | undefined; after !== null; ) {
    const page: AggregatePage = await events(members, after)
    count += page.entries.length
    if (count > most) throw new TooManyEvents(most)
    await foldSlices(floor, page.entries, { onSlice: () => floor.takeChanged(), onFault })
    for (const { event } of page.entries) heard.set(event.subject, event.time)
    after = page.next
  }
  floor.settle()
  floor.advance(now)
  return groups.filter((group) => isOpen(floor, group, heard.get(group.subject) ?? 0))
}
