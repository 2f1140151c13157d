import { setTimeout as wait } from 'node:timers/promises'
import { chunked } from '#core/collections/chunked.ts'
import { comparePositions } from '#core/event/log-position.ts'
import type { Floor } from '#core/floor/floor.ts'
import { HELD_INTERVALS_MS } from '#core/queues/held-intervals.ts'
import { INTERVAL_MS, intervalStart } from '#core/queues/queue-live.ts'
import type { Database } from '#store/postgres/database.ts'
import type { RecountResult } from '#store/postgres/recount-store.ts'
import { correctRecords } from './correct-records.ts'
import { countAgain } from './count-again.ts'
import { dayDifferences } from './day-differences.ts'
import { type Difference, differencesOf, sumOf } from './differences.ts'
import { foldedRecords } from './folded-records.ts'
import { openWorkDifferences, openWorkNow } from './open-work-again.ts'
import { touchedSince } from './touched.ts'

export interface RecountContext {
  readonly site: string
  readonly database: Database
  readonly floor: Pick<Floor, 'pos' | 'now' | 'ids' | 'row' | 'site' | 'intervals' | 'agentIntervals'>
  /** From which instant (ms) on the archive is whole: of what is older, events were removed. */
  readonly wholeFrom: () => Promise<number>
  /** Up to where the log is archived. */
  readonly archived: () => Promise<string>
}

/** Quarters counted at a time: what the floor says of them is copied in one go, which must not hold it up. */
const AT_ONCE = 4
/** Of older ones the floor says nothing: of what was sent afterwards of weeks ago there are thousands. */
const OLDER_AT_ONCE = 16
const LOOK_EVERY_MS = 100
const ARCHIVED_WITHIN_MS = 30_000
/** Records older than this are written anew where they are touched; the floor writes them for an hour more. */
const COMPARED_MS = HELD_INTERVALS_MS - 3_600_000
const KEPT_FOUND = 50

/** Counts again all that the floor has the last word on, or (`since` a position) what was touched since then. */
export async function recountOnce(
  context: RecountContext,
  since: string | null,
  signal: AbortSignal,
): Promise<RecountResult | null> {
  const began = performance.now()
  const from = { site: context.site, pos: context.floor.pos, now: context.floor.now }
  if (!(await isArchived(context, from.pos, signal))) return null
  const starts = since === null ? heldStarts(from.now) : await stillWhole(context, from, since)
  const done = { intervals: 0, corrected: 0, found: [] as Difference[] }
  for (const some of inParts(starts, from.now)) {
    if (signal.aborted) return null
    const part = await recountPart(context, some, signal)
    if (part === null) return null
    done.intervals += part.intervals
    done.corrected += part.corrected
    done.found.push(...part.found)
  }
  if (since === null && !signal.aborted) {
    const owed = await recountOpenWork(context, signal)
    if (owed === null) return null
    done.found.push(...owed)
  }
  if (signal.aborted) return null
  return {
    at: from.now,
    pos: from.pos,
    span: since === null ? 'all' : 'touched',
    ...done,
    tookMs: performance.now() - began,
    differences: sumOf(done.found),
    found: done.found.slice(0, KEPT_FOUND),
  }
}

function inParts(starts: readonly number[], now: number): readonly (readonly number[])[] {
  const isOlder = (start: number) => start < now - COMPARED_MS
  return [
    ...chunked(starts.filter(isOlder), OLDER_AT_ONCE),
    ...chunked(
      starts.filter((start) => !isOlder(start)),
      AT_ONCE,
    ),
  ]
}

/** What was touched, but for quarters of which events were removed: these records stay as they are. */
async function stillWhole(
  { database, wholeFrom }: RecountContext,
  from: { site: string; pos: string; now: number },
  since: string,
): Promise<number[]> {
  const [starts, whole] = await Promise.all([touchedSince(database, from, since), wholeFrom()])
  return starts.filter((start) => start >= whole)
}

function heldStarts(now: number): number[] {
  const starts: number[] = []
  for (let start = intervalStart(now); start >= now - COMPARED_MS; start -= INTERVAL_MS) starts.push(start)
  return starts
}

/** Days, promises and callbacks, at one log position. */
async function recountOpenWork(context: RecountContext, signal: AbortSignal): Promise<Difference[] | null> {
  const { site, database, floor } = context
  const at = { site, pos: floor.pos, now: floor.now }
  const days = dayDifferences(floor)
  const owed = openWorkNow(floor)
  if (!(await isArchived(context, at.pos, signal))) return null
  return [...days, ...(await openWorkDifferences(database, at, owed))]
}

/** What the floor says and what the archive says, at one log position. */
async function recountPart(context: RecountContext, starts: readonly number[], signal: AbortSignal) {
  const { site, database, floor } = context
  const at = { site, pos: floor.pos, now: floor.now }
  const compared = starts.filter((start) => start >= at.now - COMPARED_MS)
  const folded = foldedRecords(floor, compared)
  if (!(await isArchived(context, at.pos, signal))) return null
  const counted = await countAgain(database, at, starts)
  const older = counted.filter(({ start }) => start < at.now - COMPARED_MS)
  await correctRecords(database, site, older)
  const again = counted.filter(({ start }) => start >= at.now - COMPARED_MS)
  return { intervals: folded.length, corrected: older.length, found: differencesOf(folded, again) }
}

async function isArchived({ archived }: RecountContext, pos: string, signal: AbortSignal): Promise<boolean> {
  for (const began = performance.now(); ; ) {
    if (comparePositions(await archived(), pos) >= 0) return true
    if (signal.aborted || performance.now() - began > ARCHIVED_WITHIN_MS) return false
    await wait(LOOK_EVERY_MS, null, { signal }).catch(() => null)
  }
}
