import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { usualLimits } from '#core/site/limits.ts'
import { siteSchema } from '#core/site/site-schema.ts'
import { readEnv } from '#platform/env.ts'
import { secondFactorOff } from '#scripts/site/second-factor-off.ts'
import { hashPassword } from '#server/auth/password.ts'
import { createSecondFactors } from '#server/auth/second-factors.ts'
import { countsOf, countsOfCode, createSlowDown } from '#server/auth/slow-down.ts'
import { openScreen } from '../support/live-screen.ts'
import { type PrivatePostgres, startPostgres } from '../support/postgres.ts'
import { type PrivateRedis, startRedis } from '../support/redis.ts'
import { type RowServer, startRowServer } from '../support/row-server.ts'
import { PASSWORD, testSite, writeSiteFile } from '../support/test-site.ts'

let redis: PrivateRedis
let postgres: PrivatePostgres
let server: RowServer
let config: string

beforeAll(async () => {
  ;[redis, postgres] = await Promise.all([startRedis(), startPostgres()])
  config = await writeSiteFile({ ...testSite('factor'), security: { secondFactor: ['admin'] } })
  const trustProxy = '127.0.0.1,::1'
  server = await startRowServer({ redisUrl: redis.url, databaseUrl: postgres.url, config, trustProxy })
  const password_hash = await hashPassword(PASSWORD)
  await server.database.updateTable('account').set({ must_change: false, password_hash }).execute()
})
afterAll(async () => {
  await server?.stop()
  await Promise.all([redis.stop(), postgres.stop()])
})

interface Ask {
  from?: string
  cookie?: string
}

async function ask(method: string, path: string, body?: object, { from, cookie }: Ask = {}) {
  const answer = await fetch(`${server.url}/api/v1${path}`, {
    method,
    headers: {
      'content-type': 'application/json',
      origin: server.url,
      ...(from !== undefined && { 'x-forwarded-for': from }),
      ...(cookie !== undefined && { cookie }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  return {
    status: answer.status,
    cookies: answer.headers.getSetCookie().map((cookie) => cookie.split(';', 1)[0]!),
    // biome-ignore lint/suspicious/noExplicitAny: each test says itself which shape it expects
    body: (await answer.json()) as Record<string, any>,
  }
}
const signIn = (person: string, code?: string, more: Ask = {}) =>
  ask(
    'POST',
    '/session',
    { login: `no-${person}`, password: PASSWORD, ...(code !== undefined && { code }) },
    more,
  )
const codeOf = (secret: string, steps = 0) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + steps * 30_000 })

const SEAL_KEY = 'ab'.repeat(32)
const NAMES = { issuer: 'Test', login: 'any' }
const factorsAt = (now: () => number, database = server.database) =>
  createSecondFactors({ database, site: 'factor', sealKey: SEAL_KEY, now })

/** Waits until so many wait for what another transaction holds. */
const untilWaiting = (count: number) =>
  vi.waitFor(async () => {
    const { rows } = await sql`select 1 from pg_locks where not granted`.execute(server.database)
    expect(rows.length).toBeGreaterThanOrEqual(count)
  }, 10_000)

/** Signs a person in and sets their second factor up, with the code of the step before this one. */
async function setUp(person: string, from: string) {
  const signed = await signIn(person, undefined, { from })
  const cookie = signed.cookies.join('; ')
  const begun = await ask('POST', '/me/second-factor', {}, { cookie })
  const done = await ask(
    'POST',
    '/me/second-factor/confirm',
    { code: codeOf(begun.body.secret, -1) },
    { cookie },
  )
  expect(done.status).toBe(200)
  return { cookie, secret: begun.body.secret as string, codes: done.body.codes as string[] }
}
const audited = async (person: string) =>
  (await server.database.selectFrom('audit').selectAll().orderBy('at').execute())
    .filter(({ who, subject }) => who === person || subject === `person/${person}`)
    .map(({ action, detail }) => [action, detail.secondFactor].filter(Boolean).join(' '))

test('a person turns it on; from then on a code is asked for after the password, and each is taken once', async () => {
  const from = '203.0.113.1'
  const cookie = (await signIn('yuan', undefined, { from })).cookies.join('; ')
  const status = async () => (await ask('GET', '/me/second-factor', undefined, { cookie })).body
  expect(await status()).toEqual({ on: false, since: null, codesLeft: 0, required: false })
  const begun = await ask('POST', '/me/second-factor', {}, { cookie })
  const { secret } = begun.body
  expect(begun.body.uri).toBe(
    `otpauth://totp/Test:no-yuan?issuer=Test&secret=${secret}&algorithm=SHA1&digits=6&period=30`,
  )
  // It is not in force before one of its codes was typed.
  const other = await signIn('yuan', undefined, { from })
  expect(other.status).toBe(200)
  const elsewhere = { cookie: other.cookies.join('; ') }
  const confirm = (code: string) => ask('POST', '/me/second-factor/confirm', { code }, { cookie })
  expect(await confirm('123')).toMatchObject({ status: 400, body: { code: 'wrong_code' } })
  const first = codeOf(secret)
  const { codes } = (await confirm(first)).body
  expect(codes).toHaveLength(10)
  expect(new Set(codes).size).toBe(10)
  expect(await status()).toMatchObject({ on: true, codesLeft: 10 })
  // What was begun with the password alone ends, but for the session in which it was turned on.
  expect((await ask('GET', '/me/second-factor', undefined, elsewhere)).status).toBe(401)
  const kept = JSON.stringify([
    await server.database.selectFrom('second_factor').selectAll().execute(),
    await server.database.selectFrom('recovery_code').selectAll().execute(),
  ])
  for (const text of [secret, ...codes]) expect(kept).not.toContain(text)

  expect(await signIn('yuan', undefined, { from })).toMatchObject({
    status: 401,
    body: { code: 'code_required' },
    cookies: [],
  })
  expect((await signIn('yuan', first, { from })).body.code).toBe('wrong_code')
  const second = codeOf(secret, 1)
  const signed = await signIn('yuan', second, { from })
  expect(signed.status).toBe(200)
  expect(signed.cookies.map((text) => text.split('=')[0])).toEqual(['huiyin_session', 'huiyin_device'])
  expect((await signIn('yuan', second, { from })).body.code).toBe('wrong_code')
  // Its answer may be lost, and the code typed again.
  expect(await confirm(second)).toMatchObject({ status: 409, body: { code: 'already_on' } })
  const typed = ` ${codes[3].toUpperCase().replaceAll('-', ' ')} `
  expect((await signIn('yuan', typed, { from })).status).toBe(200)
  expect((await signIn('yuan', typed, { from })).body.code).toBe('wrong_code')
  expect((await status()).codesLeft).toBe(9)
  expect(await audited('yuan')).toEqual([
    ...['signed-in', 'signed-in', 'second-factor.on', 'second-factor.refused'],
    ...['signed-in app', 'second-factor.refused', 'signed-in recovery', 'second-factor.refused'],
  ])
})

test('a code is taken within a step of its time, once whoever comes at the same moment, and never an older one after it', async () => {
  let now = 1_800_000_015_000
  const factors = factorsAt(() => now)
  const { secret } = (await factors.begin('qian', NAMES))!
  const code = (steps: number) =>
    new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: now + steps * 30_000 })
  expect(await factors.take('qian', code(0))).toBeNull()
  expect(await factors.confirm('qian', code(-2))).toBe('wrong_code')
  expect(await factors.confirm('qian', code(-1))).toHaveLength(10)
  expect(await factors.confirm('qian', code(0))).toBe('already_on')
  expect(await factors.begin('qian', NAMES)).toBeNull()
  for (const steps of [-2, 2]) expect(await factors.take('qian', code(steps))).toBeNull()
  const together = await Promise.all(Array.from({ length: 5 }, () => factors.take('qian', code(1))))
  expect(together.filter((by) => by !== null)).toEqual(['app'])
  expect(await factors.take('qian', code(0))).toBeNull()
  now += 60_000
  expect(await factors.take('qian', code(-1))).toBeNull()
  // An input method writes wide digits.
  expect(
    await factors.take(
      'qian',
      code(0).replace(/\d/g, (digit) => '０１２３４５６７８９'[+digit]!),
    ),
  ).toBe('app')
  // The clock was ahead by a day, and is set right: nobody is kept out until then, and each code holds once still.
  now -= 86_400_000
  expect(await factors.take('qian', code(0))).toBe('app')
  expect(await factors.take('qian', code(0))).toBeNull()
  // No app's code is looked for among the recovery codes, which costs ten derivations.
  const [digest, none] = [await hashPassword('123456'), code(3) === '123456' ? '654321' : '123456']
  await server.database
    .insertInto('recovery_code')
    .values({ site_id: 'factor', person: 'qian', digest })
    .execute()
  expect(await factors.take('qian', none)).toBeNull()
  const other = createSecondFactors({
    ...{ database: server.database, site: 'factor', now: () => now + 60_000 },
    sealKey: 'cd'.repeat(32),
  })
  await expect(other.take('qian', '123456')).rejects.toThrow('secrets.json')
  expect(await factors.turnOff('qian')).toBe(true)
  expect(await factors.turnOff('qian')).toBe(false)
})

test('of two who ask for recovery codes at once one has those that hold', async () => {
  const factors = factorsAt(Date.now)
  const { secret } = (await factors.begin('lin', NAMES))!
  await factors.confirm('lin', codeOf(secret))
  const asked: Promise<string[] | null>[] = []
  // Both are in the middle of it before one goes on.
  await server.database.transaction().execute(async (transaction) => {
    await sql`select 1 from recovery_code where person = 'lin' for update`.execute(transaction)
    for (let times = 0; times < 2; times++) asked.push(factors.renewCodes('lin'))
    await untilWaiting(2)
  })
  const both = await Promise.all(asked)
  expect((await factors.status('lin')).codesLeft).toBe(10)
  const taken: (string | null)[] = []
  for (const codes of both) taken.push(await factors.take('lin', codes![0]!))
  expect(taken.toSorted()).toEqual([null, 'recovery'])
  await factors.turnOff('lin')
  expect(await factors.renewCodes('lin')).toBeNull()
})

test('a secret that took the place of another while its code was looked at is not in force by that', async () => {
  const factors = factorsAt(Date.now)
  const { secret } = (await factors.begin('lin', NAMES))!
  let confirming: Promise<unknown> | null = null
  await server.database.transaction().execute(async (transaction) => {
    await factorsAt(Date.now, transaction).begin('lin', NAMES)
    confirming = factors.confirm('lin', codeOf(secret))
    await untilWaiting(1)
  })
  expect(await confirming).toBe('wrong_code')
  expect((await factors.status('lin')).on).toBe(false)
})

test('at a known device codes are guessed no faster than elsewhere, and nobody elsewhere slows it down', async () => {
  let now = 1_000_000_000_000
  const { database } = server
  const slowDown = createSlowDown({ database, limits: () => usualLimits, now: () => now })
  const at = (device: string | null) =>
    countsOfCode('sun', countsOf({ account: 'sun', address: '192.0.2.1', device, knownAddress: true }))
  for (let tries = 0; tries < 10; tries++) {
    expect(await slowDown.held(at('desk'))).toBeNull()
    await slowDown.refused(at('desk'))
    now += 120_000
  }
  // In those twenty minutes two of the ten were given back.
  for (let tries = 0; tries < 2; tries++) await slowDown.refused(at('desk'))
  expect(await slowDown.held(at('desk'))).toMatchObject({ limit: 'codesAtOnce' })
  expect(await slowDown.held(at('phone'))).toBeNull()
  expect(await slowDown.held(at(null))).toBeNull()
})

test('wrong codes slow down who makes them, and strangers with the password together; not a known device', async () => {
  const { cookie, codes } = await setUp('he', '203.0.113.10')
  // The password alone is no try at all.
  for (let tries = 0; tries < 8; tries++)
    expect((await signIn('he', undefined, { from: '203.0.113.11' })).body.code).toBe('code_required')
  const answers: number[] = []
  for (let tries = 0; tries < 6; tries++)
    answers.push((await signIn('he', '000000', { from: '203.0.113.11' })).status)
  expect(answers).toEqual([401, 401, 401, 401, 401, 429])
  for (let tries = 0; tries < 5; tries++)
    expect((await signIn('he', '000000', { from: '203.0.113.12' })).status).toBe(401)
  const stranger = await signIn('he', codes[0], { from: '203.0.113.13' })
  expect(stranger).toMatchObject({ status: 429, body: { code: 'too_many_attempts' } })
  expect((await signIn('he', codes[0], { from: '203.0.113.13', cookie })).status).toBe(200)
})

test('what changes it asks for the password once more, but of who has just signed in', async () => {
  const { cookie, codes } = await setUp('sun', '203.0.113.20')
  const act = (what: string, body: object = {}) => ask('POST', `/me/second-factor/${what}`, body, { cookie })
  const renewed = (await act('codes')).body.codes
  expect(renewed).toHaveLength(10)
  await server.database
    .updateTable('session')
    .set({ created_at: new Date(Date.now() - 3_600_000) })
    .where('person', '=', 'sun')
    .execute()
  expect(await act('codes')).toMatchObject({ status: 403, body: { code: 'password_required' } })
  expect(await act('off', { password: 'not-the-password' })).toMatchObject({
    body: { code: 'wrong_password' },
  })
  expect((await signIn('sun', codes[0], { from: '203.0.113.20' })).body.code).toBe('wrong_code')
  expect((await signIn('sun', renewed[0], { from: '203.0.113.20' })).status).toBe(200)
  expect((await act('off', { password: PASSWORD })).body).toEqual({ ok: true })
  expect((await signIn('sun', undefined, { from: '203.0.113.20' })).status).toBe(200)
  expect(await act('off', { password: PASSWORD })).toMatchObject({ status: 409, body: { code: 'not_on' } })
})

test('who must have one and has not is led to set it up first, cannot turn it off, and gets it taken off by command', async () => {
  const from = '203.0.113.30'
  const cookie = (await signIn('admin', undefined, { from })).cookies.join('; ')
  const get = (path: string) => ask('GET', path, undefined, { cookie })
  expect((await get('/me')).body).toMatchObject({ mustChangePassword: false, mustSetUpSecondFactor: true })
  for (const path of ['/state', '/audit', '/me/ways'])
    expect(await get(path)).toMatchObject({ status: 403, body: { code: 'second_factor_required' } })
  const { secret } = (await ask('POST', '/me/second-factor', {}, { cookie })).body
  await ask('POST', '/me/second-factor/confirm', { code: codeOf(secret) }, { cookie })
  expect((await get('/me')).body.mustSetUpSecondFactor).toBe(false)
  expect((await get('/audit')).status).toBe(200)
  const off = await ask('POST', '/me/second-factor/off', { password: PASSWORD }, { cookie })
  expect(off).toMatchObject({ status: 403, body: { code: 'required' } })

  const variables = { REDIS_URL: redis.url, DATABASE_URL: postgres.url, HUIYIN_CONFIG: config }
  const read = readEnv({ ...variables, HUIYIN_DATA_DIR: mkdtempSync(join(tmpdir(), 'huiyin-factor-')) })
  if (!read.ok) throw new Error(read.faults.join())
  const said = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  expect(await secondFactorOff('no-admin', read.env)).toBe(0)
  expect(await secondFactorOff('no-admin', read.env)).toBe(1)
  expect(await secondFactorOff('nobody', read.env)).toBe(1)
  expect(said.mock.calls.map(([text]) => String(text))).toEqual([
    expect.stringMatching(/^Person admin signs in as no-admin by password alone/),
    'Person admin (no-admin) has no second factor.',
    expect.stringMatching(/^Nobody signs in as nobody/),
  ])
  said.mockRestore()
  expect((await get('/me')).body.mustSetUpSecondFactor).toBe(true)
  expect((await signIn('admin', undefined, { from })).status).toBe(200)
  expect((await audited('admin')).at(-2)).toBe('second-factor.off')
})

test('a new site file that asks for one cuts the sockets of who has none, and they are led to set it up', async () => {
  const from = '203.0.113.40'
  const { cookie } = await setUp('ma', from)
  const without = (await signIn('lin', undefined, { from })).cookies.join('; ')
  const look = (cookie: string) => openScreen(server.url, { cookie, view: 'supervisor', origin: server.url })
  const [ma, lin] = [look(cookie), look(without)]
  for (const screen of [ma, lin]) await screen.until(({ fulls }) => fulls === 1)
  const roles = ['admin', 'supervisor', 'lead']
  const site = siteSchema.parse({ ...testSite('factor'), security: { secondFactor: roles } })
  const about = { id: 'config/2', type: 'config.applied', subject: 'factor', time: Date.now() }
  const applied = { ...about, source: 'system/config', data: { version: 2, by: 'test', site } }
  await server.log.appendSystem([applied], Date.now())
  await lin.until(({ socket }) => !socket.connected, 'the cut')
  lin.socket.connect()
  await lin.until(({ refusals }) => refusals.includes('second_factor_required'))
  expect(ma.socket.connected).toBe(true)
  for (const screen of [ma, lin]) screen.close()
})
