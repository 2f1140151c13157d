import { createHmac } from 'node:crypto'
import type { Post } from '#platform/outgoing/post.ts'
import { buttonsOf } from '../words/buttons.ts'
import { chatMarkdown, chatText } from '../words/chat-markdown.ts'
import { fitWords, jsonBytes } from '../words/fit-words.ts'
import type { Words } from '../words/words.ts'
import { readAnswer } from './answers/read-answer.ts'
import { sendShortened } from './answers/send-shortened.ts'
import { type DeliveryChannel, refused, sent } from './channel.ts'

/** It takes 20,000 bytes in all. */
const MOST = { most: 19_000, lines: 50 }

/** A DingTalk group robot; with a secret each request is signed. */
export function createDingtalkChannel({ post }: { post: Post }): DeliveryChannel<'dingtalk'> {
  return {
    kind: 'dingtalk',
    async send({ words, secrets: { url, secret, ca } }) {
      if (url === undefined) return refused('its url is not known')
      const headers = { 'content-type': 'application/json' }
      const layOut = (lines: readonly string[]) => messageOf(words, lines)
      return sendShortened(MOST, async (most) => {
        const body = JSON.stringify(fitWords(words, layOut, jsonBytes, most))
        const address = secret === undefined ? url : signed(url, secret, Date.now())
        const answer = await post({ url: address, headers, body, ca })
        return readAnswer(answer, { service: 'dingtalk', own: false }, () => sent())
      })
    },
  }
}

/** A card with buttons where there is something to press; its texts are Markdown as those of a message without. */
function messageOf(words: Words, lines: readonly string[]) {
  const { title, acts } = words
  if (acts.length === 0) return { msgtype: 'markdown', markdown: { title, text: chatMarkdown(words, lines) } }
  const btns = buttonsOf(words).map(({ label, url }) => ({ title: label, actionURL: url }))
  return {
    msgtype: 'actionCard',
    actionCard: { title, text: chatText(words, lines), btnOrientation: '0', btns },
  }
}

function signed(url: string, secret: string, now: number): string {
  const sign = createHmac('sha256', secret).update(`${now}\n${secret}`).digest('base64')
  const address = new URL(url)
  address.searchParams.set('timestamp', String(now))
  address.searchParams.set('sign', sign)
  return address.href
}
