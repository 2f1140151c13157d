import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ContactMethod, Notification } from '#core/notify/notification.ts'
import { LogUnavailable } from '#store/log-error.ts'
import { type DeliverySetup, startDelivery, type TestDelivery } from '../support/delivery.ts'
import { startDeliveryChild } from '../support/delivery-child.ts'
import { notification } from '../support/notifications.ts'
import { type HttpsSink, startHttpsSink } from '../support/peers/https-sink.ts'
import { type SmtpSink, startSmtpSink } from '../support/peers/smtp-sink.ts'
import { type PrivateRedis, startRedis } from '../support/redis.ts'

/** What delivery does when the other side, Redis or itself fails. */

let redis: PrivateRedis
let smtp: SmtpSink
let sink: HttpsSink
const running: TestDelivery[] = []

beforeEach(async () => {
  ;[redis, smtp, sink] = await Promise.all([startRedis(), startSmtpSink(), startHttpsSink()])
})
afterEach(async () => {
  await Promise.all(running.splice(0).map((delivery) => delivery.stop()))
  await Promise.all([redis.stop(), smtp.stop(), sink.stop()])
})

const mailMethod: ContactMethod = { channel: 'mail', target: 'post', address: 'lea@example.com' }
const hookMethod: ContactMethod = { channel: 'webhook', target: 'hook', address: null }

function targets(): DeliverySetup['targets'] {
  const { port, cert } = smtp
  return [
    { id: 'post', kind: 'mail', host: 'localhost', port, from: 'Huiyin <h@example.com>', ca: cert },
    { id: 'hook', kind: 'webhook', url: `${sink.url}/in`, secret: 'a-secret-of-the-hook', ca: sink.cert },
  ]
}

function delivery(setup: Partial<DeliverySetup> = {}): TestDelivery {
  const started = startDelivery(redis.url, { targets: targets(), ...setup })
  running.push(started)
  return started
}

const many = (count: number, method: ContactMethod): Notification[] =>
  Array.from({ length: count }, (_, index) => notification(`M${index}`, method))

/** The events of a notification, as type and what matters of its data. */
async function eventsOf({ alertEvents: receipts }: TestDelivery, id: string) {
  const events = (await receipts()).filter(({ data }) => data.telling === id)
  return events.map(({ type, data: { again, final, attempt } }) => ({ type, again, final, attempt }))
}

/** As whoever raises alerts does it: again while Redis is away. The same notification is on its way once. */
async function enqueue({ notifications }: TestDelivery, ...wanted: Notification[]): Promise<void> {
  for (;;) {
    try {
      return await notifications.enqueue(...wanted)
    } catch (error) {
      if (!(error instanceof LogUnavailable)) throw error
      await wait(20)
    }
  }
}

async function until(holds: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await holds())) await wait(20)
}

test('two workers at once send each of two hundred once', async () => {
  const [one, other] = [delivery(), delivery()]
  one.work()
  other.work()
  await one.notifications.enqueue(...many(200, hookMethod))
  await one.settled()
  expect(sink.requests).toHaveLength(200)
  expect(new Set(sink.requests.map(({ headers }) => headers['webhook-id'])).size).toBe(200)
  expect((await one.alertEvents()).filter(({ type }) => type === 'alert.told')).toHaveLength(200)
})

test('a worker killed between send and record: sent again once, with the same id, and marked so', async () => {
  smtp.behave({ is: 'keep silently' })
  const setup = { targets: targets() }
  const child = startDeliveryChild(redis.url, setup)
  const other = delivery()
  await other.notifications.enqueue(notification('K', mailMethod))
  await smtp.received(1)
  child.kill('SIGKILL')
  await child.exited
  smtp.behave({ is: 'accept' })
  other.work()
  await other.settled()
  const [first, second, ...more] = smtp.mails
  expect(more).toEqual([])
  expect(second!.headers.get('message-id')).toBe(first!.headers.get('message-id'))
  expect(second!.text).toContain('You may have received this message before.')
  expect(await eventsOf(other, 't-K')).toMatchObject([{ type: 'alert.told', again: true }])
})

test('killed twice while sending one: no third message, it is given up as final and listed', async () => {
  smtp.behave({ is: 'keep silently' })
  const other = delivery()
  await other.notifications.enqueue(notification('K', mailMethod))
  for (const count of [1, 2]) {
    const child = startDeliveryChild(redis.url, { targets: targets() })
    await smtp.received(count)
    child.kill('SIGKILL')
    await child.exited
  }
  smtp.behave({ is: 'accept' })
  other.work()
  await other.settled()
  expect(smtp.mails).toHaveLength(2)
  expect(await eventsOf(other, 't-K')).toMatchObject([{ type: 'alert.untold', final: true }])
  expect(await other.notifications.dead(10)).toMatchObject([{ notification: { id: 't-K' } }])
})

test('Retry-After: nothing goes to the target before it has passed, then all of it', async () => {
  let asked = 0
  sink.behave(() =>
    asked++ === 0
      ? { is: 'answer', status: 429, headers: { 'retry-after': '2' } }
      : { is: 'answer', status: 204 },
  )
  const one = delivery()
  one.work()
  await one.notifications.enqueue(notification('R1', hookMethod))
  await sink.received(1)
  await until(async () => (await one.alertEvents()).length === 1)
  await one.notifications.enqueue(notification('R2', hookMethod))
  await one.settled()
  expect(sink.requests).toHaveLength(3)
  expect(sink.requests[1]!.at - sink.requests[0]!.at).toBeGreaterThanOrEqual(1_990)
  expect(await eventsOf(one, 't-R1')).toMatchObject([
    { type: 'alert.untold', final: false, attempt: 1 },
    { type: 'alert.told' },
  ])
})

test('a target that keeps failing: said once, final at once; when it is well again what is still wanted goes', async () => {
  sink.behave({ is: 'answer', status: 503 })
  const troubles: [string, string][] = []
  const one = delivery({ onFailing: async (lane, reason) => void troubles.push([lane, reason]) })
  one.work()
  await one.notifications.enqueue(notification('F1', hookMethod))
  await until(async () => (await eventsOf(one, 't-F1')).length === 2)
  expect(await eventsOf(one, 't-F1')).toMatchObject([
    { type: 'alert.untold', final: false, attempt: 1 },
    { type: 'alert.untold', final: true, attempt: 2 },
  ])
  expect(troubles).toEqual([['webhook/hook', 'it answered 503']])
  const lines = await one.notifications.lanes()
  expect(lines.find(({ line }) => line === 'webhook/hook')?.failed).toMatchObject({
    failing: true,
    failures: 2,
  })
  // Another that comes meanwhile is tried, and is final at its first failure: nobody waits for it.
  await one.notifications.enqueue(notification('F2', hookMethod))
  await until(async () => (await eventsOf(one, 't-F2')).length === 1)
  expect(await eventsOf(one, 't-F2')).toMatchObject([{ type: 'alert.untold', final: true, attempt: 1 }])
  sink.behave({ is: 'answer', status: 204 })
  await until(async () => (await eventsOf(one, 't-F2')).length === 2)
  expect(await eventsOf(one, 't-F2')).toMatchObject([{}, { type: 'alert.told' }])
  expect(troubles).toHaveLength(1)
  expect((await one.notifications.lanes()).every(({ failed }) => failed === null)).toBe(true)
})

test('a target that hangs keeps no other waiting', async () => {
  sink.behave({ is: 'hang' })
  const one = delivery()
  one.work()
  await one.notifications.enqueue(...many(100, hookMethod))
  await sink.received(48)
  await one.notifications.enqueue(notification('quick', mailMethod))
  await smtp.received(1)
  // As many as may be on their way at once, and not one more.
  expect(sink.requests).toHaveLength(48)
})

test('a mailbox that does not exist is gone, and is no trouble of the mail server', async () => {
  smtp.behave({ is: 'refuse', at: 'recipient', code: 550, text: '5.1.1 no such user' })
  const gone: ContactMethod[] = []
  const one = delivery({ onGone: async (method) => void gone.push(method) })
  one.work()
  await one.notifications.enqueue(notification('G', mailMethod))
  await one.settled()
  expect(gone).toEqual([mailMethod])
  expect(await eventsOf(one, 't-G')).toMatchObject([{ type: 'alert.untold', final: true }])
  expect((await one.notifications.lanes()).every(({ failed }) => failed === null)).toBe(true)
})

test('Redis killed and back while messages are on their way: each is told once', async () => {
  const one = delivery()
  one.work()
  sink.behave({ is: 'hang' })
  await one.notifications.enqueue(...many(4, hookMethod))
  await sink.received(4)
  await redis.kill()
  await redis.restart()
  sink.behave({ is: 'answer', status: 204 })
  await enqueue(one, notification('after', hookMethod))
  await until(async () => (await eventsOf(one, 't-after')).length === 1)
  expect(await eventsOf(one, 't-after')).toMatchObject([{ type: 'alert.told' }])
})

test('nothing is lost in kills of workers and of Redis: each is told, and twice only where it is marked', async () => {
  const setup = { targets: targets() }
  const one = delivery()
  const ids = many(150, hookMethod)
  let child = startDeliveryChild(redis.url, setup)
  for (let kill = 0; kill < 4; kill++) {
    const part = ids.slice(kill * 30, kill * 30 + 30)
    await enqueue(one, ...part)
    const before = sink.requests.length
    await sink.received(before + 5)
    if (kill % 2 === 0) {
      child.kill('SIGKILL')
      await child.exited
      child = startDeliveryChild(redis.url, setup)
    } else {
      await redis.kill()
      await redis.restart()
    }
  }
  await enqueue(one, ...ids.slice(120))
  await one.settled()
  child.kill('SIGKILL')
  await child.exited
  const receipts = (await one.alertEvents()).filter(({ type }) => type === 'alert.told')
  expect(new Set(receipts.map(({ data }) => data.telling))).toEqual(new Set(ids.map(({ id }) => id)))
  const twice = [...Map.groupBy(sink.requests, ({ headers }) => headers['webhook-id']!)].filter(
    ([, all]) => all.length > 1,
  )
  const marked = new Set(receipts.filter(({ data }) => data.again === true).map(({ data }) => data.telling))
  for (const [id, requests] of twice) {
    expect(requests).toHaveLength(2)
    expect(marked).toContain(id)
  }
})

test('a worker that is told to stop finishes what it began: nothing is sent again', async () => {
  let release: () => void = () => undefined
  const held = new Promise<void>((done) => {
    release = done
  })
  const first = delivery({ stillWanted: async (one) => held.then(() => one) })
  first.work()
  await first.notifications.enqueue(notification('S', hookMethod))
  await until(async () => (await first.notifications.lanes()).some(({ sending }) => sending === 1))
  const stopped = running.splice(running.indexOf(first), 1)[0]!.stop()
  release()
  await stopped
  expect(sink.requests).toHaveLength(1)
  const second = delivery()
  second.work()
  await second.settled()
  expect(sink.requests).toHaveLength(1)
  expect(await eventsOf(second, 't-S')).toMatchObject([{ type: 'alert.told', again: undefined }])
})
