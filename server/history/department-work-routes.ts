import type { DepartmentAnswer } from '#core/api/department-answer.ts'
import { departmentWork } from '#core/history/department-work.ts'
import { divideSpan, MOST_PERIODS, type PeriodUnit, periodUnits } from '#core/history/periods.ts'
import { siteCalendar } from '#core/history/site-calendar.ts'
import { instantText } from '#core/rows/row.ts'
import type { ReadWork } from '#store/postgres/work-archive.ts'
import { type ApiAnswer, ok, refuse } from '../api/answer.ts'
import { requestedSpan } from '../api/requested-span.ts'
import type { ApiRoute, StaffRequest } from '../api/route.ts'
import { oneOf } from './one-of.ts'
import { reachOfSummed } from './reach-of-summed.ts'
import { reportSubject } from './report-subject.ts'

/** What lies open at the end of all Mondays together, nobody can say. */
const units = periodUnits.filter((unit): unit is Exclude<PeriodUnit, 'weekday'> => unit !== 'weekday')

async function answer({ query, viewer, floor }: StaffRequest, work: ReadWork): Promise<ApiAnswer> {
  const id = query.get('id') ?? ''
  const by = units.find((unit) => unit === (query.get('by') ?? 'day'))
  if (by === undefined) return oneOf('by', units)
  const span = requestedSpan(query)
  if ('status' in span) return span
  if (floor.row('department', id) === null) return refuse(404, 'not_found', `department ${id}: not known`)
  const site = reportSubject('site', null, viewer, floor)
  if ('status' in site) return site
  const { timezone, dayStartsAt } = floor.site.site
  const divided = divideSpan(span, by, siteCalendar(timezone, dayStartsAt))
  if (divided === null)
    return refuse(400, 'bad_request', `by: ${by} makes more than ${MOST_PERIODS} periods of this span`)
  // Hand-offs of the cases that the caller may see, as in the report of the site.
  const { handoff } = await work(span, reachOfSummed(site, viewer))
  const periods = departmentWork(handoff, id, divided.periods, floor.now)
  const body: DepartmentAnswer = {
    ...{ at: instantText(floor.now), id, from: instantText(span.from), to: instantText(span.to), by },
    periods: periods.map((period, index) => ({
      ...period,
      from: instantText(divided.periods[index]!.from),
      to: instantText(divided.periods[index]!.to),
    })),
    total: departmentWork(handoff, id, [span], floor.now)[0]!,
  }
  return ok(body)
}

/** `GET /intervals/department`: what lay with one department over any span, and how soon it came back. */
export function departmentWorkRoutes(work: ReadWork): ApiRoute[] {
  return [
    {
      method: 'GET',
      path: '/intervals/department',
      for: 'staff',
      answer: (request) => answer(request, work),
    },
  ]
}
