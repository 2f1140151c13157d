import { fitWords } from '../words/fit-words.ts'
import { plainText } from '../words/plain-text.ts'
import { readAnswer } from './answers/read-answer.ts'
import { sendShortened } from './answers/send-shortened.ts'
import { type DeliveryChannel, refused, sent } from './channel.ts'
import type { Post } from './outgoing/post.ts'
import { uuidOf } from './uuid-of.ts'

/** Characters as UTF-16 counts them. */
const MOST = { most: 5_000, lines: 50 }

/** The LINE Messaging API. LINE itself knows a repeated message by its key, so that a second attempt sends no second one. */
export function createLineChannel({ post }: { post: Post }): DeliveryChannel<'line'> {
  return {
    kind: 'line',
    async send({ telling, words, target, secrets: { token, ca } }) {
      const to = telling.way.address ?? target.to
      if (token === undefined) return refused('its token is not known')
      if (to === undefined) return refused('neither the way nor the target says to whom')
      const headers = {
        'content-type': 'application/json',
        authorization: `Bearer ${token}`,
        'x-line-retry-key': uuidOf(telling.id),
      }
      const recipient = { service: 'line', own: telling.way.address !== null } as const
      return sendShortened(MOST, async (most) => {
        const text = fitWords(
          words,
          (lines) => plainText(words, lines),
          ({ length }) => length,
          most,
        )
        const body = JSON.stringify({ to, messages: [{ type: 'text', text }] })
        const answer = await post({ url: `${target.api}/v2/bot/message/push`, headers, body, ca })
        // It was taken at an attempt before.
        if (answer.is === 'answered' && answer.status === 409) return sent()
        return readAnswer(answer, recipient, () => sent())
      })
    },
  }
}
