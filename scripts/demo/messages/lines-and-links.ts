const LINK = /https?:\/\/[^\s<>"]+/g

/** A link of a plain text is pressed like a button: its words stand before it. Its title need not be said twice. */
export function linesAndLinks(text: string, title: string) {
  const all = text
    .split('\n')
    .map((line) => line.trim().replace(/^- /, ''))
    .filter((line) => line !== '' && line !== title)
  const signature = all.indexOf('--')
  const body = signature === -1 ? all : all.slice(0, signature)
  const buttons = body.flatMap((line) =>
    (line.match(LINK) ?? []).map((url) => ({
      url,
      label:
        line
          .replace(url, '')
          .replace(/[:：]\s*$/, '')
          .trim() || url,
    })),
  )
  return { lines: body.filter((line) => line.match(LINK) === null), buttons }
}
