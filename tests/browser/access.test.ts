import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, openPage } from './browser.ts'
import { choose } from './choose.ts'
import { type BrowserSite, feedEvent, person, startSite } from './site.ts'
import { violationsOf } from './violations.ts'

/** A picture of one pixel (PNG). */
const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

let site: BrowserSite
let browser: Browser
/** Where the messages of a channel arrive. */
let hook: Server
const hooked: string[] = []

beforeAll(async () => {
  hook = createServer((req, res) => {
    hooked.push(String(req.headers['webhook-id']))
    req.resume().on('end', () => res.writeHead(204).end())
  })
  await new Promise<void>((done) => hook.listen(0, '127.0.0.1', done))
  site = await startSite({
    people: [
      person('root', 'admin', { email: 'root@example.test' }),
      person('ma', 'supervisor'),
      person('lin', 'lead', { team: 'east', agent: 'lin' }),
      person('yuan', 'agent', { team: 'east', agent: 'yuan' }),
    ],
    causes: [{ id: 'outage', title: { en: 'Service outage', 'zh-CN': '服务中断' } }],
    alerts: { allow: ['127.0.0.0/8'] },
  })
  browser = await openBrowser()
  await site.post(
    feedEvent('agent.signed_in', 'yuan', { queues: ['care', 'sales'], name: 'Person yuan' }, 600),
    feedEvent('agent.away', 'yuan', { reason: 'meal' }, 500),
    feedEvent('contact.queued', 'w1', { queue: 'care' }, 90),
    feedEvent(
      'case.opened',
      'C1',
      { kind: 'complaint', title: 'Cancelled ticket', agent: 'yuan', queue: 'care' },
      6_000,
    ),
    feedEvent(
      'case.opened',
      'C2',
      { kind: 'request', title: 'New order', agent: 'yuan', queue: 'care' },
      600,
    ),
    feedEvent(
      'promise.made',
      'P1',
      { case: 'C1', text: 'Word back', due: '2099-01-01T00:00:00Z', agent: 'yuan' },
      500,
    ),
    feedEvent('handoff.sent', 'H1', { case: 'C1', department: 'product', question: 'Why?' }, 400),
    feedEvent('approval.requested', 'A1', { case: 'C1', from: 'ma', amount: 355, currency: 'CNY' }, 300),
    feedEvent('callback.requested', 'B1', { queue: 'care', due: '2099-01-01T00:00:00Z' }, 300),
    feedEvent('notice.posted', 'n1', { text: 'Outage in the east' }),
  )
})

afterAll(async () => {
  await browser?.close()
  await site?.end()
  hook?.close()
})

const views = [
  ['/wall/floor', 'ma', '[data-queue="care"]'],
  ['/supervisor', 'ma', '[data-entry="case/C1"]'],
  ['/desk', 'yuan', '[data-next]'],
  ['/cases/C1', 'yuan', '[data-event]'],
  ['/alerts', 'ma', 'h1'],
  ['/screens', 'ma', 'form'],
  ['/admin/site', 'ma', '[data-id="care"]'],
  ['/history', 'ma', '[data-part="volume"] .recharts-surface'],
  ['/sign-in', undefined, 'form'],
] as const

const themes = ['dark', 'light'] as const

test.each(views.flatMap((view) => themes.map((theme) => [theme, ...view] as const)))(
  'in the %s, %s keeps WCAG 2.2 AA as far as a machine can tell',
  async (theme, path, as, landmark) => {
    const { page, faults } = await openPage(browser, site, `${path}?theme=${theme}`, {
      ...(as ? { as } : {}),
    })
    await page.locator(landmark).first().waitFor()
    expect(await violationsOf(page)).toEqual([])
    // Who is not signed in is told so by a 401, which the console counts as an error.
    expect(faults.filter((fault) => as !== undefined || !fault.includes('401'))).toEqual([])
    await page.context().close()
  },
)

test.each([
  ['/supervisor', 'ma', '[data-entry="case/C1"]'],
  ['/desk', 'yuan', '[data-next]'],
  ['/cases/C1', 'yuan', '[data-event]'],
  ['/alerts', 'ma', 'h1'],
  ['/history', 'ma', '[data-part="volume"] [data-table]'],
] as const)(
  '%s as %s works at 200 percent zoom and on a phone: nothing is cut off at the side',
  async (path, as, landmark) => {
    const { page } = await openPage(browser, site, path, { as, viewport: { width: 390, height: 844 } })
    await page.locator(landmark).first().waitFor()
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(over).toBeLessThanOrEqual(0)
    await page.context().close()
  },
)

test('each tab of the site with a new entry begun keeps WCAG 2.2 AA, on a phone and at 200 percent zoom whole', async () => {
  const { page, faults } = await openPage(browser, site, '/admin/site?lang=en', {
    as: 'root',
    viewport: { width: 390, height: 844 },
  })
  const found: string[] = []
  async function look(at: string): Promise<void> {
    const violations = await violationsOf(page)
    found.push(...violations.map((violation) => `${at}: ${violation}`))
    // 1280 × 800 at 200 percent, and a phone.
    for (const viewport of [
      { width: 640, height: 400 },
      { width: 390, height: 844 },
    ]) {
      await page.setViewportSize(viewport)
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      if (over > 0) found.push(`${at}: ${over} px too wide for ${viewport.width}`)
    }
  }
  await page.locator('[data-tab="queues"]').waitFor()
  const tabs = await page.locator('[data-tab]').evaluateAll((all) => all.map((one) => one.dataset.tab!))
  expect(tabs.length).toBeGreaterThan(14)
  for (const tab of tabs) {
    await page.locator(`[data-tab="${tab}"]`).click()
    const add = page.locator('[data-act="add"]')
    if (tab !== 'file' && tab !== 'versions') {
      await add.click()
      await page.locator('[data-entry="new"]').waitFor()
    }
    await look(tab)
  }
  for (const path of ['/admin', '/admin/limits', '/screens']) {
    await page.goto(`${site.url}${path}`)
    await page.locator('h1').first().waitFor()
    await look(path)
  }
  expect(found).toEqual([])
  expect(faults.filter((fault) => !/422/.test(fault))).toEqual([])
})

test('a supervisor changes a target and arranges a board and a television; of two editors none loses anything', async () => {
  const wall = await (await browser.newContext({ viewport: { width: 1920, height: 1080 } })).newPage()
  await wall.goto(`${site.url}/wall`)
  const code = wall.locator('[data-code]:not([data-code=""])')
  await code.waitFor()
  const { page, faults } = await openPage(browser, site, '/screens?lang=en', { as: 'ma' })
  await page.getByLabel('Code on the screen').fill((await code.getAttribute('data-code')) ?? '')
  await page.getByLabel('Location').fill('Hall')
  await page.getByRole('button', { name: 'Pair', exact: true }).click()
  await wall.locator('[data-queue="care"]').waitFor()

  // Two editors open the same queue; the second to save is told what the first did, and saves upon it.
  const other = await openPage(browser, site, '/admin/site?lang=en', { as: 'ma' })
  await page.goto(`${site.url}/admin/site?lang=en`)
  for (const one of [page, other.page]) {
    await one.locator('[data-id="care"]').click()
    await one.locator('[data-field="target.share"]').waitFor()
  }
  await other.page.locator('[data-field="target.withinSec"] input').fill('15')
  await other.page.locator('button[type=submit]').click()
  await other.page.locator('[data-done]').waitFor()
  await page.locator('[data-field="target.share"] input').fill('90')
  await page.locator('button[type=submit]').click()
  await page.locator('[data-part="meanwhile"]').getByText('20 → 15').waitFor()
  await page.locator('button[type=submit]').click()
  await page.locator('[data-done]').waitFor()
  const inForce = await page.evaluate(() => fetch('/api/v1/site-file').then((answer) => answer.json()))
  expect(inForce.queues[0].target).toEqual({ share: 0.9, withinSec: 15 })

  // A fault stands at its field, and nothing was written.
  await page.locator('[data-field="target.share"] input').fill('190')
  await page.locator('button[type=submit]').click()
  await page.locator('[data-field="target.share"] [role=alert]').getByText('At most 100.').waitFor()
  const wrong = page.getByRole('textbox', { name: 'Target: answered', description: 'At most 100.' })
  expect(await wrong.getAttribute('aria-invalid')).toBe('true')

  await page.locator('[data-tab="boards"]').click()
  await page.locator('[data-id="floor"]').click()
  const figures = page.locator('[data-field="figures"]')
  await figures.getByLabel('Waiting', { exact: true }).uncheck()
  await figures.getByLabel('Answered today').check()
  await page.locator('[data-field="show"]').getByLabel('what the signs mean').check()
  await page
    .locator('[data-field="picture"] input')
    .setInputFiles({ name: 'theme.png', mimeType: 'image/png', buffer: Buffer.from(PIXEL, 'base64') })
  await page.locator('[data-field="picture"] img').waitFor()
  await page.locator('button[type=submit]').click()
  await wall.locator('[data-queue="care"] [data-key-figure="answered"]').waitFor()
  expect(await wall.locator('[data-key-figure="waiting"]').count()).toBe(0)
  await wall.locator('.wall-legend').getByText('Past the limit').waitFor()
  await wall.locator('.wall-picture').waitFor()

  await page.goto(`${site.url}/screens?lang=en`)
  await page.locator('[data-ask="arrange"]').click()
  await choose(page.locator('[data-arrange]').getByLabel('Brightness'), 'light')
  await choose(page.locator('[data-arrange]').getByLabel('Language'), 'zh-TW')
  const begun = performance.now()
  await page.getByRole('button', { name: 'Show', exact: true }).click()
  await wall.locator('html[data-theme="light"][lang="zh-TW"] [data-queue="care"]').waitFor()
  console.log(`a television showed what was arranged after ${Math.round(performance.now() - begun)} ms`)
  // What was refused above is said by the browser, too.
  expect([...faults, ...other.faults].filter((fault) => !/40\d|412|422/.test(fault))).toEqual([])
})

test('a title is changed in one language and stays in the others; what is wrong is said in the reader’s language', async () => {
  const { page, faults } = await openPage(browser, site, '/admin/site?lang=zh-CN', { as: 'root' })
  await page.locator('[data-tab="causes"]').click()
  await page.locator('[data-id="outage"]').getByText('服务中断').click()
  const title = page.locator('[data-field="title"]')
  expect(await title.getByLabel('English').inputValue()).toBe('Service outage')
  await title.getByLabel('简体中文').fill('断网')
  await page.locator('button[type=submit]').click()
  await page.locator('[data-id="outage"]').getByText('断网').waitFor()
  const inForce = await page.evaluate(() => fetch('/api/v1/site-file').then((answer) => answer.json()))
  expect(inForce.causes).toEqual([{ id: 'outage', title: { en: 'Service outage', 'zh-CN': '断网' } }])

  // A day is closed by its date or by a press in the picture of the year, and stands in both.
  await page.locator('[data-tab="calendars"]').click()
  await page.locator('[data-act="add"]').click()
  await page.getByLabel('编号').fill('hall')
  const year = new Date().getFullYear()
  const closed = page.locator('[data-field="closed"] textarea')
  await closed.fill(`${year}-12-24`)
  await page.locator(`[data-day="${year}-12-24"][data-reason="closed"]`).waitFor()
  await page.locator(`[data-day="${year}-12-25"]`).click()
  await page.locator(`[data-day="${year}-12-25"][data-reason="closed"]`).waitFor()
  expect(await closed.inputValue()).toBe(`${year}-12-24, ${year}-12-25`)

  await page.locator('[data-tab="routes"]').click()
  await page.locator('[data-act="add"]').click()
  await page.getByLabel('编号').fill('late')
  await page.locator('[data-field="ladder"]').getByLabel('在多久之后').fill('soon')
  const why = '暂无结果：通知步骤（直到有人认领）：须为时长，例如 90s、10m 或 1h30m。'
  await page.locator('[data-part="answer"]').getByText(why).waitFor()
  expect(faults.filter((fault) => !/422/.test(fault))).toEqual([])
})

test('people come from a table that Excel saved in China; a staff number twice changes nothing', async () => {
  const { page, faults } = await openPage(browser, site, '/admin/site?lang=zh-CN', { as: 'ma' })
  await page.locator('[data-tab="people"]').click()
  const give = (hex: string) =>
    page.locator('input[type=file]').setInputFiles({
      name: 'p.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(hex.replaceAll(' ', ''), 'hex'),
    })
  // 工号,姓名 / 2001,王芳 / 2001,李雷 in GBK.
  const head = 'b9a4bac5 2c d0d5c3fb 0d0a'
  const wang = '32303031 2c cdf5b7bc 0d0a'
  await give(`${head} ${wang} 32303031 2c c0eec0d7 0d0a`)
  await page.locator('[data-part="csv"] [role=alert]').getByText('2001').waitFor()
  await give(`${head} ${wang}`)
  await page.locator('[data-part="csv"] button').first().click()
  await page.locator('[data-part="first-passwords"]').getByText('2001').waitFor()
  await page.locator('[data-id="2001"]').getByText('王芳').waitFor()
  expect(faults).toEqual([])
})

test('an administrator writes a roster and a route with its answer beside, and tries a channel; its secrets are never shown', async () => {
  const { page, faults } = await openPage(browser, site, '/admin/site?lang=en', { as: 'root' })
  const save = async () => {
    await page.locator('button[type=submit]').click()
    await page.locator('[data-done]').getByText('Saved').waitFor()
  }
  const begin = async (tab: string, id: string) => {
    await page.locator(`[data-tab="${tab}"]`).click()
    await page.locator('[data-act="add"]').click()
    await page.getByLabel('Id (letters').fill(id)
  }
  await begin('rosters', 'night')
  await page.locator('[data-field="shifts"]').getByLabel('Person ma').check()
  await save()

  await begin('routes', 'late')
  const ladder = page.locator('[data-field="ladder"]')
  await page.locator('[data-field="match.severity"]').getByLabel('critical').check()
  await ladder.getByLabel('the team’s leads').uncheck()
  await ladder.getByLabel('on duty: night').check()
  await ladder.locator('[data-act="add-row"]').click()
  await ladder.locator('[data-row="1"]').getByLabel('the team’s leads').check()
  const answer = page.locator('[data-part="answer"]')
  await answer.locator('[data-route="late"]').waitFor()
  await answer.locator('li').getByText('Person ma').first().waitFor()
  await answer.locator('li').getByText('Person lin').first().waitFor()
  // Enter where something is tried saves nothing.
  const saved: string[] = []
  page.on('request', (request) => request.method() === 'PUT' && saved.push(request.url()))
  await answer.locator('input[type="datetime-local"]').press('Enter')
  await ladder.getByLabel('Find').first().press('Enter')
  await page.evaluate(() => fetch('/api/v1/site-file').then((found) => found.text()))
  expect(saved).toEqual([])
  // What is wrong stands at its field, and nothing was written.
  await ladder.locator('[data-row="1"]').getByLabel('After').fill('soon')
  await page.locator('button[type=submit]').click()
  await ladder.locator('[role=alert]').getByText('Must be a duration').waitFor()
  await ladder.locator('[data-row="1"]').getByLabel('After').fill('5m')
  await save()

  await begin('targets', 'gateway')
  await choose(page.getByLabel('Kind'), 'webhook')
  await page
    .locator('[data-field="url"] input')
    .fill(`http://127.0.0.1:${(hook.address() as AddressInfo).port}/in`)
  await page.locator('[data-field="secret"] input').fill('a-secret-of-the-gateway')
  await save()
  await page.locator('[data-part="target-test"] [data-act="test"]').click()
  await page.locator('[data-test="told"]').waitFor({ timeout: 20_000 })
  expect(hooked).toHaveLength(1)
  expect(await page.locator('[data-field="secret"] input').inputValue()).toBe('')
  const shown = await page.evaluate(() => fetch('/api/v1/site-file').then((found) => found.text()))
  expect(shown).not.toMatch(/a-secret-of|127\.0\.0\.1:/)
  expect(await violationsOf(page)).toEqual([])

  // A figure that goes too far, in steps; what is wrong stands at its field.
  await begin('rules', 'level-low')
  await choose(page.locator('[data-field="kind"]').getByLabel('Watches for'), 'level')
  await choose(page.locator('[data-field="figure"]').getByLabel('Figure'), 'serviceLevelNow')
  const below = page.locator('[data-field="below"] input')
  expect(await below.inputValue()).toBe('75%')
  await below.fill('60%, 75%')
  await page.locator('[data-field="when.id"]').getByLabel('care').check()
  await page.locator('button[type=submit]').click()
  await page.locator('[data-field="below"] [role=alert]').getByText('Each step must go further').waitFor()
  await below.fill('75%, 60%')
  await page
    .locator('[data-part="sentence"]')
    .getByText('While service level today is below 75%, 60% for 2m.')
    .waitFor()
  await save()
  // Something that happens too often.
  await begin('rules', 'passed-on')
  await choose(page.locator('[data-field="kind"]').getByLabel('Watches for'), 'count')
  await page.locator('[data-field="limit"] input').fill('2, 3')
  await page.locator('[data-part="sentence"]').getByText('When it is transferred: at 2, 3 times.').waitFor()
  await save()
  await page.locator('[data-id="passed-on"]').waitFor()
  const rules = await page.evaluate(() =>
    fetch('/api/v1/site-file').then(async (found) => (await found.json()).rules.slice(-2)),
  )
  expect(rules).toEqual([
    {
      ...{ id: 'level-low', kind: 'level', subject: 'queue', figure: 'serviceLevelNow', below: [0.75, 0.6] },
      ...{ for: '2m', least: { offered: 20 }, when: { id: ['care'] }, severity: 'warning', notify: 'leads' },
    },
    {
      ...{ id: 'passed-on', kind: 'count', subject: 'contact', of: ['contact.transferred'], limit: [2, 3] },
      ...{ severity: 'warning', notify: 'leads' },
    },
  ])
  expect(faults.filter((fault) => !/422/.test(fault))).toEqual([])
  const { page: supervised } = await openPage(browser, site, '/admin/site?lang=en', { as: 'ma' })
  await supervised.locator('[data-tab="playbooks"]').waitFor()
  expect(await supervised.locator('[data-tab="routes"], [data-tab="targets"]').count()).toBe(0)
})
