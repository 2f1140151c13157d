import type { Post } from '#platform/outgoing/post.ts'
import { buttonsOf } from '../words/buttons.ts'
import { fitWords } from '../words/fit-words.ts'
import { plainText } from '../words/plain-text.ts'
import type { Words } from '../words/words.ts'
import { readAnswer } from './answers/read-answer.ts'
import { sendShortened } from './answers/send-shortened.ts'
import { type DeliveryChannel, refused, sent } from './channel.ts'
import { uuidOf } from './uuid-of.ts'

/** Characters as UTF-16 counts them. */
const MOST = { most: 5_000, lines: 50 }

/** The LINE Messaging API. LINE itself knows a repeated message by its key, so that a second attempt sends no second one. */
export function createLineChannel({ post }: { post: Post }): DeliveryChannel<'line'> {
  return {
    kind: 'line',
    async send({ notification, words, target, secrets: { token, ca } }) {
      const to = notification.way.address ?? target.to
      if (token === undefined) return refused('its token is not known')
      if (to === undefined) return refused('neither the way nor the target says to whom')
      const headers = {
        'content-type': 'application/json',
        authorization: `Bearer ${token}`,
        'x-line-retry-key': uuidOf(notification.id),
      }
      const recipient = { service: 'line', own: notification.way.address !== null } as const
      return sendShortened(MOST, async (most) => {
        const message = fitWords(words, (lines) => messageOf(words, lines), lengthOf, most)
        const body = JSON.stringify({ to, messages: [message] })
        const answer = await post({ url: `${target.api}/v2/bot/message/push`, headers, body, ca })
        // It was taken at an attempt before.
        if (answer.is === 'answered' && answer.status === 409) return sent()
        return readAnswer(answer, recipient, () => sent())
      })
    },
  }
}

/** A button's label takes 20 characters, what stands in a list of chats 400. */
const cut = (text: string, most: number) => [...text].slice(0, most).join('')

/** A bubble with buttons where there is something to press, else a plain text. */
function messageOf(words: Words, lines: readonly string[]) {
  const { title, note, acts } = words
  if (acts.length === 0) return { type: 'text', text: plainText(words, lines) } as const
  const line = (text: string, more: object = {}) => ({ type: 'text', text, wrap: true, ...more })
  const texts = [...lines, ...(note === null ? [] : [note])].map((text) => line(text, { size: 'sm' }))
  const buttons = buttonsOf(words).map(({ label, url }, index) => ({
    ...{ type: 'button', style: index === 0 ? 'primary' : 'link', height: 'sm' },
    action: { type: 'uri', label: cut(label, 20), uri: url },
  }))
  const box = (contents: readonly object[]) => ({
    ...{ type: 'box', layout: 'vertical', spacing: 'sm', contents },
  })
  return {
    type: 'flex',
    altText: cut(title, 400),
    contents: {
      type: 'bubble',
      body: box([line(title, { weight: 'bold' }), ...texts]),
      footer: box(buttons),
    },
  } as const
}

const lengthOf = (message: ReturnType<typeof messageOf>) =>
  message.type === 'text' ? message.text.length : JSON.stringify(message).length
