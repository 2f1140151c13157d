import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { AnyEvent } from '#core/event/event.ts'
import type { Notification } from '#core/notify/notification.ts'
import type { AlertRow } from '#core/rows/row.ts'
import { personSession } from '../support/person-session.ts'
import { type PrivatePostgres, startPostgres } from '../support/postgres.ts'
import { type PrivateRedis, startRedis } from '../support/redis.ts'
import { type RowServer, startRowServer } from '../support/row-server.ts'
import { testSite, writeSiteFile } from '../support/test-site.ts'
import { keepTime } from '../support/timekeeper.ts'

let redis: PrivateRedis
let postgres: PrivatePostgres
let server: RowServer
let keeper: ReturnType<typeof keepTime>

/** Waits for a state, however slow the machine is. */
const eventually = <T>(look: () => T | Promise<T>) => vi.waitFor(look, { timeout: 30_000, interval: 25 })

beforeAll(async () => {
  ;[redis, postgres] = await Promise.all([startRedis(), startPostgres()])
  const config = await writeSiteFile({
    ...testSite('links'),
    departments: [
      { id: 'product', name: 'Product' },
      { id: 'review', name: 'Review' },
    ],
    rules: [
      {
        ...{ id: 'answer', kind: 'clock', subject: 'case', start: ['case.opened'], stop: ['case.replied'] },
        ...{ due: 'deadline', severity: 'critical', title: { en: 'Unanswered' } },
      },
    ],
  })
  server = await startRowServer({ redisUrl: redis.url, databaseUrl: postgres.url, config })
  keeper = keepTime(redis.url, 'links')
})
afterAll(async () => {
  await keeper?.stop()
  await server?.stop()
  await Promise.all([redis?.stop(), postgres?.stop()])
})

const ago = (sec: number) => Date.now() - sec * 1_000
const event = (type: string, subject: string, data: object, agoSec = 0): AnyEvent => ({
  ...{ id: `${type}-${subject}`, source: 'pbx', type, time: ago(agoSec), subject },
  data: data as AnyEvent['data'],
})
const put = (...events: AnyEvent[]) => server.log.append(events, Date.now())

async function ask(path: string, body?: object) {
  const headers = { 'Content-Type': 'application/json' }
  const init = body === undefined ? {} : { method: 'POST', headers, body: JSON.stringify(body) }
  const answer = await fetch(`${server.url}/api/v1/links/${path}`, init)
  // biome-ignore lint/suspicious/noExplicitAny: each test says itself which shape it expects
  return { status: answer.status, body: (await answer.json()) as Record<string, any> }
}

const tokenOf = (link: string) => link.slice(link.lastIndexOf('/') + 1)

async function breached(id: string): Promise<AlertRow> {
  const deadline = new Date(ago(30)).toISOString()
  await put(event('case.opened', id, { kind: 'complaint', queue: 'care', agent: 'yuan', deadline }, 60))
  return eventually(() => {
    const found = [...server.floor.ids('alert')].map((alert) => server.floor.row('alert', alert)!)
    return found.find((row) => row.case === id && row.step === 1) ?? expect.fail('no alert yet')
  })
}

function ackToken(alert: string, fields: Partial<Notification> = {}): string {
  const notification = {
    ...{
      id: 't',
      kind: 'alert',
      at: Date.now(),
      to: { is: 'person', id: 'lin', name: 'Lin', language: 'en' },
    },
    ...{ way: { channel: 'mail', target: 'post', address: 'lin@example.test' } },
    ...{ alerts: [{ alert }], ...fields },
  }
  return tokenOf(server.people.links.ackLink(notification as Notification)!)
}

test('a link preview takes nothing; the button takes once, in the name of whom the message was for', async () => {
  const alert = await breached('A1')
  const path = `ack/${ackToken(alert.id)}`
  for (let preview = 0; preview < 3; preview++)
    expect(await ask(path)).toMatchObject({
      ...{ status: 200, body: { state: { is: 'open' }, alerts: [{ rule: 'answer', subject: 'case/A1' }] } },
    })
  expect(server.floor.row('alert', alert.id)).toMatchObject({ state: 'open' })
  expect((await ask(path, {})).body).toMatchObject({ took: 1, state: { is: 'used' } })
  await eventually(() =>
    expect(server.floor.row('alert', alert.id)).toMatchObject({ state: 'acked', ackedBy: 'lin' }),
  )
  expect((await ask(path, {})).body).toMatchObject({ took: 0, state: { is: 'used' } })
  expect((await ask(path)).body.state.is).toBe('used')
  expect((await ask(`ack/${ackToken(alert.id, { at: Date.now() + 1 })}`)).body.state).toEqual({
    ...{ is: 'taken', by: 'Person lin' },
  })
  const voids = server.floor.alertEvents(alert.id).at(-1)!.id
  const undone = { id: 'undo-A1', source: 'user/lin', type: 'alert.undone', time: Date.now() }
  await put({ ...undone, subject: alert.id, data: { voids, by: 'lin' } })
  await eventually(() => expect(server.floor.row('alert', alert.id)).toMatchObject({ state: 'open' }))
  expect((await ask(path, {})).body).toMatchObject({ took: 0, state: { is: 'open_again' } })
  expect((await ask(path)).body.state.is).toBe('open_again')
})

test('a link says that the cause is gone, that it ended, that it was revoked, or nothing at all', async () => {
  const alert = await breached('A2')
  const token = ackToken(alert.id)
  await put(event('case.replied', 'A2', { kind: 'answer', agent: 'yuan' }))
  await eventually(() => expect(server.floor.row('alert', alert.id)).toMatchObject({ state: 'resolved' }))
  expect((await ask(`ack/${token}`)).body.state.is).toBe('resolved')
  expect((await ask(`ack/${token}`, {})).body).toMatchObject({ took: 0, state: { is: 'resolved' } })
  const old = ackToken(alert.id, { at: ago(25 * 3_600) })
  expect(await ask(`ack/${old}`)).toMatchObject({ status: 410, body: { code: 'expired' } })
  const gone = ackToken(alert.id, { to: { is: 'person', id: 'nobody', name: '', language: 'en' } })
  expect(await ask(`ack/${gone}`)).toMatchObject({ status: 410, body: { code: 'revoked' } })
  await server.people.uses.revoke('ack', 'lin')
  expect(await ask(`ack/${token}`, {})).toMatchObject({ status: 410, body: { code: 'revoked' } })
  for (const path of ['ack/x', `ack/${token}x`, `department/${token}`])
    expect((await ask(path)).status).toBe(404)
})

test('in a group whoever is signed in takes it in their own name, by their own rights; nobody else is taken for them', async () => {
  const alert = await breached('G1')
  const way = { channel: 'wecom', target: 'robot', address: null } as const
  const path = `/links/ack/${ackToken(alert.id, { at: Date.now() + 1_000, way })}`
  const [ma, qian] = await Promise.all([personSession(server.url, 'ma'), personSession(server.url, 'qian')])
  expect((await ask(path.slice('/links/'.length))).body.you).toBeNull()
  expect(await ask(path.slice('/links/'.length), { act: 'take', self: true })).toMatchObject({
    ...{ status: 401, body: { code: 'unauthenticated' } },
  })
  expect((await qian(path)).body).toMatchObject({
    ...{ you: 'Person qian', inGroup: true, state: { is: 'open' } },
  })
  expect((await qian(`/links/ack/${ackToken(alert.id)}`)).body).toMatchObject({ inGroup: false })
  expect(await qian(path, { act: 'take', self: true })).toMatchObject({
    ...{ status: 409, body: { code: 'forbidden' } },
  })
  expect(server.floor.row('alert', alert.id)).toMatchObject({ state: 'open' })
  expect((await ma(path, { act: 'take', self: true })).body).toMatchObject({ you: 'Person ma', took: 1 })
  await eventually(() =>
    expect(server.floor.row('alert', alert.id)).toMatchObject({ state: 'acked', ackedBy: 'ma' }),
  )
  expect((await ma(path, { act: 'take', self: true })).body).toMatchObject({ took: 0 })
  expect((await ma(path)).body.state).toEqual({ is: 'taken', by: 'Person ma' })
  // Who takes that back and presses the same message again has it again.
  const voids = server.floor.alertEvents(alert.id).findLast(({ to }) => to === 'acked')!.id
  const undone = { id: 'undo-G1', source: 'user/ma', type: 'alert.undone', time: Date.now() }
  await put({ ...undone, subject: alert.id, data: { voids, by: 'ma' } })
  await eventually(() => expect(server.floor.row('alert', alert.id)).toMatchObject({ state: 'open' }))
  expect((await ma(path, { act: 'take', self: true })).body).toMatchObject({ took: 1 })
  await eventually(() =>
    expect(server.floor.row('alert', alert.id)).toMatchObject({ state: 'acked', ackedBy: 'ma' }),
  )
  await put(event('assist.requested', 'S2', { agent: 'yuan', case: 'G1' }))
  await eventually(() => expect(server.floor.row('assist', 'S2')).not.toBeNull())
  const asked = `/links/${askedPath('assist/S2', 'lin', null)!}`
  expect(await ma(asked, { act: 'coming', self: true })).toMatchObject({ status: 200 })
  await eventually(() =>
    expect(server.floor.row('assist', 'S2')).toMatchObject({ state: 'accepted', acceptedBy: 'ma' }),
  )
})

const page = (at = Date.now()) => `department/${tokenOf(server.people.links.departmentLink('product', at))}`
interface Dues {
  departments: { department: string; dueAt: string | null; tooLate: boolean }[]
}

const press = () => crypto.randomUUID()

/** The signed page of what a colleague asks, told to somebody on a way of theirs or in a group. */
function askedPath(
  subject: string,
  person: string,
  address: string | null = `${person}@example.test`,
): string | null {
  const fields = {
    ...{ id: 't', kind: subject.split('/')[0], at: Date.now() },
    to: { is: 'person', id: person, name: person, language: 'en' },
    ...{ way: { channel: 'mail', target: 'post', address }, alerts: [{ alert: subject }] },
  }
  const link = server.people.links.ackLink(fields as unknown as Notification)
  return link === null ? null : `ack/${tokenOf(link)}`
}

test('behind the link of a call for a lead stands who needs whom where, without the customer; one press says "on my way"', async () => {
  const caller = { kind: 'complaint', queue: 'care', agent: 'yuan', name: '王小明', phone: '13800138000' }
  await put(event('case.opened', 'L1', caller))
  await put(
    event('assist.requested', 'S1', { agent: 'yuan', case: 'L1', place: '1016', note: '王小明 shouts' }),
  )
  await eventually(() => expect(server.floor.row('assist', 'S1')).not.toBeNull())
  const path = askedPath('assist/S1', 'ma')!
  const { body } = await ask(path)
  expect(body.asked).toMatchObject({
    is: 'assist',
    who: 'Person yuan',
    place: '1016',
    state: 'open',
    case: 'L1',
  })
  expect(JSON.stringify(body)).not.toMatch(/王小明|13800138000/)
  expect(server.floor.row('assist', 'S1')).toMatchObject({ state: 'open' })
  expect(await ask(path, { act: 'grant' })).toMatchObject({ status: 400 })
  expect(await ask(path, { act: 'coming' })).toMatchObject({ status: 200 })
  await eventually(() =>
    expect(server.floor.row('assist', 'S1')).toMatchObject({ state: 'accepted', acceptedBy: 'ma' }),
  )
  expect((await ask(path)).body.asked).toMatchObject({ state: 'accepted', by: 'Person ma' })
  // Who took that back and presses again is told that it does not hold.
  const said = server.floor.eventsOf('assist', 'S1').find(({ source }) => source === 'user/ma')!
  const back = { id: 'back-S1', source: 'user/ma', type: 'system.event_withdrawn', time: Date.now() }
  await put({ ...back, subject: 'assist/S1', data: { event: said.id } })
  await eventually(() => expect(server.floor.row('assist', 'S1')).toMatchObject({ state: 'open' }))
  expect(await ask(path, { act: 'coming' })).toMatchObject({ status: 409, body: { code: 'taken_back' } })
  expect((await ask(path)).body.asked).toMatchObject({ state: 'open', by: null })
})

test('an approval is decided behind its link by the rules of the screen, and never behind one that a group reads', async () => {
  await put(event('case.opened', 'L2', { kind: 'complaint', queue: 'care', agent: 'yuan' }))
  const sum = { case: 'L2', from: 'ma', amount: 355, currency: 'CNY', reason: 'Waited' }
  await put(event('approval.requested', 'P1', sum))
  await eventually(() => expect(server.floor.row('approval', 'P1')).not.toBeNull())
  expect(askedPath('approval/P1', 'ma', null)).toBeNull()
  // Whoever was never asked and has no reach of it gets nowhere with a link either.
  expect(await ask(askedPath('approval/P1', 'qian')!, { act: 'grant' })).toMatchObject({
    ...{ status: 409, body: { code: 'forbidden' } },
  })
  const path = askedPath('approval/P1', 'ma')!
  expect((await ask(path)).body.asked).toMatchObject({
    sum: { amount: 355, currency: 'CNY' },
    text: 'Waited',
  })
  expect(await ask(path, { act: 'grant' })).toMatchObject({ status: 200 })
  await eventually(() =>
    expect(server.floor.row('approval', 'P1')).toMatchObject({ state: 'granted', decidedBy: 'ma' }),
  )
  expect(await ask(path, { act: 'refuse' })).toMatchObject({ status: 409, body: { code: 'decided' } })
})

test('behind the link of an alert whose customer asked for a supervisor one says that one has spoken to them', async () => {
  const alert = await breached('L3')
  await put(event('case.escalation_requested', 'L3', {}))
  const path = `ack/${ackToken(alert.id, { to: { is: 'person', id: 'ma', name: 'Ma', language: 'en' } })}`
  await eventually(async () => expect((await ask(path)).body.waitsForSupervisor).toBe(true))
  expect(await ask(path, { act: 'spoke' })).toMatchObject({ status: 200 })
  await eventually(async () => expect((await ask(path)).body.waitsForSupervisor).toBe(false))
})

test("a department's page lists all that it owes with the customer's matter, and nothing of the customer", async () => {
  const opened = {
    kind: 'complaint',
    title: 'Chen Ming 13800001234: no refund',
    queue: 'care',
    agent: 'yuan',
  }
  await put(
    event('case.opened', 'D1', { ...opened, name: 'Chen Ming', phone: '13800001234' }, 900),
    event('case.noted', 'D1', { text: 'Seems to lie' }, 800),
    event('approval.requested', 'D1a', { case: 'D1', from: 'ma', amount: 355, currency: 'CNY' }, 700),
    event('handoff.sent', 'H1', { case: 'D1', department: 'product', question: 'Why no refund?' }, 600),
    event('handoff.sent', 'H9', { case: 'D1', department: 'review', question: 'Secret question' }, 500),
  )
  await eventually(() => expect(server.floor.row('handoff', 'H9')).not.toBeNull())
  const { body } = await ask(page())
  expect(body).toMatchObject({
    department: { id: 'product', name: 'Product' },
    others: [{ id: 'review', name: 'Review' }],
    handoffs: [{ id: 'H1', question: 'Why no refund?', case: { title: 'C** 138****1234: no refund' } }],
  })
  expect(body.handoffs[0].timeline.map(({ type }: { type: string }) => type)).toEqual([
    ...['case.opened', 'handoff.sent'],
  ])
  expect(JSON.stringify(body)).not.toMatch(/Chen Ming|13800001234|Seems to lie|355|Secret|customer"/)
})

test('mine, more time, not ours and the answer are the log’s, once for each press', async () => {
  const link = page()
  const act = (id: string, body: object) => ask(`${link}/handoffs/${id}`, { press: press(), ...body })
  expect((await act('H1', { act: 'mine' })).status).toBe(200)
  await eventually(() => expect(server.floor.row('handoff', 'H1')?.acceptedAt).not.toBeNull())
  const until = new Date(Date.now() + 3_600_000).toISOString()
  const request = { press: press(), act: 'more-time', until, reason: 'The part comes tomorrow' }
  expect((await ask(`${link}/handoffs/H1`, request)).status).toBe(200)
  expect((await ask(`${link}/handoffs/H1`, request)).status).toBe(200)
  await eventually(() =>
    expect(server.floor.row('handoff', 'H1')?.moreTime).toMatchObject({ until, state: 'asked' }),
  )
  expect((await act('H1', { act: 'more-time', until: '2020-01-01T00:00:00Z' })).status).toBe(400)
  expect((await act('H1', { act: 'not-ours', to: 'product' })).status).toBe(400)
  expect((await act('H1', { act: 'not-ours', to: 'unknown' })).status).toBe(400)
  // RFC 3339 has seconds.
  expect((await act('H1', { act: 'more-time', until: '2036-01-01T00:00Z' })).status).toBe(400)
  expect(await act('%E5%9B%9E', { act: 'mine' })).toMatchObject({
    ...{ status: 400, body: { code: 'bad_request', message: expect.stringContaining('subject') } },
  })
  expect((await act('H9', { act: 'mine' })).body.code).toBe('not_here')
  expect((await act('H1', { act: 'answer', answer: '' })).status).toBe(400)
  const answer = 'It was refunded on Monday. '.repeat(100)
  expect((await act('H1', { act: 'answer', by: 'Wang', answer })).status).toBe(200)
  await eventually(() => expect(server.floor.row('handoff', 'H1')).toMatchObject({ answer: answer.trim() }))
  expect((await act('H1', { act: 'answer', answer: 'again' })).body.code).toBe('answered')
  const said = server.floor.timeline('D1').filter(({ source }) => source === 'user/department/product')
  expect(said.map(({ type, data }) => [type, 'by' in data && data.by])).toEqual([
    ['handoff.accepted', 'Product'],
    ['handoff.time_requested', 'Product'],
    ['handoff.returned', 'Wang'],
  ])
})

test('before it is sent it is said by when a department would have to answer, and that it cannot any more', async () => {
  const due = new Date(Date.now() + 2 * 3_600_000).toISOString()
  const soon = new Date(Date.now() + 10 * 60_000).toISOString()
  await put(
    event('case.opened', 'E1', { kind: 'complaint', queue: 'care', agent: 'yuan' }, 60),
    event('promise.made', 'E1p', { case: 'E1', text: 'Word', due, agent: 'yuan' }, 30),
    event('case.opened', 'E2', { kind: 'complaint', queue: 'care', agent: 'yuan', deadline: soon }, 60),
  )
  await eventually(() => expect(server.floor.row('case', 'E2')).not.toBeNull())
  const headers = { Authorization: 'Bearer agent-token-yuan' }
  const dues = async (id: string) =>
    ((await (await fetch(`${server.url}/api/v1/cases/${id}/handoff-due`, { headers })).json()) as Dues)
      .departments
  const needed = new Date(Date.parse(due) - 30 * 60_000).toISOString()
  expect(await dues('E1')).toContainEqual({ department: 'product', dueAt: needed, tooLate: false })
  expect(await dues('E2')).toContainEqual(expect.objectContaining({ department: 'product', tooLate: true }))
  expect((await fetch(`${server.url}/api/v1/cases/unknown/handoff-due`, { headers })).status).toBe(403)
})

test('a hand-off that is not theirs goes to the department that they name', async () => {
  await put(event('handoff.sent', 'H2', { case: 'D1', department: 'product', question: 'Yours?' }))
  await eventually(() => expect(server.floor.row('handoff', 'H2')).not.toBeNull())
  const request = { press: press(), act: 'not-ours', to: 'review', reason: 'They decide' }
  expect((await ask(`${page()}/handoffs/H2`, request)).status).toBe(200)
  await eventually(() => expect(server.floor.row('handoff', 'H2')?.department).toBe('review'))
  expect((await ask(page())).body.handoffs).toEqual([])
})

test("a department's link ends, can be revoked, and leaves a record of what was seen and done", async () => {
  expect((await ask(page(ago(15 * 86_400)))).body.code).toBe('expired')
  const before = page()
  expect((await ask(before)).status).toBe(200)
  await server.people.uses.revoke('department', 'product')
  expect((await ask(before)).body.code).toBe('revoked')
  expect((await ask(page(Date.now() + 1_000))).status).toBe(200)
  const records = await server.database.selectFrom('audit').select(['who', 'action', 'subject']).execute()
  expect(records).toContainEqual({
    ...{ who: 'department/product', action: 'department-link.opened', subject: 'department/product' },
  })
  expect(records).toContainEqual({
    who: 'department/product',
    action: 'handoff.answer',
    subject: 'handoff/H1',
  })
})
