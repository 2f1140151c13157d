import { scryptSync } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { usualLimits } from '#core/site/limits.ts'
import { countsOf, createSlowDown } from '#server/auth/slow-down.ts'
import { type PrivatePostgres, startPostgres } from '../support/postgres.ts'
import { type PrivateRedis, startRedis } from '../support/redis.ts'
import { type RowServer, startRowServer } from '../support/row-server.ts'
import { PASSWORD, testSite, writeSiteFile } from '../support/test-site.ts'

const SITE = 'sign-in'
const OFFICE = '198.51.100.7'
const AGENTS = 199
let redis: PrivateRedis
let postgres: PrivatePostgres
let server: RowServer

function siteOfAnOffice() {
  const site = testSite(SITE)
  const agents = Array.from({ length: AGENTS }, (_, index) => ({
    ...{ id: `a${index}`, name: `Agent ${index}`, login: `no-a${index}`, role: 'agent' },
    ...{ team: 'east', agent: `a${index}`, password: PASSWORD },
  }))
  return { ...site, people: [...site.people, ...agents] }
}

beforeAll(async () => {
  ;[redis, postgres] = await Promise.all([startRedis(), startPostgres()])
  const config = await writeSiteFile(siteOfAnOffice())
  const trustProxy = '127.0.0.1,::1'
  server = await startRowServer({ redisUrl: redis.url, databaseUrl: postgres.url, config, trustProxy })
})
afterAll(async () => {
  await server?.stop()
  await Promise.all([redis.stop(), postgres.stop()])
})

interface Ask {
  from?: string
  cookie?: string
  origin?: string
  token?: string
  agent?: string
}

async function ask(
  method: string,
  path: string,
  body?: object,
  { from, cookie, origin, token, agent }: Ask = {},
) {
  const answer = await fetch(`${server.url}/api/v1${path}`, {
    method,
    headers: {
      'content-type': 'application/json',
      origin: origin ?? server.url,
      ...(from !== undefined && { 'x-forwarded-for': from }),
      ...(cookie !== undefined && { cookie }),
      ...(agent !== undefined && { 'user-agent': agent }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  return {
    status: answer.status,
    headers: answer.headers,
    // biome-ignore lint/suspicious/noExplicitAny: each test says itself which shape it expects
    body: (await answer.json()) as Record<string, any>,
  }
}
const signIn = (person: string, password: string, more: Ask = {}) =>
  ask('POST', '/session', { login: `no-${person}`, password }, more)
const wrong = (person: string, more: Ask = {}) => signIn(person, 'not-the-password', more)
const cookiesOf = ({ headers }: { headers: Headers }) =>
  headers
    .getSetCookie()
    .map((cookie) => cookie.split(';', 1)[0]!)
    .join('; ')
const audited = async (action: string) =>
  (
    await server.database.selectFrom('audit').selectAll().where('action', '=', action).orderBy('at').execute()
  ).map(({ who, subject }) => ({ who, subject }))

/** How long a page's figures take now, in ms. */
async function metricsMs(): Promise<number> {
  const began = performance.now()
  expect((await ask('GET', '/state', undefined, { token: 'supervisor-token' })).status).toBe(200)
  return performance.now() - began
}
const median = (all: readonly number[]) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)]!

test('a whole office that signs in at once from one address is let in, and meanwhile figures are answered', async () => {
  const quiet: number[] = []
  for (let times = 0; times < 9; times++) quiet.push(await metricsMs())
  /** As the page does: who finds no turn in time comes again. */
  const inTheEnd = async (person: string) => {
    for (;;) {
      const answer = await signIn(person, PASSWORD, { from: OFFICE })
      if (answer.status !== 503) return answer
      expect(answer.body.code).toBe('busy')
      await wait(Number(answer.headers.get('retry-after')) * 1_000)
    }
  }
  const used = process.cpuUsage()
  const office = Promise.all(Array.from({ length: AGENTS }, (_, index) => inTheEnd(`a${index}`)))
  let open = true
  const closed = office.finally(() => {
    open = false
  })
  const meanwhile: number[] = []
  while (open) {
    meanwhile.push(await metricsMs())
    await Promise.race([wait(100), closed])
  }
  const answers = await office
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
  // 600 in five minutes are two a second: that is to take a third of one processor at most.
  const { user, system } = process.cpuUsage(used)
  expect((user + system) / 1_000 / AGENTS).toBeLessThan(160)
  expect(median(meanwhile)).toBeLessThan(Math.max(250, 10 * median(quiet)))
}, 240_000)

describe('refused tries', () => {
  test('slow down who makes them, and nobody else: neither from another address nor at a device of the person', async () => {
    const known = await signIn('sun', PASSWORD, { from: OFFICE })
    const device = cookiesOf(known)
    expect(device).toContain('huiyin_device=')
    const answers: number[] = []
    for (let tries = 0; tries < 20; tries++) answers.push((await wrong('sun', { from: OFFICE })).status)
    expect(answers).toEqual([...Array(5).fill(401), ...Array(15).fill(429)])
    const slowed = await signIn('sun', PASSWORD, { from: OFFICE })
    expect(slowed.body.code).toBe('too_many_attempts')
    const seconds = Number(slowed.headers.get('retry-after'))
    expect(seconds > 0 && seconds <= 120).toBe(true)
    expect((await signIn('sun', PASSWORD, { from: OFFICE, cookie: device })).status).toBe(200)
    expect((await signIn('sun', PASSWORD, { from: '203.0.113.1' })).status).toBe(200)
    expect((await signIn('lin', PASSWORD, { from: OFFICE })).status).toBe(200)
    // A device is known for those who signed in at it, and slowed down by itself.
    expect((await wrong('he', { from: OFFICE, cookie: device })).status).toBe(401)
    const atDevice: number[] = []
    for (let tries = 0; tries < 6; tries++)
      atDevice.push((await wrong('sun', { from: '203.0.113.1', cookie: device })).status)
    expect(atDevice.slice(4)).toEqual([401, 429])
    expect((await signIn('sun', PASSWORD, { from: '203.0.113.1' })).status).toBe(200)
  })

  test('a flood that comes at once is looked at one after another: no more than five are', async () => {
    const answers = await Promise.all(
      Array.from({ length: 40 }, () => wrong('qian', { from: '203.0.113.9' })),
    )
    const looked = answers.filter(({ status }) => status === 401)
    expect(looked).toHaveLength(5)
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(35)
  })

  test('of IPv6 the /64 counts', async () => {
    for (let tries = 0; tries < 5; tries++) await wrong('yuan', { from: `2001:db8:7:7::${tries}` })
    expect((await wrong('yuan', { from: '2001:db8:7:7:ffff::1' })).status).toBe(429)
    expect((await wrong('yuan', { from: '2001:db8:7:8::1' })).status).toBe(401)
  })

  test('the ceiling of an account slows strangers, not who signed in there before, and empties little by little', async () => {
    let now = 1_000_000_000_000
    const slowDown = createSlowDown({ database: server.database, limits: () => usualLimits, now: () => now })
    const stranger = (address: string) =>
      countsOf({ account: 'ma', address, device: null, knownAddress: false })
    const home = { account: 'ma', address: '192.0.2.1', device: null, knownAddress: true }
    for (let tries = 0; tries < 100; tries++) await slowDown.refused(stranger(`10.0.0.${tries}`))
    expect((await slowDown.held(stranger('192.0.2.1')))?.sec).toBe(36)
    expect(await slowDown.held(countsOf(home))).toBeNull()
    expect(await slowDown.held(countsOf({ ...home, knownAddress: false, device: 'd' }))).toBeNull()
    now += 36_000
    expect(await slowDown.held(stranger('192.0.2.1'))).toBeNull()
    await slowDown.refused(stranger('192.0.2.1'))
    expect((await slowDown.held(stranger('192.0.2.1')))?.sec).toBe(36)
    // The right password forgives what was mistyped there, not what strangers did.
    await slowDown.accepted(stranger('192.0.2.1'))
    expect((await slowDown.held(stranger('192.0.2.1')))?.sec).toBe(36)
    // A clock that goes back 8 h keeps nobody out for as long.
    now -= 8 * 3_600_000
    expect((await slowDown.held(stranger('192.0.2.1')))?.sec).toBe(36)
    now += 10 * 3_600_000
    await slowDown.sweep()
    expect(await slowDown.held(stranger('192.0.2.1'))).toBeNull()
  })

  test('an address is slowed down by what it tries at all accounts together', async () => {
    const now = 1_000_000_000_000
    const slowDown = createSlowDown({ database: server.database, limits: () => usualLimits, now: () => now })
    const at = (account: string) =>
      countsOf({ account, address: '192.0.2.200', device: null, knownAddress: false })
    for (let tries = 0; tries < 300; tries++) await slowDown.refused(at(`account-${tries}`))
    expect((await slowDown.held(at('another')))?.sec).toBe(3)
  })
})

test('a password that an earlier release kept as scrypt opens the session, and is kept anew by it', async () => {
  const salt = Buffer.from('0123456789abcdef')
  const key = scryptSync('kept-by-scrypt', salt, 32, { N: 2 ** 15, r: 8, p: 3, maxmem: 64 * 1024 * 1024 })
  const before = ['scrypt', 15, 8, 3, salt.toString('base64url'), key.toString('base64url')].join('$')
  const account = server.database.selectFrom('account').selectAll().where('person', '=', 'a7')
  await server.database
    .updateTable('account')
    .set({ password_hash: before, must_change: false })
    .where('person', '=', 'a7')
    .execute()
  expect((await wrong('a7', { from: '203.0.113.20' })).status).toBe(401)
  expect((await account.executeTakeFirstOrThrow()).password_hash).toBe(before)
  for (let times = 0; times < 2; times++) {
    expect((await signIn('a7', 'kept-by-scrypt', { from: '203.0.113.20' })).status).toBe(200)
    expect((await account.executeTakeFirstOrThrow()).password_hash).toMatch(/^\$argon2id\$/)
  }
})

test('a changed password ends all sessions but a new one; ended everywhere, none is left', async () => {
  const from = '203.0.113.30'
  const [desk, phone] = [await signIn('a8', PASSWORD, { from }), await signIn('a8', PASSWORD, { from })]
  const me = async (cookie: string) => (await ask('GET', '/me', undefined, { cookie })).status
  const changeTo = (next: string) =>
    ask('POST', '/session/password', { current: PASSWORD, next }, { cookie: cookiesOf(desk), from })
  expect(await changeTo('Password123')).toMatchObject({ status: 400, body: { code: 'common_password' } })
  const changed = await changeTo('a-password-of-a8')
  expect(changed.status).toBe(200)
  expect([await me(cookiesOf(desk)), await me(cookiesOf(phone))]).toEqual([401, 401])
  const renewed = cookiesOf(changed)
  expect(await me(renewed)).toBe(200)
  const other = cookiesOf(await signIn('a8', 'a-password-of-a8', { from }))
  const out = await ask('DELETE', '/sessions', undefined, { cookie: renewed })
  expect(out.body).toEqual({ ok: true, ended: 2 })
  expect(out.headers.get('clear-site-data')).toBe('"cache"')
  expect(cookiesOf(out)).toBe('huiyin_session=')
  expect([await me(renewed), await me(other)]).toEqual([401, 401])
  expect((await ask('DELETE', '/sessions', undefined, { token: 'admin-token-0' })).status).toBe(403)
})

test('a person sees where they are signed in, ends one there, and all others; nobody else can', async () => {
  await server.database.deleteFrom('session').where('person', '=', 'a12').execute()
  const desk = cookiesOf(
    await signIn('a12', PASSWORD, { from: '203.0.113.70', agent: 'Mozilla/5.0 Chrome/140' }),
  )
  const phone = cookiesOf(await signIn('a12', PASSWORD, { from: '203.0.113.71', agent: 'x'.repeat(5_000) }))
  const home = cookiesOf(await signIn('a12', PASSWORD, { from: '203.0.113.72' }))
  const stranger = cookiesOf(await signIn('a13', PASSWORD, { from: '203.0.113.73' }))
  const listed = async (cookie: string) =>
    (await ask('GET', '/sessions', undefined, { cookie })).body.sessions
  const all = await listed(desk)
  expect(all).toHaveLength(3)
  expect(all.filter(({ here }: { here: boolean }) => here)).toEqual([
    {
      ...{ id: expect.any(String), address: '203.0.113.70', agent: 'Mozilla/5.0 Chrome/140', here: true },
      ...{ since: expect.stringMatching(/Z$/), seen: expect.stringMatching(/Z$/) },
    },
  ])
  const at = (address: string) => all.find((session: { address: string }) => session.address === address)
  expect(at('203.0.113.71').agent).toHaveLength(400)
  const kept = await server.database.selectFrom('session').selectAll().where('person', '=', 'a12').execute()
  for (const { id } of kept) expect(JSON.stringify(all)).not.toContain(id)

  const end = (id: string, cookie: string) => ask('DELETE', `/sessions/${id}`, undefined, { cookie })
  const me = async (cookie: string) => (await ask('GET', '/me', undefined, { cookie })).status
  expect((await end(at('203.0.113.71').id, stranger)).status).toBe(404)
  expect(await me(phone)).toBe(200)
  expect((await end(at('203.0.113.71').id, desk)).body).toEqual({ ok: true })
  expect([await me(desk), await me(phone), await me(home)]).toEqual([200, 401, 200])
  expect((await end(at('203.0.113.71').id, desk)).status).toBe(404)
  // A desk that somebody left open: what ends others' sessions wants the password.
  const long = new Date(Date.now() - 3_600_000)
  await server.database.updateTable('session').set({ created_at: long }).where('person', '=', 'a12').execute()
  const later = (password?: string) =>
    ask('DELETE', '/sessions?keep=this', password === undefined ? undefined : { password }, { cookie: desk })
  expect(await later()).toMatchObject({ status: 403, body: { code: 'password_required' } })
  expect((await end(at('203.0.113.72').id, desk)).body.code).toBe('password_required')
  expect((await later('not-the-password')).body.code).toBe('wrong_password')
  expect(await me(home)).toBe(200)
  const others = await later(PASSWORD)
  expect(others.body).toEqual({ ok: true, ended: 1 })
  expect(others.headers.getSetCookie()).toEqual([])
  expect([await me(desk), await me(home), await me(stranger)]).toEqual([200, 401, 200])
  const own = await end((await listed(desk))[0].id, desk)
  expect(cookiesOf(own)).toBe('huiyin_session=')
  expect(await me(desk)).toBe(401)
  const recorded = await server.database
    .selectFrom('audit')
    .selectAll()
    .where('who', '=', 'a12')
    .orderBy('at')
    .execute()
  expect(
    recorded
      .filter(({ action }) => action.startsWith('session'))
      .map(({ action, detail }) => [action, detail]),
  ).toEqual([
    ['session.ended', { from: '127.0.0.1', address: '203.0.113.71', agent: 'x'.repeat(400) }],
    ['sessions.ended', { from: '127.0.0.1', ended: 1, others: true }],
  ])
  expect((await ask('GET', '/sessions', undefined, { token: 'admin-token-0' })).status).toBe(403)
})

test('who signs in anew in a browser leaves no session behind there', async () => {
  const cookie = cookiesOf(await signIn('a10', PASSWORD, { from: '203.0.113.60' }))
  expect((await signIn('a11', PASSWORD, { from: '203.0.113.60', cookie })).status).toBe(200)
  expect((await ask('GET', '/me', undefined, { cookie })).status).toBe(401)
})

test('over https cookies are for this host alone, and a session of before the update goes on', async () => {
  const origin = 'https://floor.example.test'
  const signed = await signIn('a9', PASSWORD, { origin, from: '203.0.113.40' })
  const set = signed.headers.getSetCookie()
  const flags = 'Path=/; HttpOnly; SameSite=Lax; Secure'
  expect(set[0]).toMatch(new RegExp(`^__Host-huiyin_session=[\\w-]{43}; Max-Age=\\d+; ${flags}$`))
  expect(set[1]).toBe(`huiyin_session=; Max-Age=0; ${flags}`)
  expect(set[2]).toMatch(new RegExp(`^__Host-huiyin_device=[\\w-]{43}; Max-Age=\\d+; ${flags}$`))
  const before = set[0]!.split(';', 1)[0]!.replace('__Host-', '')
  expect((await ask('GET', '/me', undefined, { cookie: before })).status).toBe(200)
  const out = await ask('DELETE', '/session', undefined, { cookie: before, origin })
  expect(out.headers.getSetCookie().map((cookie) => cookie.split(';', 1)[0])).toEqual([
    '__Host-huiyin_session=',
    'huiyin_session=',
  ])
})

test('wrong tokens are slowed down by address, right ones of the same address never; a feed’s is none', async () => {
  const from = '203.0.113.50'
  const me = async (token: string) => (await ask('GET', '/me', undefined, { token, from })).status
  const guesses = await Promise.all(Array.from({ length: 80 }, (_, index) => me(`guess-${index}`)))
  expect(guesses.filter((status) => status === 401).length).toBeGreaterThanOrEqual(60)
  expect(guesses).toContain(429)
  expect(await me('supervisor-token')).toBe(200)
  expect(await me('feed-token-of-the-tests')).toBe(401)
  expect(await audited('token.refused')).toEqual([{ who: `address/${from}`, subject: null }])
})

test('who signed in, was refused, slowed down, changed a password or ended sessions is on record', async () => {
  expect(await audited('signed-in')).toContainEqual({ who: 'a8', subject: null })
  expect(await audited('sign-in.refused')).toContainEqual({ who: `address/${OFFICE}`, subject: 'person/sun' })
  const slowed = await audited('sign-in.slowed')
  expect(slowed.filter(({ who }) => who === `address/${OFFICE}`)).toEqual([
    { who: `address/${OFFICE}`, subject: 'person/sun' },
  ])
  expect(await audited('password.changed')).toEqual([{ who: 'a8', subject: null }])
  expect(await audited('sessions.ended')).toEqual(['a8', 'a12'].map((who) => ({ who, subject: null })))
  expect(await audited('signed-out')).toEqual(['a12', 'a9'].map((who) => ({ who, subject: null })))
  expect(await audited('token.made')).toContainEqual({ who: 'file', subject: 'feed/pbx' })
})

test('an administrator reads the record, newest first, in pages; nobody else does, and that is on record too', async () => {
  const read = (query: string, token = 'admin-token-0') => ask('GET', `/audit${query}`, undefined, { token })
  for (let tries = 0; tries < 8; tries++) await wrong(`nobody-${tries}`)
  const refused = (await read('', 'supervisor-token')).status
  expect(refused).toBe(403)
  await vi.waitFor(async () =>
    expect(await audited('access.refused')).toContainEqual({ who: 'token/checks', subject: 'GET /audit' }),
  )
  // The first look is on record itself, and the newest.
  expect((await read('?limit=1')).body.records).toMatchObject([{ who: 'token/ops', action: 'audit.read' }])
  const { body } = await read('?limit=1&action=access.')
  expect(body.records).toMatchObject([
    { who: 'token/checks', action: 'access.refused', at: expect.any(String) },
  ])
  const whole = (await read('?action=sign-in.&limit=500')).body
  expect(whole.next).toBeNull()
  const paged: unknown[] = []
  let after = ''
  do {
    const page = (await read(`?action=sign-in.&limit=7${after}`)).body
    paged.push(...page.records)
    after = page.next === null ? '' : `&after=${page.next}`
  } while (after !== '')
  expect(paged).toEqual(whole.records)
  expect(paged.length).toBeGreaterThan(7)
  for (const wrong of ['?after=then', '?limit=0', '?limit=x']) expect((await read(wrong)).status).toBe(400)
})
