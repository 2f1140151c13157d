import { sql } from 'kysely'
import { pino } from 'pino'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { type Site, siteSchema } from '#core/site/site-schema.ts'
import { readStoreEnv } from '#platform/env.ts'
import { freePort } from '#scripts/start/free-port.ts'
import { createLog } from '#store/log.ts'
import { openSite } from '#store/open-site.ts'
import { createDatabase, type Database } from '#store/postgres/database.ts'
import { migrate } from '#store/postgres/migrate.ts'
import { connectorSecrets } from '#store/site-file/connector-secrets.ts'
import { publishSite } from '#store/site-file/publish-site.ts'
import { saveVersion, versionInForce } from '#store/site-file/site-versions.ts'
import { splitSecrets } from '#store/site-file/split-secrets.ts'
import { targetSecrets } from '#store/site-file/target-secrets.ts'
import { openTokens } from '#store/tokens.ts'
import { type Child, startChild } from '../support/child-process.ts'
import { type PrivatePostgres, startPostgres } from '../support/postgres.ts'
import { type PrivateRedis, startRedis } from '../support/redis.ts'
import { testSite, writeSiteFile } from '../support/test-site.ts'

const sealKey = '5'.repeat(64)
const nothing = async () => undefined
let postgres: PrivatePostgres
let redis: PrivateRedis
let database: Database
let serial = 0

beforeAll(async () => {
  ;[postgres, redis] = await Promise.all([startPostgres(), startRedis()])
})
afterAll(async () => {
  await Promise.all([postgres.stop(), redis.stop()])
})
beforeEach(async () => {
  database = createDatabase(await postgres.createDatabase(`site${++serial}`))
  await migrate(database)
  return () => database.destroy()
})

function versionOf(file: Record<string, unknown>, fileHash: string | null) {
  const site = siteSchema.parse({ site: { id: 'a' }, ...file })
  const split = splitSecrets(site, () => ({ ok: false, message: 'no files here' }))
  return { split, at: 1_000, by: 'file', fileHash, sealKey }
}

const feeds = (token?: string, secret?: string) => ({
  feeds: [{ id: 'pbx', kind: 'asterisk', ...(token && { token }), ...(secret && { secret }) }],
})

test('of many processes that read one new file exactly one applies it, and an unchanged file is not applied again', async () => {
  const add = versionOf(feeds('token-of-the-pbx'), 'h1')
  const kept = await Promise.all(Array.from({ length: 6 }, () => saveVersion(database, add, nothing)))
  expect(kept.filter((one) => one !== null).map(({ version }) => version)).toEqual([1])
  expect(await saveVersion(database, add, nothing)).toBeNull()
})

test('a secret that was corrected in its file is taken, though the site file itself is the same', async () => {
  const named = {
    feeds: [{ id: 'pbx', kind: 'asterisk', tokenFile: 'token', secretFile: 'ami' }],
    apiTokens: [{ name: 'checks', role: 'lead', tokenFile: 'checks' }],
    alerts: {
      targets: [{ id: 'post', kind: 'mail', host: 'a.example', from: 'a@b.example', passwordFile: 'mail' }],
    },
  }
  const files = { token: 'token-of-the-pbx', ami: 'wrong', checks: 'token-of-checks', mail: 'wrong' }
  const read = (changed: Partial<typeof files>) => {
    const texts: Record<string, string> = { ...files, ...changed }
    const split = splitSecrets(siteSchema.parse({ site: { id: 'a' }, ...named }), (file) => ({
      ok: true,
      text: texts[file]!,
    }))
    return saveVersion(database, { split, at: 1_000, by: 'file', fileHash: 'h1', sealKey }, nothing)
  }
  expect((await read({}))?.version).toBe(1)
  expect(await read({})).toBeNull()
  expect((await read({ ami: 'right' }))?.version).toBe(2)
  expect(await connectorSecrets(database, 'a', sealKey)).toEqual(new Map([['pbx', 'right']]))
  expect(await read({ ami: 'right' })).toBeNull()
  for (const [name, text] of Object.entries({
    token: 'another-token',
    checks: 'another-check',
    mail: 'right',
  }))
    expect(await read({ ami: 'right', [name]: text }), name).not.toBeNull()
})

test('of a set that an earlier release kept, with the plain hash of its text, only another secret makes a new one', async () => {
  const secrets = (secret: string, key: string) => ({
    ...versionOf({ ...feeds('token-of-the-pbx', secret), alerts: { targets: [hook] } }, 'h1'),
    sealKey: key,
  })
  const hook = { id: 'hook', kind: 'webhook', url: 'https://a.example/in', secret: 'hush' }
  await saveVersion(database, secrets('ami-secret', sealKey), nothing)
  await database.updateTable('site_version').set({ file_hash: 'h1' }).execute()
  expect(await saveVersion(database, secrets('ami-secret', sealKey), nothing)).toBeNull()
  expect(await saveVersion(database, secrets('corrected', sealKey), nothing)).not.toBeNull()
  await database.updateTable('site_version').set({ file_hash: 'h1' }).execute()
  // The key was lost: what is kept cannot be opened, and what the file says is sealed anew.
  const other = '6'.repeat(64)
  expect(await saveVersion(database, secrets('corrected', other), nothing)).not.toBeNull()
  expect(await connectorSecrets(database, 'a', other)).toEqual(new Map([['pbx', 'corrected']]))
})

test('a newer set from the screens stays in force until the file itself changes', async () => {
  await saveVersion(database, versionOf({ queues: [{ id: 'one' }] }, 'h1'), nothing)
  await saveVersion(database, { ...versionOf({ queues: [{ id: 'two' }] }, null), by: 'lin' }, nothing)
  expect(await saveVersion(database, versionOf({ queues: [{ id: 'one' }] }, 'h1'), nothing)).toBeNull()
  expect(await versionInForce(database, 'a')).toMatchObject({
    version: 2,
    by: 'lin',
    content: { queues: [{ id: 'two' }] },
  })
  await saveVersion(database, versionOf({ queues: [{ id: 'three' }] }, 'h2'), nothing)
  expect(await versionInForce(database, 'a')).toMatchObject({
    version: 3,
    content: { queues: [{ id: 'three' }] },
  })
})

test('a version that cannot be kept whole leaves nothing behind', async () => {
  const failing = () => Promise.reject(new Error('accounts cannot be made'))
  await expect(saveVersion(database, versionOf(feeds('token-of-the-pbx'), 'h1'), failing)).rejects.toThrow(
    'accounts',
  )
  expect(await versionInForce(database, 'a')).toBeNull()
  const tokens = await openTokens({ database, site: 'a', onFault: () => {} })
  expect(tokens.find('token-of-the-pbx', false)).toBeNull()
  tokens.close()
})

test('tokens and secrets that a set does not repeat stay; those of bearers that are gone go', async () => {
  const tokens = await openTokens({ database, site: 'a', onFault: () => {} })
  await saveVersion(database, versionOf(feeds('token-of-the-pbx', 'ami-secret'), 'h1'), nothing)
  await saveVersion(database, versionOf(feeds(), 'h2'), nothing)
  await tokens.refresh()
  expect(tokens.find('token-of-the-pbx', false)).toEqual({ kind: 'feed', feed: 'pbx' })
  expect(await connectorSecrets(database, 'a', sealKey)).toEqual(new Map([['pbx', 'ami-secret']]))
  await saveVersion(database, versionOf(feeds('another-token-now'), 'h3'), nothing)
  await tokens.refresh()
  expect(tokens.find('token-of-the-pbx', false)).toBeNull()
  await saveVersion(database, versionOf({}, 'h4'), nothing)
  await tokens.refresh()
  expect(tokens.find('another-token-now', false)).toBeNull()
  expect((await connectorSecrets(database, 'a', sealKey)).size).toBe(0)
  tokens.close()
})

test("a target's secrets stay where a set says none of them, are replaced whole where it says one, and go with it", async () => {
  const hook = (secrets: object) => ({ alerts: { targets: [{ id: 'hook', kind: 'webhook', ...secrets }] } })
  const known = () => targetSecrets(database, 'a', sealKey)
  await saveVersion(database, versionOf(hook({ url: 'https://a.example/in', secret: 'hush' }), 'h1'), nothing)
  await saveVersion(database, versionOf(hook({}), 'h2'), nothing)
  expect(await known()).toEqual(new Map([['hook', { url: 'https://a.example/in', secret: 'hush' }]]))
  await saveVersion(database, versionOf(hook({ url: 'https://b.example/in' }), 'h3'), nothing)
  expect(await known()).toEqual(new Map([['hook', { url: 'https://b.example/in' }]]))
  await saveVersion(database, versionOf({}, 'h4'), nothing)
  expect((await known()).size).toBe(0)
})

test('no token and no password of the file stands in the database or the log', async () => {
  const log = createLog({ url: redis.url, site: 'a' })
  const add = versionOf(
    {
      ...feeds('token-of-the-pbx', 'ami-secret'),
      apiTokens: [{ name: 'checks', role: 'admin', token: 'token-of-checks' }],
      people: [{ id: 'kai', name: 'Kai', role: 'agent', password: 'first-password' }],
      alerts: {
        targets: [
          { id: 'post', kind: 'mail', host: 'mail.example', from: 'a@b.example', password: 'mail-password' },
          { id: 'robot', kind: 'wecom', url: 'https://robot.example/send?key=robot-key' },
        ],
      },
    },
    'h1',
  )
  const stored = await saveVersion(database, add, nothing)
  await publishSite(database, log, stored!, 2_000)
  // Published twice, as after a crash in between, it is in the log once.
  await publishSite(database, log, stored!, 3_000)
  const entries = await log.read('0-0', 10)
  expect(entries.map(({ event }) => [event.type, event.id, event.data.version])).toEqual([
    ['config.applied', 'config/1', 1],
  ])
  const tables = ['site_version', 'token', 'site_secret', 'target_secret'] as const
  const rows = await Promise.all(tables.map((table) => database.selectFrom(table).selectAll().execute()))
  const all = JSON.stringify([rows, entries])
  expect(rows[0]).toMatchObject([{ file_hash: expect.not.stringContaining('h1') }])
  const secrets = ['token-of-the-pbx', 'ami-secret', 'token-of-checks', 'first-password']
  for (const secret of [...secrets, 'mail-password', 'robot-key']) expect(all).not.toContain(secret)
  log.close()
})

test('a set of before that names a kind of feed which does not exist starts still, and it is said', async () => {
  const site = siteSchema.parse({
    site: { id: 'old' },
    feeds: [{ id: 'pbx', kind: 'FreePBX', token: 'token-of-the-pbx' }],
  })
  const split = splitSecrets(site, () => ({ ok: false, message: 'no files here' }))
  await saveVersion(database, { split, at: 1_000, by: 'file', fileHash: null, sealKey }, nothing)
  const read = readStoreEnv({
    ...{ REDIS_URL: redis.url, DATABASE_URL: `${postgres.url.replace(/[^/]+$/, '')}site${serial}` },
    HUIYIN_CONFIG: '/nowhere/site.yaml',
  })
  if (!read.ok) throw new Error(read.faults.join())
  const said: string[] = []
  const log = pino({}, { write: (line: string) => void said.push(line) })
  const opened = await openSite({ env: read.env, now: Date.now, sealKey, log, alsoKeep: nothing })
  await opened.close()
  expect(opened.version).toMatchObject({ site: 'old', version: 1 })
  expect(said.join('')).toContain('feeds[0].kind: must be http or asterisk, not ')
})

test('a server killed in the middle of a change leaves the old set or the new, and what was kept is on the floor', async () => {
  const databaseUrl = await postgres.createDatabase('killed')
  const config = await writeSiteFile(testSite('killed'))
  const port = await freePort()
  const args = ['tests/support/row-server-process.ts', redis.url, databaseUrl, config, String(port)]
  const api = `http://127.0.0.1:${port}/api/v1`
  const headers = { authorization: 'Bearer admin-token-0', 'content-type': 'application/json' }
  const killed = createDatabase(databaseUrl)
  const patience = { timeout: 20_000, interval: 20 }
  async function serve(): Promise<{ child: Child; site: Site; etag: string }> {
    const child = startChild(process.execPath, args)
    const answer = await vi.waitFor(async () => {
      const found = await fetch(`${api}/site-file`, { headers })
      if (!found.ok) throw new Error(child.output())
      return found
    }, patience)
    return { child, site: (await answer.json()) as Site, etag: answer.headers.get('etag')! }
  }
  function rename({ site, etag }: { site: Site; etag: string }, name: string): void {
    const body = JSON.stringify({ ...site, site: { ...site.site, name } })
    // The server is killed before it answers.
    fetch(`${api}/site-file`, { method: 'PUT', headers: { ...headers, 'if-match': etag }, body }).catch(
      () => {},
    )
  }

  // Killed before all of it is kept: another holds the lock.
  const first = await serve()
  await killed.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(hashtext('huiyin site killed'))`.execute(transaction)
    rename(first, 'Never')
    await vi.waitFor(async () => {
      const { rows } = await sql`select 1 from pg_locks where locktype = 'advisory' and not granted`.execute(
        killed,
      )
      expect(rows).toHaveLength(1)
    }, patience)
    first.child.kill('SIGKILL')
    await first.child.exited
  })
  const second = await serve()
  expect([second.site.site.name, second.etag]).toEqual(['Test', first.etag])

  // Killed when it was kept, before the log heard of it.
  await redis.kill()
  rename(second, 'Kept')
  await vi.waitFor(
    async () =>
      expect(await versionInForce(killed, 'killed')).toMatchObject({
        published: false,
        content: { site: { name: 'Kept' } },
      }),
    patience,
  )
  second.child.kill('SIGKILL')
  await second.child.exited
  await redis.restart()
  const third = await serve()
  expect(third.site.site.name).toBe('Kept')
  const facts = await fetch(`${api}/site`, { headers }).then((answer) => answer.json())
  expect(facts).toMatchObject({ name: 'Kept' })
  third.child.kill('SIGKILL')
  await Promise.all([third.child.exited, killed.destroy()])
}, 120_000)
