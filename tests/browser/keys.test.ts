import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, openPage } from './browser.ts'
import { type BrowserSite, feedEvent, startSite } from './site.ts'

/** What is chosen and asked with the keys alone: after each press they stand somewhere, and Escape gives them back. */

let browser: Browser
let site: BrowserSite

beforeAll(async () => {
  ;[browser, site] = await Promise.all([openBrowser(), startSite()])
  await site.post(
    feedEvent('agent.signed_in', 'yuan', { queues: ['care', 'sales'] }),
    feedEvent(
      'case.opened',
      'K1',
      { ...{ kind: 'request', title: 'Bill', queue: 'care' }, phone: '13800000001', agent: 'yuan' },
      60,
    ),
    feedEvent('case.assigned', 'K1', { agent: 'yuan' }, 59),
    feedEvent(
      'case.opened',
      'K2',
      { ...{ kind: 'request', title: 'Lamp', queue: 'care' }, phone: '13800000002' },
      60,
    ),
  )
}, 240_000)
afterAll(async () => {
  await browser?.close()
  await site?.end()
})

/** What has the keys: the first of its marks, else its text; '' where nothing has them. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const here = document.activeElement
    if (here === null || here === document.body) return ''
    const mark = [...here.attributes].find(({ name }) =>
      /^data-(step|act|chip|filter|time|called|after|outcomes)$/.test(name),
    )
    return mark === undefined ? `${here.tagName} ${here.textContent}` : `${mark.name} ${mark.value}`.trim()
  })
const has = (page: Page, what: string | RegExp) =>
  expect.poll(() => focused(page), { timeout: 10_000 }).toMatch(what)

/** Goes on by Tab until that has the keys. */
async function tabTo(page: Page, css: string, { most = 60 } = {}): Promise<void> {
  for (let pressed = 0; pressed < most; pressed++) {
    await page.keyboard.press('Tab')
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) === true, css)) return
  }
  throw new Error(`no ${css} within ${most} presses of Tab`)
}

async function opened(path: string, as: string, ready: string) {
  const { page, faults } = await openPage(browser, site, path, { as, viewport: { width: 1440, height: 900 } })
  await page.locator(ready).first().waitFor()
  return {
    page,
    async done() {
      expect(faults).toEqual([])
      await page.context().close()
    },
  }
}

test('a filter is set, seen as a chip and taken away, and the keys go back to the one button of all filters', async () => {
  const { page, done } = await opened('/supervisor', 'ma', '[data-entry="case/K1"]')
  await tabTo(page, '[data-filter]')
  await page.keyboard.press('Enter')
  const form = page.locator('[data-part="filters"]')
  await form.waitFor()
  await page.keyboard.press('Escape')
  await form.waitFor({ state: 'detached' })
  await has(page, /^data-filter$/)
  await page.keyboard.press('Enter')
  await form.waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('option', { name: 'Sales' }).waitFor()
  await page.keyboard.type('sales')
  await page.keyboard.press('Enter')
  await page.locator('[data-chip="queue"]').waitFor()
  await page.locator('[data-entry="case/K1"]').waitFor({ state: 'detached' })
  await page.keyboard.press('Escape')
  await form.waitFor({ state: 'detached' })
  await has(page, /^data-filter$/)
  await tabTo(page, '[data-chip="queue"]', { most: 3 })
  await page.keyboard.press('Enter')
  await page.locator('[data-chip]').waitFor({ state: 'detached' })
  await page.locator('[data-entry="case/K1"]').waitFor()
  await has(page, /^data-filter$/)
  await done()
})

test('a view is kept, opened and removed again, and Escape gives the keys back to the button', async () => {
  const { page, done } = await opened('/history?of=queue&id=sales&by=hour', 'ma', '[data-act="saved-views"]')
  const list = page.locator('[data-part="saved"]')
  await tabTo(page, '[data-act="saved-views"]', { most: 120 })
  await page.keyboard.press('Enter')
  await list.waitFor()
  await has(page, /^INPUT/)
  await page.keyboard.type('Sales by the hour')
  await page.keyboard.press('Enter')
  await list.getByRole('button', { name: 'Sales by the hour', exact: true }).waitFor()
  await page.keyboard.press('Escape')
  await list.waitFor({ state: 'detached' })
  await has(page, /^data-act saved-views$/)
  await page.keyboard.press('Enter')
  await list.getByRole('button', { name: 'Sales by the hour', exact: true }).waitFor()
  await has(page, /^BUTTON Sales by the hour/)
  await page.keyboard.press('Enter')
  await list.waitFor({ state: 'detached' })
  await has(page, /^data-act saved-views$/)
  await page.keyboard.press('Enter')
  await has(page, /^BUTTON Sales by the hour/)
  await tabTo(page, '[data-part="saved"] li button[aria-label]', { most: 1 })
  await page.keyboard.press('Enter')
  await list.locator('li').waitFor({ state: 'detached' })
  // The removed line had the keys: they stay in the list, and Escape closes it.
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.closest('[data-part="saved"]') !== null))
    .toBe(true)
  await page.keyboard.press('Escape')
  await list.waitFor({ state: 'detached' })
  await has(page, /^data-act saved-views$/)
  await done()
})

test('a lead is called from the desk, and where one sits is asked; Escape asks nothing', async () => {
  const { page, done } = await opened('/desk', 'yuan', 'aside [data-step="call-lead"]')
  await tabTo(page, 'aside [data-step="call-lead"]')
  await page.keyboard.press('Enter')
  await has(page, /^INPUT/)
  await page.keyboard.press('Escape')
  await page.locator('[data-step="call-lead-now"]').waitFor({ state: 'detached' })
  await has(page, /^data-step call-lead$/)
  await page.keyboard.press('Enter')
  await has(page, /^INPUT/)
  await page.keyboard.press('Control+a')
  await page.keyboard.type('1016')
  await page.keyboard.press('Enter')
  await page.locator('[data-own-assists], [data-called]').first().waitFor()
  await page.locator('[data-step="call-lead-now"]').waitFor({ state: 'detached' })
  // What stands in its place takes it back, and then calls again.
  await has(page, /^data-step assist-end$/)
  await page.keyboard.press('Enter')
  await page.locator('[data-step="assist-end"]').waitFor({ state: 'detached' })
  await has(page, /^data-step call-lead$/)
  await done()
})

test('a promise is made by a time chip, and Escape closes what asks for one', async () => {
  const { page, done } = await opened('/cases/K2', 'ma', '[data-step="promise"]')
  const tray = page.locator('[data-tray="promise"]')
  await tabTo(page, '[data-step="promise"]')
  await page.keyboard.press('Enter')
  await tray.waitFor()
  await page.keyboard.press('Escape')
  await tray.waitFor({ state: 'detached' })
  await has(page, /^data-step promise$/)
  await page.keyboard.press('Enter')
  await tray.waitFor()
  await page.keyboard.type('The lamp is sent')
  // What was typed is not thrown away by a key.
  await page.keyboard.press('Escape')
  expect(await tray.count()).toBe(1)
  await tabTo(page, '[data-tray="promise"] [data-time]', { most: 8 })
  await page.keyboard.press('Enter')
  await tray.waitFor({ state: 'detached' })
  await page.locator('[data-done]').first().waitFor()
  await has(page, /^data-step promise$/)
  await done()
})

test('how a call ended is answered by a time chip; the next question has the keys, and after the last they are not lost', async () => {
  const call = (id: string, agoSec: number) => [
    feedEvent('contact.queued', id, { queue: 'sales', phone: '13800000009' }, agoSec + 3),
    feedEvent('contact.offered', id, { agent: 'yuan' }, agoSec + 2),
    feedEvent('contact.answered', id, { agent: 'yuan' }, agoSec + 1),
    feedEvent('contact.ended', id, { by: 'customer' }, agoSec),
  ]
  await site.post(...call('c1', 20), ...call('c2', 5))
  const { page, done } = await opened('/desk', 'yuan', '[data-after="c2"]')
  await page.locator('[data-asked="c1"]').waitFor()
  await tabTo(page, '[data-after="c2"] [data-time="in1h"]')
  await page.keyboard.press('Enter')
  await page.locator('[data-after="c1"]').waitFor()
  await expect
    .poll(() =>
      page.evaluate(() => document.activeElement?.closest('[data-after]')?.getAttribute('data-after')),
    )
    .toBe('c1')
  // On none of its buttons, the first of which would ring the customer.
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('SECTION')
  await tabTo(page, '[data-after="c1"] [data-time="in2h"]')
  await page.keyboard.press('Enter')
  await page.locator('[data-after]').waitFor({ state: 'detached' })
  expect(await page.evaluate(() => document.activeElement === document.body)).toBe(false)
  await done()
})
