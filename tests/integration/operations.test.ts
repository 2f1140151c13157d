import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AnyEvent, LogEntry } from '#core/event/event.ts'
import { refusalRecord, refuseItem } from '#server/ingest/judge.ts'
import { createAggregateEvents } from '#store/postgres/aggregate-events.ts'
import { createEventArchive } from '#store/postgres/event-archive.ts'
import { createRecountStore } from '#store/postgres/recount-store.ts'
import { createRejectedStore } from '#store/rejected.ts'
import { happened } from '../support/floor-events.ts'
import { type Ask, personSession } from '../support/person-session.ts'
import { type PrivatePostgres, startPostgres } from '../support/postgres.ts'
import { type PrivateRedis, startRedis } from '../support/redis.ts'
import { type RowServer, startRowServer } from '../support/row-server.ts'
import { testSite, writeSiteFile } from '../support/test-site.ts'

const SITE = 'operations'
let redis: PrivateRedis
let postgres: PrivatePostgres
let server: RowServer
let admin: Ask

beforeAll(async () => {
  ;[redis, postgres] = await Promise.all([startRedis(), startPostgres()])
  const config = await writeSiteFile(testSite(SITE))
  server = await startRowServer({ redisUrl: redis.url, databaseUrl: postgres.url, config })
  admin = await personSession(server.url, 'admin')
})
afterAll(async () => {
  await server.stop()
  await Promise.all([redis.stop(), postgres.stop()])
})

/** Writes events to the log, and archives all of it as the workers do. */
async function tell(...events: AnyEvent[]): Promise<void> {
  await server.log.append(events, Date.now())
  await archiveAll()
}

async function archiveAll(): Promise<void> {
  const archive = createEventArchive(server.database, SITE)
  const from = await archive.position()
  await archive.write(from, await server.log.read(from, 1_000))
}

const lin = { customer: 'crm-17', phone: '138 0000 1234', name: '林小姐' }

test('operations says what doctor says, in the reader’s language, with the records that the recount does not agree in', async () => {
  const found = [{ kind: 'queue', subject: 'care', start: 0, figures: { offered: [3, 4] } }]
  const result = { at: Date.now(), pos: '1-0', intervals: 12, corrected: 0, tookMs: 5, found }
  await createRecountStore(server.database, SITE).write({
    ...result,
    span: 'all',
    differences: { offered: 1 },
  })
  const { status, body } = await admin('/operations?language=zh-CN')
  expect(status).toBe(200)
  const about = (name: string) => body.findings.filter((one: { about: string }) => one.about === name)
  expect(about('复核')).toEqual([
    { level: 'fault', about: '复核', text: expect.stringContaining('以下数字不一致：offered (1)') },
  ])
  expect(about('后台进程')[0]).toMatchObject({ level: 'fault', text: expect.stringContaining('请启动') })
  expect(about('PostgreSQL')[0]).toMatchObject({ level: 'good' })
  expect(body.recount).toMatchObject({ differences: { offered: 1 }, intervals: 12, found })
  expect(body.version).toMatchObject({ version: 1 })
  expect(body.feeds.map(({ id }: { id: string }) => id)).toEqual(['pbx'])
  expect((await admin('/operations?language=xx')).body.message).toMatch(/^language: must be one of en, zh-CN/)
})

test('what was refused is shown masked, and taken once the cause is mended; it is counted once', async () => {
  const rejected = createRejectedStore({ url: redis.url, site: SITE, sealKey: '5'.repeat(64) })
  const event = { specversion: '1.0', source: 'pbx', time: new Date().toISOString(), subject: 'R1' }
  const queued = { ...event, id: 'r1', type: 'contact.queued', data: { queue: 'care', phone: '13812345678' } }
  const broken = { ...event, id: 'r2', type: 'contact.queued', data: {} }
  const refusal = { code: 'too_many_queues', message: 'queue: is one too many' }
  await rejected.keep(
    'pbx',
    [queued, broken].map((value, index) => refusalRecord(refuseItem({ index, value }, refusal), Date.now())),
  )
  const kept = async () => (await admin('/rejected?feed=pbx')).body.rejected
  expect(JSON.stringify(await kept())).not.toMatch(/13812345678|sealed/)
  expect(await kept()).toEqual([
    expect.objectContaining({ id: 'r2', mayReplay: true }),
    expect.objectContaining({ id: 'r1', mayReplay: true }),
  ])
  const replay = () => admin('/rejected/replay', { feed: 'pbx' })
  expect((await replay()).body).toEqual({ accepted: 1, duplicate: 0, refused: 1 })
  expect((await replay()).body).toEqual({ accepted: 0, duplicate: 0, refused: 1 })
  expect((await kept()).map(({ id }: { id: string }) => id)).toEqual(['r2'])
  await expect.poll(() => server.floor.row('contact', 'R1')?.phone).toBe('13812345678')
  await rejected.remove('pbx', await rejected.list('pbx'))
  rejected.close()
})

test('a shift is handed over with a press, taken over by one colleague, and stays readable to who sees as much', async () => {
  await tell(
    happened('agent.signed_in', 'he', { queues: ['care'] }),
    happened('case.opened', 'H1', {
      kind: 'complaint',
      queue: 'care',
      agent: 'yuan',
      title: '林小姐',
      ...lin,
    }),
    happened('rule.breached', 'case/H1', { rule: 'unanswered', run: 1 }),
  )
  await expect.poll(() => server.floor.row('case', 'H1')?.owner).toBe('yuan')
  const [ma, leadEast, leadWest, agent] = await Promise.all(
    ['ma', 'lin', 'sun', 'he'].map((person) => personSession(server.url, person)),
  )
  const made = await leadEast!('/handovers', { note: 'watch H1' })
  expect(made.status).toBe(200)
  const { id, content } = made.body
  expect(content.owed).toContainEqual(expect.objectContaining({ is: 'case', id: 'H1', owner: 'yuan' }))
  expect(content.absent).toContainEqual({ agent: 'yuan', count: 1 })
  expect(content.breached).toEqual([
    expect.objectContaining({ subject: 'case/H1', why: { is: 'absent', id: 'yuan' } }),
  ])
  expect(JSON.stringify(made.body)).not.toMatch(/林|1234/)
  expect((await leadEast!(`/handovers/${id}/take`, {})).body.code).toBe('own')
  expect((await leadWest!(`/handovers/${id}`)).status).toBe(404)
  expect((await agent!('/handovers')).status).toBe(403)
  expect((await ma!(`/handovers/${id}/take`, {})).body).toMatchObject({ takenBy: 'ma', note: 'watch H1' })
  expect((await admin(`/handovers/${id}/take`, {})).body.takenBy).toBe('ma')
  expect((await leadEast!('/handovers')).body.handovers).toMatchObject([{ id, takenBy: 'ma' }])
  // Read in pages, without what they hold.
  const next = await leadEast!('/handovers', { note: 'and again' })
  const first = (await leadEast!('/handovers?limit=1')).body
  expect(first.handovers).toMatchObject([{ id: next.body.id, counts: next.body.counts }])
  expect(first.handovers[0]).not.toHaveProperty('content')
  const second = (await leadEast!(`/handovers?limit=1&after=${first.next}`)).body
  expect(second).toMatchObject({ handovers: [{ id, counts: made.body.counts }], next: null })
  expect((await leadWest!('/handovers')).body).toEqual({ handovers: [], next: null })
  expect((await leadEast!('/handovers?after=x')).body.message).toMatch(/^after: /)
})

test('a customer is erased once nothing is owed to them: everywhere but in what is counted, and the record says not of whom', async () => {
  const traces = (customer: string) => admin('/customers/traces', { customer })
  expect((await traces('+86 13800001234')).body).toMatchObject({ cases: 1, open: ['case/H1'] })
  const refused = await admin('/customers/erase', { customer: 'crm-17' })
  expect(refused.body).toMatchObject({ state: 'done', open: ['case/H1'], events: 0 })
  // What was taken back counts as never said; who is on the line now is erased no more than who waits for something.
  const byLin = { source: 'user/lin' }
  const solved = { ...happened('case.resolved', 'H1', { outcome: 'solved' }), ...byLin }
  await tell(
    solved,
    { ...happened('system.event_withdrawn', 'case/H1', { event: solved.id }), ...byLin },
    happened('contact.queued', 'E0', { queue: 'care', ...lin }),
    happened('contact.answered', 'E0', { agent: 'he' }),
  )
  expect((await traces('13800001234')).body.open.toSorted()).toEqual(['case/H1', 'contact/E0'])
  await tell(happened('case.resolved', 'H1', { outcome: 'solved' }))
  const onLine = await admin('/customers/erase', { customer: '13800001234' })
  expect(onLine.body).toMatchObject({ open: ['contact/E0'], events: 0 })
  await tell(
    happened('contact.ended', 'E0'),
    happened('contact.queued', 'E1', {
      queue: 'care',
      phone: '13800001234',
      customer: 'tel:x',
      name: '林小姐',
    }),
    happened('contact.abandoned', 'E1'),
    happened('contact.queued', 'E2', { queue: 'care', phone: '13900001234', name: 'Wu' }),
  )
  expect((await traces('13800001234')).body).toMatchObject({ contacts: 2, cases: 1, open: [] })
  const offered = () => server.floor.row('queue', 'care')?.offered
  await expect.poll(() => server.floor.row('contact', 'E1')).not.toBeUndefined()
  const before = offered()
  // As the workers keep it for the search.
  await sql`insert into customer_record (site_id, customer, ref, name, phone, last_at, tokens)
    values (${SITE}, 'crm-17', 'r', '林小姐', '13800001234', now(), '{1,2}')`.execute(server.database)
  const erasing = admin('/customers/erase', { customer: '13800001234' })
  // The archiver of a running site.
  await expect
    .poll(async () =>
      (await server.log.read('0-0', 1_000)).some(({ event }) => event.type === 'config.erased'),
    )
    .toBe(true)
  await archiveAll()
  expect((await erasing).body).toMatchObject({ state: 'done', contacts: 2, cases: 1, events: 3 })
  const archived = JSON.stringify(await createEventArchive(server.database, SITE).read('0-0', 1_000))
  expect(archived).not.toMatch(/林小姐|138 0000 1234|13800001234/)
  expect(archived).toContain('13900001234')
  await expect.poll(() => [...server.floor.save()].join('')).not.toMatch(/林小姐|13800001234/)
  expect(offered()).toBe(before)
  expect(await server.database.selectFrom('customer_record').selectAll().execute()).toEqual([])
  const audit = (await admin('/audit?action=customer.')).body.records
  expect(audit).toMatchObject([
    { who: 'admin', action: 'customer.erased', subject: null, detail: { events: 3 } },
  ])
  expect(JSON.stringify(audit)).not.toMatch(/13800001234|crm-17|H1/)
})

test('what is archived of some things is the same in one page and in many', async () => {
  const members = ['E0', 'E1', 'E2'].map((id) => ({ type: 'contact', id }))
  const whole = await createAggregateEvents(server.database, SITE)([{ type: 'case', id: 'H1' }, ...members])
  expect(whole.next).toBeNull()
  expect(whole.entries.map(({ event }) => event.type)).toContain('system.event_withdrawn')
  const read = createAggregateEvents(server.database, SITE, 2)
  const paged: LogEntry[] = []
  for (let after: string | null | undefined; after !== null; ) {
    const page = await read([{ type: 'case', id: 'H1' }, ...members], after)
    paged.push(...page.entries)
    after = page.next
  }
  expect(paged).toEqual(whole.entries)
})
