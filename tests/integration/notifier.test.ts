import { afterEach, beforeEach, expect, test } from 'vitest'
import type { AnyEvent } from '#core/event/event.ts'
import { LOG_START } from '#core/event/log-position.ts'
import { siteSchema } from '#core/site/site-schema.ts'
import { type Clock, createClock } from '#platform/clock.ts'
import { createLog } from '#store/log.ts'
import { workOnAlerts } from '#tests/support/alert-worker.ts'
import { startChild } from '#tests/support/child-process.ts'
import { startDelivery } from '#tests/support/delivery.ts'
import { type SmtpSink, startSmtpSink } from '#tests/support/peers/smtp-sink.ts'
import { type PrivateRedis, startRedis } from '#tests/support/redis.ts'
import { caseOpened, caseResolved, configApplied, timerSite } from '#tests/support/timer-floor.ts'

let redis: PrivateRedis
let smtp: SmtpSink
const SITE = 'test'

const post = () => ({
  ...{ id: 'post', kind: 'mail', host: 'localhost', port: smtp.port, from: 'Huiyin <h@example.com>' },
  ca: smtp.cert,
})

function site(alerts: object) {
  const base = timerSite(SITE)
  const people = [...base.people, { id: 'ma', name: 'Ma', role: 'supervisor' as const }]
  return siteSchema.parse({
    ...base,
    people: people.map((person) => ({ ...person, email: `${person.id}@example.com` })),
    alerts: { targets: [post()], ...alerts },
  })
}

/** A site with a log of its own, and what of it is read. */
async function openSite(alerts: object = {}, clock: Clock = createClock({ kind: 'real' })) {
  const log = createLog({ url: redis.url, site: SITE })
  await log.appendSystem([configApplied(site(alerts), clock.now())], clock.now())
  const events = async (type: string): Promise<AnyEvent[]> =>
    (await log.read(LOG_START, 100_000)).map(({ event }) => event).filter((event) => event.type === type)
  return {
    send: (...given: AnyEvent[]) => log.append(given, clock.now()),
    events,
    async until(type: string, count: number): Promise<AnyEvent[]> {
      for (;;) {
        const found = await events(type)
        if (found.length >= count) return found
        await new Promise((done) => setTimeout(done, 20))
      }
    },
    close: () => log.close(),
  }
}

beforeEach(async () => {
  ;[redis, smtp] = await Promise.all([startRedis(), startSmtpSink()])
})
afterEach(() => Promise.all([redis.stop(), smtp.stop()]))

const sentTo = () => smtp.mails.map(({ to }) => to[0]!.split('@')[0])

test('a breach is planned, sent to the lead by mail, and told in the log', async () => {
  const { send, until, close } = await openSite()
  const worker = workOnAlerts(redis.url, SITE)
  const delivery = startDelivery(redis.url, { targets: [post()], stillWanted: worker.stillWanted })
  delivery.work()
  await send(caseOpened('C1', Date.now(), Date.now() + 300))
  await smtp.received(1)
  expect(smtp.mails[0]).toMatchObject({ to: ['lin@example.com'] })
  expect(smtp.mails[0]!.text).toContain('Deadline')
  const [sent] = await until('alert.told', 1)
  const [called] = await until('alert.called', 1)
  expect(called).toMatchObject({
    source: 'system/notifier',
    data: { called: [{ person: 'lin', how: 'loud' }] },
  })
  expect(sent).toMatchObject({ subject: called!.subject, data: { person: 'lin', channel: 'mail' } })
  expect([worker.faults, delivery.faults]).toEqual([[], []])
  await delivery.stop()
  await worker.stop()
  close()
})

test('on a clock that runs faster the supervisor is told after ten minutes of that clock', async () => {
  const start = Date.UTC(2026, 0, 5, 7)
  const spec = { kind: 'virtual', text: '', start, speed: 600 } as const
  const clock = createClock(spec, { realMs: Date.now(), virtualMs: start })
  const { send, until, close } = await openSite({}, clock)
  const worker = workOnAlerts(redis.url, SITE, clock)
  const delivery = startDelivery(redis.url, { targets: [post()], stillWanted: worker.stillWanted })
  delivery.work()
  await send(caseOpened('C1', clock.now(), clock.now() + 60_000))
  await smtp.received(2)
  expect(sentTo()).toEqual(['lin', 'ma'])
  const [first, second] = await until('alert.called', 2)
  const waited = second!.time - first!.time
  expect(waited).toBeGreaterThanOrEqual(600_000)
  await delivery.stop()
  await worker.stop()
  close()
})

test('what was settled before its turn to be sent comes is not sent', async () => {
  const { send, until, close } = await openSite()
  const worker = workOnAlerts(redis.url, SITE)
  const delivery = startDelivery(redis.url, { targets: [post()], stillWanted: worker.stillWanted })
  await send(caseOpened('C1', Date.now(), Date.now() + 100), caseOpened('C2', Date.now(), Date.now() + 100))
  await until('alert.called', 2)
  await send(caseResolved('C1', Date.now()))
  await until('rule.late', 1)
  delivery.work()
  await smtp.received(1)
  await delivery.settled()
  expect(smtp.mails).toHaveLength(1)
  expect(smtp.mails[0]!.text).toContain('C2')
  await delivery.stop()
  await worker.stop()
  close()
})

test('a worker that is killed in a storm leaves nothing untold, and nothing is told twice', async () => {
  const count = 60
  const { send, until, close } = await openSite({ cap: 1_000 })
  const file = new URL('../support/alert-worker-process.ts', import.meta.url).pathname
  const first = startChild(process.execPath, [file, redis.url, SITE])
  await send(caseOpened('first', Date.now(), Date.now() + 3_600_000))
  // It has said something, so it leads.
  await until('rule.running', 1)
  const second = workOnAlerts(redis.url, SITE)
  const delivery = startDelivery(redis.url, { targets: [post()], stillWanted: second.stillWanted })
  delivery.work()
  const due = Date.now() + 2_000
  await send(
    ...Array.from({ length: count }, (_, index) => caseOpened(`C${index}`, Date.now(), due + index * 20)),
  )
  await until('alert.told', 5)
  first.kill('SIGKILL')
  await first.exited
  const receipts = await until('alert.told', count)
  expect(new Set(receipts.map(({ subject }) => subject)).size).toBe(count)
  await delivery.settled()
  expect(smtp.mails).toHaveLength(count)
  expect(second.faults).toEqual([])
  await delivery.stop()
  await second.stop()
  close()
})

test('after Redis was killed in a storm each alert is told, and none twice without being marked so', async () => {
  const count = 60
  const { send, until, close } = await openSite({ cap: 1_000 })
  const worker = workOnAlerts(redis.url, SITE)
  const delivery = startDelivery(redis.url, { targets: [post()], stillWanted: worker.stillWanted })
  delivery.work()
  const due = Date.now() + 1_000
  await send(
    ...Array.from({ length: count }, (_, index) => caseOpened(`C${index}`, Date.now(), due + index * 30)),
  )
  await until('alert.told', 5)
  await redis.kill()
  await redis.restart()
  const receipts = await until('alert.told', count)
  await delivery.settled()
  expect(new Set(receipts.map(({ subject }) => subject)).size).toBe(count)
  const again = receipts.filter(({ data }) => data.again === true).length
  expect(smtp.mails.length).toBeLessThanOrEqual(count + again)
  await delivery.stop()
  await worker.stop()
  close()
})
