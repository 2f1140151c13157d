import { chatMarkdown } from '../words/chat-markdown.ts'
import { bytesOf, fitWords } from '../words/fit-words.ts'
import { type Channel, refused } from './channel.ts'
import type { Post } from './outgoing/post.ts'
import { readAnswer } from './read-answer.ts'
import { type RobotCodes, robotVerdict } from './robot-verdict.ts'

const CODES: RobotCodes = { limited: [45009, 45033], limitedMs: 60_000, busy: [-1, 50002] }
const MOST = { most: 4_096, lines: 30 }

/** A WeCom group robot: its address is its secret. */
export function createWecomChannel({ post }: { post: Post }): Channel<'wecom'> {
  return {
    kind: 'wecom',
    async send({ words, secrets: { url, ca } }) {
      if (url === undefined) return refused('its url is not known')
      const content = fitWords(words, (lines) => chatMarkdown(words, lines), bytesOf, MOST)
      const body = JSON.stringify({ msgtype: 'markdown', markdown: { content } })
      const headers = { 'content-type': 'application/json' }
      return readAnswer(await post({ url, headers, body, ca }), (answer) =>
        robotVerdict(answer, { code: 'errcode', message: 'errmsg' }, CODES),
      )
    },
  }
}
