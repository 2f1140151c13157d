import type { Words } from './words.ts'

const COLOURS = { critical: '#b42318', warning: '#b54708', info: '#175cd3' } as const

const escaped = (text: string) => text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`)

/** The plain text, dressed: no picture, no script, nothing that is fetched when it is read. */
export function mailHtml(words: Words, lines: readonly string[]): string {
  const { title, acts, link, note, from, language, severity } = words
  const paragraph = (text: string) => `<p style="margin:0 0 8px">${escaped(text)}</p>`
  const button = ({ label, url }: { label: string; url: string }, filled: boolean) =>
    `<a href="${escaped(url)}" style="display:inline-block;margin:8px 12px 0 0;padding:10px 18px;border-radius:6px;` +
    `text-decoration:none;border:1px solid #175cd3;${filled ? 'background:#175cd3;color:#ffffff' : 'color:#175cd3'}">${escaped(label)}</a>`
  return [
    `<!doctype html><html lang="${language}"><body style="margin:0;padding:16px;font-family:sans-serif;font-size:15px;line-height:1.5;color:#1d2939">`,
    `<p style="margin:0 0 12px;font-size:17px;font-weight:bold;color:${COLOURS[severity]}">${escaped(title)}</p>`,
    ...lines.map(paragraph),
    ...(note === null ? [] : [paragraph(note)]),
    `<p style="margin:0">${[...acts, link].map((one, index) => button(one, index === 0)).join('')}</p>`,
    `<p style="margin:16px 0 0;font-size:12px;color:#667085">${escaped(from)}</p>`,
    '</body></html>',
  ].join('\n')
}
