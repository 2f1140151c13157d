/** Where a text begins and ends to differ from another, in lines of that other; and what stands there instead. */
function differenceOf(base: readonly string[], text: readonly string[]) {
  const most = Math.min(base.length, text.length)
  let from = 0
  while (from < most && base[from] === text[from]) from++
  let same = 0
  while (same < most - from && base[base.length - 1 - same] === text[text.length - 1 - same]) same++
  return { from, to: base.length - same, lines: text.slice(from, text.length - same) }
}

/**
 * Two texts made of one, in one: what was typed, upon what somebody else wrote meanwhile. Null: both changed the same
 * lines, or lines around each other's, and only a person can say what is meant.
 */
export function mergeLines(base: string, typed: string, theirs: string): string | null {
  if (typed === theirs || theirs === base) return typed
  if (typed === base) return theirs
  const lines = base.split('\n')
  const [first, second] = [
    differenceOf(lines, typed.split('\n')),
    differenceOf(lines, theirs.split('\n')),
  ].sort((a, b) => a.from - b.from || a.to - b.to) as [
    ReturnType<typeof differenceOf>,
    ReturnType<typeof differenceOf>,
  ]
  if (first.to > second.from || first.from === second.from) return null
  return [
    ...lines.slice(0, first.from),
    ...first.lines,
    ...lines.slice(first.to, second.from),
    ...second.lines,
    ...lines.slice(second.to),
  ].join('\n')
}
