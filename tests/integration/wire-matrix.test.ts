import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { commandTable } from '#core/access/command-table.ts'
import { alertId } from '#core/alerts/read-alert-event.ts'
import { ruleEvent } from '#core/alerts/rule-event.ts'
import type { AnyEvent } from '#core/event/event.ts'
import { type EventType, eventData } from '#core/event/event-data.ts'
import { type CommandAnswer, type View, views } from '#core/rows/protocol.ts'
import { type Role, roles } from '#core/site/roles.ts'
import { mayAct } from '../support/act-expected.ts'
import {
  actOf,
  actors,
  actSite,
  agentIn,
  idIn,
  queueIn,
  type Stance,
  sceneEvents,
  stances,
  tagged,
  taggedScene,
} from '../support/act-scene.ts'
import { happened } from '../support/floor-events.ts'
import { type LiveScreen, openScreen } from '../support/live-screen.ts'
import { type PrivatePostgres, startPostgres } from '../support/postgres.ts'
import { type PrivateRedis, startRedis } from '../support/redis.ts'
import { type RowServer, startRowServer } from '../support/row-server.ts'
import { writeSiteFile } from '../support/test-site.ts'
import { type CallerHeaders, openCallers } from '../support/wire-callers.ts'
import { type WireCaller, type WireRoute, wireCallers, wireRoutes } from '../support/wire-table.ts'

/**
 * Guarantee, over real HTTP and real sockets: every route, view and event type is for exactly whom the tables say, however
 * they stand to what it is about; what is refused leaves nothing in the log. A new one fails until it stands in the tables.
 */
const SITE = 'wire'
const types = Object.keys(eventData) as EventType[]
let redis: PrivateRedis
let postgres: PrivatePostgres
let server: RowServer
let headers: CallerHeaders
const screens: LiveScreen[] = []

const foldedUpTo = (pos: string) =>
  vi.waitFor(() => expect(server.floor.pos).toBe(pos), { timeout: 60_000, interval: 10 })

async function tell(events: readonly AnyEvent[]): Promise<void> {
  for (let from = 0; from < events.length; from += 1_000)
    await server.log.append(events.slice(from, from + 1_000), Date.now())
  await foldedUpTo(await server.log.last())
}

const START = { source: 'pbx', id: 'scene' }
const alertOf = (actor: string, stance: Stance) =>
  alertId('unanswered', `case/${idIn('case', actor, stance)}`, START)

/** An alert about the case of each stance of each. */
function alertsOfScene(at: number): AnyEvent[] {
  return Object.values(actors).flatMap((actor) =>
    stances.map((stance) => {
      const caseId = idIn('case', actor, stance)
      const line = {
        ...{ at, rule: 'unanswered', subject: `case/${caseId}`, run: 1, to: 'breached' as const, dueAt: at },
        start: START,
      } as const
      const team = stance === 'reach' ? 'east' : 'west'
      return ruleEvent(line, 0, () => ({ severity: 'critical', title: { en: 'x' }, case: caseId, team }))
    }),
  )
}

beforeAll(async () => {
  ;[redis, postgres] = await Promise.all([startRedis(), startPostgres()])
  const site = actSite(SITE)
  const config = await writeSiteFile({
    ...site,
    alerts: { rosters: [{ id: 'night', shifts: [{ members: ['ma'] }] }] },
    // Supervisors are asked for a second factor; the one of the scene has it.
    security: { secondFactor: ['supervisor'] },
    limits: { commandsPerSec: 1e6, commandsAtOnce: 1e6, tokensAtOnce: 1e6 },
  })
  server = await startRowServer({
    redisUrl: redis.url,
    databaseUrl: await postgres.createDatabase(SITE),
    config,
  })
  const at = Date.now()
  await tell(sceneEvents(at - 60_000))
  await tell([happened('agent.signed_in', actors.agent, { queues: ['care'] })])
  await server.log.appendSystem(alertsOfScene(at - 30_000), at)
  headers = await openCallers(server)
  await foldedUpTo(await server.log.last())
}, 240_000)
afterAll(async () => {
  for (const screen of screens) screen.close()
  await server?.stop()
  await Promise.all([redis?.stop(), postgres?.stop()])
})

const isStaff = (caller: WireCaller): caller is Role => (roles as readonly string[]).includes(caller)
/** By which role somebody is judged; an agent's token stands where its agent does. */
const roleOf = (caller: WireCaller): Role | null =>
  caller === 'agentToken' ? 'agent' : isStaff(caller) ? caller : null

function subjectOf(about: WireRoute['about'], actor: string, stance: Stance): string {
  switch (about) {
    case 'alert':
      return alertOf(actor, stance)
    case 'contact':
      return idIn('contact', actor, stance)
    case 'queue':
      return queueIn(stance)
    case 'agent':
      return agentIn(actor, stance)
    default:
      return idIn('case', actor, stance)
  }
}

interface Asked {
  readonly status: number
  readonly code: string
  /** Whether a cache may keep the answer. */
  readonly isKept: boolean
}

async function ask(
  key: string,
  caller: WireCaller,
  params: Readonly<Record<string, string>>,
): Promise<Asked> {
  const [method, pattern] = key.split(' ') as [string, string]
  const { query = {}, body, headers: own = {} } = wireRoutes[key]!
  const path = pattern.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name]!))
  const answer = await fetch(`${server.url}/api/v1${path}?${new URLSearchParams(query)}`, {
    method,
    headers: { 'content-type': 'application/json', ...own, ...headers[caller] },
    ...(method === 'GET' || body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const said = (await answer.json()) as { code?: string }
  const isKept = answer.headers.get('cache-control') !== 'no-store'
  return { status: answer.status, code: said.code ?? '', isKept }
}

const TURNED_AWAY = ['forbidden', 'password_change_required', 'second_factor_required']

/** Turned away at the door, or told that there is no such thing, so that nobody learns of it. */
const isRefused = ({ status, code }: Asked, about: WireRoute['about']) =>
  status === 401
    ? code === 'unauthenticated'
    : (status === 403 && TURNED_AWAY.includes(code)) || (about === 'alert' && status === 404)

function mayAsk(caller: WireCaller, { anybody, may = [], first = [] }: WireRoute): boolean {
  if (anybody === true) return true
  if (caller === 'first' || caller === 'pending') return first.includes(caller)
  return caller === 'agentToken' ? may.includes('agent') && may.includes('token') : may.includes(caller)
}

interface Question {
  readonly key: string
  readonly caller: WireCaller
  readonly params: Readonly<Record<string, string>>
  readonly may: boolean
  readonly title: string
}

function questionsOf(key: string, caller: WireCaller): Question[] {
  const { params = {}, about, by } = wireRoutes[key]!
  if (by === undefined) {
    const isFor = mayAsk(caller, wireRoutes[key]!)
    return [{ key, caller, params, may: isFor, title: `${caller}: ${key}` }]
  }
  const role = roleOf(caller)
  return stances.map((stance) => {
    const actor = actors[role ?? 'agent']
    const isFor = role === null ? caller === 'token' : by[role].includes(stance)
    const id = subjectOf(about, actor, stance)
    return { key, caller, params: { id }, may: isFor, title: `${caller} ${stance}: ${key}` }
  })
}

async function answersTo(questions: readonly Question[]): Promise<string[]> {
  const wrong: string[] = []
  let next = 0
  const worker = async () => {
    for (let question = questions[next++]; question !== undefined; question = questions[next++]) {
      const { key, caller, params, may, title } = question
      const asked = await ask(key, caller, params)
      if (isRefused(asked, wireRoutes[key]!.about) === may || asked.status >= 500)
        wrong.push(`${title} was answered ${asked.status} ${asked.code}`)
      if (asked.isKept) wrong.push(`${title} was answered ${asked.status}, which a cache may keep`)
    }
  }
  await Promise.all(Array.from({ length: 8 }, worker))
  return wrong
}

test('every route is for whom the table says', async () => {
  expect([...server.routes].sort()).toEqual(Object.keys(wireRoutes).sort())
  const all = Object.keys(wireRoutes).flatMap((key) =>
    wireCallers.flatMap((caller) => questionsOf(key, caller)),
  )
  const before = await server.log.last()
  expect(await answersTo(all.filter(({ may }) => !may))).toEqual([])
  expect(await server.log.last()).toBe(before)
  // Who signs out asks nothing more with that session.
  const last = (key: string) => key.startsWith('DELETE /session')
  expect(await answersTo(all.filter(({ may, key }) => may && !last(key)))).toEqual([])
}, 240_000)

/** A socket takes 30 commands at once: each 25 get one of their own. */
const current = new Map<WireCaller, { screen: LiveScreen; sent: number }>()
let serial = 0

function openFor(caller: WireCaller, view: View, id?: string): LiveScreen {
  const { cookie, origin, authorization } = headers[caller]
  const screen = openScreen(server.url, {
    view,
    ...(id === undefined ? {} : { id }),
    ...(authorization === undefined ? {} : { token: authorization.slice('Bearer '.length) }),
    ...(cookie === undefined ? {} : { cookie, origin: origin! }),
  })
  screens.push(screen)
  return screen
}

async function command(caller: WireCaller, body: Record<string, unknown>): Promise<CommandAnswer> {
  let at = current.get(caller)
  if (at === undefined || at.sent === 25) {
    at?.screen.close()
    at = { screen: openFor(caller, 'alerts'), sent: 0 }
    current.set(caller, at)
  }
  at.sent++
  return at.screen.command({ id: `wire-${++serial}`, name: 'event', ...body })
}

interface Act {
  readonly type: EventType
  readonly role: Role
  readonly stance: Stance
}

function commandOf({ type, role, stance }: Act) {
  const actor = actors[role]
  const { subject = idIn(kindOf(type), actor, stance), data } = actOf(type, actor, stance)
  return { type, subject, data }
}

const acts = types.flatMap((type) =>
  roles.flatMap((role) => stances.map((stance): Act => ({ type, role, stance }))),
)
const kindOf = (type: string) => type.slice(0, type.indexOf('.'))

/** Of a scene of its own, what an act is about: its case, what it names, and what makes it theirs. */
function ownScene({ type, role, stance }: Act, start: number): AnyEvent[] {
  const isOfContact = kindOf(type) === 'contact' || type === 'case.opened' || stance === 'ringing'
  return taggedScene(actors[role], stance, type, start).filter(({ type: each }) => {
    const kind = kindOf(each)
    return kind === kindOf(type) || kind === 'case' || (kind === 'contact' && isOfContact)
  })
}

const nameOf = ({ type, role, stance }: Act) => `${role} ${stance}: ${type}`

/** Runs for each role by itself, in order. */
async function byRole(all: readonly Act[], run: (act: Act) => Promise<string | null>): Promise<string[]> {
  const wrong: string[] = []
  const worker = async (role: Role) => {
    for (const act of all.filter((each) => each.role === role)) {
      const fault = await run(act)
      if (fault !== null) wrong.push(`${nameOf(act)} was answered ${fault}`)
    }
  }
  await Promise.all(roles.map(worker))
  return wrong
}

test('no event that the table forbids gets into the log, whoever sends it about whatever', async () => {
  expect(Object.keys(commandTable).sort()).toEqual([...types].sort())
  const before = await server.log.last()
  const refused = acts.filter(({ type, role, stance }) => !mayAct(type, role, stance))
  const wrong = await byRole(refused, async (act) => {
    const answer = await command(act.role, commandOf(act))
    const isRight = !answer.ok && (answer.code === 'forbidden' || answer.code === 'not_found')
    return isRight ? null : JSON.stringify(answer)
  })
  for (const type of types) {
    const answer = await command('screen', commandOf({ type, role: 'admin', stance: 'own' }))
    if (answer.ok || answer.code !== 'forbidden')
      wrong.push(`a screen: ${type} was answered ${JSON.stringify(answer)}`)
  }
  expect(wrong).toEqual([])
  expect(await server.log.last()).toBe(before)
}, 240_000)

test('every event that the table allows is taken, each about a thing of its own', async () => {
  const allowed = acts.filter(({ type, role, stance }) => mayAct(type, role, stance))
  const start = Date.now() - 50_000
  await tell(allowed.flatMap((act) => ownScene(act, start)))
  const wrong = await byRole(allowed, async (act) => {
    const requested = tagged(commandOf(act), actors[act.role], act.stance, act.type)
    const opened = requested.subject.startsWith('new-')
      ? { ...requested, subject: `${requested.subject}-${act.type}` }
      : requested
    const answer = await command(act.role, opened)
    return answer.ok ? null : JSON.stringify(answer)
  })
  expect(wrong).toEqual([])
}, 240_000)

const OWN_CASE = {
  agent: ['own', 'ringing', 'approver'],
  lead: ['own', 'ringing', 'reach', 'approver'],
  supervisor: ['own', 'ringing', 'reach', 'approver'],
}

const OUTSIDE: readonly WireCaller[] = ['nobody', 'feed', 'link', 'expired', 'first', 'pending']

/** Who may look at a view, said without the code that judges it. */
function mayLook(caller: WireCaller, view: View, stance: Stance): boolean {
  if (OUTSIDE.includes(caller)) return false
  if (caller === 'screen') return view === 'wall' && stance === 'none'
  if (caller === 'token' || caller === 'admin') return view !== 'desk' || caller === 'admin'
  const role = roleOf(caller) as Exclude<Role, 'admin'>
  switch (view) {
    case 'wall':
      return stance === 'reach'
    case 'supervisor':
      return role !== 'agent'
    case 'case':
      return OWN_CASE[role].includes(stance)
    default:
      return true
  }
}

test('every view is shown to whom it is for', async () => {
  const looks = views.flatMap((view) =>
    wireCallers.flatMap((caller) => {
      const among: readonly Stance[] =
        view === 'case' ? stances : view === 'wall' ? ['reach', 'none'] : ['own']
      return among.map((stance) => ({ view, caller, stance }))
    }),
  )
  const wrong: string[] = []
  const worker = async () => {
    for (let look = looks.pop(); look !== undefined; look = looks.pop()) {
      const { view, caller, stance } = look
      const actor = actors[roleOf(caller) ?? 'agent']
      // The board "floor" shows queues of both teams.
      const board = stance === 'reach' ? 'care' : 'floor'
      const id = view === 'wall' ? board : view === 'case' ? idIn('case', actor, stance) : undefined
      const screen = openFor(caller, view, id)
      // A busy machine lets a socket wait, which opens itself again.
      const codes = () => screen.refusals.filter((code) => code !== 'timeout')
      await screen.until(({ fulls }) => fulls > 0 || codes().length > 0)
      screen.close()
      if (screen.fulls > 0 !== mayLook(caller, view, stance))
        wrong.push(`${caller} ${stance}: ${view} ${codes()}`)
    }
  }
  await Promise.all(Array.from({ length: 4 }, worker))
  expect(wrong).toEqual([])
}, 240_000)

test('who signs out is out at once', async () => {
  for (const caller of ['agent', 'lead', 'supervisor', 'admin', 'first', 'pending'] as const) {
    const isAll = caller === 'supervisor' || caller === 'admin' || caller === 'pending'
    const how = isAll ? 'DELETE /sessions' : 'DELETE /session'
    expect((await ask(how, caller, {})).status).toBe(200)
    expect((await ask('GET /me', caller, {})).status).toBe(401)
  }
})
