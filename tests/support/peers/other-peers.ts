import { startAmiServer } from '#scripts/replay-ami/ami-server.ts'
import type { ChannelPeer, PeerMode } from './channel-peer.ts'
import { type SunkMail, startSmtpSink } from './smtp-sink.ts'

export interface MailPeer extends ChannelPeer {
  readonly mails: readonly SunkMail[]
}

/** A mail server and a reader of its mails. */
export async function startMailPeer(): Promise<MailPeer> {
  const sink = await startSmtpSink({ user: 'huiyin', password: 'mail-password-1' })
  let asked = 0
  return {
    ...{ name: 'mail', kind: 'mail', address: 'lea@example.com' },
    target: {
      ...{ id: 'target', kind: 'mail', host: 'localhost', port: sink.port, ca: sink.cert },
      ...{ from: 'Huiyin <huiyin@example.com>', username: 'huiyin', password: 'mail-password-1' },
    },
    modes: ['fault', 'refuse', 'hang'],
    behave(mode) {
      asked++
      if (mode === 'fault') sink.behave({ is: 'refuse', at: 'data', code: 451, text: 'try again later' })
      else if (mode === 'refuse')
        sink.behave({ is: 'refuse', at: 'data', code: 554, text: 'no entry with mail-password-1' })
      else sink.behave({ is: mode === 'hang' ? 'hang' : 'accept' })
    },
    read: () => sink.mails.map(({ subject, text }) => `${subject}\n${text}`),
    mails: sink.mails,
    asked: () => asked,
    stop: () => sink.stop(),
  }
}

export interface PhonePeer extends ChannelPeer {
  readonly port: number
  readonly secret: string
  /** The one who was rung presses a key. */
  press(telling: string, key: string): void
}

/** A PBX whose extensions are answered, are not, or do not exist. */
export async function startPhonePeer(): Promise<PhonePeer> {
  const secret = 'ami-secret-1'
  let mode: PeerMode = 'accept'
  const server = await startAmiServer({
    secret,
    answers(action, field) {
      if (action !== 'Originate' || mode === 'hang') return []
      const id = `ActionID: ${field('ActionID')}\r\n`
      if (mode === 'refuse') return [`Response: Error\r\n${id}Message: Extension does not exist.\r\n`]
      const [how, reason] = mode === 'fault' ? ['Failure', '3'] : ['Success', '4']
      return [
        `Response: Success\r\n${id}Message: Originate successfully queued\r\n`,
        `Event: OriginateResponse\r\n${id}Response: ${how}\r\nReason: ${reason}\r\n`,
      ]
    },
  })
  const rung = () => server.received.filter((action) => action.startsWith('Action: Originate'))
  return {
    ...{ name: 'phone', kind: 'phone', address: '101', port: server.port, secret },
    target: { id: 'target', kind: 'phone', feed: 'pbx', ringSec: 5 },
    modes: ['refuse'],
    behave(next) {
      mode = next
    },
    read: rung,
    asked: () => rung().length,
    press: (telling, key) =>
      server.write(
        `Event: UserEvent\r\nUserEvent: HuiyinAlert\r\nTelling: ${telling}\r\nKey: ${key}\r\n\r\n`,
      ),
    stop: () => server.stop(),
  }
}
