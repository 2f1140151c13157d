import type { Browser, BrowserContextOptions, FrameLocator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type MomentId, momentAt } from '#scripts/demo/first-minute/moments.ts'
import type { DemoState } from '#scripts/demo/front/demo-state.ts'
import type { ShownMessage } from '#scripts/demo/messages/inbox.ts'
import { type StartedDemo, startDemo } from '../support/started-demo.ts'
import { faultsOf, openBrowser } from './browser.ts'

/**
 * The demo as a visitor sees it. `npm run first-minute` (`HUIYIN_FIRST_MINUTE=long`) watches five minutes at their own speed
 * in three languages, the suite two of them faster in one; both sit down at a desk.
 */
const isLong = process.env.HUIYIN_FIRST_MINUTE === 'long'
const SPEED = isLong ? 1 : 3
const LANGUAGES = isLong ? (['en', 'zh-CN', 'zh-TW'] as const) : (['en'] as const)
/** With everything installed; what is not built yet is built in it. */
const READY_MS = 90_000
/** How late a beat may stand on a screen, in seconds of the site: two, and what a busy machine takes to show it. */
const LATE_SEC = isLong ? 2 : 2 + 2 * SPEED

/** What stands on the screens at each beat, in each language. */
const words = {
  en: {
    lead: 'Sun Wei',
    again: '2nd contact',
    breached: 'breached',
    calm: '0 breached',
    notice: 'Outage in the east',
  },
  'zh-CN': { lead: '孙伟', again: '第 2 次', breached: '超时', calm: '0 件超时', notice: '东区网络故障' },
  'zh-TW': { lead: '孫偉', again: '第 2 次', breached: '逾時', calm: '0 件逾時', notice: '東區網路障礙' },
} as const

let browser: Browser
let demo: StartedDemo

beforeAll(async () => {
  ;[browser, demo] = await Promise.all([
    openBrowser(),
    startDemo('--speed', String(SPEED), ...(isLong ? [] : ['--past', 'none'])),
  ])
}, 300_000)
afterAll(async () => {
  await browser?.close()
  await demo?.end()
})

interface Visit {
  readonly page: Page
  readonly faults: string[]
  readonly view: (name: 'wall' | 'agent' | 'lead') => FrameLocator
}

async function visit(language: string, options: BrowserContextOptions = {}): Promise<Visit> {
  const context = await browser.newContext({
    viewport: { width: 1600, height: 900 },
    locale: language,
    ...options,
  })
  const page = await context.newPage()
  const faults = faultsOf(page)
  await page.goto(demo.url)
  const view = (name: 'wall' | 'agent' | 'lead') =>
    page.frameLocator(name === 'lead' ? '#phone-screen iframe' : `[data-view="${name}"] iframe`)
  return { page, faults, view }
}

/** What is looked for in a page: an element, with a text in it; `isGone`: that it stands there no more. */
interface Sight {
  readonly css?: string
  readonly text?: string
  readonly isGone?: boolean
}

/** The real time (ms since 1970) from which on something stands in a page, looked at in the page: how busy a test is does not count. */
async function stands(on: FrameLocator, sight: Sight): Promise<number> {
  return on.locator('html').evaluate(
    (html, { css = 'body', text = '', isGone = false }) =>
      new Promise<number>((done) => {
        const look = () => {
          const isThere = [...html.querySelectorAll<HTMLElement>(css)].some((one) =>
            one.textContent.includes(text),
          )
          if (isThere === isGone) setTimeout(look, 60)
          else done(Date.now())
        }
        look()
      }),
    sight,
    { timeout: 0 },
  )
}

/** That something stands in a page at its time, by the script's own clock. */
async function standsAt(beat: number, on: FrameLocator, sight: Sight): Promise<void> {
  const at = await stands(on, sight)
  const { ms, speed } = await demo.state()
  const seen = (ms - (Date.now() - at) * speed) / 1_000
  expect(seen, JSON.stringify(sight)).toBeGreaterThanOrEqual(beat - 0.5)
  expect(seen, JSON.stringify(sight)).toBeLessThanOrEqual(beat + LATE_SEC)
}

/** What lies between two beats is passed by quickly. */
async function hurryTo(ms: number): Promise<void> {
  await demo.act('speed', { speed: 20 })
  await until((state) => state.ms >= ms)
  await demo.act('speed', { speed: SPEED })
}

const until = (want: (state: DemoState) => boolean) =>
  expect.poll(async () => want(await demo.state()), { timeout: 240_000, interval: 100 }).toBe(true)

/** The floor begins anew in another language, whatever it spoke before. */
async function speak(language: string): Promise<void> {
  if ((await demo.state()).language !== language) await demo.act('again', { language })
}

/** Whether a name stands whole in its line: not in one that is cut off, and with nothing after it that is. */
function isWhole(name: HTMLElement): boolean {
  const [own, line] = [name.getBoundingClientRect(), name.parentElement!.getBoundingClientRect()]
  return own.top >= line.top && own.bottom <= line.bottom + 1 && own.right <= line.right + 1
}

test.runIf(isLong)('the page is ready within 90 s, its four weeks of history made', () => {
  expect(demo.readyMs).toBeLessThan(READY_MS)
})

test.for(LANGUAGES)(
  'the first minute in %s: every beat is seen on wall, desk and phone',
  { timeout: isLong ? 600_000 : 120_000 },
  async (language) => {
    await speak(language)
    const { page, faults, view } = await visit(language)
    const { lead, again, breached, calm, notice } = words[language]
    await until(({ phase, language: spoken }) => phase === 'ready' && spoken === language)
    expect(await page.locator('h1').textContent()).toMatch(
      language === 'en' ? /^[\x20-\x7e]+$/ : /\p{Script=Han}/u,
    )
    const wall = view('wall')
    const entries = wall.locator('[data-risk]')
    await expect.poll(() => entries.count(), { timeout: 60_000 }).toBe(6)
    expect(await wall.locator('[data-risk][data-state="breached"]').count()).toBe(0)
    // The clock stands until somebody chooses.
    expect((await demo.state()).ms).toBe(0)
    await page.locator('[data-guide]').click()
    const desk = view('agent')
    const phone = view('lead')
    const late = '[data-risk][data-state="breached"]'
    const at = (id: MomentId) => momentAt(id) / 1_000
    await standsAt(at('again'), desk, { text: again })
    await Promise.all([
      standsAt(at('breached'), wall, { css: late }),
      standsAt(at('breached'), phone, { css: '[data-alert]', text: breached }),
    ])
    await standsAt(at('taken'), wall, { css: `${late} [data-taker]`, text: lead })
    expect(await wall.locator(`${late} [data-taker]`).evaluate(isWhole)).toBe(true)
    await standsAt(at('promised'), desk, { text: '10:10' })
    // Who is answered is no longer late; then the promise is kept, and nothing is late by it.
    await standsAt(at('promised'), wall, { text: calm })
    await until(({ ms }) => ms >= momentAt('kept'))
    expect(await wall.locator(late).count()).toBe(0)
    if (!isLong) await hurryTo(momentAt('notice') - 8_000)
    await standsAt(at('notice'), desk, { text: notice })
    if (isLong) {
      await standsAt(at('over'), desk, { text: notice, isGone: true })
      await until(({ moment }) => moment?.id === 'end')
      expect(await wall.locator(late).count()).toBe(0)
    }
    // Told were people of what the script is about: of all that was done in time this morning, nobody.
    const sent = (await (await fetch(`${demo.url}/messages`)).json()) as readonly ShownMessage[]
    const about = sent
      .filter(({ way }) => way === 'mail')
      .map(({ title, lines }) => [title, ...lines].join(' '))
    expect(about.length).toBeGreaterThan(3)
    expect(about.filter((text) => !/[DHP]-10\d/.test(text))).toEqual([])
    for (const one of ['wall', 'agent', 'lead'] as const)
      expect(await view(one).getByText('DEMO').count()).toBeGreaterThan(0)
    expect(faults).toEqual([])
    await page.context().close()
  },
)

/** The floor in English, begun anew, somebody at its agent's desk from the beginning, at least so far in its script. */
async function englishFloorAt(id: MomentId): Promise<Visit> {
  const { phase, language } = await demo.state()
  if (phase !== 'ready' || language !== 'en') await demo.act('again', { language: 'en' })
  const visited = await visit('en')
  await until((state) => state.phase === 'ready' && state.language === 'en')
  await visited.page.locator('.card[data-be="agent"]').click()
  await hurryTo(momentAt(id))
  return visited
}

test('who sits down after the script takes the calls: they ring, are answered and ended by press', {
  timeout: 120_000,
}, async () => {
  // Nothing is left of the script then: who sits there is called all the same.
  const { page, faults, view } = await englishFloorAt('end')
  await demo.act('speed', { speed: 20 })
  await page.locator('#answer').click({ timeout: 50_000 })
  await demo.act('speed', { speed: 1 })
  await view('agent').getByText('On the line').first().waitFor()
  await page.locator('#hangUp').click()
  await view('agent').getByText('Wrap-up').first().waitFor()
  expect((await demo.state()).phone).toMatchObject({ state: 'free' })
  expect(faults).toEqual([])
})

test('no button of a message asks for a password: each leads to what it is about', {
  timeout: 120_000,
}, async () => {
  const { page, faults } = await englishFloorAt('notice')
  await page.locator('[data-tab="messages"]').click()
  const buttons = page.locator('[data-message] .acts a')
  await buttons.first().waitFor()
  const all = await buttons.evaluateAll((links) =>
    links.map((link) => [
      link.closest('li')?.dataset.way,
      link.textContent,
      (link as HTMLAnchorElement).href,
    ]),
  )
  // One of each kind, by mail and by chat.
  const kinds = new Map(all.map(([way, label, href]) => [`${way} ${label}`.replace(/ ?[（(].*/, ''), href!]))
  expect(kinds.size).toBeGreaterThan(4)
  for (const [kind, href] of kinds) {
    const opened = await page.context().newPage()
    const answer = await opened.goto(href)
    await opened.locator('h1').first().waitFor()
    expect([kind, answer?.status(), new URL(opened.url()).pathname]).toEqual([
      kind,
      200,
      new URL(href).pathname,
    ])
    await opened.close()
  }
  expect(faults).toEqual([])
})
