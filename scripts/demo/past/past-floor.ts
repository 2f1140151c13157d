import type { Site } from '#core/site/site-schema.ts'
import { createSiteDays } from '#core/time/site-day.ts'
import { DAY_BEGINS } from '../first-minute/first-minute.ts'
import { createDemoFloor } from '../model/demo-floor.ts'
import { planOtherDays } from '../model/other-days.ts'
import type { DemoEvent } from '../model/simulation.ts'
import type { SimQueue } from '../model/staffing.ts'
import { endOpenWork } from './end-open-work.ts'
import { readStories } from './stories.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
export const PAST_DAYS = 28
export const PAST_BEGINS = DAY_BEGINS - PAST_DAYS * DAY

/** A floor of a dozen on duty: enough for every curve and every list, and quickly told. */
const OFF = 0.66
const SHARE = 0.2
/** The share of those who come who were here before. */
const RETURNING = 0.22
/** A weekday's share, Monday first; a bad week (of a price change) and a promotion of three days. */
const WEEK = [1.15, 1.05, 1, 0.95, 0.95, 0.7, 0.6] as const
const BAD_WEEK = { from: 6, to: 13, complaints: 2.2, others: 1.25 } as const
const PROMOTION = { from: 18, to: 21, sales: 2 } as const

/** How much comes into a queue on a day of the past, by the day's number; it begins on a Tuesday, as the demo's day is one. */
export function pastLoad(queue: Pick<SimQueue, 'id' | 'isComplaints' | 'isChat'>, day: number): number {
  const weekday = WEEK[(day + 1) % 7]!
  const isBad = day >= BAD_WEEK.from && day < BAD_WEEK.to
  const isSold = day >= PROMOTION.from && day < PROMOTION.to && queue.id === 'sales'
  const bad = isBad ? (queue.isComplaints ? BAD_WEEK.complaints : BAD_WEEK.others) : 1
  return SHARE * weekday * bad * (isSold ? PROMOTION.sales : 1)
}

export interface PastOptions {
  readonly site: Site
  readonly seed: string
  readonly source: string
}

/**
 * What happened in the four weeks before the demo's own day, day by day, each in order; the same each time. At their end
 * nothing is open any more, so that its day begins with what is of that day.
 */
export function* pastDays({ site, seed, source }: PastOptions): Generator<readonly DemoEvent[]> {
  const days = createSiteDays(site.site.timezone, '00:00')
  const load = (queue: SimQueue, at: number) =>
    pastLoad(queue, Math.floor((days.dayOf(at) - PAST_BEGINS) / DAY))
  const floor = createDemoFloor({
    ...{ site, seed: `${seed} past`, source, start: PAST_BEGINS, load, off: OFF, returning: RETURNING },
    plan: (simulation) => planOtherDays(simulation, { from: PAST_BEGINS, days: PAST_DAYS }),
  })
  if (floor === null) return
  const stories = readStories(source, site.site.language)
  const open = endOpenWork(source)
  for (let day = 1; day <= PAST_DAYS; day++) {
    const until = PAST_BEGINS + day * DAY - 1
    const simulated = floor.advance(until).filter(({ type }) => type !== 'feed.heartbeat')
    const ofStories = stories.filter(({ time }) => isWithin(Date.parse(time), until - DAY, until))
    const events = [...simulated, ...ofStories].sort(byTime)
    open.apply(events)
    yield day < PAST_DAYS ? events : [...events, ...open.end(until - HOUR)].sort(byTime)
  }
}

const isWithin = (at: number, from: number, to: number) => at > from && at <= to

const byTime = (a: DemoEvent, b: DemoEvent) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0)
