import type { Page } from 'playwright-core'

interface Box {
  left: number
  top: number
  right: number
  bottom: number
}

/** A text of a wall as far as it is seen; lengths in hundredths of the screen's shorter side. */
interface SeenText {
  text: string
  /** A box for each line that it takes, where the glyphs are. */
  lines: Box[]
  /** Its letters' size. */
  size: number
  /** The part of the wall that it belongs to, where it stands beyond that part or the screen. */
  leaves: string | null
  /** What cuts it off without a mark. */
  cutBy: string | null
}

/** What may hide a whole text: the strip's heading counts what it lists, and a shape has said a small tile's word. */
const MAY_HIDE = '.strip-list,.tile-head'

const seenTexts = `(function () {
  const unit = Math.min(innerWidth, innerHeight) / 100
  const hair = 0.25 * unit
  const name = (element) => element.tagName.toLowerCase() + '.' + String(element.className).split(' ')[0]
  const parts = '.tile,.line,.entry,.strip-head,.wall-head,.wall-band,.lines-page,.lines-bad h2,.wall-message'

  function clips(element) {
    const style = getComputedStyle(element)
    return style.overflowX !== 'visible' || style.overflowY !== 'visible'
  }
  const marksEnd = ({ textOverflow, whiteSpace }) => textOverflow === 'ellipsis' && whiteSpace === 'nowrap'
  const marksLines = ({ webkitLineClamp }) => webkitLineClamp !== 'none'
  const within = (box, by) => ({
    left: Math.max(box.left, by.left), top: Math.max(box.top, by.top),
    right: Math.min(box.right, by.right), bottom: Math.min(box.bottom, by.bottom),
  })
  const empty = ({ left, top, right, bottom }) => right - left < 1 || bottom - top < 1

  function lookAt(node) {
    const element = node.parentElement
    const range = document.createRange()
    range.selectNodeContents(node)
    const size = parseFloat(getComputedStyle(element).fontSize)
    // A line's box is higher than its glyphs.
    const rest = 0.14 * size
    let lines = Array.from(range.getClientRects(), ({ left, top, right, bottom }) =>
      ({ left, top: top + rest, right, bottom: bottom - rest }))
    let cutBy = null
    let hidden = false
    let endMarked = false
    let linesMarked = false
    for (let by = element; by !== null && by !== document.body; by = by.parentElement) {
      if (!clips(by)) continue
      const style = getComputedStyle(by)
      endMarked = endMarked || marksEnd(style)
      linesMarked = linesMarked || marksLines(style)
      const box = by.getBoundingClientRect()
      const seen = lines.map((line) => within(line, box))
      const atEnd = lines.some((line, at) => seen[at].right < line.right - hair || seen[at].left > line.left + hair)
      const between = lines.some((line, at) => seen[at].bottom < line.bottom - hair || seen[at].top > line.top + hair)
      lines = seen.filter((line) => !empty(line))
      hidden = lines.length === 0 && by.matches('${MAY_HIDE}') && element.closest('.entry,.tile-state') !== null
      if (hidden) break
      if (cutBy === null && ((atEnd && !endMarked) || (between && !linesMarked))) cutBy = name(by)
    }
    if (hidden) return null
    const part = element.closest(parts)
    const home = within(part === null ? { left: 0, top: 0, right: innerWidth, bottom: innerHeight } : part.getBoundingClientRect(),
      { left: 0, top: 0, right: innerWidth, bottom: innerHeight })
    const leaves = lines.some((line) => line.left < home.left - hair || line.top < home.top - hair ||
      line.right > home.right + hair || line.bottom > home.bottom + hair)
    const inUnits = ({ left, top, right, bottom }) => ({
      left: left / unit, top: top / unit, right: right / unit, bottom: bottom / unit,
    })
    return {
      text: node.data.trim(), lines: lines.map(inUnits), size: size / unit, cutBy,
      leaves: leaves ? (part === null ? 'the screen' : name(part)) : null,
    }
  }

  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const found = []
  while (walker.nextNode()) {
    const node = walker.currentNode
    const element = node.parentElement
    if (node.data.trim() === '' || element.closest('script,style,noscript,.sr-only') !== null) continue
    if (element.getClientRects().length === 0 || getComputedStyle(element).visibility === 'hidden') continue
    const seen = lookAt(node)
    if (seen !== null) found.push(seen)
  }
  return found
})()`

const HAIR = 0.25

const overlap = (one: Box, other: Box) =>
  Math.min(one.right, other.right) - Math.max(one.left, other.left) > HAIR &&
  Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > HAIR

/** The floor of letters' size: capitals of 9 mm on a set of 55 inches, the least that an eye tells apart from six metres. */
export const LEAST_TEXT = 1.8

/** What a reader would object to: texts over each other, beyond their part of the wall, cut without a mark, too small. */
export async function layoutFaults(page: Page): Promise<string[]> {
  const texts = await page.evaluate<SeenText[]>(seenTexts)
  if (texts.length === 0) return ['nothing is seen']
  const over = texts.flatMap((one, at) =>
    texts
      .slice(at + 1)
      .filter((other) => one.lines.some((row) => other.lines.some((its) => overlap(row, its))))
      .map((other) => `"${one.text}" and "${other.text}" overlap`),
  )
  const own = texts.flatMap(({ text, leaves, cutBy, size }) => [
    ...(leaves === null ? [] : [`"${text}" leaves ${leaves}`]),
    ...(cutBy === null ? [] : [`"${text}" is cut by ${cutBy} without a mark`]),
    ...(size >= LEAST_TEXT ? [] : [`"${text}" is ${size.toFixed(2)} % high`]),
  ])
  return [...over, ...own]
}

/** The screens that a wall hangs on. */
export const SCREENS = [
  { width: 1280, height: 720 },
  { width: 1920, height: 1080 },
  { width: 3840, height: 2160 },
  { width: 1080, height: 1920 },
] as const

/** On a busy machine the page hears of its new size before it is drawn for it. */
async function drawnFor(page: Page, screen: (typeof SCREENS)[number]): Promise<void> {
  await page.waitForFunction(({ width, height }) => {
    const wall = document.querySelector('.wall')!.getBoundingClientRect()
    const sheet = document.querySelector('.wall-sheet')!
    const unit = Number.parseFloat(getComputedStyle(sheet).fontSize) / 2.3
    const expected = height > width ? Math.min(0.0052 * height, 0.0093 * width) : 0.01 * height
    return wall.width === width && wall.height === height && Math.abs(unit - expected) < 0.1
  }, screen)
  // With reduced motion each change of a style ends in the frame after it.
  await page.evaluate(
    () =>
      new Promise((drawn) =>
        requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(drawn))),
      ),
  )
}

/** Opens a board in the page and gives what is wrong with it on each screen. */
export async function boardFaults(
  page: Page,
  url: string,
  queues: number,
): Promise<Record<string, string[]>> {
  await page.goto(url)
  await page.waitForFunction(
    (most) =>
      document.querySelectorAll('[data-queue]').length >= Math.min(most, 20) &&
      document.querySelectorAll('.entry').length > 0 &&
      document.fonts.status === 'loaded',
    queues,
  )
  const faults: Record<string, string[]> = {}
  for (const screen of SCREENS) {
    await page.setViewportSize(screen)
    await drawnFor(page, screen)
    const found = await layoutFaults(page)
    if (found.length > 0) faults[`${url.split('/').at(-1)} ${screen.width}×${screen.height}`] = found
  }
  return faults
}
