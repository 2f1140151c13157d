import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Site } from '#core/site/site-schema.ts'
import { parseSite } from '#store/site-file/parse-site.ts'
import { versionInForce } from '#store/site-file/site-versions.ts'
import { writeSite } from '#store/site-file/write-site.ts'
import { personSession } from '../support/person-session.ts'
import { type PrivatePostgres, startPostgres } from '../support/postgres.ts'
import { type PrivateRedis, startRedis } from '../support/redis.ts'
import { type RowServer, startRowServer } from '../support/row-server.ts'
import { testSite, writeSiteFile } from '../support/test-site.ts'

/** Guarantee: what is changed in the browser is a version of the same site file, and nobody's change is lost. */

const SITE = 'site-file'
let redis: PrivateRedis
let postgres: PrivatePostgres
let server: RowServer
let config: string

beforeAll(async () => {
  ;[redis, postgres] = await Promise.all([startRedis(), startPostgres()])
  config = await writeSiteFile({
    ...testSite(SITE),
    alerts: {
      targets: [
        { id: 'hook', kind: 'webhook', url: 'https://hooks.example.test/a', secret: 'a-secret-of-the-hook' },
      ],
    },
  })
  server = await startRowServer({ redisUrl: redis.url, databaseUrl: postgres.url, config })
})
afterAll(async () => {
  await server.stop()
  await Promise.all([redis.stop(), postgres.stop()])
})

interface Ask {
  method?: string
  token?: string
  match?: string | null
  body?: unknown
  type?: string
}

async function ask(path: string, { method = 'GET', token = 'admin-token-0', match, body, type }: Ask = {}) {
  const answer = await fetch(`${server.url}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(match != null && { 'if-match': match }),
      ...(body !== undefined && { 'content-type': type ?? 'application/json' }),
      ...(type !== undefined && body === undefined && { accept: type }),
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  return {
    status: answer.status,
    etag: answer.headers.get('etag'),
    // biome-ignore lint/suspicious/noExplicitAny: each test says itself which shape it expects
    body: (await answer.json()) as Record<string, any>,
  }
}

async function inForce(): Promise<{ site: Site; etag: string }> {
  const { body, etag } = await ask('/site-file')
  return { site: body as Site, etag: etag! }
}
const put = (site: unknown, match: string | null, more: Ask & { why?: string } = {}) =>
  ask(`/site-file${more.why === undefined ? '' : `?why=${encodeURIComponent(more.why)}`}`, {
    ...more,
    method: 'PUT',
    match,
    body: site,
  })

test('a target that is changed is in force on the floor at once, and the version says who, why and what', async () => {
  const { site, etag } = await inForce()
  const queues = site.queues.map((queue) =>
    queue.id === 'care' ? { ...queue, target: { share: 0.9, withinSec: 15 } } : queue,
  )
  const changed = await put({ ...site, queues }, etag, { why: '旺季' })
  expect([changed.status, changed.body.faults]).toEqual([200, undefined])
  await vi.waitFor(() =>
    expect(server.floor.row('queue', 'care')).toMatchObject({ target: { share: 0.9, withinSec: 15 } }),
  )
  const { body } = await ask('/site-file/versions')
  expect(body.versions[0]).toMatchObject({ version: changed.body.version, by: 'token/ops', why: '旺季' })
  const { body: difference } = await ask(`/site-file/versions/${changed.body.version}`)
  expect(difference.changes).toContainEqual(
    expect.objectContaining({ section: 'queues', kind: 'changed', field: 'target.share', to: 0.9 }),
  )
})

test('no secret is ever shown, and what a change does not say of secrets stays', async () => {
  const { site, etag } = await inForce()
  const shown = [
    JSON.stringify(site),
    JSON.stringify((await ask('/site-file', { type: 'application/yaml' })).body),
  ]
  for (const text of shown)
    expect(text).not.toMatch(/feed-token|admin-token|a-secret|hooks\.example|"password"/)
  expect((await put(site, etag)).status).toBe(200)
  // The token by which this asks is still one, and so is the feed's.
  expect((await ask('/me')).status).toBe(200)
  const kept = await server.database
    .selectFrom('target_secret')
    .select(['name'])
    .where('target', '=', 'hook')
    .execute()
  expect(kept.map(({ name }) => name).sort()).toEqual(['secret', 'url'])
})

test('of two who change one version the second is told, and loses nothing by it', async () => {
  const { site, etag } = await inForce()
  const [first, second] = await Promise.all([
    put({ ...site, causes: [{ id: 'late', title: 'Late' }] }, etag),
    put({ ...site, departments: [{ id: 'it', name: 'IT' }] }, etag),
  ])
  expect([first.status, second.status].sort()).toEqual([200, 412])
  const stale = first.status === 412 ? first : second
  const now = await inForce()
  expect(stale.etag).toBe(now.etag)
  expect((await put(now.site, null)).status).toBe(428)
  const both = await put(
    { ...now.site, causes: [{ id: 'late', title: 'Late' }], departments: [{ id: 'it', name: 'IT' }] },
    now.etag,
  )
  expect(both.status).toBe(200)
})

test('what is wrong is refused with its place, and the set in force stays', async () => {
  const { site, etag } = await inForce()
  const wrong = await put(
    { ...site, queues: [{ ...site.queues[0], team: 'nobody' }, ...site.queues.slice(1)] },
    etag,
  )
  expect(wrong).toMatchObject({
    status: 422,
    body: { code: 'faulty', faults: [{ at: ['queues', 0, 'team'] }] },
  })
  const bomb = `site: { id: ${SITE} }\na: &a [x, x]\n${Array.from({ length: 12 }, (_, index) => `b${index}: [${'*a, '.repeat(20)}*a]`).join('\n')}\n`
  expect((await put(bomb, etag, { type: 'application/yaml' })).status).toBe(422)
  const file = { id: 'x', kind: 'asterisk', host: 'pbx', username: 'u', secretFile: '/etc/passwd' }
  expect((await put({ ...site, feeds: [...site.feeds, file] }, etag)).body.faults).toMatchObject([
    { at: ['feeds', site.feeds.length, 'secretFile'] },
  ])
  expect(
    await ask('/site-file/check', { method: 'POST', body: 'site: 7', type: 'application/yaml' }),
  ).toMatchObject({
    body: { faults: [expect.objectContaining({ line: 1 })] },
  })
  expect((await inForce()).etag).toBe(etag)
})

test('comments and order survive an edit of a text, its export, and a way back', async () => {
  const { body, etag } = await ask('/site-file', { type: 'application/yaml' })
  const parsed = parseSite(body.text)
  if (!parsed.ok) throw new Error('the text is no site file')
  const text = `# the night shift asked for this\n${body.text}`
  expect((await put(text, etag, { type: 'application/yaml' })).status).toBe(200)
  const before = await inForce()
  const edited = await put({ ...before.site, site: { ...before.site.site, name: 'Renamed' } }, before.etag)
  expect(edited.status).toBe(200)
  const version = (await versionInForce(server.database, SITE))!
  expect(writeSite(version)).toContain('# the night shift asked for this')
  const again = parseSite(writeSite(version))
  expect(again.ok && again.site).toEqual((await inForce()).site)
  const back = await ask(`/site-file/versions/${edited.body.version - 1}/restore`, {
    method: 'POST',
    match: edited.etag,
  })
  expect(back.status).toBe(200)
  expect((await inForce()).site).toEqual(before.site)
})

test('a supervisor changes targets and agents; a lead does not look; somebody new gets a first password, told once', async () => {
  const { site, etag } = await inForce()
  expect((await ask('/site-file', { token: 'agent-token-yuan' })).status).toBe(403)
  const token = 'supervisor-token'
  const raised = await put({ ...site, privacy: { ...site.privacy, unmask: ['supervisor'] } }, etag, { token })
  expect(raised.status).toBe(403)
  const person = { id: 'neu', name: '新人', role: 'agent', login: '2001', team: 'east', agent: 'neu' }
  const added = await put({ ...site, people: [...site.people, person] }, etag, { token })
  expect(added.status).toBe(200)
  const password = added.body.passwords['2001']
  expect(readFileSync(join(dirname(config), 'first-passwords'), 'utf8')).toContain(password)
  const signIn = (typed: string) =>
    fetch(`${server.url}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: server.url },
      body: JSON.stringify({ login: '2001', password: typed }),
    }).then(({ status }) => status)
  await vi.waitFor(async () => expect(await signIn(password)).toBe(200))
  const reset = await ask('/site-file/people/neu/password', { method: 'POST', token })
  expect(reset.status).toBe(200)
  expect([await signIn(password), await signIn(reset.body.password)]).toEqual([401, 200])
  expect((await ask('/site-file/people/ma/password', { method: 'POST', token })).status).toBe(403)
})

test('a person signed in by cookie changes the site in their own name', async () => {
  const session = await personSession(server.url, 'ma')
  const { site, etag } = await inForce()
  const answer = await fetch(`${server.url}/api/v1/site-file`, {
    method: 'PUT',
    headers: {
      cookie: session.cookie(),
      origin: server.url,
      'if-match': etag,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ ...site, causes: [] }),
  })
  expect(answer.status).toBe(200)
  const { body } = await ask('/site-file/versions')
  expect(body.versions[0]).toMatchObject({ by: 'ma' })
})

test('a year of a calendar that is being written: holidays of China, a day closed, a day with its own hours', async () => {
  const calendar = {
    id: 'new',
    week: { 'mon-fri': ['09:00-18:00'] },
    holidays: ['CN'],
    closed: ['2026-03-02'],
    open: { '2026-03-07': ['10:00-12:00'] },
  }
  const { body } = await ask('/site-file/calendar-year', { method: 'POST', body: { year: 2026, calendar } })
  const of = (date: string) => body.days.find((day: { date: string }) => day.date === date)
  expect(body.days).toHaveLength(365)
  expect([of('2026-03-02'), of('2026-03-07'), of('2026-10-01'), of('2026-03-03')]).toEqual([
    { date: '2026-03-02', hours: '', reason: 'closed' },
    { date: '2026-03-07', hours: '10:00-12:00', reason: 'open' },
    { date: '2026-10-01', hours: '', reason: 'holiday' },
    { date: '2026-03-03', hours: '09:00-18:00', reason: 'week' },
  ])
})

test('sixty queues, a thousand people and forty rules are edited without a wait', async () => {
  const { site, etag } = await inForce()
  const [rule] = site.rules
  const large = {
    ...site,
    queues: [
      ...site.queues,
      ...Array.from({ length: 58 }, (_, index) => ({
        id: `q${index}`,
        name: `Queue ${index}`,
        target: { share: 0.8, withinSec: 20 },
      })),
    ],
    people: [
      ...site.people,
      ...Array.from({ length: 1_000 }, (_, index) => ({
        id: `p${index}`,
        name: `Person ${index}`,
        role: 'agent',
        login: `9${index}`,
        team: 'east',
        agent: `p${index}`,
      })),
    ],
    rules: [...site.rules, ...Array.from({ length: 39 }, (_, index) => ({ ...rule, id: `r${index}` }))],
  }
  let last = await put(large, etag)
  expect(last.status).toBe(200)
  const took: number[] = []
  for (const share of [0.7, 0.71, 0.72]) {
    const now = await inForce()
    const begun = performance.now()
    last = await put(
      {
        ...now.site,
        queues: now.site.queues.map((queue) => ({ ...queue, target: { share, withinSec: 20 } })),
      },
      now.etag,
    )
    took.push(performance.now() - begun)
    expect(last.status).toBe(200)
  }
  console.log(`an edit of the large site took ${took.map(Math.round).join(', ')} ms`)
  // A loaded machine takes longer; what grows with the square of the site would take seconds.
  expect(Math.min(...took)).toBeLessThan(2_500)
})
