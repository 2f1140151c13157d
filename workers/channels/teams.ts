import type { Post } from '#platform/outgoing/post.ts'
import { unmarked } from '../words/chat-markdown.ts'
import { fitWords, jsonBytes } from '../words/fit-words.ts'
import type { Words } from '../words/words.ts'
import { readAnswer } from './answers/read-answer.ts'
import { sendShortened } from './answers/send-shortened.ts'
import { type DeliveryChannel, refused, sent } from './channel.ts'

/** It takes 28 KB. */
const MOST = { most: 26_000, lines: 50 }
const COLOURS = { critical: 'attention', warning: 'warning', info: 'accent' } as const

/** A Microsoft Teams channel or chat by its Workflows address, as an adaptive card. */
export function createTeamsChannel({ post }: { post: Post }): DeliveryChannel<'teams'> {
  return {
    kind: 'teams',
    async send({ words, secrets: { url, ca } }) {
      if (url === undefined) return refused('its url is not known')
      const headers = { 'content-type': 'application/json' }
      return sendShortened(MOST, async (most) => {
        const message = fitWords(words, (lines) => messageOf(words, lines), jsonBytes, most)
        const answer = await post({ url, headers, body: JSON.stringify(message), ca })
        return readAnswer(answer, { service: 'teams', own: false }, () => sent())
      })
    },
  }
}

function messageOf(words: Words, lines: readonly string[]) {
  const { title, severity, note, acts, link } = words
  const block = (text: string, more: object = {}) => ({
    type: 'TextBlock',
    text: unmarked(text),
    wrap: true,
    ...more,
  })
  const content = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    body: [
      block(title, { weight: 'Bolder', size: 'Medium', color: COLOURS[severity] }),
      ...lines.map((line) => block(line)),
      ...(note === null ? [] : [block(note, { isSubtle: true })]),
    ],
    actions: [...acts, link].map(({ label, url }) => ({ type: 'Action.OpenUrl', title: label, url })),
  }
  const contentType = 'application/vnd.microsoft.card.adaptive'
  return { type: 'message', attachments: [{ contentType, contentUrl: null, content }] }
}
