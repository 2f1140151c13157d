import { rowsForRequest } from '#core/access/rows-for-request.ts'
import type { Sight } from '#core/access/scope.ts'
import { namesIn, type ShownAs, shownData } from '#core/access/shown-data.ts'
import { seesBare, shownRow } from '#core/access/shown-row.ts'
import { sourceOf } from '#core/access/source-of.ts'
import type { Viewer } from '#core/access/viewer.ts'
import { mayWatch } from '#core/access/watch.ts'
import { withArchivedCases } from '#core/access/with-archived-cases.ts'
import type { AnyEvent } from '#core/event/event.ts'
import type { Floor } from '#core/floor/floor.ts'
import type { View } from '#core/rows/protocol.ts'
import { instantText, type RowTypes } from '#core/rows/row.ts'
import { siteLimits } from '#core/site/limits.ts'
import { type LimitWatch, noLimitWatch } from '../metrics/limit-watch.ts'
import type { KeptCases } from '../search/kept-case.ts'
import { type ApiAnswer, ok, refuse } from './answer.ts'
import type { ApiRoute, KnownRequest, StaffRequest } from './route.ts'
import { timelinePage } from './timeline-page.ts'

/** Who may see unmasked numbers leaves a record of it; where that fails, the numbers stay masked. */
export type Audited = (viewer: Viewer, view: string, id: string | null) => Promise<Viewer>

type Watch = Pick<LimitWatch, 'met' | 'near'>

/** The view that a caller's whole state is: what their own screen shows. */
function stateView(viewer: Viewer): [View, string | undefined] {
  if (viewer.kind === 'screen') return ['wall', viewer.board]
  return [viewer.role === 'agent' ? 'desk' : 'supervisor', undefined]
}

const position = (floor: Floor) => ({ pos: floor.pos, at: instantText(floor.now) })

const refusals: Readonly<Record<string, (what: string) => ApiAnswer>> = {
  forbidden: (what) => refuse(403, 'forbidden', `${what}: not yours to see`),
  no_agent: () => refuse(403, 'no_agent', 'this caller is no agent'),
  not_found: (what) => refuse(404, 'not_found', `${what}: not known`),
  bad_page: (what) =>
    refuse(
      400,
      'bad_request',
      `${what}: after must be the timelineNext of an answer, limit a number from 1 on`,
    ),
  bad_request: (what) => refuse(400, 'bad_request', `${what}: is missing`),
}

async function state({ viewer, floor }: KnownRequest, audited: Audited): Promise<ApiAnswer> {
  const [view, id] = stateView(viewer)
  const may = mayWatch(await audited(viewer, view, null), view, id, floor)
  if (!may.ok) return refusals[may.code]!('state')
  return ok({ ...position(floor), rows: rowsForRequest(may.sight, floor) })
}

/** An event as a timeline tells it. */
function toldEvent({ id, source, type, subject, time, data }: AnyEvent, as: ShownAs) {
  return { id, source, type, time: instantText(time), subject, data: shownData(data, as) }
}

/** Where cases are that the floor has let go, and what stands for a customer in addresses. */
export interface CaseSources {
  readonly keptCases: KeptCases
  readonly customerRef: (customer: string) => string
}

async function oneCase(
  request: StaffRequest,
  audited: Audited,
  { keptCases, customerRef }: CaseSources,
  limitWatch: Watch,
): Promise<ApiAnswer> {
  const id = request.params.id!
  const isLive = request.floor.row('case', id) !== null
  const past = isLive ? null : await keptCases(id)
  // Judged by its last row: what nobody may see is not folded for them.
  const withArchived =
    past === null ? request.floor : withArchivedCases(request.floor, new Map([[id, past.row]]))
  const known = mayWatch(request.viewer, 'case', id, withArchived)
  if (!known.ok) return refusals[known.code]!(`case ${id}`)
  const floor = past === null ? request.floor : ((await past.floor(request.floor)) ?? request.floor)
  const may = mayWatch(await audited(request.viewer, 'case', id), 'case', id, floor)
  if (!may.ok) return refusals[may.code]!(`case ${id}`)
  const row = shownRow(may.sight, 'case', id, floor)
  if (row === null) return refusals.not_found!(`case ${id}`)
  const whole = floor.row('case', id)!
  const timeline = floor.timeline(id)
  const most = siteLimits(floor.site).timelineEvents
  const page = timelinePage(timeline, request.query, most)
  if (page === null) return refusals.bad_page!(`case ${id}`)
  limitWatch.near('timelineEvents', timeline.length / most)
  if (page.events.length === most && page.next !== null)
    limitWatch.met('timelineEvents', sourceOf(request.viewer))
  const repeats = floor.repeats(id)
  const names = namesIn(whole as unknown as Record<string, unknown>, ...timeline.map(({ data }) => data))
  const as = { bare: seesBare(may.sight, whole, floor), names }
  const shownPage = { timeline: page.events.map((event) => toldEvent(event, as)), timelineNext: page.next }
  if (request.query.has('after')) return ok({ ...position(floor), ...shownPage })
  const family = floor
    .aggregate(id)
    .flatMap(({ type, id: member }) => shownMember(may.sight, type, member, floor))
  return ok({
    ...position(floor),
    case: row,
    // What the floor has let go is told by the archive, and changes no more.
    archived: !isLive,
    customerRef: whole.customer === null ? null : customerRef(whole.customer),
    family,
    ...shownPage,
    ignored: repeats.map((event) => toldEvent(event, as)),
    why: floor.why(id),
    others: otherCases(may.sight, whole, floor),
  })
}

/** Most of a customer's other cases that are told beside one, the latest of them. */
const OTHER_CASES = 20

/** What the caller may see of the other cases of a case's customer, the latest first. */
function otherCases(sight: Sight, { id, customer }: RowTypes['case'], floor: Floor) {
  if (customer === null || sight.viewer.kind === 'screen') return []
  const others = floor.ofCustomer(customer).cases.filter((other) => other !== id)
  return others
    .slice(-OTHER_CASES)
    .flatMap((other) => {
      const row = shownRow({ ...sight, id: other }, 'case', other, floor)
      if (row === null || floor.row('case', other)?.customer !== customer) return []
      const { kind, title, state, openedAt, mergedInto } = row
      return [{ id: other, kind, title, state, openedAt, mergedInto }]
    })
    .reverse()
}

function shownMember(sight: Sight, type: string, id: string, floor: Floor) {
  const fields = shownRow(sight, type as 'promise', id, floor)
  return fields === null || type === 'case' ? [] : [{ type, row: fields }]
}

/** What the floor is now, each caller's part of it. */
export function floorRoutes(
  audited: Audited,
  sources: CaseSources,
  limitWatch: Watch = noLimitWatch,
): ApiRoute[] {
  return [
    { method: 'GET', path: '/state', for: 'known', answer: (request) => state(request, audited) },
    {
      method: 'GET',
      path: '/cases/:id',
      for: 'staff',
      answer: (request) => oneCase(request, audited, sources, limitWatch),
    },
  ]
}
