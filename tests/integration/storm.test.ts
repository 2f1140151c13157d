import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { KyselyPlugin } from 'kysely'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { rowsForRequest } from '#core/access/rows-for-request.ts'
import { viewerOf } from '#core/access/viewer.ts'
import { parseEvent } from '#core/event/parse-event.ts'
import type { RowSet } from '#core/rows/patch.ts'
import { rowTypes } from '#core/rows/row.ts'
import { createLargeFloor } from '#scripts/demo/large/large-floor.ts'
import { DEMO_SITE, writeLargeSite } from '#scripts/demo/large/write-large-site.ts'
import { freePort } from '#scripts/start/free-port.ts'
import { createSessions } from '#server/auth/sessions.ts'
import { parseSite } from '#store/site-file/parse-site.ts'
import { type PrivatePostgres, startPostgres } from '../support/postgres.ts'
import { type PrivateRedis, startRedis } from '../support/redis.ts'
import { type RowServer, startRowServer } from '../support/row-server.ts'
import { openScreenSocket, type ScreenSocket, type Watcher } from '../support/screen-socket.ts'

/** A small form of `npm run bench -- big-floor`: a hall of six hundred that comes at once, with a thousand open cases. */

const CASES = 1_000
const dir = mkdtempSync(join(tmpdir(), 'huiyin-storm-'))
const config = writeLargeSite(dir, DEMO_SITE)
const parsed = parseSite(readFileSync(config, 'utf8'))
if (!parsed.ok) throw new Error(JSON.stringify(parsed))
const { site } = parsed
const siteId = site.site.id
const people = (role: string) => site.people.filter((person) => person.role === role).map(({ id }) => id)
const supervisors = [...people('supervisor'), ...people('lead')].slice(0, 6)
const desks = people('agent').slice(0, 100)
const tokens = new Map<string, string>()
const screens: ScreenSocket[] = []
let redis: PrivateRedis
let postgres: PrivatePostgres
let options: { redisUrl: string; databaseUrl: string; config: string; port: number }
let server: RowServer

beforeAll(async () => {
  ;[redis, postgres] = await Promise.all([startRedis(), startPostgres()])
  const databaseUrl = await postgres.createDatabase('storm')
  options = { redisUrl: redis.url, databaseUrl, config, port: await freePort() }
  server = await startRowServer(options)
  await server.database.updateTable('account').set({ must_change: false }).execute()
  const sessions = createSessions(server.database, siteId)
  const coming = [...supervisors, ...desks]
  const created = await Promise.all(
    coming.map((id) => sessions.create(id, { address: '127.0.0.1', agent: null })),
  )
  for (const [place, id] of coming.entries()) tokens.set(id, created[place]!.token)
  const floor = createLargeFloor({
    ...{ site, seed: 's', source: 'demo', start: Date.now() },
    ...{ cases: CASES, callbacks: CASES / 10, eventsPerSec: 60 },
  })!
  const events = floor.advance(Date.now()).map((event) => {
    const read = parseEvent(event)
    if (!read.ok) throw new Error(read.refusal.message)
    return read.event
  })
  for (let from = 0; from < events.length; from += 500)
    await server.log.append(events.slice(from, from + 500), Date.now())
}, 120_000)

afterAll(async () => {
  for (const screen of screens) screen.close()
  await server?.stop()
  await Promise.all([redis?.stop(), postgres?.stop()])
  rmSync(dir, { recursive: true, force: true })
})

const allAnswered = () =>
  vi.waitFor(() => expect(screens.filter(({ answeredAt }) => answeredAt === null).length).toBe(0), {
    timeout: 50_000,
    interval: 20,
  })

test('sessions that are asked for at once cost a few questions, however many they are', async () => {
  let questions = 0
  const counting: KyselyPlugin = {
    transformQuery({ node }) {
      questions++
      return node
    },
    transformResult: async ({ result }) => result,
  }
  const sessions = createSessions(server.database.withPlugin(counting), siteId)
  const found = await Promise.all([...tokens.values()].map((token) => sessions.find(token)))
  expect(found.map((session) => session?.person)).toEqual([...tokens.keys()])
  const held = await Promise.all(found.map((session) => sessions.holding([session!.id])))
  expect(held.every(({ size }) => size === 1)).toBe(true)
  expect(await sessions.find('nobody')).toBe(null)
  expect(questions).toBeLessThan(10)
})

test('a hundred desks, walls and supervisors have their rows, and have them again from a server that began anew', async () => {
  const as = (view: Watcher['view'], person: string, id = person): Watcher => ({
    ...{ view, id, cookie: `huiyin_session=${tokens.get(person)!}` },
  })
  const watchers = [
    ...desks.map((id) => as('desk', id)),
    ...supervisors.map((id) => as('supervisor', id)),
    ...site.boards.map(({ id }) => as('wall', supervisors[0]!, id)),
  ]
  for (const watcher of watchers) screens.push(openScreenSocket(server.url, watcher, () => {}))
  await allAnswered()
  for (const { watcher, firstBytes, answer } of screens)
    if (watcher.id === 'ma-zong') expect(firstBytes).toBeLessThan(answer.length / 4)
  await server.stop()
  await vi.waitFor(() => expect(screens.some(({ answeredAt }) => answeredAt === null)).toBe(true))
  server = await startRowServer(options)
  await allAnswered()
  const end = await server.log.last()
  for (const { answer, watcher } of screens) {
    const [first] = JSON.parse(answer.slice(answer.indexOf('['))) as [{ pos: string; put: RowSet }]
    expect(first.pos).toBe(end)
    if (watcher.view === 'wall') continue
    const viewer = viewerOf(site, { kind: 'person', person: watcher.id })!
    const rows = rowsForRequest({ viewer, view: watcher.view, id: null }, server.floor)
    for (const type of rowTypes)
      expect(Object.keys(first.put[type] ?? {}).length, `${type} rows of ${watcher.id}`).toBe(
        rows[type].length,
      )
  }
}, 120_000)
