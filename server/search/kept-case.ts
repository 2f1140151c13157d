import { createFloor } from '#core/floor/create-floor.ts'
import type { Floor } from '#core/floor/floor.ts'
import type { CaseRow } from '#core/rows/case-rows.ts'
import type { RowType } from '#core/rows/row.ts'
import { holidayDates } from '#platform/holidays.ts'
import { foldSlices } from '#store/floor/fold-slices.ts'
import type { ReadAggregate } from '#store/postgres/aggregate-events.ts'
import type { CaseMembers, RecordReader } from '#store/postgres/record-reader.ts'

/** A case that the live floor has let go. */
export interface CaseOfArchive {
  /** Its last row, by which is judged who may see it. */
  readonly row: CaseRow
  /** A floor as it tells of the case; null: its events are gone. It costs as much as the case has events. */
  floor(live: Floor): Promise<Floor | null>
}

/** Looks up a case of any age; null: nothing is kept of it. */
export type KeptCases = (caseId: string) => Promise<CaseOfArchive | null>

export interface KeptCasesOptions {
  readonly reader: Pick<RecordReader, 'members'>
  readonly events: ReadAggregate
  readonly onFault: (error: Error) => void
}

/** What belongs to a case is as the archive tells it; all around it as it is now, which says who may see it. */
const OF_CASE: ReadonlySet<RowType> = new Set([
  ...(['case', 'promise', 'handoff', 'approval', 'assist', 'callback', 'contact', 'outcome'] as const),
])

/** A page reads its case in several steps, and some people look at one after the other. */
const KEPT = 20
const KEPT_MS = 30_000

function around(live: Floor, past: Floor): Floor {
  return {
    ...live,
    pos: live.pos,
    now: live.now,
    site: live.site,
    row: (type, id) => (OF_CASE.has(type) ? past.row(type, id) : live.row(type, id)),
    aggregate: past.aggregate,
    repeats: past.repeats,
    timeline: past.timeline,
    why: past.why,
    eventsOf: past.eventsOf,
  }
}

/**
 * Makes cases again of their archived events, by the fold that the live floor is made by and the site files that were in
 * force then: timeline, clocks and why are what they were.
 */
export function createKeptCases({ reader, events, onFault }: KeptCasesOptions): KeptCases {
  const kept = new Map<string, { until: number; past: Promise<Floor | null> }>()

  async function fold({ row, members }: CaseMembers, live: Floor): Promise<Floor | null> {
    // A case of more events than a page has is told by the first of them.
    const { entries } = await events([{ type: 'case', id: row.id }, ...members])
    const first = entries.find(({ event }) => event.type === 'config.applied')
    const past = createFloor({
      ...{ holidays: holidayDates, keepsOver: true },
      // Of a time of which no set is archived the one that is in force now is as good as any.
      ...(first === undefined ? { site: live.site } : {}),
    })
    await foldSlices(past, entries, { onSlice: () => past.takeChanged(), onFault })
    past.settle()
    past.advance(live.now)
    return past.row('case', row.id) === null ? null : past
  }

  async function keptFloor(found: CaseMembers, live: Floor): Promise<Floor | null> {
    const { id: caseId } = found.row
    const now = performance.now()
    for (const [id, { until }] of kept) if (until < now) kept.delete(id)
    let entry = kept.get(caseId)
    if (entry === undefined) {
      entry = { until: now + KEPT_MS, past: fold(found, live) }
      entry.past.catch(() => kept.delete(caseId))
      kept.set(caseId, entry)
      if (kept.size > KEPT) kept.delete(kept.keys().next().value!)
    }
    const past = await entry.past
    return past === null ? null : around(live, past)
  }

  return async (caseId) => {
    const found = await reader.members(caseId)
    return found === null ? null : { row: found.row, floor: (live) => keptFloor(found, live) }
  }
}
