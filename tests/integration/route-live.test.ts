import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readStoreEnv, type StoreEnv } from '#platform/env.ts'
import { openSecrets } from '#platform/secrets.ts'
import { type OpenSite, openSite } from '#store/open-site.ts'
import { type PrivatePostgres, startPostgres } from '../support/postgres.ts'
import { type PrivateRedis, startRedis } from '../support/redis.ts'
import { caseOpened } from '../support/timer-floor.ts'

const SITE = `
site: { id: live, timezone: Asia/Shanghai }
queues: [{ id: care, team: east }]
teams: [{ id: east, name: East, leads: [lin] }]
people: [{ id: lin, name: Lin, role: lead }, { id: ma, name: Ma, role: supervisor }]
rules: [{ id: unanswered, kind: clock, subject: case, start: [case.opened], stop: [case.replied], limit: 90m }]
`

const run = promisify(execFile)
let redis: PrivateRedis
let postgres: PrivatePostgres
let folder: string
let site: OpenSite
let env: StoreEnv

beforeAll(async () => {
  ;[redis, postgres] = await Promise.all([startRedis(), startPostgres()])
  folder = mkdtempSync(join(tmpdir(), 'huiyin-route-'))
  const config = join(folder, 'site.yaml')
  writeFileSync(config, SITE)
  const given = { REDIS_URL: redis.url, DATABASE_URL: postgres.url, HUIYIN_CONFIG: config }
  const read = readStoreEnv({ ...given, HUIYIN_DATA_DIR: join(folder, 'data') })
  if (!read.ok) throw new Error(read.faults.join())
  env = read.env
  const { sealKey } = openSecrets(env.dataDir)
  const log = pino({ level: 'silent' })
  site = await openSite({ env, now: Date.now, sealKey, log, alsoKeep: async () => undefined })
})
afterAll(async () => {
  await site.close()
  await Promise.all([redis.stop(), postgres.stop()])
  rmSync(folder, { recursive: true })
})

test('asked live, a case is what the log of the running site makes of it', async () => {
  const now = Date.now()
  await site.log.append([caseOpened('C1', now, now + 3_600_000)], now)
  const script = new URL('../../scripts/route.ts', import.meta.url).pathname
  const at = new Date(now + 5_400_000).toISOString()
  const given = { REDIS_URL: redis.url, DATABASE_URL: postgres.url, HUIYIN_DATA_DIR: env.dataDir }
  const { stdout } = await run(process.execPath, [script, 'unanswered', 'case/C1', '--at', at, '--live'], {
    env: { ...process.env, ...given },
  })
  expect(stdout).toContain('belongs to: case C1, kind complaint, queue care, team east')
  expect(stdout).toMatch(/^ {5}lin \(Lin\) by screen \[leads: the leads of team east\]$/m)
})
