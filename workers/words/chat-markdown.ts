import type { Words } from './words.ts'

/** A text in which nothing becomes a link or a tag: ids come from outside. */
export const unmarked = (text: string) =>
  text.replaceAll('](', '] (').replaceAll('<', '‹').replaceAll('>', '›')

/** Words in the Markdown that chat robots read, which know neither tables nor headings of their own. */
export function chatMarkdown(words: Words, lines: readonly string[]): string {
  const { acts, link } = words
  const links = [...acts, link].map(({ label, url }) => `[${label}](${url})`).join(' · ')
  return `${chatText(words, lines)}\n\n${links}`
}

/** The same without its links, for a card that has buttons. */
export function chatText({ title, note }: Words, lines: readonly string[]): string {
  return [
    `**${unmarked(title)}**`,
    ...lines.map((line) => (lines.length === 1 ? unmarked(line) : `- ${unmarked(line)}`)),
    ...(note === null ? [] : [unmarked(note)]),
  ].join('\n\n')
}
