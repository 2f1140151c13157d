import { createHash } from 'node:crypto'
import { type BlockList, isIP } from 'node:net'
import { findAddress } from '#platform/outgoing/find-address.ts'
import { within } from '#platform/outgoing/within.ts'
import { fitWords } from '../words/fit-words.ts'
import { mailHtml } from '../words/mail-html.ts'
import { plainText } from '../words/plain-text.ts'
import { type DeliveryChannel, type Dispatch, failed, refused, type Sent, sent } from './channel.ts'
import { createMailServers, type MailServer } from './outgoing/mail-servers.ts'

const MOST = { most: 200_000, lines: 200 }

export interface MailContext {
  /** The ranges that an administrator opened, now. */
  readonly allowed: () => BlockList
  /** How long a mail may take, its connection and the greeting included. */
  readonly wholeMs: number
}

export interface MailChannel extends DeliveryChannel<'mail'> {
  close(): void
}

/**
 * E-mail. All messages of a conversation to one address name its first message, so that a mail program shows them as
 * one thread; each has one id at all its attempts.
 */
export function createMailChannel({ allowed, wholeMs }: MailContext): MailChannel {
  const servers = createMailServers()
  return {
    kind: 'mail',
    async send(dispatch) {
      const { address } = dispatch.notification.way
      if (address === null) return refused('the way has no e-mail address')
      const found = await findAddress(dispatch.target.host, allowed())
      if (!found.ok) return found.refused ? refused(found.reason) : failed(found.reason)
      const family = isIP(found.address) === 4 ? 'ipv4' : 'ipv6'
      if (dispatch.target.security === 'none' && !allowed().check(found.address, family))
        return refused('without TLS mail goes only into a range that alerts.allow opens')
      const server = servers.of(dispatch.target, dispatch.secrets, found.address)
      return within(wholeMs, (until) => deliver(server, dispatch, address, until))
    },
    close: () => servers.close(),
  }
}

async function deliver(
  server: MailServer,
  dispatch: Dispatch<'mail'>,
  to: string,
  until: AbortSignal,
): Promise<Sent> {
  const { notification, words, target, earlier } = dispatch
  const domain = /@([\w.-]+)>?$/.exec(target.from)?.[1] ?? 'huiyin'
  const own = messageId(notification.id, domain)
  try {
    await server.sendMail({
      from: target.from,
      to: { name: notification.to.name, address: to },
      ...(target.replyTo === undefined ? {} : { replyTo: target.replyTo }),
      subject: words.title,
      messageId: own,
      ...(earlier === null ? {} : { inReplyTo: earlier, references: earlier }),
      ...fitWords(
        words,
        (lines) => ({
          text: `${plainText(words, lines)}\n\n-- \n${words.from}\n`,
          html: mailHtml(words, lines),
        }),
        ({ text, html }) => text.length + html.length,
        MOST,
      ),
      priority: words.severity === 'critical' ? 'high' : 'normal',
      // No out-of-office answer comes back to a machine.
      headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
      disableFileAccess: true,
      disableUrlAccess: true,
      signal: until,
    })
    return sent(earlier ?? own)
  } catch (error) {
    return readMailError(error as MailError, until.aborted)
  }
}

/** No one learns from it whom or what a message is about. */
function messageId(what: string, domain: string): string {
  return `<${createHash('sha256').update(what).digest('hex').slice(0, 32)}@${domain}>`
}

interface MailError extends Error {
  readonly code?: string
  readonly responseCode?: number
  readonly response?: string
  readonly command?: string
}

/** The server said that there is no such mailbox. */
const NO_MAILBOX = /\b5\.1\.[1-36]\b/

function readMailError(error: MailError, late: boolean): Sent {
  const { code = '', responseCode = 0, response = '', command = '' } = error
  if (late) return failed('it did not answer in time', null, true)
  if (responseCode >= 500) {
    const nobody = command.startsWith('RCPT') && NO_MAILBOX.test(response)
    return refused(`it answered ${responseCode}`, nobody ? 'gone' : 'target')
  }
  if (responseCode >= 400) return failed(`it answered ${responseCode}`)
  return failed(`${code}: ${error.message}`, null, command === 'DATA')
}
