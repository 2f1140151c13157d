import type { Words } from './words.ts'

/** A text in which nothing becomes a link or a tag: ids come from outside. */
export const unmarked = (text: string) =>
  text.replaceAll('](', '] (').replaceAll('<', '‹').replaceAll('>', '›')

/** Words in the Markdown that chat robots read, which know neither tables nor headings of their own. */
export function chatMarkdown(words: Words, lines: readonly string[]): string {
  const { title, take, link, note } = words
  return [
    `**${unmarked(title)}**`,
    ...lines.map((line) => (lines.length === 1 ? unmarked(line) : `- ${unmarked(line)}`)),
    ...(note === null ? [] : [unmarked(note)]),
    [take, link].flatMap((one) => (one === null ? [] : [`[${one.label}](${one.url})`])).join(' · '),
  ].join('\n\n')
}
