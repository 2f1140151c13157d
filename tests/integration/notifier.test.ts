import { afterAll, beforeAll, expect, test } from 'vitest'
import type { FloorEvent } from '#core/event.ts'
import { LOG_START } from '#core/event.ts'
import { siteSchema } from '#core/site/site-schema.ts'
import { createLog, type EventLog } from '#store/log.ts'
import { workOnAlerts } from '#tests/support/alert-worker.ts'
import { startDelivery } from '#tests/support/delivery.ts'
import { type SmtpSink, startSmtpSink } from '#tests/support/peers/smtp-sink.ts'
import { type PrivateRedis, startRedis } from '#tests/support/redis.ts'
import { caseOpened, caseResolved, configApplied, timerSite } from '#tests/support/timer-floor.ts'

let redis: PrivateRedis
let smtp: SmtpSink
let log: EventLog
const SITE = 'test'

beforeAll(async () => {
  ;[redis, smtp] = await Promise.all([startRedis(), startSmtpSink()])
  log = createLog({ url: redis.url, site: SITE })
})
afterAll(async () => {
  log.close()
  await Promise.all([redis.stop(), smtp.stop()])
})

const post = () => ({
  ...{ id: 'post', kind: 'mail', host: 'localhost', port: smtp.port, from: 'Huiyin <h@example.com>' },
  ca: smtp.cert,
})

function site() {
  const base = timerSite(SITE)
  return siteSchema.parse({
    ...base,
    people: base.people.map((person) => ({ ...person, email: `${person.id}@example.com` })),
    alerts: { targets: [post()] },
  })
}

async function told(type: string): Promise<FloorEvent[]> {
  const entries = await log.read(LOG_START, 10_000)
  return entries.map(({ event }) => event).filter((event) => event.type === type)
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((done) => setTimeout(done, 20))
}

test('a breach is planned, sent to the lead by mail, and told in the log', async () => {
  const now = Date.now()
  await log.appendSystem([configApplied(site(), now)], now)
  const worker = workOnAlerts(redis.url, SITE)
  const delivery = startDelivery(redis.url, {
    targets: [post()],
    stillWanted: (telling) => worker.stillWanted(telling),
  })
  delivery.work()
  try {
    await log.append([caseOpened('C1', now, now + 300)], now)
    await smtp.received(1)
    expect(smtp.mails[0]).toMatchObject({ to: ['lin@example.com'] })
    expect(smtp.mails[0]!.text).toContain('Deadline')
    await until(async () => (await told('alert.told')).length === 1)
    const [called] = await told('alert.called')
    const [sent] = await told('alert.told')
    expect(called).toMatchObject({
      source: 'system/notifier',
      data: { called: [{ person: 'lin', how: 'loud' }] },
    })
    expect(sent).toMatchObject({ subject: called!.subject, data: { person: 'lin', channel: 'mail' } })
    await log.append([caseResolved('C1', Date.now())], Date.now())
    expect([worker.faults, delivery.faults]).toEqual([[], []])
  } finally {
    await delivery.stop()
    await worker.stop()
  }
})
