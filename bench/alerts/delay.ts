import { createTransport } from 'nodemailer'
import { startHttpsSink } from '#tests/support/peers/https-sink.ts'
import { startSmtpSink } from '#tests/support/peers/smtp-sink.ts'
import { ALERTS, LEADS, openStorm, pace, SPAN_MS, stormAlert } from './storm.ts'

/** Ms from handing an alert over until the mail server, or the webhook, has it. */
export interface Delays {
  readonly mail: readonly number[]
  readonly webhook: readonly number[]
}

const WARM = 20

/** The storm by our delivery: half the leads by mail, half by a signed webhook. */
export async function ourDelays(): Promise<Delays> {
  const [smtp, hook] = await Promise.all([startSmtpSink(), startHttpsSink()])
  const { port, cert } = smtp
  const storm = await openStorm({
    targets: [
      { id: 'post', kind: 'mail', host: 'localhost', port, from: 'Huiyin <h@example.com>', ca: cert },
      { id: 'hook', kind: 'webhook', url: `${hook.url}/in`, secret: 'a-secret-of-the-hook', ca: hook.cert },
    ],
  })
  const wayOf = (lead: number) =>
    lead < LEADS / 2
      ? ({ channel: 'mail', target: 'post', address: `lead-${lead}@example.com` } as const)
      : ({ channel: 'webhook', target: 'hook', address: `lead-${lead}` } as const)
  try {
    const warm = Array.from({ length: WARM }, (_, index) =>
      stormAlert(1_000_000 + index * (LEADS / 2), wayOf),
    )
    await storm.tellings.enqueue(...warm)
    await Promise.all([smtp.received(WARM / 2), hook.received(WARM / 2)])
    const handed = await pace(
      ALERTS,
      SPAN_MS,
      (index) => void storm.tellings.enqueue(stormAlert(index, wayOf)),
    )
    await Promise.all([smtp.received((ALERTS + WARM) / 2), hook.received((ALERTS + WARM) / 2)])
    const named = (text: string) => Number(/case [CW](\d+)/.exec(text)![1])
    const since = (index: number, at: number) => at - handed[index]!
    return {
      mail: smtp.mails.slice(WARM / 2).map(({ subject, at }) => since(named(subject), at)),
      webhook: hook.requests.slice(WARM / 2).map(({ text, at }) => since(named(text), at)),
    }
  } finally {
    await storm.close()
    await Promise.all([smtp.stop(), hook.stop()])
  }
}

/** The same pace by the bare mail library with a pool, and by bare requests: nothing is kept, claimed or recorded. */
export async function bareDelays(): Promise<Delays> {
  const [smtp, hook] = await Promise.all([startSmtpSink(), startHttpsSink({ plain: true })])
  const transport = createTransport({
    ...{ pool: true, host: '127.0.0.1', port: smtp.port, maxConnections: 8 },
    tls: { servername: 'localhost', ca: smtp.cert },
  })
  try {
    const half = ALERTS / 2
    const handed = await pace(ALERTS, SPAN_MS, (index) => {
      const text = `case W${index}`
      if (index % 2 === 0)
        void transport.sendMail({ from: 'h@example.com', to: 'lead@example.com', subject: text, text })
      else void fetch(`${hook.url}/in`, { method: 'POST', body: text })
    })
    await Promise.all([smtp.received(half), hook.received(half)])
    const since = (text: string, at: number) => at - handed[Number(/W(\d+)/.exec(text)![1])]!
    return {
      mail: smtp.mails.map(({ subject, at }) => since(subject, at)),
      webhook: hook.requests.map(({ text, at }) => since(text, at)),
    }
  } finally {
    transport.close()
    await Promise.all([smtp.stop(), hook.stop()])
  }
}
