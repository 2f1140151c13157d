import type { Staff } from '#core/access/viewer.ts'
import type { AgentsAnswer } from '#core/api/agents-answer.ts'
import { isReportSubject, reportSubjects } from '#core/api/interval-report.ts'
import type { Floor } from '#core/floor/floor.ts'
import { type AgentsOf, agentsReport } from '#core/history/agents-report.ts'
import type { DayOfAgents } from '#core/history/day-of-agents.ts'
import { divideSpan, isPeriodUnit } from '#core/history/periods.ts'
import { type Span, siteCalendar } from '#core/history/site-calendar.ts'
import { instantText } from '#core/rows/row.ts'
import { type ApiAnswer, ok, refuse } from '../api/answer.ts'
import { maySeeAgent } from '../api/may-see.ts'
import { requestedSpan } from '../api/requested-span.ts'
import type { ApiRoute, StaffRequest } from '../api/route.ts'
import { type DaysOfAgents, knownAgents, refusedSpan } from './days-of-agents.ts'
import { oneOf } from './one-of.ts'
import { reportSubject } from './report-subject.ts'

const units = ['15m', '30m', 'hour'] as const

/** What the caller may know: figures of all, names of those whom they may see. */
function shown(
  day: DayOfAgents,
  of: AgentsOf,
  periods: readonly Span[],
  request: StaffRequest,
): AgentsAnswer {
  const report = agentsReport(day, of, periods)
  const isSeen = seenBy(request.viewer, request.floor)
  return {
    ...{ state: 'done', from: instantText(day.span.from), to: instantText(day.span.to) },
    waitedMs: report.waitedMs,
    periods: report.periods.map((period, index) => ({
      ...period,
      from: instantText(periods[index]!.from),
      to: instantText(Math.min(periods[index]!.to, day.span.to)),
    })),
    agents: report.agents.filter(isSeen),
    losses: report.losses.map((loss) => ({ ...loss, agents: loss.agents.filter(isSeen) })),
  }
}

const seenBy =
  (viewer: Staff, floor: Floor) =>
  ({ id }: { id: string }) =>
    maySeeAgent(viewer, id, floor)

async function answer(request: StaffRequest, days: DaysOfAgents): Promise<ApiAnswer> {
  const { query, viewer, floor } = request
  const of = query.get('of') ?? ''
  const by = query.get('by') ?? '15m'
  if (!isReportSubject(of)) return oneOf('of', reportSubjects)
  if (!isPeriodUnit(by) || !units.some((unit) => unit === by)) return oneOf('by', units)
  const span = requestedSpan(query)
  if ('status' in span) return span
  const tooLong = refusedSpan(span)
  if (tooLong !== null) return tooLong
  const summed = reportSubject(of, query.get('id'), viewer, floor)
  if ('status' in summed) return summed
  const { timezone, dayStartsAt } = floor.site.site
  const divided = divideSpan(span, by, siteCalendar(timezone, dayStartsAt))
  if (divided === null) return refuse(400, 'bad_request', 'by: makes too many periods of this span')
  const day = await days(span, () => knownAgents(floor))
  if (day === null) return ok({ state: 'working' } satisfies AgentsAnswer)
  const subjects = summed.kind === 'queue' ? { queues: summed.subjects } : { agents: summed.subjects }
  const periods = divided.periods.filter(({ from }) => from < day.span.to)
  return ok(shown(day, subjects, periods, request))
}

/** `GET /intervals/agents`: what agents did over a day, and whose time was lost while somebody waited. */
export function agentRoutes(days: DaysOfAgents): ApiRoute[] {
  return [
    { method: 'GET', path: '/intervals/agents', for: 'staff', answer: (request) => answer(request, days) },
  ]
}
