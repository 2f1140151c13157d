import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Staff, viewerOf } from '#core/access/viewer.ts'
import type { AnyEvent, LogEntry } from '#core/event/event.ts'
import { LOG_START } from '#core/event/log-position.ts'
import { shownId } from '#core/event/readable-id.ts'
import { splitSubject } from '#core/event/subject.ts'
import { createFloor } from '#core/floor/create-floor.ts'
import type { Changed, Floor } from '#core/floor/floor.ts'
import { instantText } from '#core/rows/row.ts'
import { siteSchema } from '#core/site/site-schema.ts'
import { keyedHash } from '#platform/keyed-hash.ts'
import { floorRoutes } from '#server/api/floor-routes.ts'
import { customerAdder } from '#server/customer-adder.ts'
import { createFindService, type FindService } from '#server/search/find-service.ts'
import { createDatabase, type Database } from '#store/postgres/database.ts'
import { noteErased } from '#store/postgres/erased-subjects.ts'
import { createEventArchive } from '#store/postgres/event-archive.ts'
import { migrate } from '#store/postgres/migrate.ts'
import { createRecordArchive } from '#store/postgres/record-archive.ts'
import { eraseCustomerRecords, removeOldRecords } from '#store/postgres/record-erasure.ts'
import { createSearchTokens } from '#store/search-tokens.ts'
import { runRecords } from '#workers/records/run-records.ts'
import { type PrivatePostgres, startPostgres } from '../support/postgres.ts'

const HOUR = 3_600_000
const SITE = 'find'
const KEY = 'a key for the tests, long enough for one'
/** Day 0 of the story; what is closed then has left the floor long before its end. */
const START = Date.parse('2026-03-02T01:00:00Z')
const END = START + 30 * 24 * HOUR

const site = siteSchema.parse({
  site: { id: SITE, timezone: 'Asia/Shanghai' },
  queues: [
    { id: 'bills', name: '账单', team: 'north' },
    { id: 'repair', name: '报修', team: 'south' },
    { id: 'complaints', name: '投诉', team: 'south', opens: 'complaint' },
  ],
  teams: [
    { id: 'north', name: 'North', leads: ['nora'], members: ['amy'] },
    { id: 'south', name: 'South', leads: ['sven'], members: ['bo'] },
  ],
  people: [
    { id: 'ada', name: 'Ada', role: 'admin' },
    { id: 'nora', name: 'Nora', role: 'lead' },
    { id: 'sven', name: 'Sven', role: 'lead' },
    { id: 'amy', name: '艾米', role: 'agent', agent: 'amy' },
    { id: 'bo', name: 'Bo', role: 'agent', agent: 'bo' },
  ],
  causes: [{ id: 'late-refund', title: { en: 'Refund late', 'zh-CN': '退款太慢' } }],
  rules: [
    {
      ...{ id: 'unanswered', kind: 'clock', calendar: 'always', subject: 'case' },
      ...{ start: ['case.opened', 'case.contacted'], stop: ['case.replied', 'case.resolved'], limit: '90m' },
    },
  ],
})

let postgres: PrivatePostgres
let database: Database
let find: FindService
/** The floor at the story's end, and as it was when the first case had just been closed. */
let floor: Floor
let then: Floor
/** The floor when the case that a complaint's answer opened is not resolved yet. */
let complained: Floor
const faults: Error[] = []
const secrets = { customerKey: KEY } as never
const withCustomer = customerAdder({ secrets, siteNow: () => site })
const tokens = createSearchTokens(keyedHash(KEY), () => 'Asia/Shanghai')

type Happened = readonly [hour: number, type: string, subject: string, data?: AnyEvent['data']]
const wang = { phone: '+86 138 0013 8042', name: '王小明' }
const lee = { phone: '021-6234 5678', name: 'Lee Ann' }

const story: readonly Happened[] = [
  [0, 'contact.queued', 'K1', { queue: 'bills', ...wang }],
  [0.1, 'contact.answered', 'K1', { agent: 'amy' }],
  [
    0.2,
    'case.opened',
    'C-1042',
    { kind: 'complaint', title: '退款还没到账', queue: 'bills', contact: 'K1', agent: 'amy', ...wang },
  ],
  [
    0.3,
    'promise.made',
    'P1',
    { case: 'C-1042', text: '今天回电', due: '2026-03-02T05:00:00Z', agent: 'amy' },
  ],
  [0.4, 'contact.ended', 'K1'],
  [3, 'contact.queued', 'K2', { queue: 'bills', ...wang }],
  [3.1, 'contact.answered', 'K2', { agent: 'amy' }],
  [3.2, 'contact.ended', 'K2'],
  [4, 'promise.kept', 'P1'],
  [5, 'case.replied', 'C-1042', { kind: 'answer', agent: 'amy' }],
  [6, 'case.assessed', 'C-1042', { cause: 'late-refund' }],
  [7, 'case.resolved', 'C-1042', { outcome: 'solved' }],
  [200, 'contact.queued', 'K3', { queue: 'repair', ...lee }],
  [200.1, 'contact.abandoned', 'K3'],
  [
    201,
    'case.opened',
    'C-2001',
    { kind: 'request', title: 'Router does not start', queue: 'repair', agent: 'bo', ...lee },
  ],
  [202, 'case.resolved', 'C-2001'],
  [300, 'contact.queued', 'K4', { queue: 'complaints' }],
  [300.1, 'contact.answered', 'K4', { agent: 'bo' }],
  [300.2, 'contact.ended', 'K4'],
  [301, 'case.resolved', 'open-K4', { outcome: 'solved' }],
  [
    719,
    'case.opened',
    'C-3000',
    { kind: 'inquiry', title: 'Contract ends', queue: 'bills', agent: 'amy', ...wang },
  ],
  [719.5, 'callback.requested', 'B1', { queue: 'bills', case: 'C-3000', ...wang }],
]

function entriesOf(history: readonly Happened[]): LogEntry[] {
  return history.map(([hour, type, subject, data = {}], index) => {
    const time = START + Math.round(hour * HOUR)
    const event = withCustomer({ id: `e${index}`, source: 'crm', type, time, subject, data })
    return { pos: `${time}-${index}`, at: time, event }
  })
}

const config: LogEntry = {
  ...{ pos: `${START - HOUR}-0`, at: START - HOUR },
  event: {
    ...{ id: 'config', source: 'system/config', type: 'config.applied', time: START - HOUR, subject: 'site' },
    data: { site: site as unknown as Record<string, unknown>, version: 1 },
  },
}

function folded(entries: readonly LogEntry[], now: number): Floor {
  const made = createFloor()
  for (const entry of entries) made.apply(entry)
  made.advance(now)
  return made
}

/** Runs the records' writer until it has written up to the floor's end. */
async function writeRecords(of: Floor, onWritingAgain = () => {}): Promise<void> {
  const stop = new AbortController()
  const events = createEventArchive(database, SITE)
  const archive = createRecordArchive(database, SITE)
  await runRecords(
    {
      folded: {
        floor: of,
        onFolded(listener) {
          listener(new Map(), new Map() as Changed)
          return () => {}
        },
      },
      ...{ createFloor, read: events.read, archived: events.position, tokens, onWritingAgain },
      archive: {
        ...archive,
        async advance(pos) {
          await archive.advance(pos)
          stop.abort()
        },
      },
      onFault: (error) => faults.push(error),
    },
    stop.signal,
  )
}

beforeAll(async () => {
  postgres = await startPostgres()
  database = createDatabase(postgres.url)
  await migrate(database)
  const entries = [config, ...entriesOf(story)]
  await createEventArchive(database, SITE).write(LOG_START, entries)
  floor = folded(entries, END)
  then = folded(entries.slice(0, 13), START + 7.5 * HOUR)
  complained = folded(entries.slice(0, -3), START + 300.5 * HOUR)
  let again = 0
  await writeRecords(floor, () => again++)
  expect(again).toBe(1)
  find = createFindService({
    ...{ site: { database, id: SITE }, siteNow: () => site, onFault: (error: Error) => faults.push(error) },
    secrets,
  } as never)
})
afterAll(async () => {
  await database.destroy()
  await postgres.stop()
  expect(faults).toEqual([])
})

const who = (person: string): Staff => viewerOf(site, { kind: 'person', person }) as Staff
const casesFound = async (typed: string, person = 'ada') =>
  (await find.search(who(person), typed, 20, floor)).cases.map(({ id }) => id)

test('closed cases have left the floor', () => {
  expect([...floor.ids('case')]).toEqual(['C-3000'])
})

test.each([
  ['8042', ['C-3000', 'C-1042']],
  ['13800138042', ['C-3000', 'C-1042']],
  ['0086 138-0013-8042', ['C-3000', 'C-1042']],
  ['62345678', ['C-2001']],
  ['小明', ['C-3000', 'C-1042']],
  ['wxm', ['C-3000', 'C-1042']],
  ['xiaoming', ['C-3000', 'C-1042']],
  ['lee', ['C-2001']],
  ['C-1042', ['C-1042']],
  ['1042', ['C-1042']],
  ['还没到账', ['C-1042']],
  ['router', ['C-2001']],
  ['退款太慢', ['C-1042']],
  ['%', []],
  ["'; drop table case_record; --", []],
  ['=HYPERLINK("x")', []],
  ['无此人', []],
])('"%s" finds %j, live and archived in one', async (typed, ids) => {
  expect(await casesFound(typed)).toEqual(ids)
})

test('a case that the answer of a complaint opened is found by its code, on the floor and when it has left', async () => {
  const code = shownId('open-K4')
  const digits = code.slice(2)
  expect([...complained.ids('case')]).toContain('open-K4')
  for (const typed of [code, code.replace('-', ''), digits, `${digits.slice(0, 3)} ${digits.slice(3)}`])
    for (const of of [complained, floor]) {
      const { cases } = await find.search(who('ada'), typed, 20, of)
      expect([typed, cases.map(({ id }) => id)]).toEqual([typed, ['open-K4']])
    }
  expect((await find.list(who('ada'), { text: code }, null, 100, floor)).cases).toMatchObject([
    { id: 'open-K4' },
  ])
  expect(await casesFound(code, 'nora')).toEqual([])
})

test('what is found lies in the scope of whoever looks, and is masked', async () => {
  expect(await casesFound('router', 'sven')).toEqual(['C-2001'])
  expect(await casesFound('router', 'bo')).toEqual(['C-2001'])
  expect(await casesFound('router', 'nora')).toEqual([])
  expect(await casesFound('router', 'amy')).toEqual([])
  const mine = await find.search(who('nora'), '8042', 20, floor)
  expect(mine.customers).toMatchObject([{ name: '王**', phone: '861****8042' }])
  expect(mine.contacts.map(({ id }) => id).sort()).toEqual(['K1', 'K2'])
  const others = await find.search(who('sven'), '8042', 20, floor)
  expect([others.customers, others.cases, others.contacts]).toEqual([[], [], []])
  expect((await find.search(who('ada'), 'aimi', 20, floor)).agents).toMatchObject([{ id: 'amy' }])
})

test('who sees numbers masked finds by their ends no digit that the mask hides, and by the whole', async () => {
  const found = async (typed: string, person: string) =>
    (await find.search(who(person), typed, 20, floor)).customers.length
  for (const [typed, masked] of [
    ['8042', 1],
    ['38042', 0],
    ['0138042', 0],
    ['13800138042', 1],
    ['0086 138-0013-8042', 1],
  ] as const)
    expect([typed, await found(typed, 'nora')]).toEqual([typed, masked])
  expect((await find.search({ ...who('ada'), unmask: true }, '38042', 20, floor)).customers).toHaveLength(1)
})

test('those of others take no place of those that somebody may see', async () => {
  const others = Array.from({ length: 70 }, (_, index) => ({
    ...{ customer: `tel:other-${index}`, ref: `other-${index}`, name: null, at: END },
    ...{ phone: `139000${index + 10}8042`, tokens: [] as string[] },
  })).map((one) => ({ ...one, tokens: tokens.ofCustomer({ names: [], phones: [one.phone] }) }))
  const record = { endedAt: END, channel: 'voice', direction: 'inbound', outcome: null, cause: null } as const
  await createRecordArchive(database, SITE).write({
    ...{ cases: [], goneCases: [], items: [], customers: others },
    contacts: others.map(({ customer, phone, name }, index) => ({
      ...{ ...record, id: `other-${index}`, at: END, queue: 'repair', agent: 'bo', answered: true },
      ...{ customer, phone, name, case: null },
    })),
  })
  const mine = await find.search(who('nora'), '8042', 20, floor)
  expect(mine.customers).toMatchObject([{ name: '王**' }])
  expect(mine.contacts.map(({ id }) => id).sort()).toEqual(['K1', 'K2'])
  expect((await find.search(who('sven'), '8042', 8, floor)).customers).toHaveLength(8)
  await sql`delete from customer_record where customer like 'tel:other-%'`.execute(database)
  await sql`delete from contact_record where customer like 'tel:other-%'`.execute(database)
})

test('who may not see a case that is over is refused before it is made again of its events', async () => {
  let made = 0
  const kept: FindService['keptCases'] = async (id) => {
    const found = await find.keptCases(id)
    if (found === null) return null
    return {
      ...found,
      floor(live) {
        made++
        return found.floor(live)
      },
    }
  }
  const route = floorRoutes(async (viewer) => viewer, { keptCases: kept, customerRef: find.customerRef })[1]!
  const look = (person: string) =>
    route.answer({
      viewer: who(person),
      floor,
      params: { id: 'C-1042' },
      query: new URLSearchParams(),
    } as never)
  expect([await look('sven'), made]).toMatchObject([{ status: 403 }, 0])
  expect([await look('nora'), made]).toMatchObject([{ status: 200 }, 1])
})

test('a case that has left the floor has the timeline, clocks and why that it had', async () => {
  const kept = (await (await find.keptCases('C-1042'))!.floor(floor))!
  expect(kept.timeline('C-1042')).toEqual(then.timeline('C-1042'))
  expect(kept.why('C-1042')).toEqual(then.why('C-1042'))
  expect(kept.why('C-1042').length).toBeGreaterThan(0)
  const { rank: _, reason: __, ...row } = kept.row('case', 'C-1042')!
  expect(then.row('case', 'C-1042')).toMatchObject(row)
  expect(kept.row('promise', 'P1')).toMatchObject({ state: 'kept' })
  expect(await find.keptCases('C-9999')).toBeNull()
})

test('cases are listed newest first, page by page, by what they are', async () => {
  const pages: string[] = []
  let after: Parameters<FindService['list']>[2] = null
  do {
    const page = await find.list(who('ada'), {}, after, 1, floor)
    pages.push(...page.cases.map(({ id }) => id))
    after = page.next
  } while (after !== null)
  expect(pages).toEqual(['C-3000', 'open-K4', 'C-2001', 'C-1042'])
  const listed = async (filter: Parameters<FindService['list']>[1], person = 'ada') =>
    (await find.list(who(person), filter, null, 100, floor)).cases.map(({ id }) => id)
  expect(await listed({ state: 'resolved' })).toEqual(['open-K4', 'C-2001', 'C-1042'])
  expect(await listed({ cause: 'late-refund' })).toEqual(['C-1042'])
  expect(await listed({ owner: 'amy', to: START + HOUR })).toEqual(['C-1042'])
  expect(await listed({ text: 'router' })).toEqual(['C-2001'])
  expect(await listed({}, 'nora')).toEqual(['C-3000', 'C-1042'])
})

test("a customer's page has all of all time", async () => {
  const { customers } = await find.search(who('ada'), '8042', 5, floor)
  const story = (await find.story(who('nora'), customers[0]!.ref, floor))!
  expect(story.cases.map(({ id }) => id)).toEqual(['C-3000', 'C-1042'])
  expect(story.contacts.map(({ id, case: of }) => [id, of])).toEqual([
    ['K2', 'C-1042'],
    ['K1', 'C-1042'],
  ])
  expect(story.promises).toMatchObject([
    { id: 'P1', state: 'kept', at: instantText(START + Math.round(0.3 * HOUR)) },
  ])
  expect(story.callbacks).toMatchObject([{ id: 'B1', open: true }])
  expect(await find.story(who('sven'), customers[0]!.ref, floor)).toBeNull()
})

test('number and name for a new case are those of the archive, for who may open the customer’s page', async () => {
  const { customers } = await find.search(who('ada'), '62345678', 5, floor)
  const { customer } = customers[0]!
  expect(await find.identity(customer, who('ada'), floor)).toEqual({ phone: lee.phone, name: lee.name })
  expect(await find.identity(customer, who('nora'), floor)).toBeUndefined()
  // An agent would see the number of a case of their own.
  expect(await find.identity(customer, who('bo'), floor)).toBeUndefined()
  expect(await find.identity('tel:nobody', who('ada'), floor)).toBeUndefined()
})

test('records go on behind what was written, and written again change nothing', async () => {
  const more = [...story, [721, 'contact.queued', 'K9', { queue: 'repair', ...lee }] as const]
  const entries = [config, ...entriesOf(more)]
  await createEventArchive(database, SITE).write(LOG_START, entries)
  let again = 0
  await writeRecords(folded(entries, END + 2 * HOUR), () => again++)
  expect(again).toBe(0)
  const { contacts } = await find.search(who('ada'), '62345678', 5, floor)
  expect(contacts.map(({ id }) => id)).toEqual(['K9', 'K3'])
  expect(await casesFound('8042')).toEqual(['C-3000', 'C-1042'])
})

test('with the archive away, what is live is found, and it is said', async () => {
  const gone = createDatabase('postgres://nobody@127.0.0.1:1/none')
  const history: Error[] = []
  const alone = createFindService({
    ...{
      site: { database: gone, id: SITE },
      siteNow: () => site,
      onFault: (error: Error) => history.push(error),
    },
    secrets,
  } as never)
  const answer = await alone.search(who('ada'), '8042', 5, floor)
  expect([answer.archive, answer.cases.map(({ id }) => id)]).toEqual(['away', ['C-3000']])
  expect((await alone.list(who('ada'), {}, null, 10, floor)).archive).toBe('away')
  expect(history.length).toBe(2)
  await gone.destroy()
})

test('a customer who is erased is found no more, the case stands without them, and nothing brings them back', async () => {
  const { customers } = await find.search(who('ada'), '62345678', 5, floor)
  const theirs = ['contact/K3', 'contact/K9', 'case/C-2001'].map((named) => {
    const { kind, id } = splitSubject(named)
    return { kind, subject: id }
  })
  await noteErased(database, SITE, theirs, END + 3 * HOUR)
  await eraseCustomerRecords(database, SITE, customers[0]!.customer)
  const nothingFound = async () => {
    const answer = await find.search(who('ada'), '62345678', 5, floor)
    expect([answer.customers, answer.cases, answer.contacts]).toEqual([[], [], []])
    expect(await casesFound('router')).toEqual([])
    const { cases } = await find.list(who('ada'), { queue: 'repair' }, null, 5, floor)
    expect(cases).toMatchObject([{ id: 'C-2001', title: null, name: null, phone: null }])
  }
  await nothingFound()
  // The archive is written anew from its beginning; its events have the key still, and here name and number, too.
  await sql`delete from record_position`.execute(database)
  await writeRecords(folded([config, ...entriesOf(story)], END))
  const left = sql<{ count: number }>`select count(*)::int as count from (
    select customer from customer_record union all select customer from case_record
    union all select customer from contact_record union all select customer from case_item_record) as named
    where customer = ${customers[0]!.customer}`
  expect((await left.execute(database)).rows).toEqual([{ count: 0 }])
  expect((await find.search(who('ada'), '62345678', 5, floor)).customers).toEqual([])
  expect(await casesFound('8042')).toEqual(['C-3000', 'C-1042'])
})

test('what is kept of cases that nobody knows goes with its events', async () => {
  const row = { id: 'P-lost', case: 'nowhere', text: 'we call', dueAt: instantText(START), state: 'kept' }
  const item = { kind: 'promise', customer: null, at: START, row: { ...row, clocks: [] } as never } as const
  const archive = createRecordArchive(database, SITE)
  await archive.write({ cases: [], goneCases: [], items: [item], contacts: [], customers: [] })
  const promises = async () =>
    (await database.selectFrom('case_item_record').select('id').where('kind', '=', 'promise').execute()).map(
      ({ id }) => id,
    )
  expect(await promises()).toContain('P-lost')
  await removeOldRecords(database, SITE, END, 100)
  // Of the promise of a known case the events are still there.
  expect(await promises()).toEqual(['P1'])
})
