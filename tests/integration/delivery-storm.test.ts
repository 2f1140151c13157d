import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Notification } from '#core/notify/notification.ts'
import { startDelivery } from '../support/delivery.ts'
import { alertOfNotification, notification } from '../support/notifications.ts'
import { type HttpsSink, startHttpsSink } from '../support/peers/https-sink.ts'
import { criticalFirst, mostWithin, readStorm } from '../support/peers/read-storm.ts'
import { type PrivateRedis, startRedis } from '../support/redis.ts'

let redis: PrivateRedis
let sink: HttpsSink
beforeAll(async () => {
  ;[redis, sink] = await Promise.all([startRedis(), startHttpsSink()])
  sink.behave({ is: 'answer', status: 200, body: '{"errcode":0}' })
})
afterAll(() => Promise.all([redis.stop(), sink.stop()]))

/** An alert of every tenth is critical. */
function alertTo(index: number, person: string): Notification {
  const id = index % 10 === 9 ? `C${index}` : `W${index}`
  const alerts = [alertOfNotification(id, index % 10 === 9 ? 'critical' : 'warning')]
  const to = { is: 'person', id: person, name: person, language: 'en' } as const
  return notification(id, { channel: 'dingtalk', target: 'group', address: null }, { to, alerts })
}

test('a storm on one limited robot: never more than it may be sent, critical first, each alert counted once', async () => {
  const rate = [{ most: 6, per: '3s' }]
  const one = startDelivery(redis.url, {
    targets: [{ id: 'group', kind: 'dingtalk', url: `${sink.url}/send`, ca: sink.cert, rate }],
  })
  one.work()
  for (let index = 0; index < 150; index++) {
    await one.notifications.enqueue(alertTo(index, `lead-${index % 10}`))
    await wait(20)
  }
  await one.settled()
  const receipts = (await one.alertEvents()).filter(({ type }) => type === 'alert.told')
  await one.stop()
  const messages = readStorm(sink.requests)
  expect(mostWithin(messages, 2_900)).toBeLessThanOrEqual(6)
  expect(criticalFirst(messages)).toBe(true)
  expect(messages.reduce((sum, { alerts }) => sum + alerts, 0)).toBe(150)
  expect(messages.reduce((sum, { critical }) => sum + critical, 0)).toBe(15)
  // One that was held, then one each 600 ms, however long it all took.
  const tookMs = messages.at(-1)!.at - messages[0]!.at
  expect(messages.length).toBeLessThanOrEqual(tookMs / 600 + 2)
  expect(receipts).toHaveLength(150)
  const inDigests = receipts.filter(({ data }) => data.digest !== undefined)
  expect(inDigests.length).toBeGreaterThanOrEqual(150 - messages.length)
})
