import type { Staff } from '#core/access/viewer.ts'
import { isReportSubject, reportSubjects } from '#core/api/interval-report.ts'
import type { WorkAnswer } from '#core/api/work-answer.ts'
import { workReport } from '#core/history/work-report.ts'
import { leadsOf } from '#core/notify/people-of.ts'
import { instantText } from '#core/rows/row.ts'
import type { Site } from '#core/site/site-schema.ts'
import type { DeliveryReport, PersonMessages } from '#store/postgres/delivery-report.ts'
import type { ReadWork } from '#store/postgres/work-archive.ts'
import { type ApiAnswer, ok, refuse } from '../api/answer.ts'
import { requestedSpan } from '../api/requested-span.ts'
import type { ApiRoute, StaffRequest } from '../api/route.ts'
import { oneOf } from './one-of.ts'
import { reachOfSummed } from './reach-of-summed.ts'
import { maySeeAgentByName, reportSubject } from './report-subject.ts'

async function answer(
  { query, viewer, floor }: StaffRequest,
  work: ReadWork,
  heard: Pick<DeliveryReport, 'suggestions' | 'messages'>,
): Promise<ApiAnswer> {
  const of = query.get('of') ?? ''
  if (!isReportSubject(of)) return oneOf('of', reportSubjects)
  const span = requestedSpan(query)
  if ('status' in span) return span
  const summed = reportSubject(of, query.get('id'), viewer, floor)
  if ('status' in summed) return summed
  if (summed.kind === 'agent') return refuse(400, 'bad_request', 'of: this is told of queues')
  const reach = reachOfSummed(summed, viewer)
  const [events, suggestions, messages] = await Promise.all([
    work(span, reach),
    heard.suggestions(span, reach),
    summed.of === 'site' ? messagesOfLeads(await heard.messages(span), viewer, floor.site) : null,
  ])
  const report = workReport(events, span, floor.now)
  const { promises } = report
  const body: WorkAnswer = {
    ...{ at: instantText(floor.now), from: instantText(span.from), to: instantText(span.to) },
    ...report,
    promises: {
      ...promises,
      agent: promises.agent.filter(({ id }) => maySeeAgentByName(id, summed, viewer, floor)),
    },
    ...{ suggestions, messages },
  }
  return ok(body)
}

/** Of the leads of the teams that the caller may see, those without a message too. */
function messagesOfLeads(
  people: readonly PersonMessages[],
  { reach }: Staff,
  site: Site,
): WorkAnswer['messages'] {
  const teams = site.teams.filter(({ id }) => reach === 'all' || reach.teams.has(id))
  const leads = [...new Set(teams.flatMap(({ id }) => leadsOf(site, id).map((lead) => lead.id)))]
  const counts = new Map(people.map(({ person, count }) => [person, count]))
  const messages = leads.map((person) => ({ person, count: counts.get(person) ?? 0 }))
  return messages.sort((a, b) => b.count - a.count || (a.person < b.person ? -1 : 1))
}

/** `GET /intervals/work`: promises by who made them, departments, callbacks by age, suggestions, messages per lead. */
export function workRoutes(
  work: ReadWork,
  heard: Pick<DeliveryReport, 'suggestions' | 'messages'>,
): ApiRoute[] {
  return [
    {
      method: 'GET',
      path: '/intervals/work',
      for: 'staff',
      answer: (request) => answer(request, work, heard),
    },
  ]
}
