import type { Site } from '#core/site/site-schema.ts'
import { createSiteDays } from '#core/time/site-day.ts'
import { DAY_BEGINS } from '../first-minute/first-minute.ts'
import { createDemoFloor } from '../model/demo-floor.ts'
import type { DemoEvent } from '../model/simulation.ts'
import type { SimQueue } from '../model/staffing.ts'
import { endOpenWork } from './end-open-work.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
export const PAST_DAYS = 28
/** So much is told at once; the site's clock goes on by as much. */
const STEP = 2 * HOUR
/** How much of the usual comes in: enough for every curve, and quickly told. */
const SHARE = 0.4
/** A weekday's share by its number, Monday first; a bad week (of a price change) and a promotion of three days. */
const WEEK = [1.15, 1.05, 1, 0.95, 0.95, 0.7, 0.6] as const
const BAD_WEEK = { from: 7, to: 14, complaints: 2.6, others: 1.15 } as const
const PROMOTION = { from: 18, to: 21, sales: 2.2 } as const

export const PAST_BEGINS = DAY_BEGINS - PAST_DAYS * DAY

/** How much comes into a queue on a day of the past, by the day's number. */
export function pastLoad(queue: Pick<SimQueue, 'id' | 'isComplaints'>, day: number): number {
  // The demo's own day is a Tuesday.
  const weekday = WEEK[(day + 1 + 7 * PAST_DAYS) % 7]!
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

/** A step of the past: what happened up to and with `until`, in order. */
export interface PastStep {
  readonly until: number
  readonly events: readonly DemoEvent[]
  /** Whole days that are told with it. */
  readonly days: number
}

/**
 * Four weeks before the demo's own day, the same each time, step by step. At their end nothing is open any more, so that
 * its day begins with what is of that day.
 */
export function* pastSteps({ site, seed, source }: PastOptions): Generator<PastStep> {
  const days = createSiteDays(site.site.timezone, '00:00')
  const dayOf = (at: number) => Math.floor((days.dayOf(at) - PAST_BEGINS) / DAY)
  const load = (queue: SimQueue, at: number) => pastLoad(queue, dayOf(at))
  const floor = createDemoFloor({ site, seed: `${seed} past`, source, start: PAST_BEGINS, load })
  if (floor === null) return
  const open = endOpenWork(source)
  for (let until = PAST_BEGINS + STEP; until < DAY_BEGINS; until += STEP) {
    const events = floor.advance(until).filter(({ type }) => type !== 'feed.heartbeat')
    open.hear(events)
    yield { until, events, days: dayOf(until) }
  }
  yield { until: DAY_BEGINS - 1, events: open.end(DAY_BEGINS - HOUR), days: PAST_DAYS }
}
