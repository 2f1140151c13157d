import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDatabase } from '#store/postgres/database.ts'
import { migrate } from '#store/postgres/migrate.ts'
import { ensureMonths } from '#store/postgres/month-partitions.ts'
import { DATABASE, prepareRole, ROLE, rolePassword } from '../../scripts/start/postgres-role.ts'
import { type PrivatePostgres, startPostgres } from '../support/postgres.ts'

let postgres: PrivatePostgres
beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(() => postgres.stop())

function addressOf(database: string, user?: { name: string; password: string }): string {
  const url = new URL(postgres.url)
  url.pathname = `/${database}`
  if (user !== undefined) [url.username, url.password] = [user.name, user.password]
  return url.href
}

test('our processes own one database, also one that a release of before made as superuser, and nothing beyond it', async () => {
  const before = createDatabase(addressOf(DATABASE))
  await migrate(before)
  await ensureMonths(before, 'event', 'ms', [Date.UTC(2026, 0, 1)])
  await before.destroy()

  const password = rolePassword('of the superuser')
  for (let start = 0; start < 2; start++) await prepareRole((database) => addressOf(database), password)
  const url = addressOf(DATABASE, { name: ROLE, password })
  const ours = createDatabase(url)
  expect(await migrate(ours)).toEqual([])
  await ensureMonths(ours, 'event', 'ms', [Date.UTC(2026, 1, 1)])
  await ours.destroy()
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query(
    'select rolsuper, rolcreaterole, rolcreatedb from pg_roles where rolname = current_user',
  )
  expect(rows).toEqual([{ rolsuper: false, rolcreaterole: false, rolcreatedb: false }])
  await client.query('alter table account add column of_a_later_release text')
  for (const act of [
    "copy (select 1) to program 'true'",
    "select pg_read_file('/etc/passwd')",
    'create role other',
  ])
    await expect(client.query(act)).rejects.toThrow(/permission denied|must be superuser/)
  await client.end()
})
