import type { Words } from '../words/words.ts'

const COLOURS = { critical: 'red', warning: 'orange', info: 'blue' } as const

/** A Feishu message card; plain texts alone, so that nothing in an id becomes a link. */
export function feishuCard(words: Words, lines: readonly string[]) {
  const { title, severity, note, take, link } = words
  const text = (content: string) => ({ tag: 'plain_text', content })
  const all = [...lines, ...(note === null ? [] : [note])]
  const button = (label: string, url: string, type: 'primary' | 'default') => ({
    ...{ tag: 'button', text: text(label), url, type },
  })
  return {
    config: { wide_screen_mode: true, update_multi: true },
    header: { template: COLOURS[severity], title: text(title) },
    elements: [
      ...(all.length === 0 ? [] : [{ tag: 'div', text: text(all.join('\n')) }]),
      {
        tag: 'action',
        actions: [
          ...(take === null ? [] : [button(take.label, take.url, 'primary')]),
          button(link.label, link.url, 'default'),
        ],
      },
    ],
  }
}
