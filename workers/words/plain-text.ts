import type { Words } from './words.ts'

/** Words as plain text: the title, a line each, then where to go. */
export function plainText(words: Words, lines: readonly string[]): string {
  const { title, acts, link, note } = words
  const single = lines.length === 1
  return [
    title,
    ...lines.map((line) => (single ? line : `- ${line}`)),
    ...(note === null ? [] : [note]),
    ...[...acts, link].map(({ label, url }) => `${label}: ${url}`),
  ].join('\n')
}
