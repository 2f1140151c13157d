import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Language } from '#core/config/languages.ts'
import { demoViews } from '#scripts/demo/first-minute/moments.ts'
import type { DemoState } from '#scripts/demo/front/demo-state.ts'
import { frontWordsOf } from '#scripts/demo/front/words.ts'
import { type StartedDemo, startDemo } from '../support/started-demo.ts'
import { faultsOf, openBrowser } from './browser.ts'

/** The page *choose whom you are*, and what stands in it, in English and, after that, in Chinese. */

let browser: Browser
let demo: StartedDemo

beforeAll(async () => {
  ;[browser, demo] = await Promise.all([openBrowser(), startDemo('--language', 'en', '--past', 'none')])
}, 300_000)
afterAll(async () => {
  await browser?.close()
  await demo?.end()
})

interface Visit {
  readonly page: Page
  /** What the console said as an error, and what was thrown. */
  readonly faults: string[]
}

async function visit(url: string, options: BrowserContextOptions): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1600, height: 900 }, ...options })
  const page = await context.newPage()
  const faults = faultsOf(page)
  await page.goto(url)
  return { page, faults }
}

const until = (want: (state: DemoState) => boolean) =>
  expect.poll(async () => want(await demo.state()), { timeout: 60_000, interval: 100 }).toBe(true)

/** Letters that no language is without here: names, ids of the site file and of cases, files, what is called so everywhere. */
const EVERYWHERE =
  /\b(DEMO|Huiyin|CRM|GMT|Ctrl|[A-Z]+-\d+|[\w.-]+@[\w.-]+|demo|http|office|(dingtalk|feishu|mail)\/\w+|holidays\/\S+|ics|CN)\b/g
/** How the languages call themselves, and the product. */
const OWN_NAMES = /回音|简体中文|繁體中文|English/g

/** What of a text is not in a language. */
function foreignIn(text: string, language: Language): string[] {
  const rest = text.replace(EVERYWHERE, ' ').replace(OWN_NAMES, ' ')
  return [...rest.matchAll(language === 'en' ? /\p{Script=Han}+/gu : /[A-Za-z]{2,}/g)].map(([found]) => found)
}

async function looksAtEachView(language: Language): Promise<void> {
  await until(({ phase, language: spoken }) => phase !== 'starting' && spoken === language)
  const front = await visit(demo.url, { locale: language })
  await front.page.locator('#said').getByText(/./).waitFor()
  const found: Record<string, string[]> = {
    front: foreignIn(await front.page.locator('body').innerText(), language),
  }
  await front.page.context().close()
  const faults = [...front.faults]
  for (const view of demoViews) {
    const { port, path } = (await demo.state()).views[view]!
    const shown = await visit(`http://localhost:${port}${path}`, { locale: language })
    await shown.page.locator('[data-live="live"]').waitFor({ state: 'attached' })
    const text = await shown.page.locator('body').innerText()
    expect(text, view).toContain('DEMO')
    found[view] = foreignIn(text, language)
    faults.push(...shown.faults)
    await shown.page.context().close()
  }
  expect(Object.entries(found).filter(([, words]) => words.length > 0)).toEqual([])
  expect(faults).toEqual([])
}

test(
  'each view says DEMO and nothing in another language, and nothing is wrong for the console',
  {
    timeout: 120_000,
  },
  () => looksAtEachView('en'),
)

test('the clock begins when what is in sight shows its rows', { timeout: 60_000 }, async () => {
  const { page, faults } = await visit('about:blank', { locale: 'en' })
  const held = Promise.withResolvers<void>()
  const isAsked = Promise.withResolvers<void>()
  await page.context().route('**/api/v1/site', async (route) => {
    isAsked.resolve()
    await held.promise
    await route.continue()
  })
  await page.goto(demo.url)
  await page.locator('.card[data-be="wall"]').click()
  await isAsked.promise
  await page.locator('#said').getByText(frontWordsOf('en').opening).waitFor()
  expect(await demo.state()).toMatchObject({ phase: 'ready', ms: 0 })
  held.resolve()
  await until(({ phase }) => phase === 'running')
  expect(await page.frameLocator('[data-view="wall"] iframe').locator('[data-risk]').count()).toBeGreaterThan(
    0,
  )
  expect(faults).toEqual([])
  await page.context().close()
})

test('wall and desk stand side by side where there is room, and each view opens in a window of its own', {
  timeout: 60_000,
}, async () => {
  const { page } = await visit(demo.url, { locale: 'en', viewport: { width: 3840, height: 1080 } })
  await page.locator('.card[data-be="agent"]').click()
  const box = async (css: string) => (await page.locator(css).boundingBox())!
  const holder = (view: string) => `.holder[data-view="${view}"][data-shown]`
  for (const view of ['agent', 'supervisor']) {
    await page.locator(`[data-tab="${view}"]`).click()
    const [wall, desk, phone] = [await box(holder('wall')), await box(holder(view)), await box('#phone')]
    expect(wall.x + wall.width).toBeLessThanOrEqual(desk.x)
    expect(desk.x + desk.width).toBeLessThanOrEqual(phone.x)
    expect(Math.min(wall.width, desk.width)).toBeGreaterThan(1_400)
    expect(new URL((await page.locator('#own').getAttribute('href'))!).pathname).toBe(
      (await demo.state()).views[view as 'agent']!.path,
    )
  }
  await page.setViewportSize({ width: 1600, height: 900 })
  await expect.poll(() => page.locator('.holder[data-shown]').count()).toBe(1)
  await page.context().close()
})

test('who comes with another language to a floor that runs is told so, and begins it anew in theirs with one press', {
  timeout: 90_000,
}, async () => {
  expect((await demo.state()).phase).toBe('running')
  const { page, faults } = await visit(demo.url, { locale: 'zh-CN' })
  const { speaks, speak } = frontWordsOf('zh-CN')
  await page.locator('#other').getByText(speaks.en).waitFor()
  await page.locator('#other').getByText(speak).click()
  await until(({ phase, language }) => phase === 'ready' && language === 'zh-CN')
  await page.locator('#other').waitFor({ state: 'hidden' })
  expect(faults).toEqual([])
  await page.context().close()
  await looksAtEachView('zh-CN')
})
