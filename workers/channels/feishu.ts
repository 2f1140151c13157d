import { createHmac } from 'node:crypto'
import type { Post } from '#platform/outgoing/post.ts'
import { fitWords, jsonBytes } from '../words/fit-words.ts'
import { readAnswer } from './answers/read-answer.ts'
import { sendShortened } from './answers/send-shortened.ts'
import { type DeliveryChannel, type Dispatch, refused, type Sent, sent } from './channel.ts'
import { createFeishuApp, type FeishuApp } from './feishu-app.ts'
import { feishuCard } from './feishu-card.ts'

/** A robot takes 20 KB in all, an app a card of 30. */
const MOST = { most: 18_000, lines: 50 }

/** Feishu and Lark: a group's robot, or an app, which reaches persons and edits its messages. */
export function createFeishuChannel({ post }: { post: Post }): DeliveryChannel<'feishu'> {
  const app = createFeishuApp(post)
  return {
    kind: 'feishu',
    send: (dispatch) =>
      dispatch.target.appId === undefined ? sendByRobot(post, dispatch) : sendByApp(app, dispatch),
  }
}

const cardOf = ({ words }: Dispatch<'feishu'>, most: typeof MOST) =>
  fitWords(words, (lines) => feishuCard(words, lines), jsonBytes, most)

async function sendByRobot(post: Post, dispatch: Dispatch<'feishu'>): Promise<Sent> {
  const { url, secret, ca } = dispatch.secrets
  if (url === undefined) return refused('its url is not known')
  const headers = { 'content-type': 'application/json' }
  return sendShortened(MOST, async (most) => {
    const signed = secret === undefined ? {} : signatureOf(secret, Math.floor(Date.now() / 1_000))
    const body = JSON.stringify({ ...signed, msg_type: 'interactive', card: cardOf(dispatch, most) })
    const answer = await post({ url, headers, body, ca })
    return readAnswer(answer, { service: 'feishu', own: false }, () => sent())
  })
}

/** The key is made of time and secret; what is signed is nothing. */
function signatureOf(secret: string, timestamp: number) {
  const sign = createHmac('sha256', `${timestamp}\n${secret}`).digest('base64')
  return { timestamp: String(timestamp), sign }
}

async function sendByApp(app: FeishuApp, dispatch: Dispatch<'feishu'>): Promise<Sent> {
  const { notification, target, secrets } = dispatch
  const to = notification.way.address ?? target.chat
  if (to === undefined) return refused('neither the way nor the target says to whom')
  if (secrets.appSecret === undefined) return refused('its appSecret is not known')
  return sendShortened(MOST, (most) => app.send(dispatch, to, JSON.stringify(cardOf(dispatch, most))))
}
