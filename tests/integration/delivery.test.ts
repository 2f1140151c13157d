import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ContactMethod } from '#core/notify/notification.ts'
import { type DeliverySetup, startDelivery, type TestDelivery } from '#tests/support/delivery.ts'
import { alertOfNotification, notification } from '#tests/support/notifications.ts'
import { type HttpsSink, startHttpsSink } from '#tests/support/peers/https-sink.ts'
import { type SmtpSink, startSmtpSink } from '#tests/support/peers/smtp-sink.ts'
import { type PrivateRedis, startRedis } from '#tests/support/redis.ts'

let redis: PrivateRedis
let smtp: SmtpSink
let sink: HttpsSink
beforeAll(async () => {
  ;[redis, smtp, sink] = await Promise.all([startRedis(), startSmtpSink(), startHttpsSink()])
})
afterAll(() => Promise.all([redis.stop(), smtp.stop(), sink.stop()]))

const SECRET = `whsec_${Buffer.from('a secret of 24 bytes, ok').toString('base64')}`
const mailMethod: ContactMethod = { channel: 'mail', target: 'post', address: 'lea@example.com' }
const hookMethod: ContactMethod = { channel: 'webhook', target: 'hook', address: '+8613800138000' }

async function withDelivery(
  setup: Partial<DeliverySetup>,
  run: (delivery: TestDelivery) => Promise<void>,
): Promise<void> {
  const targets = [
    {
      id: 'post',
      kind: 'mail',
      host: 'localhost',
      port: smtp.port,
      from: 'Huiyin <h@example.com>',
      ca: smtp.cert,
    },
    { id: 'hook', kind: 'webhook', url: `${sink.url}/in`, secret: SECRET, ca: sink.cert },
  ]
  const delivery = startDelivery(redis.url, { targets, ...setup })
  try {
    await run(delivery)
  } finally {
    await delivery.stop()
  }
}

test('a mail reaches its reader over TLS, once, and the log has it', async () => {
  await withDelivery({}, async ({ notifications, work, settled, alertEvents }) => {
    work()
    await notifications.enqueue(notification('A1', mailMethod), notification('A1', mailMethod))
    await settled()
    await notifications.enqueue(notification('A1', mailMethod))
    await settled()
    expect(smtp.mails).toHaveLength(1)
    expect(smtp.mails[0]).toMatchObject({ secure: true, to: ['lea@example.com'] })
    expect(smtp.mails[0]!.text).toContain('due 03-02 14:30 GMT+8')
    const events = (await alertEvents()).filter(({ subject }) => subject === 'A1')
    expect(events).toMatchObject([
      { type: 'alert.told', source: 'system/delivery', data: { person: 'lea', channel: 'mail', step: 0 } },
    ])
    expect(JSON.stringify(events)).not.toContain('example.com')
  })
})

test('a webhook is signed per Standard Webhooks, and has what a gateway to SMS needs', async () => {
  await withDelivery({}, async ({ notifications, work, settled }) => {
    work()
    await notifications.enqueue(notification('B1', hookMethod))
    await settled()
    const { text, headers } = sink.requests[0]!
    const body = new Webhook(SECRET).verify(text, headers) as { data: { to: object; text: string } }
    expect(body.data.to).toMatchObject({ address: '+8613800138000' })
    expect(body.data.text).toContain('Overdue: Complaint unanswered (case B1)')
  })
})

test('what is no longer wanted when its turn comes is not sent, and may be asked for again', async () => {
  let wanted = false
  const stillWanted: DeliverySetup['stillWanted'] = async (one) => (wanted ? one : null)
  await withDelivery({ stillWanted }, async ({ notifications, work, settled }) => {
    const before = smtp.mails.length
    work()
    await notifications.enqueue(notification('C1', mailMethod))
    await settled()
    expect(smtp.mails).toHaveLength(before)
    wanted = true
    await notifications.enqueue(notification('C1', mailMethod))
    await settled()
    expect(smtp.mails).toHaveLength(before + 1)
  })
})

test('a target that does not exist: given up at once, in the log as final, listed, and sent again when asked', async () => {
  const method: ContactMethod = { channel: 'webhook', target: 'nowhere', address: null }
  await withDelivery({}, async ({ notifications, work, settled, alertEvents }) => {
    work()
    await notifications.enqueue(notification('D1', method))
    await settled()
    const failed = (await alertEvents()).filter(({ subject }) => subject === 'D1')
    expect(failed).toMatchObject([{ type: 'alert.untold', data: { final: true, attempt: 1 } }])
    const [letter] = await notifications.dead(10)
    expect(letter).toMatchObject({ notification: { id: 't-D1' }, attempts: 1 })
    expect(await notifications.resend('t-D1')).toBe(true)
    await settled()
    expect((await alertEvents()).filter(({ subject }) => subject === 'D1')).toHaveLength(2)
    expect(await notifications.forget('t-D1')).toBe(true)
    expect(await notifications.dead(10)).toHaveLength(0)
  })
})

test('severity in the words: a digest counts all', async () => {
  await withDelivery({}, async ({ notifications, work, settled }) => {
    work()
    const alerts = [alertOfNotification('E1'), alertOfNotification('E2', 'warning')]
    await notifications.enqueue(
      notification('E', mailMethod, { kind: 'digest', alerts, counts: { critical: 3, warning: 1, info: 0 } }),
    )
    await settled()
    expect(smtp.mails.at(-1)!.subject).toBe('4 alerts: 3 critical, 1 warning')
    expect(smtp.mails.at(-1)!.text).toContain('and 2 more: 2 critical')
  })
})
