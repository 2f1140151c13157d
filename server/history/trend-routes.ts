import { isReportSubject, reportSubjects } from '#core/api/interval-report.ts'
import type { TrendPeriod, TrendsAnswer } from '#core/api/trends-answer.ts'
import { divideSpan, isPeriodUnit, MOST_PERIODS, periodUnits } from '#core/history/periods.ts'
import { siteCalendar } from '#core/history/site-calendar.ts'
import { instantText } from '#core/rows/row.ts'
import type { DayReport } from '#store/postgres/day-report.ts'
import type { TrendReport } from '#store/postgres/trend-report.ts'
import { type ApiAnswer, ok, refuse } from '../api/answer.ts'
import { requestedSpan } from '../api/requested-span.ts'
import type { ApiRoute, StaffRequest } from '../api/route.ts'
import { oneOf } from './one-of.ts'
import { reachOfSummed } from './reach-of-summed.ts'
import { reportSubject } from './report-subject.ts'

/** Longer than this, all contacts are too many to be looked through while somebody waits. */
const MOST_SPAN_MS = 32 * 86_400_000

async function answer(request: StaffRequest, trends: TrendReport, day: DayReport): Promise<ApiAnswer> {
  const { query, viewer, floor } = request
  const of = query.get('of') ?? ''
  const by = query.get('by') ?? 'day'
  if (!isReportSubject(of)) return oneOf('of', reportSubjects)
  if (!isPeriodUnit(by)) return oneOf('by', periodUnits)
  const span = requestedSpan(query)
  if ('status' in span) return span
  if (span.to - span.from > MOST_SPAN_MS)
    return refuse(400, 'bad_request', 'to: must be within 32 days of from')
  const summed = reportSubject(of, query.get('id'), viewer, floor)
  if ('status' in summed) return summed
  if (summed.kind === 'agent') return refuse(400, 'bad_request', 'of: trends are those of queues')
  const { timezone, dayStartsAt } = floor.site.site
  const divided = divideSpan(span, by, siteCalendar(timezone, dayStartsAt))
  if (divided === null)
    return refuse(400, 'bad_request', `by: ${by} makes more than ${MOST_PERIODS} periods of this span`)
  const reach = reachOfSummed(summed, viewer)
  const trendRequest = { ...span, starts: divided.bounds.slice(0, -1), reach, now: floor.now }
  const [repeats, unclassified, causes] = await Promise.all([
    trends.repeats(trendRequest),
    trends.unclassified(trendRequest),
    day.causes(span, reach),
  ])
  const periods = divided.periods.map(({ from, to, weekday }) => ({
    ...{ from: instantText(from), to: instantText(to), weekday },
    ...{ known: 0, within24: 0, within48: 0, within72: 0, ended: 0, unclassified: 0 },
  }))
  for (const { stretch, ...counts } of [...repeats, ...unclassified]) {
    const period = periods[divided.periodOf[stretch]!]!
    for (const [name, count] of Object.entries(counts)) period[name as 'known'] += count
  }
  const body: TrendsAnswer = {
    ...{ at: instantText(floor.now), from: instantText(span.from), to: instantText(span.to) },
    periods: periods satisfies TrendPeriod[],
    causes,
  }
  return ok(body)
}

/** `GET /intervals/trends`: what is told by events and not by records: repeat contacts, unclassified ones, causes. */
export function trendRoutes(trends: TrendReport, day: DayReport): ApiRoute[] {
  return [
    {
      method: 'GET',
      path: '/intervals/trends',
      for: 'staff',
      answer: (request) => answer(request, trends, day),
    },
  ]
}
