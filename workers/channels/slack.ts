import type { Post } from '#platform/outgoing/post.ts'
import { buttonsOf } from '../words/buttons.ts'
import { fitWords } from '../words/fit-words.ts'
import type { Words } from '../words/words.ts'
import { answerFields } from './answers/answer-forms.ts'
import { readAnswer } from './answers/read-answer.ts'
import { sendShortened } from './answers/send-shortened.ts'
import { type DeliveryChannel, type Dispatch, refused, type Sent, sent } from './channel.ts'
import { earlierOf, receiptOf } from './receipt.ts'

/** Longest text of one block. */
const MOST = { most: 2_900, lines: 40 }

/**
 * Slack. With an incoming webhook messages go to its one channel; with a bot's token they go to the way's channel or
 * member, and a conversation's message is edited, or answered in its thread where somebody must look again.
 */
export function createSlackChannel({ post }: { post: Post }): DeliveryChannel<'slack'> {
  return {
    kind: 'slack',
    async send(dispatch) {
      const { words, secrets } = dispatch
      const { token, url, ca } = secrets
      if (token === undefined && url === undefined) return refused('neither its url nor its token is known')
      return sendShortened(MOST, async (most) => {
        const message = fitWords(words, (lines) => messageOf(words, lines), longestBlock, most)
        if (token !== undefined) return sendByToken(post, dispatch, message, token)
        const headers = { 'content-type': 'application/json' }
        const answer = await post({ url: url!, headers, body: JSON.stringify(message), ca })
        return readAnswer(answer, { service: 'slack', own: false }, () => sent())
      })
    },
  }
}

async function sendByToken(
  post: Post,
  { notification, target, secrets, earlier: receipt }: Dispatch<'slack'>,
  message: object,
  token: string,
): Promise<Sent> {
  const channel = notification.way.address ?? target.channel
  if (channel === undefined) return refused('neither the way nor the target says to which channel')
  const earlier = earlierOf(receipt, notification)
  const [where, ts] = earlier?.ref.split(' ') ?? []
  async function call(method: string, fields: object): Promise<Sent> {
    const headers = { 'content-type': 'application/json; charset=utf-8', authorization: `Bearer ${token}` }
    const body = JSON.stringify({ ...message, ...fields })
    const answer = await post({ url: `${target.api}/api/${method}`, headers, body, ca: secrets.ca })
    const recipient = { service: 'slack bot', own: notification.way.address !== null } as const
    return readAnswer(answer, recipient, (text) => {
      const { channel: where, ts } = answerFields(text)
      return sent(receiptOf(notification, `${String(where)} ${String(ts)}`))
    })
  }
  const fresh = () => call('chat.postMessage', { channel })
  if (earlier === null) return fresh()
  const next = earlier.quiet
    ? call('chat.update', { channel: where, ts })
    : call('chat.postMessage', { channel: where, thread_ts: ts, reply_broadcast: true })
  const result = await next
  // A message that was deleted, or is too old to be edited, is followed by a new one.
  if (result.is === 'refused' && result.where === 'message') return fresh()
  return result.is === 'sent' ? { ...result, edited: earlier.quiet } : result
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

function messageOf(words: Words, lines: readonly string[]) {
  const { title, note, acts } = words
  const section = (text: string) => ({
    type: 'section',
    text: { type: 'mrkdwn', text },
  })
  const list = [...lines, ...(note === null ? [] : [note])].map(escaped).join('\n')
  const buttons = buttonsOf(words).map(({ label, url }, index) => ({
    ...{ type: 'button', text: { type: 'plain_text', text: cut(label) }, url },
    ...(index === 0 && acts.length > 0 ? { style: 'primary' } : {}),
  }))
  return {
    // What the notification shows.
    text: escaped(title),
    unfurl_links: false,
    blocks: [
      section(`*${escaped(title)}*`),
      ...(list === '' ? [] : [section(list)]),
      { type: 'actions', elements: buttons },
    ],
  }
}

/** A button takes 75 characters. */
const cut = (label: string) => [...label].slice(0, 75).join('')

const longestBlock = ({ blocks }: ReturnType<typeof messageOf>) =>
  Math.max(...blocks.map((block) => ('text' in block ? block.text.text.length : 0)))
