import type { IncomingMessage } from 'node:http'
import { type Viewer, viewerOf } from '#core/access/viewer.ts'
import { askedFrom } from '#platform/sender-address.ts'
import { LogUnavailable } from '#store/log-error.ts'
import { originVerdict } from '../auth/origin.ts'
import type { Credentials, Requester } from '../auth/requester.ts'
import { REQUIRED } from '../auth/required-first.ts'
import { contactMethodRoutes } from '../contact-methods/contact-method-routes.ts'
import { departmentRoutes } from '../departments/department-routes.ts'
import { dueRoutes } from '../departments/due-routes.ts'
import { caseIdRoutes } from '../desk/case-id-routes.ts'
import { customerRoutes } from '../desk/customer-routes.ts'
import { handoverRoutes } from '../handover/handover-routes.ts'
import { agentRoutes } from '../history/agent-routes.ts'
import { departmentWorkRoutes } from '../history/department-work-routes.ts'
import { entryRoutes } from '../history/entry-routes.ts'
import { historyRoutes } from '../history/history-routes.ts'
import { inTurns } from '../history/in-turns.ts'
import { itemRoutes } from '../history/item-routes.ts'
import { savedViewRoutes } from '../history/saved-view-routes.ts'
import { trendRoutes } from '../history/trend-routes.ts'
import { workRoutes } from '../history/work-routes.ts'
import { answerWithin, type Deadline } from '../http/answer-within.ts'
import { clientAddress } from '../http/client-address.ts'
import { isLocal } from '../http/is-local.ts'
import type { OurHosts } from '../http/our-hosts.ts'
import type { Handler } from '../http/router.ts'
import { ackRoutes } from '../links/ack-routes.ts'
import { deliveryRoutes } from '../notify/delivery-routes.ts'
import { dutyRoutes } from '../notify/duty-routes.ts'
import { operationsRoutes } from '../operations/operations-routes.ts'
import { actRoutes } from '../pbx-actions/act-routes.ts'
import { privacyRoutes } from '../privacy/privacy-routes.ts'
import { caseListRoutes } from '../search/case-list-routes.ts'
import { customerStoryRoutes } from '../search/customer-story-routes.ts'
import { searchRoutes } from '../search/search-routes.ts'
import { alertSetupRoutes } from '../site/alert-setup-routes.ts'
import { pictureRoutes } from '../site/picture-routes.ts'
import { siteFileRoutes } from '../site/site-file-routes.ts'
import { alertRoutes } from './alert-routes.ts'
import {
  type ApiAnswer,
  refuse,
  sendApiAnswer,
  tooManyCommands,
  tooManyTokens,
  unauthenticated,
  unavailable,
} from './answer.ts'
import type { ApiOptions } from './api-options.ts'
import { assigneeRoutes } from './assignee-routes.ts'
import { auditRoutes } from './audit-routes.ts'
import { type CallLimits, callerNameOf } from './call-limits.ts'
import { dayRoutes } from './day-routes.ts'
import { exportRoutes } from './export-routes.ts'
import { type Audited, floorRoutes } from './floor-routes.ts'
import { forgetRoutes } from './forget-routes.ts'
import { intervalRoutes } from './interval-routes.ts'
import { limitRoutes } from './limit-routes.ts'
import { meRoutes } from './me-routes.ts'
import { openingRoutes } from './opening-routes.ts'
import { recountRoutes } from './recount-routes.ts'
import { rejectedRoutes } from './rejected-routes.ts'
import { reportRoutes } from './report-routes.ts'
import { type ApiRequest, type ApiRoute, matchPath } from './route.ts'
import { screenRoutes } from './screen-routes.ts'
import { secondFactorRoutes } from './second-factor-routes.ts'
import { sessionRoutes } from './session-routes.ts'

const PREFIX = '/api/v1'

/** `/api/v1` but ingest (contract §4): every route scoped to what the caller may see, every error with its code. */
export function createApi(options: ApiOptions): Handler {
  const routes = apiRoutes(options)
  return async (req, res) => {
    let answer: ApiAnswer
    try {
      answer = await answerWithin(
        (deadline) => handle(req, routes, options, deadline),
        () => unavailable('a store that this needs does not answer in time'),
        options.onFault,
      )
    } catch (error) {
      options.onFault(error as Error)
      answer =
        error instanceof LogUnavailable
          ? unavailable('the log cannot be reached now')
          : unavailable('something that this needs is away: try again')
    }
    if (!req.complete) req.resume()
    sendApiAnswer(res, answer)
  }
}

/** Every route under `/api/v1` but ingest. */
export function apiRoutes(options: ApiOptions): ApiRoute[] {
  const { auth, append, isWritten, now, clock, rejected, people, may } = options
  const log = { append, isWritten }
  const audited: Audited = async (viewer, view, id) => {
    if (viewer.kind === 'screen' || !viewer.unmask) return viewer
    try {
      await options.recordUnmasked(viewer, view, id)
      return viewer
    } catch (error) {
      options.onFault(error as Error)
      return { ...viewer, unmask: false }
    }
  }
  return [
    ...sessionRoutes(auth),
    ...secondFactorRoutes(auth),
    ...meRoutes(clock),
    ...floorRoutes(audited, options.find, options.limitWatch),
    ...searchRoutes(options.find.search, audited, may.searches),
    ...caseListRoutes(options.find.list, audited),
    ...customerStoryRoutes(options.find.story, audited),
    ...assigneeRoutes(),
    ...openingRoutes(),
    ...dayRoutes(options.day),
    ...caseIdRoutes(options.caseNumbers),
    ...customerRoutes(),
    ...reportRoutes(options.approvals),
    ...intervalRoutes(options.intervals),
    ...actRoutes(options.acts),
    ...historyRoutes(options.intervalSums, people.audit),
    ...exportRoutes(people.audit),
    ...inTurns(
      [
        ...entryRoutes(options.entries),
        ...trendRoutes(options.trends, options.day),
        ...workRoutes(options.work, options.heard),
        ...agentRoutes(options.daysOfAgents),
        ...departmentWorkRoutes(options.work),
        ...itemRoutes(options),
      ],
      options,
    ),
    ...savedViewRoutes(options.savedViews),
    ...alertRoutes({ ...log, now, planning: people.planning, may }),
    ...dutyRoutes({ append, now }),
    ...dueRoutes(people.planning),
    ...deliveryRoutes({ ...people, ...log }),
    ...rejectedRoutes(rejected, options.replay, people.audit),
    ...operationsRoutes(options.operations, auth.screens),
    ...forgetRoutes(options.forget, now, people.audit),
    ...handoverRoutes(options.handovers, now),
    ...privacyRoutes(options.erasure, options.onFault),
    ...recountRoutes(options.recounts),
    ...siteFileRoutes(options.siteFile, people.audit),
    ...pictureRoutes(options.pictures),
    ...alertSetupRoutes(
      { ...people, ruleTrial: options.ruleTrial, siteFile: options.siteFile },
      may.methodTests,
    ),
    ...auditRoutes(options.readAudit, people.audit),
    ...limitRoutes(options.limitsMet),
    ...screenRoutes(auth, may.screenCodes),
    ...contactMethodRoutes(people, may),
    ...ackRoutes({ ...people, ...log }, may.links),
    ...departmentRoutes({ ...people, ...log }, may.links),
  ]
}

function find(routes: readonly ApiRoute[], method: string, path: string) {
  let known = false
  for (const route of routes) {
    const params = matchPath(route.path, path)
    if (params === null) continue
    if (route.method === method) return { route, params }
    known = true
  }
  return known ? 'wrong_method' : 'not_found'
}

async function handle(
  req: IncomingMessage,
  routes: readonly ApiRoute[],
  options: ApiOptions,
  deadline: Deadline,
): Promise<ApiAnswer> {
  const url = new URL(req.url ?? '/', 'http://server')
  if (!url.pathname.startsWith(`${PREFIX}/`)) return refuse(404, 'not_found', 'no such route')
  const found = find(routes, req.method ?? 'GET', url.pathname.slice(PREFIX.length))
  if (found === 'not_found') return refuse(404, 'not_found', 'no such route')
  if (found === 'wrong_method') return refuse(405, 'wrong_method', 'this route has no such method')
  // No store can look for it, and would say that it is wrong itself.
  if ([...url.searchParams].flat().some((text) => text.includes('\0')))
    return refuse(400, 'bad_request', 'query: must not hold the character U+0000')
  const floor = options.floor()
  if (floor === null) return unavailable('this server is starting')
  const given = credentials(req)
  const caller = await options.auth.identify(given)
  const waitSec = caller === null && given.token ? options.security.tokenRefused(given.token, req) : 0
  if (waitSec > 0) return tooManyTokens(waitSec)
  const foreign = originFault(req, caller, options.hosts)
  if (foreign !== null) return foreign
  const viewer = caller === null ? null : viewerOf(floor.site, caller.identity)
  const address = clientAddress(req, options.isTrustedProxy)
  const request = { req, params: found.params, query: url.searchParams, address, deadline, floor }
  return askedFrom(address, async () => {
    const answer = await answered(found.route, { ...request, caller, viewer }, options.may)
    // What is barred until something else is done is no trespass.
    const trespassed = answer.status === 403 && (caller?.first ?? null) === null
    if (trespassed && viewer !== null)
      options.security.accessRefused(viewer, `${found.route.method} ${found.route.path}`)
    return answer
  })
}

async function answered(
  route: ApiRoute,
  { caller, viewer, ...request }: ApiRequest & { caller: Requester | null; viewer: Viewer | null },
  may: Pick<CallLimits, 'commands'>,
): Promise<ApiAnswer> {
  if (route.for === 'anybody') return route.answer({ ...request, caller, viewer })
  if (caller === null || viewer === null) return unauthenticated()
  if (route.for === 'known') {
    const { first } = caller
    return first !== null && route.path === '/state'
      ? doFirst(first)
      : route.answer({ ...request, caller, viewer })
  }
  if (viewer.kind === 'screen') return refuse(403, 'forbidden', 'a screen shows its board and nothing else')
  if (caller.first !== null) return doFirst(caller.first)
  const changes = route.method !== 'GET' && route.takesShare !== true
  const waitSec = changes ? may.commands(callerNameOf(caller.identity)) : 0
  return waitSec > 0 ? tooManyCommands(waitSec) : route.answer({ ...request, caller, viewer })
}

const doFirst = (what: keyof typeof REQUIRED) => refuse(403, REQUIRED[what].code, REQUIRED[what].message)

function credentials(req: IncomingMessage): Credentials {
  const { headers } = req
  const token = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1]
  return { isLocal: isLocal(req), ...(token === undefined ? { cookie: headers.cookie } : { token }) }
}

/** What a page of another site makes a browser send is refused: by its `Origin`, or for want of one with a cookie. */
function originFault(req: IncomingMessage, caller: Requester | null, hosts: OurHosts): ApiAnswer | null {
  if (req.method === 'GET') return null
  const verdict = originVerdict(req, hosts)
  if (verdict === 'foreign' || (verdict === 'none' && caller?.byCookie))
    return refuse(403, 'foreign_origin', 'Origin: must be this site')
  return null
}
