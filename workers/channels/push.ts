import webPush from 'web-push'
import type { Notification } from '#core/notify/notification.ts'
import type { Post } from '#platform/outgoing/post.ts'
import type { VapidKeys } from '#platform/vapid-keys.ts'
import type { PushSubscription } from '#store/contact-method-store.ts'
import { fitWords, jsonBytes } from '../words/fit-words.ts'
import type { WordAct } from '../words/words.ts'
import { readAnswer } from './answers/read-answer.ts'
import { sendShortened } from './answers/send-shortened.ts'
import { type DeliveryChannel, type Dispatch, failed, refused, sent } from './channel.ts'

export interface PushContext {
  readonly post: Post
  readonly vapid: VapidKeys
  /** Where push services find who sends, unless the target says so. */
  readonly contact: string
  /** The subscription behind a way's address; null: it is gone. */
  readonly subscription: (address: string) => Promise<PushSubscription | null>
}

/** What push services take at most is 4,096 bytes, with what encryption adds. */
const MOST = { most: 3_000, lines: 8 }
/** A phone that is off for longer shows what is true then. */
const LIVES_SEC = 4 * 3_600
const URGENCY = { critical: 'high', warning: 'high', info: 'normal' } as const

type PushAct = Pick<WordAct, 'is' | 'label' | 'url'>

/** What the service worker is given. */
interface PushPayload {
  readonly title: string
  readonly body: string
  readonly url: string
  /** Its buttons; a phone shows two. */
  readonly acts: readonly PushAct[]
  /** The same as a phone reads it that has not fetched the page's worker since. */
  readonly take: PushAct | null
  /** A later message with the same tag takes the place of an earlier one. */
  readonly tag: string
  readonly severity: string
  /** It takes the earlier one's place without a sound: nobody is called upon anew. */
  readonly quiet: boolean
  readonly language: string
  readonly telling: string
}

/** Web Push to one device, encrypted so that the push service cannot read it (RFC 8291). */
export function createPushChannel({
  post,
  vapid,
  contact,
  subscription,
}: PushContext): DeliveryChannel<'push'> {
  const pauses = createPauses()
  return {
    kind: 'push',
    async send(dispatch) {
      const { notification, target, secrets } = dispatch
      const { address } = notification.way
      const device = address === null ? null : await subscription(address)
      if (device === null) return refused('the device has no subscription any more', 'gone')
      const { origin } = new URL(device.endpoint)
      const pausedMs = pauses.left(origin, performance.now())
      if (pausedMs > 0) return { ...failed('its push service asked to be left alone', pausedMs), apart: true }
      const vapidDetails = { ...vapid, subject: target?.contact ?? contact }
      return sendShortened(MOST, async (most) => {
        const payload = JSON.stringify(payloadOf(dispatch, most))
        const { endpoint, headers, body } = webPush.generateRequestDetails(device, payload, {
          ...{ vapidDetails, TTL: LIVES_SEC, urgency: URGENCY[notification.severity] },
        })
        const answer = await post({
          url: endpoint,
          headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
          body: body ?? '',
          ca: secrets.ca,
        })
        const recipient = { service: 'push', own: true, apart: true } as const
        const result = readAnswer(answer, recipient, () => sent(null, isQuiet(notification)))
        if (result.is === 'failed' && result.retryAfterMs !== null)
          pauses.begin(origin, performance.now() + result.retryAfterMs)
        return result
      })
    },
  }
}

/** Push services that asked to be left alone: each browser maker has its own, and none speaks for the others. */
function createPauses() {
  const until = new Map<string, number>()
  return {
    left: (origin: string, now: number) => Math.max(0, (until.get(origin) ?? 0) - now),
    begin(origin: string, end: number) {
      until.set(origin, Math.max(end, until.get(origin) ?? 0))
    },
  }
}

const isQuiet = ({ kind, quiet }: Notification) => kind === 'resolved' || quiet === true

function payloadOf({ notification, words }: Dispatch<'push'>, most: typeof MOST): PushPayload {
  const acts = words.acts.map(({ is, label, url }): PushAct => ({ is, label, url }))
  return fitWords(
    words,
    (lines) => ({
      title: words.title,
      body: [...lines, ...(words.note === null ? [] : [words.note])].join('\n'),
      url: words.link.url,
      acts,
      take: acts.find(({ is }) => is === 'take') ?? null,
      ...{ tag: notification.conversation, severity: notification.severity, quiet: isQuiet(notification) },
      ...{ language: words.language, telling: notification.id },
    }),
    jsonBytes,
    most,
  )
}
