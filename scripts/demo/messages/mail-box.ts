import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import type { Inbox } from './inbox.ts'
import { linesAndLinks } from './lines-and-links.ts'
import { readMail } from './read-mail.ts'

/** A mail server of the demo's own, on this machine alone: what it takes goes into the inbox and nowhere else. */
export async function openMailBox(inbox: Inbox): Promise<{ readonly port: number; close(): void }> {
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.once('error', done)
      stream.once('end', () => {
        const { subject, text } = readMail(Buffer.concat(chunks).toString('utf8'))
        const to = session.envelope.rcptTo.map(({ address }) => address).join(', ')
        inbox.take({ way: 'mail', to, title: subject, ...linesAndLinks(text, subject) })
        done()
      })
    },
  })
  server.on('error', (error) => console.error(`demo: mail: ${error.message}`))
  const listening = server.listen(0, '127.0.0.1')
  await new Promise<void>((done) => listening.once('listening', done))
  return { port: (listening.address() as AddressInfo).port, close: () => server.close() }
}
