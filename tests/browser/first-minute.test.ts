import type { Browser, BrowserContextOptions, FrameLocator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { momentAt } from '#scripts/demo/first-minute/moments.ts'
import type { DemoState } from '#scripts/demo/front/demo-state.ts'
import { type StartedDemo, startDemo } from '../support/started-demo.ts'
import { openBrowser } from './browser.ts'

/**
 * The demo as a visitor sees it. `npm run first-minute` (`HUIYIN_FIRST_MINUTE=long`) watches five minutes at their own speed
 * in three languages, the suite two of them faster in one; both sit down at a desk.
 */
const isLong = process.env.HUIYIN_FIRST_MINUTE === 'long'
const SPEED = isLong ? 1 : 3
const LANGUAGES = isLong ? (['en', 'zh-CN', 'zh-TW'] as const) : (['en'] as const)
/** How late a beat may be seen, in seconds of the site: two, and what a busy machine takes to show it. */
const LATE_SEC = isLong ? 2 : 2 + 2 * SPEED

/** What stands on the faces at each beat, in each language. */
const words = {
  en: {
    lead: 'Sun Wei',
    again: '2nd contact',
    breached: '1 breached',
    calm: '0 breached',
    notice: 'Outage in the east',
  },
  'zh-CN': { lead: '孙伟', again: '第 2 次', breached: '1', calm: '0', notice: '东区网络故障' },
  'zh-TW': { lead: '孫偉', again: '第 2 次', breached: '1', calm: '0', notice: '東區網路障礙' },
} as const

let browser: Browser
let demo: StartedDemo

beforeAll(async () => {
  ;[browser, demo] = await Promise.all([openBrowser(), startDemo('--speed', String(SPEED))])
}, 300_000)
afterAll(async () => {
  await browser?.close()
  await demo?.end()
})

interface Visit {
  readonly page: Page
  readonly faults: string[]
  readonly face: (name: 'wall' | 'agent' | 'lead') => FrameLocator
}

async function visit(language: string, options: BrowserContextOptions = {}): Promise<Visit> {
  const context = await browser.newContext({
    viewport: { width: 1600, height: 900 },
    locale: language,
    ...options,
  })
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (message) => {
    // While the floor is set up anew its frames ask in vain.
    if (message.type() === 'error' && !/503|ERR_/.test(message.text()))
      faults.push(`${message.text()} ${message.location().url}`)
  })
  await page.goto(demo.url)
  const face = (name: 'wall' | 'agent' | 'lead') =>
    page.frameLocator(name === 'lead' ? '#phone-screen iframe' : `[data-face="${name}"] iframe`)
  return { page, faults, face }
}

/** The site's seconds since the script began. */
const sec = async (): Promise<number> => (await demo.state()).ms / 1_000

/** Waits until something is seen, and that it is seen at its time. */
async function seenAt(beat: number, seen: () => Promise<unknown>): Promise<void> {
  await seen()
  const at = await sec()
  expect(at).toBeGreaterThanOrEqual(beat - 0.5)
  expect(at).toBeLessThanOrEqual(beat + LATE_SEC)
}

/** What lies between two beats is passed by quickly. */
async function hurryTo(ms: number): Promise<void> {
  await demo.act('speed', { speed: 20 })
  await until((state) => state.ms >= ms)
  await demo.act('speed', { speed: SPEED })
}

const until = (want: (state: DemoState) => boolean) =>
  expect.poll(async () => want(await demo.state()), { timeout: 120_000, interval: 100 }).toBe(true)

test.for(LANGUAGES)(
  'the first minute in %s: every beat is seen on wall, desk and phone',
  { timeout: isLong ? 500_000 : 120_000 },
  async (language) => {
    const { page, faults, face } = await visit(language)
    const { lead, again, breached, calm, notice } = words[language]
    await until(({ phase, language: spoken }) => phase === 'ready' && spoken === language)
    expect(await page.locator('h1').textContent()).toMatch(
      language === 'en' ? /^[\x20-\x7e]+$/ : /\p{Script=Han}/u,
    )
    const wall = face('wall')
    const entries = wall.locator('[data-risk]')
    await expect.poll(() => entries.count(), { timeout: 60_000 }).toBe(6)
    expect(await wall.locator('[data-risk][data-state="breached"]').count()).toBe(0)
    // The clock stands until somebody chooses.
    expect((await demo.state()).ms).toBe(0)
    await page.locator('[data-guide]').click()
    const desk = face('agent')
    await seenAt(momentAt('again') / 1_000, () => desk.getByText(again).first().waitFor())
    await seenAt(momentAt('breached') / 1_000, () =>
      wall.locator('[data-state="breached"]').first().waitFor(),
    )
    expect(await wall.getByText(breached).count()).toBeGreaterThan(0)
    await seenAt(momentAt('taken') / 1_000, () =>
      wall.locator('[data-risk][data-state="breached"] [data-taker]').getByText(lead).waitFor(),
    )
    await seenAt(momentAt('promised') / 1_000, () => desk.getByText('10:10').first().waitFor())
    await until(({ moment }) => moment?.id === 'kept')
    await expect.poll(() => wall.locator('[data-risk][data-state="breached"]').count()).toBe(0)
    expect(await wall.getByText(calm).count()).toBeGreaterThan(0)
    if (!isLong) await hurryTo(momentAt('notice') - 8_000)
    await seenAt(momentAt('notice') / 1_000, () => desk.getByText(notice).first().waitFor())
    if (isLong) {
      await seenAt(momentAt('over') / 1_000, () =>
        desk.getByText(notice).first().waitFor({ state: 'detached' }),
      )
      await until(({ moment }) => moment?.id === 'end')
      expect(await wall.locator('[data-risk][data-state="breached"]').count()).toBe(0)
    }
    for (const one of ['wall', 'agent', 'lead'] as const)
      expect(await face(one).getByText('DEMO').count()).toBeGreaterThan(0)
    expect(faults).toEqual([])
    await page.context().close()
    if (language !== LANGUAGES.at(-1)) await demo.act('again')
  },
)

test('who sits down takes the calls: they ring, are answered and ended by press', {
  timeout: 60_000,
}, async () => {
  const { page, faults, face } = await visit('en')
  await until(({ phase }) => phase === 'ready' || phase === 'running')
  await page.locator('.card[data-be="agent"]').click()
  await demo.act('speed', { speed: 20 })
  await page.locator('#take').click()
  await page.locator('#answer').click({ timeout: 50_000 })
  await demo.act('speed', { speed: 1 })
  await face('agent').getByText('On the line').first().waitFor()
  await page.locator('#hangUp').click()
  await face('agent').getByText('Wrap-up').first().waitFor()
  expect((await demo.state()).phone).toMatchObject({ state: 'free' })
  expect(faults).toEqual([])
})
