import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ContactMethod } from '#core/notify/notification.ts'
import { instantText } from '#core/rows/row.ts'
import { monthEnd } from '#workers/delivery/month-end.ts'
import { type DeliverySetup, startDelivery, type TestDelivery } from '../support/delivery.ts'
import { alertOfNotification, notification } from '../support/notifications.ts'
import { type HttpsSink, startHttpsSink } from '../support/peers/https-sink.ts'
import { originated, type PhonePeer, pressing, startPhonePeer } from '../support/peers/other-peers.ts'
import { type PrivateRedis, startRedis } from '../support/redis.ts'

/** What becomes of the messages, and of the ladder, where a service refuses. */

let redis: PrivateRedis
let sink: HttpsSink
let pbx: PhonePeer
let delivery: TestDelivery
let troubles: [string, string][]

beforeEach(async () => {
  ;[redis, sink, pbx] = await Promise.all([startRedis(), startHttpsSink(), startPhonePeer()])
  troubles = []
  const setup: DeliverySetup = {
    targets: [
      { id: 'oa', kind: 'line', api: sink.url, token: 'line-token', ca: sink.cert },
      { id: 'group', kind: 'dingtalk', url: `${sink.url}/send?access_token=x`, ca: sink.cert },
      { id: 'chat', kind: 'feishu', url: `${sink.url}/hook/y`, ca: sink.cert },
      { id: 'ring', kind: 'phone', feed: 'pbx' },
    ],
    account: { host: '127.0.0.1', port: pbx.port, tls: null, username: 'huiyin', secret: pbx.secret },
    onFailing: async (lane, reason) => void troubles.push([lane, reason]),
  }
  delivery = startDelivery(redis.url, setup)
  delivery.work()
})
afterEach(async () => {
  await delivery.stop()
  await Promise.all([redis.stop(), sink.stop(), pbx.stop()])
})

const lane: ContactMethod = { channel: 'line', target: 'oa', address: 'U-lea' }
const dingtalk: ContactMethod = { channel: 'dingtalk', target: 'group', address: null }
const feishu: ContactMethod = { channel: 'feishu', target: 'chat', address: null }
const phone = (address: string): ContactMethod => ({ channel: 'phone', target: 'ring', address })
const answers = (status: number, body: string, headers = {}) =>
  sink.behave({ is: 'answer', status, body, headers })

/** What the log has of a notification. */
async function logOf(id: string) {
  const events = (await delivery.alertEvents()).filter(({ data }) => data.telling === id)
  return events.map(({ type, data: { final, attempt, reason } }) => ({ type, final, attempt, reason }))
}
const logged = (id: string, count: number) =>
  expect.poll(async () => (await logOf(id)).length, { timeout: 20_000 }).toBe(count)

test("LINE's monthly limit: final at once, told, and the service is not asked again until the month ends", async () => {
  answers(429, '{"message":"You have reached your monthly limit."}')
  await delivery.notifications.enqueue(notification('L1', lane))
  await logged('t-L1', 1)
  await delivery.notifications.enqueue(notification('L2', lane), notification('L3', lane))
  await delivery.settled()
  const ends = instantText(monthEnd(Date.now(), 'Asia/Shanghai'))
  for (const id of ['t-L1', 't-L2', 't-L3'])
    expect(await logOf(id)).toMatchObject([
      { type: 'alert.untold', final: true, reason: expect.stringContaining('monthly limit') },
    ])
  expect((await logOf('t-L2'))[0]!.reason).toContain(ends)
  expect(sink.requests).toHaveLength(1)
  expect(troubles).toEqual([['line/oa', expect.stringContaining('monthly limit')]])
  const [health] = (await delivery.notifications.lanes()).filter(({ line: one }) => one === 'line/oa')
  expect(health!.failed).toMatchObject({ failing: true, reason: expect.stringContaining(ends) })
})

test('a quota that is used up: a test message asks the service, and what it takes ends the wait', async () => {
  answers(429, '{"message":"You have reached your monthly limit."}')
  await delivery.notifications.enqueue(notification('Q1', lane))
  await delivery.settled()
  answers(200, '{"sentMessages":[{"id":"1"}]}')
  await delivery.notifications.enqueue(notification('Q2', lane, { kind: 'test', alerts: [], code: '1234' }))
  await delivery.settled()
  await delivery.notifications.enqueue(notification('Q3', lane))
  await delivery.settled()
  expect(await logOf('t-Q3')).toMatchObject([{ type: 'alert.told' }])
  expect((await delivery.notifications.lanes()).every(({ failed }) => failed === null)).toBe(true)
})

test("LINE's rate limit is waited for: nothing is final, and nobody is troubled", async () => {
  answers(429, '{"message":"The API rate limit has been exceeded. Try again later."}', { 'retry-after': '1' })
  await delivery.notifications.enqueue(notification('R1', lane))
  await logged('t-R1', 1)
  answers(200, '{}')
  await delivery.settled()
  expect(await logOf('t-R1')).toMatchObject([{ type: 'alert.untold', final: false }, { type: 'alert.told' }])
  expect(troubles).toEqual([])
})

test('a robot that takes nothing for ten minutes: also for what comes meanwhile nobody waits', async () => {
  answers(200, '{"errcode":130101,"errmsg":"send too fast, exceed 20 times per minute"}')
  await delivery.notifications.enqueue(notification('D1', dingtalk))
  await logged('t-D1', 1)
  await delivery.notifications.enqueue(notification('D2', dingtalk), notification('D3', dingtalk))
  for (const id of ['t-D1', 't-D2', 't-D3']) {
    await logged(id, 1)
    expect(await logOf(id)).toMatchObject([
      { type: 'alert.untold', final: true, reason: expect.stringContaining('130101') },
    ])
  }
  expect(sink.requests).toHaveLength(1)
  expect(troubles).toEqual([])
  // They are not given up: they go once it takes messages again.
  expect(await delivery.notifications.pending()).toHaveLength(3)
})

test('a wrong key: given up, and administrators are told at the first refusal', async () => {
  answers(200, '{"code":19021,"msg":"sign match fail or timestamp is not within one hour from current time"}')
  await delivery.notifications.enqueue(notification('K1', feishu))
  await delivery.settled()
  expect(await logOf('t-K1')).toMatchObject([{ type: 'alert.untold', final: true }])
  expect(troubles).toEqual([['feishu/chat', expect.stringContaining('correct "secret"')]])
})

test('a refusal that nobody knows: final at once with its code and words, and tried again', async () => {
  answers(400, '{"code":31337,"msg":"a new one"}')
  await delivery.notifications.enqueue(notification('U1', feishu))
  await logged('t-U1', 1)
  expect(await logOf('t-U1')).toMatchObject([
    { type: 'alert.untold', final: true, reason: 'it answered 400 31337: a new one' },
  ])
  answers(200, '{"code":0,"msg":"success"}')
  await delivery.settled()
  expect((await logOf('t-U1')).at(-1)).toMatchObject({ type: 'alert.told' })
})

test('a message that is not taken troubles nobody about the target', async () => {
  answers(400, '{"code":9499,"msg":"Bad Request","data":{}}')
  await delivery.notifications.enqueue(notification('C1', feishu))
  await delivery.settled()
  expect(await logOf('t-C1')).toMatchObject([{ type: 'alert.untold', final: true }])
  expect(await delivery.notifications.dead(10)).toMatchObject([{ notification: { id: 't-C1' } }])
  // What was given up is forgotten by its age.
  await delivery.notifications.forgetOlder(3_600_000)
  expect(await delivery.notifications.dead(10)).toHaveLength(1)
  await delivery.notifications.forgetOlder(0)
  expect(await delivery.notifications.dead(10)).toEqual([])
  expect(troubles).toEqual([])
})

test('one extension is rung by one call at a time; what comes meanwhile is one call of several alerts', async () => {
  // The first call rings until it is told how it ends.
  pbx.answerWith([])
  await delivery.notifications.enqueue(notification('P1', phone('101')))
  await expect.poll(() => pbx.asked(), { timeout: 20_000 }).toBe(1)
  pbx.answerWith(pressing('2'))
  await delivery.notifications.enqueue(notification('P2', phone('101')), notification('P3', phone('101')))
  // Another extension is rung meanwhile, though what waits for this one is graver.
  await delivery.notifications.enqueue(
    notification('P4', phone('102'), { alerts: [alertOfNotification('P4', 'warning')] }),
  )
  await logged('t-P4', 1)
  expect(pbx.asked()).toBe(2)
  expect(pbx.read()[1]).toContain('Channel: PJSIP/102')
  pbx.emit('101', [originated('Failure', '3')])
  for (const id of ['t-P1', 't-P2', 't-P3']) await logged(id, 1)
  expect(await logOf('t-P1')).toMatchObject([
    { type: 'alert.untold', final: true, reason: 'nobody answered' },
  ])
  expect(await logOf('t-P2')).toMatchObject([{ type: 'alert.told' }])
  expect(await logOf('t-P3')).toMatchObject([{ type: 'alert.told' }])
  expect(pbx.asked()).toBe(3)
  expect(pbx.read()[2]).toContain('HUIYIN_COUNT=2')
})
