import type { NotifiedAlert } from '#core/notify/notification.ts'
import type { Post } from '#platform/outgoing/post.ts'
import { signedWebhook } from '#platform/outgoing/sign-webhook.ts'
import { fitWords, jsonBytes } from '../words/fit-words.ts'
import { plainText } from '../words/plain-text.ts'
import { readAnswer } from './answers/read-answer.ts'
import { sendShortened } from './answers/send-shortened.ts'
import { type DeliveryChannel, type Dispatch, refused, sent } from './channel.ts'

/** Longest body: what most receivers take. */
const MOST = { most: 60_000, lines: 500 }

/**
 * Any program that takes a request signed per Standard Webhooks, such as a gateway to SMS: `data.text` is ready to be
 * sent on, `data.to.address` is the way's address. The id of a message is the same at each attempt.
 */
export function createWebhookChannel({ post }: { post: Post }): DeliveryChannel<'webhook'> {
  return {
    kind: 'webhook',
    async send(dispatch) {
      const { url, secret, ca } = dispatch.secrets
      if (url === undefined) return refused('its url is not known')
      if (secret === undefined) return refused('its secret is not known')
      return sendShortened(MOST, async (most) => {
        const body = JSON.stringify(payloadOf(dispatch, most))
        const headers = {
          'content-type': 'application/json',
          ...signedWebhook(dispatch.notification.id, body, secret),
        }
        const answer = await post({ url, headers, body, ca })
        return readAnswer(answer, { service: 'webhook', own: false }, () => sent())
      })
    },
  }
}

function payloadOf({ notification, words }: Dispatch<'webhook'>, most: typeof MOST) {
  const { kind, conversation, to, way, step, round, severity, counts } = notification
  const shared = { telling: notification.id, kind, conversation, step, round, severity, counts }
  return fitWords(
    words,
    (lines) => ({
      type: `alert.${kind}`,
      timestamp: new Date(notification.at).toISOString(),
      data: {
        ...shared,
        to: { is: to.is, id: to.id, name: to.name, language: to.language, address: way.address },
        title: words.title,
        text: plainText(words, lines),
        link: words.link.url,
        take: words.acts.find(({ is }) => is === 'take')?.url ?? null,
        acts: words.acts.map(({ is, label, url }) => ({ is, label, url })),
        alerts: notification.alerts.slice(0, Math.max(1, lines.length)).map(withoutCustomer),
      },
    }),
    jsonBytes,
    most,
  )
}

/** A customer's key may be their number, even if hashed. */
const withoutCustomer = (alert: NotifiedAlert): NotifiedAlert =>
  alert.subject.startsWith('customer/') ? { ...alert, subject: 'customer' } : alert
