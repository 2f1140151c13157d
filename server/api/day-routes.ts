import type { Staff, ViewerReach } from '#core/access/viewer.ts'
import type { Floor } from '#core/floor/floor.ts'
import { instantText } from '#core/rows/row.ts'
import { createSiteDays, type SiteDays } from '#core/time/site-day.ts'
import type { DayReport, ReportReach } from '#store/postgres/day-report.ts'
import { ok } from './answer.ts'
import type { ApiRoute, StaffRequest } from './route.ts'

/** Asked by every supervisor's screen each minute: the database is asked once for all of equal reach. */
const KEEP_MS = 50_000
const WEEK = 7

const reachOf = (reach: ViewerReach): ReportReach =>
  reach === 'all' ? 'all' : { queues: [...reach.queues].sort(), teams: [...reach.teams].sort() }

/** The same weekday of the week before, up to the same time of the day. */
function lastWeek(days: SiteDays, today: number, now: number): { from: number; to: number } {
  let from = today
  for (let day = 0; day < WEEK; day++) from = days.dayOf(from - 1)
  return { from, to: Math.min(from + (now - today), days.nextDay(from)) }
}

/** How long after its end a contact may still be said what became of it. */
function tapMs(floor: Floor): number {
  return Math.max(0, ...floor.site.queues.map(({ wrapUpSec }) => (wrapUpSec ?? 0) * 1_000))
}

async function report(floor: Floor, viewer: Staff, archive: DayReport) {
  const { timezone, dayStartsAt } = floor.site.site
  const days = createSiteDays(timezone, dayStartsAt)
  const today = days.dayOf(floor.now)
  const span = { from: today, to: floor.now }
  const ended = { from: today, to: Math.max(today, floor.now - tapMs(floor)) }
  const head = { from: instantText(span.from), at: instantText(span.to) }
  if (viewer.role === 'agent')
    return { ...head, unclassified: await archive.unclassified(ended, viewer.agent ?? '', 'all') }
  const before = lastWeek(days, today, floor.now)
  const reach = reachOf(viewer.reach)
  const [causes, causesBefore, isKnown, repeats, unclassified] = await Promise.all([
    archive.causes(span, reach),
    archive.causes(before, reach),
    archive.knows(before),
    archive.repeats(span, reach),
    archive.unclassified(ended, null, reach),
  ])
  return { ...head, causes, causesLastWeek: isKnown ? causesBefore : null, repeats, unclassified }
}

/** What the day was like so far, of what the live rows do not hold: causes beside last week's, repeats, unclassified. */
export function dayRoutes(archive: DayReport): ApiRoute[] {
  const kept = new Map<string, { until: number; answer: Promise<unknown> }>()

  function keyOf({ role, agent, reach }: Staff): string {
    return JSON.stringify(role === 'agent' ? [agent] : reachOf(reach))
  }

  function answer({ viewer, floor }: StaffRequest): Promise<unknown> {
    const key = keyOf(viewer)
    const now = performance.now()
    for (const [old, { until }] of kept) if (until < now) kept.delete(old)
    const there = kept.get(key)
    if (there !== undefined) return there.answer
    const made = report(floor, viewer, archive)
    kept.set(key, { until: now + KEEP_MS, answer: made })
    made.catch(() => kept.delete(key))
    return made
  }

  return [{ method: 'GET', path: '/day', for: 'staff', answer: async (request) => ok(await answer(request)) }]
}
