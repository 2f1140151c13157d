import type { AnyEvent } from '#core/event/event.ts'
import { type Site, siteSchema } from '#core/site/site-schema.ts'
import { createLog } from '#store/log.ts'
import { startChild } from '#tests/support/child-process.ts'
import { startSmtpSink } from '#tests/support/peers/smtp-sink.ts'
import { startRedis } from '#tests/support/redis.ts'
import { caseOpened, configApplied } from '#tests/support/timer-floor.ts'
import { ALERTS, LEADS, SPAN_MS } from './storm.ts'

const SITE = 'test'
const BEFORE_MS = 3_000
/** So many are told before, so that the worker leads and its connections stand. */
const WARM = 20

type Target = Site['alerts']['targets'][number]

/** A site of as many teams as leads, each with a queue of its own, and one clock that is due when the case says. */
function stormSite(target: unknown): Site {
  const leads = Array.from({ length: LEADS }, (_, index) => `lead-${index}`)
  return siteSchema.parse({
    site: { id: SITE },
    queues: leads.map((lead) => ({ id: `q-${lead}`, team: `t-${lead}` })),
    teams: leads.map((lead) => ({ id: `t-${lead}`, name: lead, leads: [lead] })),
    people: leads.map((lead) => ({ id: lead, name: lead, role: 'lead', email: `${lead}@example.com` })),
    rules: [
      {
        ...{
          id: 'deadline',
          kind: 'clock',
          subject: 'case',
          start: ['case.opened'],
          stop: ['case.resolved'],
        },
        ...{ due: 'deadline', severity: 'critical' },
      },
    ],
    alerts: { targets: [target as Target] },
  })
}

const ofLead = (opened: AnyEvent, index: number): AnyEvent => ({
  ...opened,
  data: { ...opened.data, queue: `q-lead-${index % LEADS}` },
})

/**
 * Ms from the instant at which each of a storm of deadlines breaks until the mail server has accepted the mail to the
 * lead, by one process of workers: rule, ladder, log, queue and channel.
 */
export async function pathDelays(): Promise<number[]> {
  const [redis, smtp] = await Promise.all([startRedis(), startSmtpSink()])
  const log = createLog({ url: redis.url, site: SITE })
  const { port, cert } = smtp
  const target = {
    id: 'post',
    kind: 'mail',
    host: 'localhost',
    port,
    from: 'Huiyin <h@example.com>',
    ca: cert,
  }
  const file = new URL('./worker-process.ts', import.meta.url).pathname
  const worker = startChild(process.execPath, [file, redis.url, SITE, JSON.stringify([target])])
  try {
    await log.appendSystem([configApplied(stormSite(target), Date.now())], Date.now())
    const at = Date.now()
    await log.append(
      Array.from({ length: WARM }, (_, index) => ofLead(caseOpened(`W${index}`, at, at), index)),
      at,
    )
    await smtp.received(WARM)
    const from = Date.now() + BEFORE_MS
    const dueOf = (index: number) => from + Math.floor((index * SPAN_MS) / ALERTS)
    const cases = Array.from({ length: ALERTS }, (_, index) =>
      ofLead(caseOpened(`C${index}`, Date.now(), dueOf(index)), index),
    )
    await log.append(cases, Date.now())
    await smtp.received(ALERTS + WARM)
    return smtp.mails.slice(WARM).map(({ subject, at }) => {
      const index = Number(/case C(\d+)/.exec(subject)![1])
      return performance.timeOrigin + at - dueOf(index)
    })
  } finally {
    worker.kill('SIGKILL')
    await worker.exited
    log.close()
    await Promise.all([redis.stop(), smtp.stop()])
  }
}
