import type { Staff } from '#core/access/viewer.ts'
import { type ItemsAnswer, itemMetrics, type ShownItem, splitMetric } from '#core/api/counted-items.ts'
import { isReportSubject, reportSubjects } from '#core/api/interval-report.ts'
import type { Floor } from '#core/floor/floor.ts'
import { lostSpans, spansInState } from '#core/history/agents-report.ts'
import { reportItems } from '#core/history/report-items.ts'
import { shownStates } from '#core/history/shown-states.ts'
import { type Span, siteCalendar } from '#core/history/site-calendar.ts'
import { instantText } from '#core/rows/row.ts'
import type { CountedItem, DayReport, ReportReach } from '#store/postgres/day-report.ts'
import type { DeliveryReport } from '#store/postgres/delivery-report.ts'
import type { TrendReport } from '#store/postgres/trend-report.ts'
import type { ReadWork } from '#store/postgres/work-archive.ts'
import { type ApiAnswer, ok, refuse } from '../api/answer.ts'
import { maySeeAgent } from '../api/may-see.ts'
import { requestedSpan } from '../api/requested-span.ts'
import type { ApiRoute, StaffRequest } from '../api/route.ts'
import { type DaysOfAgents, knownAgents, refusedSpan } from './days-of-agents.ts'
import { oneOf } from './one-of.ts'
import { reachOfSummed } from './reach-of-summed.ts'
import { maySeeAgentByName, reportSubject, type Summed } from './report-subject.ts'

export interface ItemSources {
  readonly work: ReadWork
  readonly heard: DeliveryReport
  readonly trends: TrendReport
  readonly day: DayReport
  readonly daysOfAgents: DaysOfAgents
}

/** One more is looked for, which says that there are more. */
const MOST = 500

interface Asked {
  readonly rest: string
  readonly span: Span
  /** The day that is shown, of which the span is a part. */
  readonly of: Summed
  readonly reach: ReportReach
  readonly request: StaffRequest
}

type Find = (asked: Asked, sources: ItemSources) => Promise<readonly ShownItem[] | ApiAnswer>

const shown = (kind: ShownItem['kind'], items: readonly CountedItem[]): ShownItem[] =>
  items.map(({ id, at }) => ({
    ...{ kind, id, at: instantText(at), to: null, who: null, lostSec: null },
    case: kind === 'case' ? id : null,
  }))

/** Contacts with the case that each belongs to, as far as the live floor knows it. */
const contacts = (items: readonly CountedItem[], floor: Floor): ShownItem[] =>
  shown('contact', items).map((item) => ({ ...item, case: floor.row('contact', item.id)?.case ?? null }))

const notYours = (agent: string) => refuse(403, 'forbidden', `agent ${agent}: not yours to see`)

/** Whose figure it is (`agent/yuan/kept`); null: no agent's. */
const agentIn = (rest: string) => /^agent\/(.*)\/[^/]*$/.exec(rest)?.[1] ?? null

const fromWork =
  (head: string): Find =>
  async ({ rest, span, of, reach, request: { viewer, floor } }, { work }) => {
    const agent = head === 'promises' ? agentIn(rest) : null
    if (agent !== null && !maySeeAgentByName(agent, of, viewer, floor)) return notYours(agent)
    const figure = `${head}/${rest}`
    const counted = reportItems(await work(span, reach), span, floor.now)
    const items = counted.flatMap((item) => item.figures.filter((each) => each === figure).map(() => item))
    return items
      .toSorted((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1))
      .map(
        ({ kind, id, case: of, at, who }): ShownItem => ({
          ...{ kind, id, case: of, at: instantText(at), to: null, lostSec: null },
          who: kind === 'handoff' || who === null || maySeeAgent(viewer, who, floor) ? who : null,
        }),
      )
  }

const isSuggestion = (text: string) => text === 'heard' || text === 'answered' || text === 'adopted'
const HOURS = ['24', '48', '72']

/** The site's day in which a span lies, as the report has read it; the span itself where it lies in none. */
function dayAround(span: Span, { site }: Floor): Span {
  const calendar = siteCalendar(site.site.timezone, site.site.dayStartsAt)
  const day = calendar.dayOfDate(calendar.dateOf(span.from))
  return day !== null && span.to <= day.to ? day : span
}

/** What agents did in a span of at most a day, and whose of it is asked. */
async function agentsIn({ span, of, request: { floor } }: Asked, { daysOfAgents }: ItemSources) {
  const tooLong = refusedSpan(span)
  if (tooLong !== null) return tooLong
  const day = await daysOfAgents(dayAround(span, floor), () => knownAgents(floor))
  if (day === null)
    return refuse(503, 'busy', 'the day is still being read: try again in 2 s', { 'Retry-After': '2' })
  const subjects = of.kind === 'queue' ? { queues: of.subjects } : { agents: of.subjects }
  return { day, subjects }
}

/** A stretch of an agent's time; of whom the caller may not see, without the name. */
const stretch = (
  kind: 'stretch' | 'state',
  id: string,
  { agent, from, to, lostMs = null }: Span & { agent: string; lostMs?: number | null },
  { viewer, floor }: StaffRequest,
): ShownItem => ({
  ...{ kind, id, case: null, at: instantText(from), to: instantText(to) },
  ...{
    who: maySeeAgent(viewer, agent, floor) ? agent : null,
    lostSec: lostMs === null ? null : lostMs / 1_000,
  },
})

/** Stretches of agents' time that were lost. */
async function losses(asked: Asked, sources: ItemSources) {
  const { rest, span, request } = asked
  const agent = request.query.get('agent')
  if (agent !== null && !maySeeAgent(request.viewer, agent, request.floor)) return notYours(agent)
  const found = await agentsIn(asked, sources)
  if ('status' in found) return found
  return lostSpans(found.day, found.subjects, span)
    .filter((each) => each.cause === rest && (agent === null || each.agent === agent))
    .map((each) => stretch('stretch', rest, each, request))
}

/** Stretches of which the mean of a state is made; or those that were lost, whatever kept their agents. */
async function states(asked: Asked, sources: ItemSources) {
  const { rest, span, request } = asked
  const state = shownStates.find((each) => each === rest)
  if (state === undefined && rest !== 'lost')
    return oneOf(
      'figure',
      [...shownStates, 'lost'].map((each) => `states/${each}`),
    )
  const found = await agentsIn(asked, sources)
  if ('status' in found) return found
  const { day, subjects } = found
  return state === undefined
    ? lostSpans(day, subjects, span).map((each) => stretch('stretch', each.cause ?? '', each, request))
    : spansInState(day, subjects, state, span).map((each) => stretch('state', state, each, request))
}

const finders: Readonly<Record<(typeof itemMetrics)[number], Find>> = {
  promises: fromWork('promises'),
  departments: fromWork('departments'),
  callbacks: fromWork('callbacks'),
  async causes({ rest, span, reach }, { day }) {
    return shown('case', await day.casesOfCause(rest, span, reach, MOST + 1))
  },
  async repeats({ rest, span, reach, request: { floor } }, { trends }) {
    if (rest !== 'known' && !HOURS.includes(rest))
      return oneOf(
        'figure',
        HOURS.map((hours) => `repeats/${hours}`),
      )
    const request = { ...span, reach, now: floor.now, most: MOST + 1 }
    return contacts(await trends.repeated(request, rest === 'known' ? null : Number(rest)), floor)
  },
  async outcomes({ rest, span, reach, request: { floor } }, { trends }) {
    if (rest !== 'ended' && rest !== 'unclassified')
      return oneOf('figure', ['outcomes/ended', 'outcomes/unclassified'])
    const request = { ...span, reach, now: floor.now, most: MOST + 1 }
    return contacts(await trends.ended(request, rest === 'unclassified'), floor)
  },
  async suggestions({ rest, span, reach }, { heard }) {
    if (!isSuggestion(rest))
      return oneOf('figure', ['suggestions/heard', 'suggestions/answered', 'suggestions/adopted'])
    return shown('case', await heard.suggested(rest as 'heard', span, reach, MOST + 1))
  },
  async messages({ rest, span, of, request }, { heard }) {
    if (of.of !== 'site' || !maySeeMessages(request.viewer, rest, request.floor))
      return refuse(403, 'forbidden', 'messages of others: not yours to see')
    const items = shown('message', await heard.messagesOf(rest, span, MOST + 1))
    return items.map((item) => ({
      ...item,
      case: item.id.startsWith('case/') ? item.id.slice('case/'.length) : null,
      who: rest,
    }))
  },
  losses,
  states,
}

/** As in the report: the leads of the teams that the caller may see. */
function maySeeMessages({ reach }: Staff, person: string, floor: Floor): boolean {
  const teams = floor.site.teams.filter(({ id }) => reach === 'all' || reach.teams.has(id))
  return teams.some(({ leads }) => leads.includes(person))
}

async function answer(request: StaffRequest, sources: ItemSources): Promise<ApiAnswer> {
  const { query, viewer, floor } = request
  const subject = query.get('of') ?? ''
  const figure = query.get('figure') ?? ''
  const asked = splitMetric(figure)
  if (!isReportSubject(subject)) return oneOf('of', reportSubjects)
  if (asked === null)
    return oneOf(
      'figure',
      itemMetrics.map((head) => `${head}/…`),
    )
  const span = requestedSpan(query)
  if ('status' in span) return span
  const of = reportSubject(subject, query.get('id'), viewer, floor)
  if ('status' in of) return of
  if (of.kind === 'agent' && asked.head !== 'losses' && asked.head !== 'states')
    return refuse(400, 'bad_request', 'of: this is told of queues')
  const found = await finders[asked.head](
    { rest: asked.rest, span, of, reach: reachOfSummed(of, viewer), request },
    sources,
  )
  if ('status' in found) return found
  const body: ItemsAnswer = {
    ...{ figure, from: instantText(span.from), to: instantText(span.to) },
    items: found.slice(0, MOST),
    cut: found.length > MOST,
  }
  return ok(body)
}

/** `GET /intervals/items`: what a figure of the report counts. */
export function itemRoutes(sources: ItemSources): ApiRoute[] {
  return [
    { method: 'GET', path: '/intervals/items', for: 'staff', answer: (request) => answer(request, sources) },
  ]
}
