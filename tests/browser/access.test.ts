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
  ['/history', 'ma', '[data-chart="volume"] svg'],
  ['/screens', 'ma', 'form'],
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
  ['/history', 'ma', '[data-chart="volume"] svg'],
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
