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
import { type LaidOut, laidOut, movedFrom } from './laid-out.ts'
import { countRenders } from './render-counts.ts'
import { type BrowserSite, startSite, told } from './site.ts'
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

test('pages turn by themselves, say which of how many stands, and what is bad stays in sight on each', async () => {
  await page.goto(`${site.url}/wall/${boardId(60, 4)}?lang=en&page=5`)
  const mark = page.locator('.lines-page')
  const bad = () =>
    page.locator('.lines-bad [data-queue]').evaluateAll((all) => all.map((line) => line.dataset.queue))
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
    told('contact.queued', `cost-${index}`, { queue: queueId(4, index) }),
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
    const present = await drawnBy('present')
    const old = await drawnBy(85)
    expect(old.faults).toEqual([])
    expect(movedFrom(present.texts, old.texts, TOLERANCE)).toEqual([])
  },
)
