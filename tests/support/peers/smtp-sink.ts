import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { type ReadMail, readMail } from '#scripts/demo/messages/read-mail.ts'
import { createArrivals } from './arrivals.ts'
import { makeCertificate, type TestCertificate } from './certificate.ts'

export interface SunkMail extends ReadMail {
  readonly from: string
  readonly to: readonly string[]
  readonly raw: string
  /** Whether it came over TLS, and as whom the sender signed in. */
  readonly secure: boolean
  readonly user: string | null
  readonly at: number
}

/** How the server answers from now on. */
export type MailBehaviour =
  | { readonly is: 'accept' }
  /** Refuses recipients, or whole messages, with this answer. */
  | { readonly is: 'refuse'; readonly at: 'recipient' | 'data'; readonly code: number; readonly text: string }
  /** Says nothing any more once the message has come. */
  | { readonly is: 'hang' }
  /** Keeps the message, and says nothing: its sender cannot know that it has arrived. */
  | { readonly is: 'keep silently' }

export interface SmtpSink {
  readonly port: number
  readonly cert: string
  readonly mails: readonly SunkMail[]
  behave(next: MailBehaviour): void
  /** Resolves once so many mails were accepted. */
  received(count: number): Promise<void>
  stop(): Promise<void>
}

export interface SmtpSinkOptions {
  readonly user?: string
  readonly password?: string
  readonly certificate?: TestCertificate
  /** Without STARTTLS. */
  readonly plain?: boolean
}

/** A real mail server that keeps what it is sent. */
export async function startSmtpSink(options: SmtpSinkOptions = {}): Promise<SmtpSink> {
  const certificate = options.certificate ?? makeCertificate()
  const mails: SunkMail[] = []
  const arrivals = createArrivals()
  let behaviour: MailBehaviour = { is: 'accept' }

  const refusal = (at: 'recipient' | 'data') => {
    if (behaviour.is !== 'refuse' || behaviour.at !== at) return null
    return Object.assign(new Error(behaviour.text), { responseCode: behaviour.code })
  }
  const server = new SMTPServer({
    ...certificate,
    logger: false,
    disabledCommands: options.plain ? ['STARTTLS', 'AUTH'] : options.user === undefined ? ['AUTH'] : [],
    authOptional: options.user === undefined,
    onAuth(auth, _session, callback) {
      const ok = auth.username === options.user && auth.password === options.password
      callback(ok ? null : new Error('no such account'), { user: auth.username })
    },
    onRcptTo: (_address, _session, callback) => callback(refusal('recipient')),
    onData(stream, session, callback) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        if (behaviour.is === 'hang') return
        const no = refusal('data')
        if (no !== null) {
          callback(no)
          return
        }
        const raw = Buffer.concat(chunks).toString('utf8')
        const { mailFrom, rcptTo } = session.envelope
        mails.push({
          ...readMail(raw),
          raw,
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          secure: session.secure,
          user: (session.user as string | undefined) ?? null,
          at: performance.now(),
        })
        if (behaviour.is === 'accept') callback(null)
        arrivals.arrived(mails.length)
      })
    },
  })
  server.on('error', () => undefined)
  const listening = server.listen(0, '127.0.0.1')
  await new Promise((done) => listening.once('listening', done))
  const { port } = listening.address() as AddressInfo
  return {
    port,
    cert: certificate.cert,
    mails,
    behave(next) {
      behaviour = next
    },
    received: (count) => arrivals.until(count),
    async stop() {
      for (const connection of server.connections) connection.close()
      await new Promise<void>((done) => server.close(() => done()))
    },
  }
}
