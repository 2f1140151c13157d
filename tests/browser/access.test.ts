import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, openPage } from './browser.ts'
import { type BrowserSite, startSite, told } from './site.ts'
import { violationsOf } from './violations.ts'

let site: BrowserSite
let browser: Browser

beforeAll(async () => {
  site = await startSite()
  browser = await openBrowser()
  await site.post(
    told('agent.signed_in', 'yuan', { queues: ['care', 'sales'], name: 'Person yuan' }, 600),
    told('agent.away', 'yuan', { reason: 'meal' }, 500),
    told('contact.queued', 'w1', { queue: 'care' }, 90),
    told(
      'case.opened',
      'C1',
      { kind: 'complaint', title: 'Cancelled ticket', agent: 'yuan', queue: 'care' },
      6_000,
    ),
    told('case.opened', 'C2', { kind: 'request', title: 'New order', agent: 'yuan', queue: 'care' }, 600),
    told(
      'promise.made',
      'P1',
      { case: 'C1', text: 'Word back', due: '2099-01-01T00:00:00Z', agent: 'yuan' },
      500,
    ),
    told('handoff.sent', 'H1', { case: 'C1', department: 'product', question: 'Why?' }, 400),
    told('approval.requested', 'A1', { case: 'C1', from: 'ma', amount: 355, currency: 'CNY' }, 300),
    told('callback.requested', 'B1', { queue: 'care', due: '2099-01-01T00:00:00Z' }, 300),
    told('notice.posted', 'n1', { text: 'Outage in the east' }),
  )
})

afterAll(async () => {
  await browser?.close()
  await site?.end()
})

const faces = [
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

test.each(faces.flatMap((face) => themes.map((theme) => [theme, ...face] as const)))(
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
  await page.locator('[data-field="target.share"] [role=alert]').waitFor()

  await page.locator('[data-tab="boards"]').click()
  await page.locator('[data-id="floor"]').click()
  const figures = page.locator('[data-field="figures"]')
  await figures.getByLabel('Waiting', { exact: true }).uncheck()
  await figures.getByLabel('Answered today').check()
  await page.locator('button[type=submit]').click()
  await wall.locator('[data-queue="care"] [data-key-figure="answered"]').waitFor()
  expect(await wall.locator('[data-key-figure="waiting"]').count()).toBe(0)

  await page.goto(`${site.url}/screens?lang=en`)
  await page.locator('[data-ask="arrange"]').click()
  await page.locator('[data-arrange]').getByLabel('Brightness').selectOption('light')
  await page.locator('[data-arrange]').getByLabel('Language').selectOption('zh-TW')
  const begun = performance.now()
  await page.getByRole('button', { name: 'Show', exact: true }).click()
  await wall.locator('html[data-theme="light"][lang="zh-TW"] [data-queue="care"]').waitFor()
  console.log(`a television showed what was arranged after ${Math.round(performance.now() - begun)} ms`)
  // What was refused above is said by the browser, too.
  expect([...faults, ...other.faults].filter((fault) => !/40\d|412|422/.test(fault))).toEqual([])
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
