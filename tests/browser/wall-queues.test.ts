import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDevtoolsPage } from '../support/devtools-page.ts'
import { openBrowser, openPage } from './browser.ts'
import {
  boardId,
  HALL_COUNTS,
  hallEvents,
  hallNotices,
  hallSite,
  type NameSigns,
  queueId,
  SWITCH_TOKEN,
  switchEvents,
} from './hall.ts'
import { drawnByBoth, type LaidOut, laidOut, movedFrom } from './laid-out.ts'
import { countRenders } from './render-counts.ts'
import { type BrowserSite, feedEvent, startSite } from './site.ts'
import { boardFaults } from './wall-layout.ts'

/** Guarantee: whatever the number of queues, a wall's texts stand clear of each other, in their boxes and readable. */

/** A loaded machine takes its time to draw. */
const PATIENCE_MS = 60_000
/** Hundredths of the screen's height: a third of the smallest letter. */
const TOLERANCE = 0.6

let site: BrowserSite
let browser: Browser
let page: Page

beforeAll(async () => {
  site = await startSite(hallSite())
  for (const events of hallEvents()) await site.post(...events)
  await site.postAs(SWITCH_TOKEN, ...switchEvents())
  await site.post(...hallNotices())
  browser = await openBrowser()
  ;({ page } = await openPage(browser, site, '/wall', { as: 'ma', reducedMotion: 'reduce' }))
})

afterAll(async () => {
  await browser?.close()
  await site?.end()
})

const wall = (count: number, signs: NameSigns, language: string) =>
  `${site.url}/wall/${boardId(count, signs)}?lang=${language}&sound=all&page=60`

const languages = ['en', 'zh-CN', 'zh-TW'] as const
/** The whole product is looked at by `npm run browsers`; here each number in one language with the longest names. */
const chosen = HALL_COUNTS.map((count, at) => [count, 40, languages[at % languages.length]!] as const)

test.each([...chosen, [12, 4, 'en'], [24, 4, 'zh-TW'], [60, 4, 'en']] as const)(
  'a board of %i queues with names of %i signs, in %s, on every screen',
  async (count, signs, language) => {
    expect(await boardFaults(page, wall(count, signs, language), count)).toEqual({})
  },
)

test.each([
  ['signed', 'zh-TW'],
  ['owed', 'zh-TW'],
  ['chosen', 'en'],
])(
  'the board "%s", with a clock and a legend or figures of its own, in %s on every screen',
  async (id, language) => {
    const queues = id === 'owed' ? 0 : 6
    const faults = await boardFaults(page, `${site.url}/wall/${id}?lang=${language}&sound=all`, queues)
    expect(faults).toEqual({})
  },
)

test('on a board of what is owed letters that must be read are 3 % of the height, its figures 7 %', async () => {
  await page.setViewportSize({ width: 1920, height: 1080 })
  await page.goto(`${site.url}/wall/owed?lang=en`)
  await page.locator('.owed .entry').first().waitFor()
  const heights = await page.evaluate(capHeights)
  expect(heights.length).toBeGreaterThan(12)
  expect(heights.filter(({ isFigure, percent }) => percent < (isFigure ? 7 : 3))).toEqual([])
})

const SIDES = { lying: { width: 1920, height: 1080 }, upright: { width: 1080, height: 1920 } }

/** What stands on a board under a note of doubt and a notice, letters of what only explains a figure left out. */
async function mustBeRead(count: number, screen: keyof typeof SIDES): Promise<CapHeight[]> {
  await page.setViewportSize(SIDES[screen])
  await page.goto(wall(count, 4, 'en'))
  await page.locator('.entry').first().waitFor()
  await page.evaluate(() => document.fonts.ready.then(() => undefined))
  const heights = await page.evaluate(capHeights)
  return heights.filter(({ isDetail }) => !isDetail)
}

test.each([
  [1, 'lying'],
  [3, 'lying'],
  [4, 'lying'],
  [6, 'lying'],
  [1, 'upright'],
  [4, 'upright'],
  [6, 'upright'],
] as const)(
  'on a board of %i queues, %s, what must be read from afar is 3/100 of the shorter side, figures 7/100',
  async (count, screen) => {
    const must = await mustBeRead(count, screen)
    expect(must.length).toBeGreaterThan(8)
    expect(must.filter(({ isFigure }) => isFigure).length).toBeGreaterThanOrEqual(count)
    expect(must.filter(({ isFigure, percent }) => percent < (isFigure ? 7 : 3))).toEqual([])
  },
)

// As docs/decisions/0025 says it: what more queues leave to each.
test.each([
  [12, 'lying', 3.4, 1.25],
  [24, 'lying', 2.6, 1.25],
  [60, 'lying', 2.2, 1.25],
  [12, 'upright', 3.3, 1.25],
  [24, 'upright', 3.1, 1.25],
] as const)(
  'on a board of %i queues, %s, figures are %d/100 of the shorter side, all else %d/100',
  async (count, screen, figures, all) => {
    const must = await mustBeRead(count, screen)
    expect(must.filter(({ isFigure, percent }) => percent < (isFigure ? figures : all))).toEqual([])
  },
)

test('a long state leaves a long name a third of the line on a board of four', async () => {
  await page.setViewportSize(SIDES.lying)
  await page.goto(wall(4, 40, 'en'))
  await page.locator('.entry').first().waitFor()
  const widths = await page
    .locator('.tile-head')
    .evaluateAll((heads) => heads.map((head) => head.querySelector('h2')!.clientWidth / head.clientWidth))
  expect(widths.length).toBe(4)
  expect(Math.min(...widths)).toBeGreaterThan(0.3)
})

interface CapHeight {
  text: string
  isFigure: boolean
  /** It explains a figure, or is said by a sign, too. */
  isDetail: boolean
  percent: number
}

/** How high the capitals and digits of each text of a board are, in hundredths of the screen's shorter side. */
function capHeights(): CapHeight[] {
  const context = document.createElement('canvas').getContext('2d')!
  const walker = document.createTreeWalker(
    document.querySelector('.owed') ?? document.querySelector('.wall-sheet')!,
    NodeFilter.SHOW_TEXT,
  )
  const details = '.level,.agents,.wall-band small,.wall-as-of,.wall-muted'
  const found: CapHeight[] = []
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement!
    const text = walker.currentNode.textContent!.trim()
    // Units stand small beside their number.
    if (text === '' || element.closest('small,.sr-only') !== null || element.getClientRects().length === 0)
      continue
    const { fontWeight, fontSize, fontFamily } = getComputedStyle(element)
    context.font = `${fontWeight} ${fontSize} ${fontFamily}`
    const percent =
      (context.measureText('H').actualBoundingBoxAscent / Math.min(innerWidth, innerHeight)) * 100
    const isDetail = element.closest(details) !== null && element.closest('.wall-as-of time') === null
    found.push({ text, isFigure: element.closest('.key-value,td.figure') !== null, isDetail, percent })
  }
  return found
}

test('pages turn by themselves, say which of how many stands, and what is bad stays in sight on each', async () => {
  await page.goto(`${site.url}/wall/${boardId(60, 4)}?lang=en&page=5`)
  const mark = page.locator('.lines-page')
  const bad = () =>
    page.locator('.lines-bad [data-queue]').evaluateAll((all) => all.map((row) => row.dataset.queue))
  await mark.getByText('Queues 1–20 of 60').waitFor()
  const before = await bad()
  expect(before.length).toBe(6)
  await mark.getByText('Queues 21–40 of 60').waitFor({ timeout: 10_000 })
  expect(await mark.getByText('2/3').count()).toBe(1)
  expect(await bad()).toEqual(before)
  expect(await page.locator(`.lines > .line-columns [data-queue="${queueId(4, 20)}"]`).count()).toBe(1)
})

test('a patch draws the lines that changed, a tick none', async () => {
  await page.goto(`${site.url}/wall/${boardId(60, 4)}?lang=en&page=600`)
  const waiting = (index: number) =>
    page.locator(`.lines > .line-columns [data-queue="${queueId(4, index)}"] [data-key-figure="waiting"]`)
  await waiting(0).getByText('0', { exact: true }).waitFor()
  const renders = await countRenders(page, {
    line: '"line-name"',
    board: '"wall-sheet"',
    strip: '"strip-list"',
  })
  const wait = page.locator('.lines > .line-columns time').first()
  const text = await wait.textContent()
  await page.waitForFunction(([node, was]) => node!.textContent !== was, [
    await wait.elementHandle(),
    text,
  ] as const)
  expect(await renders.take()).toEqual({ line: 0, board: 0, strip: 0 })

  // Calm queues with agents, which one caller more does not turn bad; and one of another page.
  const changed = [0, 12, 18]
  const called = [...changed, 45].map((index) =>
    feedEvent('contact.queued', `cost-${index}`, { queue: queueId(4, index) }),
  )
  await site.post(...called)
  for (const index of changed) await waiting(index).getByText('1', { exact: true }).waitFor()
  const { line, ...others } = await renders.take()
  expect(line).toBeGreaterThanOrEqual(changed.length)
  expect(line).toBeLessThanOrEqual(2 * changed.length)
  expect(others).toEqual({ board: 0, strip: 0 })
})

test.each([
  [24, 40],
  [60, 40],
] as const)(
  'a board of %i queues with names of %i signs stands in Chromium 85 where it stands in a present one',
  async (count, signs) => {
    const drawnBy = async (engine: 'present' | 85) => {
      const cookie = await site.signIn('ma')
      const old = await openDevtoolsPage({ engine, width: 1920, height: 1080, cookie })
      try {
        await old.goto(wall(count, signs, 'zh-CN'))
        const all = `document.querySelectorAll('.wall-body [data-queue]').length >= 24`
        await old.until(
          `${all} && document.querySelector('.entry') && document.fonts.status === 'loaded'`,
          PATIENCE_MS,
        )
        return { texts: await old.evaluate<LaidOut[]>(laidOut), faults: [...old.faults] }
      } finally {
        await old.close()
      }
    }
    const { present, old } = await drawnByBoth(
      () => drawnBy('present'),
      () => drawnBy(85),
    )
    expect(old.faults).toEqual([])
    expect(movedFrom(present.texts, old.texts, TOLERANCE)).toEqual([])
  },
)
