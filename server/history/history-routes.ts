import { csvText } from '#core/api/csv.ts'
import type { EntryReport, IntervalReport, LegReport } from '#core/api/interval-report.ts'
import { isReportSubject, reportSubjects } from '#core/api/interval-report.ts'
import {
  divideSpan,
  isPeriodUnit,
  MOST_PERIODS,
  type PeriodUnit,
  periodUnits,
} from '#core/history/periods.ts'
import { type SiteCalendar, type Span, siteCalendar } from '#core/history/site-calendar.ts'
import { HELD_INTERVALS_MS } from '#core/queues/held-intervals.ts'
import { isServiceLevelVariant, serviceLevelVariants, variantOf } from '#core/queues/service-level.ts'
import { instantText } from '#core/rows/row.ts'
import type { IntervalSums } from '#store/postgres/interval-sums.ts'
import { type ApiAnswer, ok, okText, refuse } from '../api/answer.ts'
import { requestedSpan } from '../api/requested-span.ts'
import type { ApiRoute, StaffRequest } from '../api/route.ts'
import { type Audit, auditName, createHourlyAudit, type HourlyAudit } from '../audit.ts'
import { agentMetrics, entryMetrics } from './metrics-of.ts'
import { oneOf } from './one-of.ts'
import { reportRows } from './report-rows.ts'
import { reportSubject, type Summed } from './report-subject.ts'
import { sumAgents, sumQueues } from './sum-records.ts'

/** The site's days of a span that have begun, whole. */
function daysWithin({ from, to }: Span, now: number, calendar: SiteCalendar): Span[] {
  const days: Span[] = []
  for (let day = calendar.dayOf(from); day < Math.min(to, now); day = calendar.nextDay(day))
    days.push({ from: Math.max(day, from), to: Math.min(calendar.nextDay(day), to, now) })
  return days
}

/** Days that the floor itself has no record of, either, have none at all. */
async function missingDays(
  span: Span,
  calendar: SiteCalendar,
  { floor }: StaffRequest,
  sums: IntervalSums,
): Promise<IntervalReport['missing']> {
  const queues = [...floor.ids('queue')]
  const held = floor.now - HELD_INTERVALS_MS
  const unheld = daysWithin(span, floor.now, calendar).filter(
    ({ from, to }) => to <= held || !queues.some((queue) => floor.intervals(queue, from, to).length > 0),
  )
  const missing = await sums.without(unheld, queues)
  return missing.map(({ from, to, isLost }) => ({
    from: instantText(from),
    to: instantText(to),
    lost: isLost,
  }))
}

const periodText = ({ from, to, weekday }: { from: number; to: number; weekday: number | null }) => ({
  from: instantText(from),
  to: instantText(to),
  weekday,
})

async function answer(request: StaffRequest, sums: IntervalSums, hourly: HourlyAudit): Promise<ApiAnswer> {
  const { query, viewer, floor, req } = request
  const of = query.get('of') ?? ''
  const by = query.get('by') ?? '15m'
  if (!isReportSubject(of)) return oneOf('of', reportSubjects)
  if (!isPeriodUnit(by)) return oneOf('by', periodUnits)
  const variant = query.get('variant') ?? variantOf(floor.site.site.definitions)
  if (!isServiceLevelVariant(variant)) return oneOf('variant', serviceLevelVariants)
  const span = requestedSpan(query)
  if ('status' in span) return span
  const summed = reportSubject(of, query.get('id'), viewer, floor)
  if ('status' in summed) return summed
  const calendar = siteCalendar(floor.site.site.timezone, floor.site.site.dayStartsAt)
  const divided = divideSpan(span, by, calendar)
  if (divided === null)
    return refuse(400, 'bad_request', `by: ${by} makes more than ${MOST_PERIODS} periods of this span`)
  const missed = () => missingDays(span, calendar, request, sums)
  const head = headOf(summed, by, span, request)
  const periods = divided.periods.map(periodText)
  const source = { floor, sums }
  let report: IntervalReport
  if (summed.kind === 'queue') {
    const [found, missing] = await Promise.all([sumQueues(source, summed.subjects, divided, span), missed()])
    const metrics = (sum: Parameters<typeof entryMetrics>[0]) => entryMetrics(sum, variant)
    report = {
      ...head,
      variant,
      periods: periods.map((period, index) => ({ ...period, ...metrics(found.periods[index]!) })),
      total: metrics(found.total),
      parts: partsOf(found.bySubject, summed, metrics),
      missing,
    } as EntryReport
  } else {
    const [found, missing] = await Promise.all([sumAgents(source, summed.subjects, divided, span), missed()])
    report = {
      ...head,
      variant,
      periods: periods.map((period, index) => ({ ...period, ...agentMetrics(found.periods[index]!) })),
      total: agentMetrics(found.total),
      parts: partsOf(found.bySubject, summed, agentMetrics),
      missing,
    } as LegReport
  }
  if (!/\btext\/csv\b/i.test(req.headers.accept ?? '')) return ok(report)
  const rows = reportRows(report)
  const { id } = report
  await hourly(auditName(viewer), 'table.exported', `${of}/${id}/${by}`, {
    ...{ of, id, by, span: { from: report.from, to: report.to } },
    rows: rows.length - 1,
  })
  return okText('text/csv; charset=utf-8', csvText(rows))
}

function headOf(
  { of, id, partial, target }: Summed,
  by: PeriodUnit,
  { from, to }: Span,
  { floor }: StaffRequest,
) {
  return {
    ...{ pos: floor.pos, at: instantText(floor.now), of, id },
    ...{ from: instantText(from), to: instantText(to), by, partial, target },
  }
}

function partsOf<T, M extends object>(
  bySubject: ReadonlyMap<string, T>,
  { subjects }: Summed,
  metrics: (sum: T) => M,
): ({ id: string } & M)[] {
  if (subjects.length < 2) return []
  return subjects.flatMap((id) => {
    const sum = bySubject.get(id)
    return sum === undefined ? [] : [{ id, ...metrics(sum) }]
  })
}

/**
 * `GET /intervals` (contract §4): records and figures of queues and agents, summed from counts, over any span. Who has
 * them as a file is on record.
 */
export function historyRoutes(sums: IntervalSums, audit: Audit): ApiRoute[] {
  const hourly = createHourlyAudit(audit)
  return [
    { method: 'GET', path: '/intervals', for: 'staff', answer: (request) => answer(request, sums, hourly) },
  ]
}
