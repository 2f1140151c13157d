import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { AlertRow } from '#core/row.ts'
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
const told = (subject: string) => (screen: LiveScreen) => subjectsOf(screen).includes(subject)

test('an alert goes to the leads of its team, to its owner and to supervisors, and never over another’s socket', async () => {
  const [lin, sun] = (await Promise.all([signedIn('no-lin'), signedIn('no-sun')])).map(look) as [
    LiveScreen,
    LiveScreen,
  ]
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
  for (const subject of [...subjects.east, ...subjects.west]) await all.until(told(subject), subject)
  for (const subject of subjects.east) await lin.until(told(subject), subject)
  for (const subject of subjects.west) await sun.until(told(subject), subject)
  await owner.until(told('case/case-east'), 'the owner’s alert')
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
  await all.until(told(`site/${SITE}`), 'the unwatched case')
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
