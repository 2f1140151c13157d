import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { AlertRow } from '#core/rows/row.ts'
import { happened } from '../support/floor-events.ts'
import { type LiveScreen, type LiveScreenOptions, openScreen } from '../support/live-screen.ts'
import { type PrivatePostgres, startPostgres } from '../support/postgres.ts'
import { type PrivateRedis, startRedis } from '../support/redis.ts'
import { type RowServer, startRowServer } from '../support/row-server.ts'
import { PASSWORD, testSite, writeSiteFile } from '../support/test-site.ts'
import { keepTime } from '../support/timekeeper.ts'

/** From a posted event over the timekeeper to the sockets of those whom it concerns, and of nobody else. */
const SITE = 'alert-scope'
let redis: PrivateRedis
let postgres: PrivatePostgres
let server: RowServer
let lead: { cookie: string; origin: string }
let keeper: ReturnType<typeof keepTime>
const open: { close(): unknown }[] = []

beforeAll(async () => {
  ;[redis, postgres] = await Promise.all([startRedis(), startPostgres()])
  const base = testSite(SITE)
  const config = await writeSiteFile({
    ...base,
    rules: [
      {
        ...{ id: 'answer', kind: 'clock', subject: 'case', when: { kind: 'complaint' } },
        ...{ start: ['case.opened'], stop: ['case.replied'], limit: '500ms', severity: 'critical' },
      },
      {
        ...{ id: 'wait', kind: 'level', subject: 'queue', figure: 'now - oldestWaitingAt' },
        ...{ above: '500ms', noValue: 'clears', notify: 'leads' },
      },
      {
        ...{ id: 'unwatched', kind: 'level', subject: 'site', figure: 'cases.unwatched' },
        ...{ above: 1, for: '1s', severity: 'critical', notify: 'supervisors' },
      },
    ],
  })
  server = await startRowServer({ redisUrl: redis.url, databaseUrl: postgres.url, config })
  keeper = keepTime(redis.url, SITE)
  lead = await signedIn('no-lin')
})
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})
afterAll(async () => {
  await keeper.stop()
  await server.stop()
  await Promise.all([redis.stop(), postgres.stop()])
})

function look(options: Omit<LiveScreenOptions, 'view'>): LiveScreen {
  const screen = openScreen(server.url, { ...options, view: 'alerts' })
  open.push(screen)
  return screen
}

async function signedIn(login: string): Promise<{ cookie: string; origin: string }> {
  const post = async (path: string, body: object, cookie?: string) => {
    const headers: Record<string, string> = { 'content-type': 'application/json', origin: server.url }
    if (cookie !== undefined) headers.cookie = cookie
    const answer = await fetch(`${server.url}/api/v1${path}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    })
    expect(answer.status).toBe(200)
    return answer.headers.get('set-cookie')?.split(';')[0] ?? cookie!
  }
  const first = await post('/session', { login, password: PASSWORD })
  const next = `next-${login}-password`
  const cookie = await post('/session/password', { current: PASSWORD, next }, first)
  return { cookie, origin: server.url }
}

const alertsOf = ({ model }: LiveScreen) =>
  Object.entries(model.rows()).flatMap(([key, row]) =>
    key.startsWith('alert/') ? [row as unknown as AlertRow] : [],
  )
const subjectsOf = (screen: LiveScreen) => alertsOf(screen).map(({ subject }) => subject)
const isShown = (subject: string) => (screen: LiveScreen) => subjectsOf(screen).includes(subject)

test('an alert goes to the leads of its team, to its owner and to supervisors, and never over another’s socket', async () => {
  const [lin, sun] = [look(lead), look(await signedIn('no-sun'))]
  const owner = look({ token: 'agent-token-yuan' })
  const all = look({ token: 'supervisor-token' })
  const complaint = (queue: string, agent: string) => ({ kind: 'complaint', queue, agent })
  await server.log.append(
    [
      happened('case.opened', 'case-east', complaint('care', 'yuan')),
      happened('case.opened', 'case-west', complaint('sales', 'qian')),
      happened('contact.queued', 'call-east', { queue: 'care' }),
      happened('contact.queued', 'call-west', { queue: 'sales' }),
    ],
    Date.now(),
  )
  const subjects = { east: ['case/case-east', 'queue/care'], west: ['case/case-west', 'queue/sales'] }
  for (const subject of [...subjects.east, ...subjects.west]) await all.until(isShown(subject), subject)
  for (const subject of subjects.east) await lin.until(isShown(subject), subject)
  for (const subject of subjects.west) await sun.until(isShown(subject), subject)
  await owner.until(isShown('case/case-east'), 'the owner’s alert')
  expect(subjectsOf(owner)).toEqual(['case/case-east'])
  for (const foreign of ['case-west', 'call-west', '"queue/sales"', 'qian'])
    expect(`${lin.wire.join('\n')}${owner.wire.join('\n')}`).not.toContain(foreign)
  for (const foreign of ['case-east', 'call-east', '"queue/care"', 'yuan'])
    expect(sun.wire.join('\n')).not.toContain(foreign)
  await server.log.append([happened('contact.abandoned', 'call-east')], Date.now())
  await lin.until(
    (screen) => alertsOf(screen).every((row) => row.subject !== 'queue/care' || row.state === 'resolved'),
    'nobody waits any more, so the alert is over',
  )
  expect(keeper.faults).toEqual([])
})

test('a case that no clock watches is told to supervisors after its time, and to no agent, until it is resolved', async () => {
  const all = look({ token: 'supervisor-token' })
  const agent = look({ token: 'agent-token-yuan' })
  const began = Date.now()
  await server.log.append([happened('case.opened', 'case-lost', { kind: 'inquiry' })], began)
  await all.until(isShown(`site/${SITE}`), 'the unwatched case')
  const alert = alertsOf(all).find(({ subject }) => subject === `site/${SITE}`)!
  expect(alert).toMatchObject({ rule: 'unwatched', severity: 'critical', state: 'open' })
  expect(Date.parse(alert.raisedAt) - began).toBeGreaterThanOrEqual(1_000)
  await server.log.append([happened('case.resolved', 'case-lost')], Date.now())
  await all.until(
    (screen) => alertsOf(screen).every(({ id, state }) => id !== alert.id || state === 'resolved'),
    'nothing is unwatched any more',
  )
  expect(subjectsOf(agent)).not.toContain(`site/${SITE}`)
})

test('an act on many alerts is judged alert by alert, and each that was done has its own record', async () => {
  const east = ['many-1', 'many-2', 'many-3']
  await server.log.append(
    [
      ...east.map((id) => happened('case.opened', id, { kind: 'complaint', queue: 'care', agent: 'yuan' })),
      happened('case.opened', 'many-west', { kind: 'complaint', queue: 'sales', agent: 'qian' }),
    ],
    Date.now(),
  )
  const ma = look({ token: 'supervisor-token' })
  const lin = look(lead)
  for (const id of [...east, 'many-west']) await ma.until(isShown(`case/${id}`), id)
  const alertOf = (id: string) => alertsOf(ma).find(({ subject }) => subject === `case/${id}`)!.id
  const each = (...ids: string[]) =>
    ids.map((id) => ({ id: `press-${id}`, subject: alertOf(id), untaken: true }))
  const all = { id: 'p1', name: 'alert.ack', each: each(...east, 'many-west') }
  const answer = await lin.command(all)
  expect(answer).toMatchObject({
    ok: true,
    each: [{ ok: true }, { ok: true }, { ok: true }, { ok: false, code: 'forbidden' }],
  })
  await lin.until(
    () => alertsOf(ma).filter(({ state, ackedBy }) => state === 'acked' && ackedBy === 'lin').length === 3,
    'three are taken',
  )
  // The same once more does nothing more; another who saw nobody have them is told who was quicker.
  expect(await lin.command({ ...all, id: 'p2' })).toEqual(answer)
  const [first, ...others] = each(...east, 'many-west').map((one) => ({ ...one, id: `ma-${one.id}` }))
  const late = await ma.command({ id: 'p3', name: 'alert.snooze', minutes: 10, each: [first, ...others] })
  const quicker = { ok: false, code: 'taken', message: 'lin' }
  expect(late).toEqual({ ok: true, each: [quicker, quicker, quicker, { ok: true }] })
  const post = async (body: object) => {
    const headers = { 'content-type': 'application/json', ...lead }
    const url = `${server.url}/api/v1/alerts/assign`
    const said = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
    return { status: said.status, body: await said.json() }
  }
  expect(await post({ to: 'yuan', each: [first!, { subject: alertOf('many-west') }] })).toEqual({
    status: 200,
    body: { ok: true, each: [{ ok: true }, expect.objectContaining({ code: 'forbidden' })] },
  })
  const entries = await server.log.read('0-0', 10_000)
  const hands = entries.filter(({ event }) => east.map(alertOf).includes(event.subject))
  expect(hands.map(({ event }) => [event.type, event.id, event.data.by])).toEqual([
    ...east.map((id) => ['alert.acked', `press-${id}`, 'lin']),
    ['alert.assigned', `ma-press-many-1`, 'lin'],
  ])
})

test.each([
  [{ each: [] }, 'each: must name at least one'],
  [{ each: Array.from({ length: 101 }, (_, at) => ({ id: `i${at}`, subject: `s${at}` })) }, /^each: .* 100 /],
  [
    {
      each: [
        { id: 'a', subject: 's' },
        { id: 'a', subject: 't' },
      ],
    },
    'each.1.id: stands twice',
  ],
  [
    {
      each: [
        { id: 'a', subject: 's' },
        { id: 'b', subject: 's' },
      ],
    },
    'each.1.subject: stands twice',
  ],
  [{ each: [{ id: 'a' }] }, /^each\.0\.subject: /],
  [{ name: 'alert.snooze', minutes: 0, each: [{ id: 'a', subject: 's' }] }, /^minutes: /],
  [{ name: 'case.assigned', each: [{ id: 'a', subject: 's' }] }, /^name: /],
])('a command about many that is wrong is refused whole, and names the field: %o', async (wrong, message) => {
  const screen = look({ token: 'supervisor-token' })
  await screen.until(({ fulls }) => fulls > 0)
  const answer = await screen.command({ id: 'w', name: 'alert.ack', ...wrong })
  expect(answer).toMatchObject({ ok: false, code: 'bad_command' })
  expect((answer as { message: string }).message).toMatch(message)
})
