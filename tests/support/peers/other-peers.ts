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
    bodies: () => sink.mails.map(({ text }) => text),
    mails: sink.mails,
    asked: () => asked,
    stop: () => sink.stop(),
  }
}

export interface PhonePeer extends ChannelPeer {
  readonly port: number
  readonly secret: string
  /** What the PBX says of the next calls once they are rung: whole messages; `{id}` stands for the call's own. */
  answerWith(messages: readonly string[]): void
  /** Says it now, of the call to an extension. */
  emit(extension: string, messages: readonly string[]): void
}

/** What a PBX says where somebody answers, hears the prompt and presses a key. */
export const pressing = (key: string): readonly string[] => [
  originated('Success', '4'),
  `Event: UserEvent\r\nUserEvent: HuiyinAlert\r\nTelling: {id}\r\nKey: ${key}\r\n`,
  'Event: Hangup\r\nUniqueid: 1.1\r\n',
]
export const originated = (how: 'Success' | 'Failure', reason: string) =>
  `Event: OriginateResponse\r\nActionID: {id}\r\nResponse: ${how}\r\nReason: ${reason}\r\nUniqueid: 1.1\r\n`

/** A PBX whose extensions are answered, are not, or do not exist. */
export async function startPhonePeer(): Promise<PhonePeer> {
  const secret = 'ami-secret-1'
  let mode: PeerMode = 'accept'
  let script = pressing('2')
  const server = await startAmiServer({
    secret,
    answers(action, field) {
      if (action !== 'Originate') return []
      const id = `ActionID: ${field('ActionID')}\r\n`
      if (mode === 'refuse') return [`Response: Error\r\n${id}Message: Extension does not exist.\r\n`]
      return [
        `Response: Success\r\n${id}Message: Originate successfully queued\r\n`,
        ...script.map((message) => message.replaceAll('{id}', idOf(field('Variable')))),
      ]
    },
  })
  const idOf = (action: string) => /HUIYIN_TELLING=(\w+)/.exec(action)?.[1] ?? ''
  const rung = () => server.received.filter((action) => action.startsWith('Action: Originate'))
  return {
    ...{ name: 'phone', kind: 'phone', address: '101', port: server.port, secret },
    target: { id: 'target', kind: 'phone', feed: 'pbx' },
    modes: ['refuse'],
    behave(next) {
      mode = next
    },
    answerWith(messages) {
      script = messages
    },
    emit(extension, messages) {
      const call = rung().findLast((action) => action.includes(`Channel: PJSIP/${extension}\r\n`))
      for (const message of messages) server.writeToAll(`${message.replaceAll('{id}', idOf(call ?? ''))}\r\n`)
    },
    read: rung,
    bodies: rung,
    asked: () => rung().length,
    stop: () => server.stop(),
  }
}
