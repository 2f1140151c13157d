import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { AnyEvent } from '#core/event/event.ts'
import { type Ask, personSession } from '../support/person-session.ts'
import { type PrivatePostgres, startPostgres } from '../support/postgres.ts'
import { type PrivateRedis, startRedis } from '../support/redis.ts'
import { type RowServer, startRowServer } from '../support/row-server.ts'
import { testSite, writeSiteFile } from '../support/test-site.ts'
import { keepTime } from '../support/timekeeper.ts'

let redis: PrivateRedis
let postgres: PrivatePostgres
let server: RowServer
let keeper: ReturnType<typeof keepTime>
let lin: Ask
let yuan: Ask
let admin: Ask

/** Waits for a state, however slow the machine is. */
const eventually = <T>(look: () => T | Promise<T>) => vi.waitFor(look, { timeout: 30_000, interval: 25 })

beforeAll(async () => {
  ;[redis, postgres] = await Promise.all([startRedis(), startPostgres()])
  const config = await writeSiteFile({
    ...testSite('duty'),
    departments: [{ id: 'product', name: 'Product' }],
    rules: [
      {
        ...{ id: 'answer', kind: 'clock', subject: 'case', start: ['case.opened'], stop: ['case.replied'] },
        ...{ due: 'deadline', severity: 'critical', title: { en: 'Unanswered' } },
      },
    ],
    alerts: { rosters: [{ id: 'night', name: 'Night', shifts: [{ members: ['ma'] }] }] },
  })
  server = await startRowServer({ redisUrl: redis.url, databaseUrl: postgres.url, config })
  keeper = keepTime(redis.url, 'duty')
  lin = await personSession(server.url, 'lin')
  yuan = await personSession(server.url, 'yuan')
  admin = await personSession(server.url, 'admin')
})
afterAll(async () => {
  await keeper?.stop()
  await server?.stop()
  await Promise.all([redis?.stop(), postgres?.stop()])
})

const hours = (count: number) => new Date(Date.now() + count * 3_600_000).toISOString()

test('a lead has somebody stand in, everybody sees who and by whose word; an agent may not', async () => {
  const before = (await yuan('/duty')).body
  expect(before).toMatchObject({ maySwap: false, rosters: [{ id: 'night', now: [{ person: 'ma' }] }] })
  const swap = { from: hours(-1), to: hours(5), person: 'sun' }
  expect((await yuan('/duty/night', swap)).status).toBe(403)
  expect((await lin('/duty/night', swap)).status).toBe(200)
  const after = await eventually(async () => {
    const { body } = await yuan('/duty')
    expect(body.rosters[0].now).toEqual([{ person: 'sun', instead: 'ma' }])
    return body
  })
  expect(after.rosters[0].swaps).toMatchObject([{ person: 'sun', by: 'lin', to: swap.to }])
  expect(after.rosters[0].spans.map(({ onDuty }: { onDuty: object[] }) => onDuty)).toEqual([
    [{ person: 'sun', instead: 'ma' }],
    [{ person: 'ma', instead: null }],
  ])
  const [{ id }] = after.rosters[0].swaps
  expect((await lin('/duty/night', { ...swap, id: `${id}-back`, person: null })).status).toBe(200)
  await eventually(async () =>
    expect((await yuan('/duty')).body.rosters[0].now).toMatchObject([{ person: 'ma' }]),
  )
})

test('a swap that cannot be is refused with its field', async () => {
  const swap = { from: hours(1), to: hours(5), person: 'sun' }
  expect((await lin('/duty/day', swap)).status).toBe(404)
  for (const wrong of [
    { ...swap, person: 'nobody' },
    { ...swap, to: hours(0.5) },
    { from: hours(-5), to: hours(-1), person: 'sun' },
    { ...swap, to: hours(24 * 40) },
    { ...swap, from: 'tomorrow' },
  ])
    expect((await lin('/duty/night', wrong)).status).toBe(400)
})

const event = (type: string, subject: string, data: object, agoSec: number): AnyEvent => ({
  ...{ id: `${type}-${subject}`, source: 'pbx', type, time: Date.now() - agoSec * 1_000, subject },
  data: data as AnyEvent['data'],
})

test('of two who arrange the same time at once the second is told by whom, and the same press again is done', async () => {
  const { rosters } = (await lin('/duty')).body
  const seen = rosters[0].swaps.map(({ id }: { id: string }) => id)
  const first = { id: 'swap-of-lin', from: hours(24), to: hours(30), person: 'sun', seen }
  expect((await lin('/duty/night', first)).status).toBe(200)
  const second = { id: 'swap-of-admin', from: hours(26), to: hours(28), person: 'lin', seen }
  const refused = { status: 409, body: { code: 'taken', message: 'lin' } }
  await eventually(async () => expect(await admin('/duty/night', second)).toMatchObject(refused))
  expect((await lin('/duty/night', first)).status).toBe(200)
  const aside = { ...second, id: 'swap-aside', from: hours(31), to: hours(32) }
  expect((await admin('/duty/night', aside)).status).toBe(200)
  const knowing = { ...second, seen: [...seen, 'swap-of-lin'] }
  expect((await admin('/duty/night', { ...knowing, id: 'swap-knowing' })).status).toBe(200)
})

test("an alert's history says what was said and done, and a late press does not take it from who took it", async () => {
  const deadline = new Date(Date.now() - 30_000).toISOString()
  const opened = { kind: 'complaint', queue: 'care', agent: 'yuan', deadline }
  await server.log.append([event('case.opened', 'C1', opened, 60)], Date.now())
  const alert = await eventually(
    async () => (await lin('/alerts')).body.alerts[0].id ?? expect.fail('none yet'),
  )
  expect((await lin(`/alerts/${alert}`)).body).toMatchObject({
    ...{
      alert: { state: 'open', case: 'C1' },
      history: [
        { is: 'rule', to: 'running' },
        { is: 'rule', to: 'breached' },
      ],
    },
    next: { as: ['leads'], people: ['lin'] },
  })
  const press = { id: crypto.randomUUID(), untaken: true }
  expect((await yuan(`/alerts/${alert}/ack`, press)).status).toBe(200)
  await eventually(async () => expect((await lin(`/alerts/${alert}`)).body.alert.ackedBy).toBe('yuan'))
  expect((await yuan(`/alerts/${alert}/ack`, press)).status).toBe(200)
  const late = await lin(`/alerts/${alert}/ack`, { id: crypto.randomUUID(), untaken: true })
  expect(late).toMatchObject({ status: 409, body: { code: 'taken', message: 'yuan' } })
  const { body } = await lin(`/alerts/${alert}`)
  expect(body.history.at(-1)).toMatchObject({ is: 'hand', to: 'acked', by: 'yuan' })
  expect(body.next).toBeNull()
  expect((await lin(`/alerts/${alert}/assign`, { to: 'sun' })).status).toBe(200)
  await eventually(async () => expect((await lin(`/alerts/${alert}`)).body.alert.ackedBy).toBe('sun'))
  expect((await lin('/alerts/unknown')).status).toBe(404)
})

test('an administrator sees who cannot be reached, makes a department a link, and revokes it', async () => {
  expect((await lin('/deliveries')).status).toBe(403)
  const { body } = await admin('/deliveries')
  expect(body.unreached.map(({ person }: { person: string }) => person)).toContain('lin')
  expect(body.nobody).toContainEqual({
    is: 'department',
    what: 'product',
    as: null,
    reason: 'no reach',
    at: null,
  })
  const { link } = (await admin('/departments/product/link', {})).body
  const token = link.split('/').at(-1)
  const open = () => fetch(`${server.url}/api/v1/links/department/${token}`)
  expect((await open()).status).toBe(200)
  expect((await admin('/departments/product/revoke', {})).status).toBe(200)
  expect((await open()).status).toBe(410)
  expect((await admin('/deliveries')).body.departments).toMatchObject([{ id: 'product', opened: 1 }])
  expect((await admin('/deliveries/unknown/resend', {})).status).toBe(404)
})
