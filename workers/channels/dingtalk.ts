import { createHmac } from 'node:crypto'
import { chatMarkdown } from '../words/chat-markdown.ts'
import { bytesOf, fitWords } from '../words/fit-words.ts'
import { type Channel, refused } from './channel.ts'
import type { Post } from './outgoing/post.ts'
import { readAnswer } from './read-answer.ts'
import { type RobotCodes, robotVerdict } from './robot-verdict.ts'

/** A robot that was sent too much takes nothing for ten minutes. */
const CODES: RobotCodes = { limited: [130101, 410100, 90018, 90030], limitedMs: 600_000, busy: [-1] }
const MOST = { most: 18_000, lines: 50 }

/** A DingTalk group robot; with a secret each request is signed. */
export function createDingtalkChannel({ post }: { post: Post }): Channel<'dingtalk'> {
  return {
    kind: 'dingtalk',
    async send({ words, secrets: { url, secret, ca } }) {
      if (url === undefined) return refused('its url is not known')
      const text = fitWords(words, (lines) => chatMarkdown(words, lines), bytesOf, MOST)
      const body = JSON.stringify({ msgtype: 'markdown', markdown: { title: words.title, text } })
      const address = secret === undefined ? url : signed(url, secret, Date.now())
      const headers = { 'content-type': 'application/json' }
      return readAnswer(await post({ url: address, headers, body, ca }), (answer) =>
        robotVerdict(answer, { code: 'errcode', message: 'errmsg' }, CODES),
      )
    },
  }
}

function signed(url: string, secret: string, now: number): string {
  const sign = createHmac('sha256', secret).update(`${now}\n${secret}`).digest('base64')
  const address = new URL(url)
  address.searchParams.set('timestamp', String(now))
  address.searchParams.set('sign', sign)
  return address.href
}
