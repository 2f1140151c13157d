import { isReportSubject, reportSubjects } from '#core/api/interval-report.ts'
import { workReport } from '#core/history/work-report.ts'
import { instantText } from '#core/rows/row.ts'
import type { ReadWork } from '#store/postgres/work-archive.ts'
import { type ApiAnswer, ok, refuse } from '../api/answer.ts'
import type { ApiRoute, StaffRequest } from '../api/route.ts'
import { spanOf } from '../api/span-of.ts'
import { oneOf } from './one-of.ts'
import { reachOfSummed } from './reach-of-summed.ts'
import { reportSubject } from './report-subject.ts'

async function answer({ query, viewer, floor }: StaffRequest, work: ReadWork): Promise<ApiAnswer> {
  const of = query.get('of') ?? ''
  if (!isReportSubject(of)) return oneOf('of', reportSubjects)
  const span = spanOf(query)
  if ('status' in span) return span
  const summed = reportSubject(of, query.get('id'), viewer, floor)
  if ('status' in summed) return summed
  if (summed.kind === 'agent') return refuse(400, 'bad_request', 'of: this is told of queues')
  const report = workReport(await work(span, reachOfSummed(summed, viewer)), span, floor.now)
  return ok({
    ...{ at: instantText(floor.now), from: instantText(span.from), to: instantText(span.to) },
    ...report,
  })
}

/** `GET /intervals/work`: promises by who made them, departments, callbacks by age, of a span. */
export function workRoutes(work: ReadWork): ApiRoute[] {
  return [{ method: 'GET', path: '/intervals/work', for: 'staff', answer: (call) => answer(call, work) }]
}
