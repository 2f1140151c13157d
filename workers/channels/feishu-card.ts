import { buttonsOf } from '../words/buttons.ts'
import type { WordLink, Words } from '../words/words.ts'

const COLOURS = { critical: 'red', warning: 'orange', info: 'blue' } as const

/** A Feishu message card; plain texts alone, so that nothing in an id becomes a link. */
export function feishuCard(words: Words, lines: readonly string[]) {
  const { title, severity, note, acts } = words
  const text = (content: string) => ({ tag: 'plain_text', content })
  const all = [...lines, ...(note === null ? [] : [note])]
  const button = ({ label, url }: WordLink, index: number) => ({
    ...{
      tag: 'button',
      text: text(label),
      url,
      type: index === 0 && acts.length > 0 ? 'primary' : 'default',
    },
  })
  return {
    config: { wide_screen_mode: true, update_multi: true },
    header: { template: COLOURS[severity], title: text(title) },
    elements: [
      ...(all.length === 0 ? [] : [{ tag: 'div', text: text(all.join('\n')) }]),
      {
        tag: 'action',
        actions: buttonsOf(words).map(button),
      },
    ],
  }
}
