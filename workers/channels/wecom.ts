import type { Post } from '#platform/outgoing/post.ts'
import { chatMarkdown } from '../words/chat-markdown.ts'
import { bytesOf, fitWords } from '../words/fit-words.ts'
import { readAnswer } from './answers/read-answer.ts'
import { sendShortened } from './answers/send-shortened.ts'
import { type DeliveryChannel, refused, sent } from './channel.ts'

/** Bytes of the text alone. */
const MOST = { most: 4_096, lines: 30 }

/** A WeCom group robot: its address is its secret. */
export function createWecomChannel({ post }: { post: Post }): DeliveryChannel<'wecom'> {
  return {
    kind: 'wecom',
    async send({ words, secrets: { url, ca } }) {
      if (url === undefined) return refused('its url is not known')
      const headers = { 'content-type': 'application/json' }
      return sendShortened(MOST, async (most) => {
        const content = fitWords(words, (lines) => chatMarkdown(words, lines), bytesOf, most)
        const body = JSON.stringify({ msgtype: 'markdown', markdown: { content } })
        const answer = await post({ url, headers, body, ca })
        return readAnswer(answer, { service: 'wecom', own: false }, () => sent())
      })
    },
  }
}
