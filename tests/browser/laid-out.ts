interface Box {
  left: number
  top: number
  right: number
  bottom: number
}

/** A text of a page and where it stands, in hundredths of the screen's height; one that may be cut with a mark ends with the box that cuts it, since where its lines break is up to the letters. */
export interface LaidOut extends Box {
  text: string
  /** A box for each line that it takes. */
  lines: Box[]
}

/** Every visible text of a page with its box; running times are `#`, because two browsers are never asked at once. */
export const laidOut = `(function () {
  const unit = innerHeight / 100
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const found = []
  while (walker.nextNode()) {
    const node = walker.currentNode
    const element = node.parentElement
    if (node.data.trim() === '' || element.closest('script,style,noscript') !== null) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    const box = range.getBoundingClientRect()
    const inUnits = ({ left, top, right, bottom }) => ({
      left: left / unit, top: top / unit, right: right / unit, bottom: bottom / unit,
    })
    if (box.width === 0 || getComputedStyle(element).visibility === 'hidden') continue
    const running = element.tagName === 'TIME'
    const cutter = [element, element.parentElement].find((by) => {
      const style = by === null ? null : getComputedStyle(by)
      return style !== null && style.overflowX !== 'visible' && (style.webkitLineClamp !== 'none' || style.textOverflow === 'ellipsis')
    })
    const end = cutter === undefined ? Infinity : cutter.getBoundingClientRect().right / unit
    found.push({
      text: running ? '#' : node.data.trim(),
      ...inUnits(box),
      ...(cutter === undefined ? {} : { right: end }),
      lines: Array.from(range.getClientRects(), inUnits).map((line) => ({ ...line, right: Math.min(line.right, end) })),
    })
  }
  return found
})()`

const HAIR = 0.5

const overlap = (one: Box, other: Box) =>
  Math.min(one.right, other.right) - Math.max(one.left, other.left) > HAIR &&
  Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > HAIR

/** Texts that stand over each other, by more than a hair: lines of one paragraph touch. */
export function overlapping(all: readonly LaidOut[]): string[] {
  return all.flatMap((one, index) =>
    all
      .slice(index + 1)
      .filter((other) => one.lines.some((row) => other.lines.some((its) => overlap(row, its))))
      .map((other) => `"${one.text}" and "${other.text}"`),
  )
}

/** What stands elsewhere than on the other page by more than `tolerance`, or has another size. */
export function movedFrom(
  expected: readonly LaidOut[],
  found: readonly LaidOut[],
  tolerance: number,
): string[] {
  const edges = ['left', 'top', 'right', 'bottom'] as const
  return expected.flatMap((one, index) => {
    const other = found[index]
    if (other === undefined || one.text !== other.text) return [`"${one.text}" is "${other?.text}"`]
    return edges
      .filter((edge) => Math.abs(one[edge] - other[edge]) > tolerance)
      .map((edge) => `"${one.text}" ${edge} ${one[edge].toFixed(1)} is ${other[edge].toFixed(1)}`)
  })
}

interface Drawn {
  texts: LaidOut[]
  faults: string[]
}

const textsOf = (drawn: Drawn) => drawn.texts.map(({ text }) => text).join('\n')

/** What two browsers show one after the other; drawn again, up to three times, when a clock came to be written in other units between the two. */
export async function drawnByBoth(
  byPresent: () => Promise<Drawn>,
  byOld: () => Promise<Drawn>,
): Promise<{ present: Drawn; old: Drawn }> {
  for (let left = 3; ; left--) {
    const both = { present: await byPresent(), old: await byOld() }
    if (textsOf(both.present) === textsOf(both.old) || left === 1) return both
  }
}
