import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { noLegs } from '#core/agents/leg-counts.ts'
import { noCounts } from '#core/queues/counts.ts'
import { rowTypes } from '#core/rows/row.ts'
import { siteSchema } from '#core/site/site-schema.ts'
import { syncPeople } from '#server/auth/sync-people.ts'
import { createLog } from '#store/log.ts'
import { createIntervalArchive } from '#store/postgres/interval-archive.ts'
import { createRecountStore } from '#store/postgres/recount-store.ts'
import { busyFloor, happened } from '../support/floor-events.ts'
import { personSession } from '../support/person-session.ts'
import { type PrivatePostgres, startPostgres } from '../support/postgres.ts'
import { type PrivateRedis, startRedis } from '../support/redis.ts'
import { KEY, type RowServer, startRowServer } from '../support/row-server.ts'
import { PASSWORD, testSite, writeSiteFile } from '../support/test-site.ts'

const SITE = 'api'
let redis: PrivateRedis
let postgres: PrivatePostgres
let server: RowServer

beforeAll(async () => {
  ;[redis, postgres] = await Promise.all([startRedis(), startPostgres()])
  const config = await writeSiteFile(testSite(SITE))
  const log = createLog({ url: redis.url, site: SITE })
  await log.append(busyFloor(), Date.now())
  log.close()
  const trustProxy = '127.0.0.1,::1'
  server = await startRowServer({ redisUrl: redis.url, databaseUrl: postgres.url, config, trustProxy })
})
afterAll(async () => {
  await server.stop()
  await Promise.all([redis.stop(), postgres.stop()])
})

interface Ask {
  method?: string
  token?: string
  cookie?: string
  origin?: string | null
  body?: unknown
  type?: string
  /** What the proxy says of where the request came from. */
  from?: string
}

/** Asks as a page of this server does, unless told otherwise. */
async function ask(path: string, { method = 'GET', token, cookie, origin, body, type, from }: Ask = {}) {
  const headers: Record<string, string> = {}
  if (from !== undefined) headers['x-forwarded-for'] = from
  if (token !== undefined) headers.authorization = `Bearer ${token}`
  if (cookie !== undefined) headers.cookie = cookie
  if (origin !== null) headers.origin = origin ?? server.url
  if (body !== undefined) headers['content-type'] = type ?? 'application/json'
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const answer = await fetch(`${server.url}/api/v1${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body: text }),
  })
  return {
    status: answer.status,
    headers: answer.headers,
    // biome-ignore lint/suspicious/noExplicitAny: each test says itself which shape it expects
    body: (await answer.json()) as Record<string, any>,
  }
}
const post = (path: string, body: unknown, more: Ask = {}) => ask(path, { ...more, method: 'POST', body })
const signIn = (login: string, password: string) => post('/session', { login, password })
const cookieOf = (answer: { headers: Headers }) => answer.headers.get('set-cookie')!.split(';')[0]!

async function signedIn(login: string): Promise<string> {
  const cookie = cookieOf(await signIn(login, PASSWORD))
  const next = `chosen-by-${login}`
  const changed = await post('/session/password', { current: PASSWORD, next }, { cookie })
  expect(changed.status).toBe(200)
  return cookieOf(changed)
}

describe('signing in', () => {
  test('staff number and e-mail both open a session, in a cookie that scripts cannot read', async () => {
    for (const login of ['no-ma', 'MA@example.test']) {
      const answer = await signIn(login, PASSWORD)
      expect(answer.status).toBe(200)
      expect(answer.body).toEqual({ person: 'ma', mustChangePassword: true })
      expect(answer.headers.get('set-cookie')).toMatch(/HttpOnly; SameSite=Lax$/)
    }
  })

  test('the same site gives a page that came by https a cookie for https only, and one on the LAN one that it can keep', async () => {
    const credentials = { login: 'no-ma', password: PASSWORD }
    const secureFrom = async (origin: string | null) => {
      const answer = await post('/session', credentials, { origin })
      return answer.headers.get('set-cookie')?.includes('Secure')
    }
    expect(await secureFrom('https://floor.example.test')).toBe(true)
    expect(await secureFrom(server.url)).toBe(false)
    expect(await secureFrom(null)).toBe(true)
  })

  test('with the first password nothing is allowed but changing it, and changed it is the old one no more', async () => {
    const cookie = cookieOf(await signIn('no-sun', PASSWORD))
    expect((await ask('/me', { cookie })).body).toMatchObject({ id: 'sun', mustChangePassword: true })
    for (const path of ['/state', '/alerts', '/cases/case-of-qian', '/queues/sales/intervals'])
      expect((await ask(path, { cookie })).body.code).toBe('password_change_required')
    const change = (current: string, next: string) => post('/session/password', { current, next }, { cookie })
    expect((await change('wrong-one', 'another-password')).body.code).toBe('wrong_password')
    expect((await change(PASSWORD, PASSWORD)).body.code).toBe('same_password')
    expect((await change(PASSWORD, 'short')).body.code).toBe('bad_password')
    const changed = await change(PASSWORD, 'another-password')
    expect(changed.status).toBe(200)
    expect((await ask('/state', { cookie: cookieOf(changed) })).status).toBe(200)
    expect((await signIn('no-sun', PASSWORD)).status).toBe(401)
    expect((await signIn('no-sun', 'another-password')).body.mustChangePassword).toBe(false)
  })

  test('a wrong password, an unknown login and a disabled person get the same answer, and then have to wait', async () => {
    const known = await signIn('no-he', 'wrong-password')
    const unknown = await signIn('nobody-at-all', 'wrong-password')
    expect(known.status).toBe(401)
    expect(unknown.body).toEqual(known.body)
    for (let attempt = 0; attempt < 4; attempt++) await signIn('no-he', 'wrong-password')
    const slowed = await signIn('no-he', PASSWORD)
    expect(slowed.status).toBe(429)
    expect(slowed.body.code).toBe('too_many_attempts')
    expect(Number(slowed.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await signIn('no-lin', PASSWORD)).status).toBe(200)
  })

  test('a session ends after twelve hours without use, and after seven days whatever its use', async () => {
    const cookie = cookieOf(await signIn('no-sun', 'another-password'))
    const asked = async () => (await ask('/me', { cookie })).status
    const set = (column: 'seen_at' | 'expires_at', ago: string) =>
      sql`update session set ${sql.ref(column)} = now() - ${ago}::interval where person = 'sun'`.execute(
        server.database,
      )
    await set('seen_at', '12 hours 1 second')
    expect(await asked()).toBe(401)
    await set('seen_at', '11 hours')
    expect(await asked()).toBe(200)
    await set('expires_at', '1 second')
    expect(await asked()).toBe(401)
  })

  test('a new first password in the site file is in force again and ends the sessions of the old one', async () => {
    const cookie = await signedIn('no-qian')
    const site = testSite(SITE)
    const apply = (people: object[]) =>
      syncPeople(server.database, {
        site: SITE,
        people: siteSchema.parse({ ...site, people }).people,
        key: KEY,
      })
    await apply(site.people)
    expect((await ask('/me', { cookie })).status).toBe(200)
    const renewed = site.people.map((person) =>
      person.id === 'qian' ? { ...person, password: 'renewed-first' } : person,
    )
    await apply(renewed)
    expect((await ask('/me', { cookie })).status).toBe(401)
    expect((await signIn('no-qian', 'renewed-first')).body).toMatchObject({ mustChangePassword: true })
    const again = cookieOf(await signIn('no-qian', 'renewed-first'))
    await apply(site.people.filter(({ id }) => id !== 'qian'))
    expect((await ask('/me', { cookie: again })).status).toBe(401)
    await apply(site.people)
  })

  test('no password and no token stands in the database', async () => {
    const cookie = await signedIn('no-admin')
    const rows = await Promise.all(
      (['account', 'session', 'token', 'audit'] as const).map((table) =>
        server.database.selectFrom(table).selectAll().execute(),
      ),
    )
    const text = JSON.stringify(rows)
    for (const secret of [PASSWORD, 'chosen-by', cookie.split('=')[1]!, 'supervisor-token', 'feed-token'])
      expect(text).not.toContain(secret)
  })
})

describe('what a route refuses', () => {
  test('a page of another origin changes nothing, nor a form that needs no leave to be sent', async () => {
    const cookie = await signedIn('no-yuan')
    const out = (origin: string | null) => ask('/session', { method: 'DELETE', cookie, origin })
    expect((await out('https://evil.example')).body.code).toBe('foreign_origin')
    expect((await out(null)).body.code).toBe('foreign_origin')
    const login = await post(
      '/session',
      { login: 'no-ma', password: PASSWORD },
      { origin: 'https://evil.example' },
    )
    expect(login.status).toBe(403)
    expect(
      (await post('/session', { login: 'no-ma', password: PASSWORD }, { type: 'text/plain' })).status,
    ).toBe(415)
    expect((await out(server.url)).status).toBe(200)
    expect((await ask('/me', { cookie })).status).toBe(401)
  })

  test('nobody in particular learns only what a sign-in page needs', async () => {
    for (const path of ['/me', '/state', '/alerts', '/cases/case-of-yuan', '/rejected?feed=pbx', '/screens'])
      expect((await ask(path)).status).toBe(401)
    const { body } = await ask('/site')
    expect(Object.keys(body).sort()).toEqual(['clockSpeed', 'demo', 'id', 'language', 'name', 'timezone'])
    expect((await ask('/me', { token: 'feed-token-of-the-tests' })).status).toBe(401)
  })

  test('bad bodies, paths and methods are named, and none ends the process', async () => {
    expect((await post('/session', '{"login":')).body.code).toBe('bad_json')
    expect((await post('/session', { login: 7 })).body.message).toMatch(/^login: /)
    expect((await post('/session', 'x'.repeat(70_000))).status).toBe(413)
    expect((await ask('/nothing')).status).toBe(404)
    expect((await ask('/cases/%E0%A4%A')).status).toBe(404)
    expect((await ask('/session')).status).toBe(405)
    expect(
      (await ask('/queues/care/intervals?from=yesterday', { token: 'admin-token-0' })).body.message,
    ).toMatch(/^from: /)
    expect((await ask('/alerts?state=loud', { token: 'admin-token-0' })).body.message).toMatch(/^state: /)
    expect((await post('/alerts/none/ack', { note: 'x' }, { token: 'admin-token-0' })).status).toBe(404)
    expect(
      (await post('/alerts/none/snooze', { minutes: 0 }, { token: 'admin-token-0' })).body.message,
    ).toMatch(/^minutes: /)
  })

  test('what no store can keep or look for is wrong, and not something that is away for a while', async () => {
    const nul = await post('/session', '{"login":"a\\u0000b","password":"x"}')
    expect(nul).toMatchObject({ status: 400, body: { code: 'bad_request' } })
    // The same letters after a backslash of their own are a text like any other.
    expect((await post('/session', '{"login":"a\\\\u0000b","password":"x"}')).status).toBe(401)
    expect((await ask('/cases/a%00b', { token: 'admin-token-0' })).status).toBe(404)
    expect((await ask('/audit?who=a%00b', { token: 'admin-token-0' })).body.code).toBe('bad_request')
    const person = await personSession(server.url, 'ma')
    for (const id of ['x', '%20', '__proto__', '7'.repeat(500), '0'.repeat(32)]) {
      const answers = [
        await person(`/me/ways/${id}`, { enabled: true }),
        await person(`/me/ways/${id}`, undefined, 'DELETE'),
      ]
      expect(answers.map(({ status }) => status)).toEqual([404, 404])
    }
  })
})

describe('what a route gives', () => {
  test('the state has every row type, a supervisor’s all rows, an agent’s only their own', async () => {
    const all = await ask('/state', { token: 'supervisor-token' })
    expect(Object.keys(all.body.rows)).toEqual([...rowTypes])
    expect(all.body.pos).toBe(server.floor.pos)
    expect(all.body.rows.case.map((row: { id: string }) => row.id).sort()).toEqual([
      'case-of-he',
      'case-of-qian',
      'case-of-yuan',
    ])
    expect(JSON.stringify(all.body)).not.toContain('1380000000')
    const own = await ask('/state', { token: 'agent-token-yuan' })
    expect(own.body.rows.case.map((row: { id: string }) => row.id)).toEqual(['case-of-yuan'])
    expect(JSON.stringify(own.body)).not.toMatch(/-of-(he|qian)/)
  })

  test('a case has its row, its family and its timeline, masked, for who may see it', async () => {
    const { body } = await ask('/cases/case-of-yuan', { token: 'supervisor-token' })
    expect(body.case).toMatchObject({ id: 'case-of-yuan', phone: '138****0000', name: '王**' })
    expect(body.timeline.map((event: { type: string }) => event.type)).toContain('promise.made')
    expect(JSON.stringify(body)).not.toMatch(/13800000000|王yuan/)
    const [clock] = body.case.clocks
    const why = { rule: 'unanswered', subject: 'case/case-of-yuan', by: { limitMs: 5_400_000 }, pauses: [] }
    expect(body.why).toMatchObject([
      { ...why, counted: [{ from: clock.startedAt, to: clock.dueAt }], dueAt: clock.dueAt },
    ])
    expect((await ask('/cases/case-of-he', { token: 'agent-token-yuan' })).status).toBe(403)
    expect((await ask('/cases/no-such-case', { token: 'agent-token-yuan' })).status).toBe(404)
    expect((await ask('/cases/case-of-yuan', { token: 'agent-token-yuan' })).status).toBe(200)
  })

  test('the intervals of a queue are those of its counts, for who works in it or above it', async () => {
    const span = `from=${new Date(Date.now() - 7_200_000).toISOString()}&to=${new Date(Date.now() + 1).toISOString()}`
    const { body } = await ask(`/queues/care/intervals?${span}`, { token: 'agent-token-yuan' })
    const offered = body.intervals.reduce((sum: number, { offered }: { offered: number }) => sum + offered, 0)
    expect(offered).toBe(3)
    expect((await ask(`/queues/sales/intervals?${span}`, { token: 'agent-token-yuan' })).status).toBe(403)
  })

  test('intervals of long ago come from the database, those of now from the floor: none missing, none twice', async () => {
    const HOUR = 3_600_000
    const quarter = (hoursAgo: number) => Math.floor((Date.now() - hoursAgo * HOUR) / 900_000) * 900_000
    const archive = createIntervalArchive(server.database, SITE)
    const counts = (offered: number) => ({ counts: { ...noCounts(), offered }, leftBy: {}, longestMs: 4_000 })
    // What the floor has the last word on is not asked of the database, and the other way round.
    const stored = [quarter(60), quarter(50), quarter(2)]
    await archive.write(stored.map((start, index) => ({ queue: 'sales', start, record: counts(index + 1) })))
    await archive.writeAgents([
      { agent: 'qian', start: quarter(50), record: { ...noLegs(), handled: 4, talkMs: 90_500 } },
    ])
    const early = { ...happened('contact.queued', 'early-1', { queue: 'sales' }), time: quarter(50) }
    const later = { ...happened('contact.queued', 'early-2', { queue: 'sales' }), time: quarter(46) }
    await server.log.append([early, later], Date.now())
    const held = () => server.floor.intervals('sales', quarter(46), quarter(46) + 1).length
    while (held() === 0) await new Promise((done) => setImmediate(done))
    const of = async (what: string, hoursAgo: number, token = 'supervisor-token') => {
      const span = `from=${new Date(quarter(hoursAgo)).toISOString()}&to=${new Date(Date.now() + 1).toISOString()}`
      return (await ask(`/${what}/intervals?${span}`, { token })).body
    }
    const shown = (await of('queues/sales', 61)).intervals.map(
      ({ start, offered }: { start: string; offered: number }) => [Date.parse(start), offered],
    )
    expect(shown.slice(0, 3)).toEqual([
      [quarter(60), 1],
      [quarter(50), 2],
      [quarter(46), 1],
    ])
    expect(new Set(shown.map(([start]: [number]) => start)).size).toBe(shown.length)
    expect(shown.map(([, offered]: [number, number]) => offered)).not.toContain(3)
    const [early50, now] = (await of('agents/qian', 51)).intervals
    expect(early50).toMatchObject({ handled: 4, talkSec: 90.5 })
    expect(now).toMatchObject({ handled: 1, finished: 0, answeredInTarget: 1 })
    expect((await of('agents/yuan', 1, 'agent-token-yuan')).intervals).toHaveLength(1)
    expect((await of('agents/he', 1, 'agent-token-yuan')).code).toBe('forbidden')
    expect((await of('agents/nobody', 1)).code).toBe('not_found')
  })

  test('a report of any span is summed from records of floor and database, within what the caller may see', async () => {
    const HOUR = 3_600_000
    const now = Date.now()
    const span = `from=${new Date(now - 70 * HOUR).toISOString()}&to=${new Date(now + 1).toISOString()}`
    const of = async (query: string, token = 'supervisor-token') =>
      (await ask(`/intervals?${span}&${query}`, { token })).body
    const sum = (parts: { offered: number }[]) => parts.reduce((total, { offered }) => total + offered, 0)
    const whole = await of('of=site&by=day')
    expect([whole.partial, whole.total.offered]).toEqual([false, sum(whole.periods)])
    expect(sum(whole.parts)).toBe(whole.total.offered)
    for (const by of ['15m', 'hour', 'week', 'month', 'weekday'])
      expect([by, sum((await of(`of=site&by=${by}`)).periods)]).toEqual([by, whole.total.offered])
    const one = await ask(`/queues/sales/intervals?${span}`, { token: 'supervisor-token' })
    expect((await of('of=queue&id=sales&by=day')).total.offered).toBe(sum(one.body.intervals))
    expect((await of('of=board&id=floor&by=day')).total.offered).toBe(whole.total.offered)
    const legs = await ask(`/agents/qian/intervals?${span}`, { token: 'supervisor-token' })
    const handled = legs.body.intervals.reduce(
      (total: number, each: { handled: number }) => total + each.handled,
      0,
    )
    expect((await of('of=agent&id=qian&by=day')).total.handled).toBe(handled)
    expect((await of('of=team&id=west&by=day')).parts.map(({ id }: { id: string }) => id)).toEqual(['qian'])
    // An agent sees the queues they work in, and nobody else's figures.
    const own = await of('of=site&by=day', 'agent-token-yuan')
    expect([own.partial, own.total.offered]).toEqual([true, 3])
    for (const foreign of ['of=queue&id=sales', 'of=board&id=floor', 'of=team&id=west', 'of=agent&id=qian'])
      expect([foreign, (await of(foreign, 'agent-token-yuan')).code]).toEqual([foreign, 'forbidden'])
    const refused = {
      'of=nobody': 'of',
      'of=site&by=eon': 'by',
      'of=site&variant=x': 'variant',
      'of=queue': 'id',
    }
    for (const [query, field] of Object.entries(refused))
      expect((await of(query)).message).toMatch(new RegExp(`^${field}: `))
    expect((await of('of=queue&id=none')).code).toBe('not_found')
    const headers = { authorization: 'Bearer supervisor-token', accept: 'text/csv' }
    const csv = await fetch(`${server.url}/api/v1/intervals?${span}&of=site&by=day`, { headers })
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    const [head = '', ...lines] = (await csv.text()).trim().split('\r\n')
    const column = head.split(',').indexOf('offered')
    expect(lines.map((line) => Number(line.split(',')[column]))).toEqual(
      whole.periods.map(({ offered }: { offered: number }) => offered),
    )
  })

  test('a long timeline comes in pages, each with where it goes on', async () => {
    const asked = (query: string) => ask(`/cases/case-of-yuan${query}`, { token: 'supervisor-token' })
    const whole = (await asked('')).body
    expect(whole.timelineNext).toBeNull()
    const read: unknown[] = []
    let after = ''
    do {
      const { body } = await asked(`?limit=1${after}`)
      read.push(...body.timeline)
      after = body.timelineNext === null ? '' : `&after=${encodeURIComponent(body.timelineNext)}`
    } while (after !== '')
    expect(read).toEqual(whole.timeline)
    expect((await asked('?after=nonsense')).status).toBe(400)
  })

  test('a queue that was named by mistake is forgotten by an admin, a listed one by the site file alone', async () => {
    const forget = (kind: string, id: string, token: string) => post('/forget', { kind, id }, { token })
    const queueIds = async () =>
      ((await ask('/state', { token: 'supervisor-token' })).body.rows.queue as { id: string }[]).map(
        ({ id }) => id,
      )
    const event = { id: 'by-mistake', source: 'pbx', type: 'contact.queued', time: Date.now() }
    await server.log.append([{ ...event, subject: 'call-by-mistake', data: { queue: 'cear' } }], Date.now())
    await vi.waitFor(async () => expect(await queueIds()).toContain('cear'), { timeout: 20_000 })
    expect((await forget('queue', 'cear', 'supervisor-token')).status).toBe(403)
    expect((await forget('queue', 'care', 'admin-token-0')).body.code).toBe('listed')
    expect((await forget('queue', 'no-such', 'admin-token-0')).status).toBe(404)
    expect((await forget('queue', 'cear', 'admin-token-0')).status).toBe(200)
    await vi.waitFor(async () => expect(await queueIds()).not.toContain('cear'), { timeout: 20_000 })
    const { records } = (await ask('/audit?action=customer.,name.', { token: 'admin-token-0' })).body
    expect(records).toMatchObject([{ who: 'token/ops', subject: 'queue/cear' }])
  })

  test('refused events are for admins', async () => {
    expect((await ask('/rejected?feed=pbx', { token: 'supervisor-token' })).status).toBe(403)
    expect((await ask('/rejected?feed=pbx', { token: 'admin-token-0' })).body).toEqual({
      feed: 'pbx',
      rejected: [],
    })
  })

  test('behind a proxy of ours each address is slowed down by itself, whatever it claims to be', async () => {
    const askedFrom = async (from: string) => (await post('/screens/pair', {}, { origin: null, from })).status
    const answers: number[] = []
    while (!answers.includes(429)) answers.push(await askedFrom(`203.0.113.${answers.length}, 198.51.100.1`))
    expect(answers.filter((status) => status === 200).length).toBeGreaterThanOrEqual(30)
    expect(await askedFrom('198.51.100.2')).toBe(200)
  })

  test('what the recounts found is for admins', async () => {
    const store = createRecountStore(server.database, SITE)
    const result = { at: Date.now(), pos: '1-0', intervals: 4, corrected: 0, tookMs: 12, found: [] }
    await store.write({ ...result, span: 'all', differences: {} })
    await store.write({ ...result, span: 'touched', differences: { offered: 2 } })
    expect((await ask('/recount', { token: 'supervisor-token' })).status).toBe(403)
    const { body } = await ask('/recount', { token: 'admin-token-0' })
    expect(body.differences).toEqual({ offered: 2 })
    expect(body.recounts.map(({ span }: { span: string }) => span)).toEqual(['touched', 'all'])
  })

  test('a screen is paired by its code, sees its board and nothing else, until it is revoked', async () => {
    const start = await post('/screens/pair', {}, { origin: null })
    const { code, claim } = start.body
    expect((await post('/screens/pair', { claim }, { origin: null })).body).toEqual({ state: 'waiting' })
    const pairing = { code: code.toLowerCase(), board: 'floor', name: 'Hall' }
    expect((await post('/screens/pair', pairing, { token: 'agent-token-yuan' })).status).toBe(403)
    expect(
      (await post('/screens/pair', { ...pairing, board: 'none' }, { token: 'supervisor-token' })).status,
    ).toBe(404)
    expect((await post('/screens/pair', pairing, { token: 'supervisor-token' })).status).toBe(200)
    expect((await post('/screens/pair', pairing, { token: 'supervisor-token' })).status).toBe(404)
    const { token } = (await post('/screens/pair', { claim }, { origin: null })).body
    expect((await ask('/me', { token })).body).toMatchObject({ kind: 'screen', board: 'floor' })
    const { body } = await ask('/state', { token })
    expect(body.rows.board).toHaveLength(1)
    expect(body.rows.contact).toEqual([])
    expect(JSON.stringify(body)).not.toMatch(/customer-of|title-of|1380000|138\*/)
    for (const path of ['/alerts', '/cases/case-of-yuan', '/screens'])
      expect((await ask(path, { token })).status).toBe(403)
    const [screen] = (await ask('/screens', { token: 'supervisor-token' })).body.screens
    const beat = (who: string) => post('/screens/beat', { build: 'b7' }, { token: who })
    expect((await beat('supervisor-token')).status).toBe(403)
    const shown = { name: 'Hall', reloadAt: null, identify: false, board: 'floor', settings: null }
    expect((await beat(token)).body).toEqual(shown)
    const put = (as: string, board: string, settings: object, id = screen.id) =>
      ask(`/screens/${id}`, { method: 'PUT', body: { board, settings }, token: as })
    expect((await put(token, 'floor', {})).status).toBe(403)
    expect((await put('agent-token-yuan', 'floor', {})).status).toBe(403)
    expect((await put('supervisor-token', 'floor', { boards: ['none'] })).status).toBe(404)
    expect((await put('supervisor-token', 'floor', {}, 'none')).status).toBe(404)
    expect((await put('supervisor-token', 'floor', { everySec: 1 })).body).toMatchObject({
      message: expect.stringContaining('settings.everySec'),
    })
    expect((await put('supervisor-token', 'floor', { everySec: 20, theme: 'light' })).status).toBe(200)
    expect((await beat(token)).body).toMatchObject({ settings: { everySec: 20, theme: 'light', boards: [] } })
    const { records } = (await ask('/audit?action=screen.arranged', { token: 'admin-token-0' })).body
    expect(records).toMatchObject([
      { who: 'token/checks', subject: `screen/${screen.id}`, detail: { name: 'Hall', boards: ['floor'] } },
    ])
    for (const what of ['identify', 'reload']) {
      expect((await post(`/screens/${screen.id}/${what}`, {}, { token: 'agent-token-yuan' })).status).toBe(
        403,
      )
      expect((await post(`/screens/none/${what}`, {}, { token: 'supervisor-token' })).status).toBe(404)
      expect((await post(`/screens/${screen.id}/${what}`, {}, { token: 'supervisor-token' })).status).toBe(
        200,
      )
    }
    expect((await beat(token)).body).toMatchObject({ reloadAt: expect.any(String), identify: true })
    const { screens } = (await ask('/screens', { token: 'supervisor-token' })).body
    expect(screens).toMatchObject([{ id: screen.id, build: 'b7', seenAt: expect.any(String) }])
    expect((await ask(`/screens/${screen.id}`, { method: 'DELETE', token: 'supervisor-token' })).status).toBe(
      200,
    )
    expect((await ask('/me', { token })).status).toBe(401)
    expect((await post('/screens/pair', { claim: randomUUID() }, { origin: null })).status).toBe(404)
  })

  test('whoever may see numbers unmasked leaves a record of each look', async () => {
    const site = { ...testSite(SITE), privacy: { unmask: ['supervisor'] } }
    const data = {
      version: 2,
      by: 'test',
      site: siteSchema.parse(site) as unknown as Record<string, unknown>,
    }
    await server.log.appendSystem(
      [{ ...happened('config.applied', SITE, data), source: 'system/config' }],
      Date.now(),
    )
    await expect.poll(() => server.floor.site.privacy.unmask).toEqual(['supervisor'])
    const { body } = await ask('/cases/case-of-yuan', { token: 'supervisor-token' })
    expect(body.case.phone).toBe('13800000000')
    const records = await server.database
      .selectFrom('audit')
      .selectAll()
      .where('action', '=', 'unmasked')
      .execute()
    expect(records).toMatchObject([{ who: 'token/checks', subject: 'case/case-of-yuan' }])
  })
})

describe('finding', () => {
  const token = 'admin-token-0'

  test('no number is taken in an address, in a body it is; what cannot be is said by its field', async () => {
    const asked = await ask(`/search?q=${encodeURIComponent('138 0013 8000')}`, { token })
    expect([asked.status, asked.body.code]).toEqual([400, 'number_in_address'])
    expect((await ask('/cases?text=13800138000', { token })).status).toBe(400)
    expect((await post('/search', { q: '138 0013 8000' }, { token })).body).toMatchObject({ archive: 'here' })
    const wrong = [
      await post('/search', { q: 'x'.repeat(10_000) }, { token }),
      await post('/search', { q: ' ' }, { token }),
      await post('/search', { q: 'x', limit: 51 }, { token }),
      await ask('/cases?state=lost', { token }),
      await ask('/cases?from=yesterday', { token }),
      await ask(`/cases?after=${Buffer.from('[9e15,"C1"]').toString('base64url')}`, { token }),
      await ask('/cases?colour=red', { token }),
    ]
    expect(wrong.map(({ status, body }) => [status, body.message.split(':')[0]])).toEqual([
      [400, 'q'],
      [400, 'q'],
      [400, 'limit'],
      [400, 'state'],
      [400, 'from'],
      [400, 'after'],
      [400, 'query'],
    ])
    expect((await post('/search', { q: '%_\\' }, { token })).body.cases).toEqual([])
  })

  test('what came a moment ago is found and listed before it is archived', async () => {
    const listed = await ask('/cases', { token })
    const { id, title } = listed.body.cases.find((row: { title: string | null }) => row.title !== null)
    const found = await post('/search', { q: title }, { token })
    expect(found.body.cases.map((row: { id: string }) => row.id)).toContain(id)
  })
})
