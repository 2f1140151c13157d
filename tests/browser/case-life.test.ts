import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, openPage } from './browser.ts'
import { choose } from './choose.ts'
import { type BrowserSite, feedEvent, startSite } from './site.ts'
import { violationsOf } from './violations.ts'

let site: BrowserSite
let browser: Browser

beforeAll(async () => {
  site = await startSite({
    authority: [{ role: 'agent', kind: 'compensation', upTo: { amount: 300, currency: 'CNY' } }],
    causes: [{ id: 'outage', title: { en: 'Service outage', 'zh-CN': '服务中断', 'zh-TW': '服務中斷' } }],
  })
  browser = await openBrowser()
  await site.post(
    feedEvent('agent.signed_in', 'yuan', { queues: ['care', 'sales'], name: 'Person yuan' }, 600),
    feedEvent(
      'case.opened',
      'Z1',
      { kind: 'complaint', queue: 'care', customer: 'zoe', title: 'No line', agent: 'yuan' },
      300,
    ),
    feedEvent(
      'case.opened',
      'Z2',
      { kind: 'inquiry', queue: 'care', customer: 'zoe', title: 'Same line', agent: 'yuan' },
      200,
    ),
    feedEvent(
      'promise.made',
      'P1',
      { case: 'Z2', text: 'Technician', due: '2036-01-01T00:00:00Z', agent: 'yuan' },
      100,
    ),
  )
})

afterAll(async () => {
  await browser?.close()
  await site?.end()
})

/** Of the line that was told last. */
const undo = (page: Page) => page.locator('[data-done] [data-act="undo"]').first()
const done = (page: Page, text: string) =>
  page.locator('[data-done]').getByText(text, { exact: true }).waitFor()
const inLog = async (type: string) => (await site.events()).filter((event) => event.type === type)

test('a case is opened without a call, for somebody found by the end of their number, and taken back by a key', async () => {
  await site.post(
    feedEvent('case.opened', 'K1', { kind: 'request', queue: 'care', phone: '13800001234', name: 'Anna' }),
  )
  const { page, faults } = await openPage(browser, site, '/supervisor', { as: 'ma' })
  await page.locator('[data-entry="case/K1"]').waitFor()
  await page.locator('[data-act="new-case"]').click()
  await page.getByLabel('Subject').fill('Letter of complaint')
  await page.getByRole('textbox', { name: 'Phone' }).fill('1234')
  // What was pressed has gone with the press: the keys go on where it stood.
  await page.locator('[data-known]').press('Enter')
  await page.locator('[data-act="another-known"]:focus').waitFor()
  await page.keyboard.press('Enter')
  await page.locator('[data-form="new-case"] input:focus').waitFor()
  await page.locator('[data-known]').click()
  await choose(page.getByRole('dialog').getByLabel('Queue'), 'care')
  await page.locator('[data-act="open-case"]').click()
  await done(page, 'Case opened')
  await page.getByText('Letter of complaint').waitFor()
  const opened = (await inLog('case.opened')).find(({ data }) => data.title === 'Letter of complaint')
  // The supervisor sees a masked number; the case has the whole one.
  expect(opened?.data).toMatchObject({ phone: '13800001234', name: 'Anna', kind: 'complaint' })
  expect(opened?.source).toBe('user/ma')
  await page.keyboard.press('u')
  await done(page, 'Undone')
  await page
    .locator(`[data-entry="case/${opened!.subject}"]:not([data-gone="true"])`)
    .waitFor({ state: 'detached' })
  expect(faults).toEqual([])
  await page.context().close()
})

test('a case is described, noted, answered with an offer, resolved and reopened; each is told, and undone by one press', async () => {
  const { page, faults } = await openPage(browser, site, '/cases/Z1', { as: 'yuan' })
  await page.locator('[data-step="more"]').click()
  await page.getByRole('menuitem', { name: 'Describe' }).click()
  await page.getByLabel('Subject').fill('Line is dead')
  await choose(page.getByLabel('Cause'), 'outage')
  await page.getByLabel('Customer’s deadline').fill('2036-01-02T10:30')
  await page.locator('[data-act="describe"]').click()
  await done(page, 'Changes saved')
  await page.getByRole('heading', { name: 'Line is dead' }).waitFor()
  const [described] = await inLog('case.described')
  expect(described?.data).toEqual({
    title: 'Line is dead',
    cause: 'outage',
    deadline: '2036-01-02T02:30:00.000Z',
  })

  await page.locator('[data-step="note"]').click()
  await page.keyboard.type('Wants the receipt')
  await page.keyboard.press('Enter')
  await page.locator('[data-event="case.noted"]').getByText('Wants the receipt').waitFor()

  await page.locator('[data-step="reply"]').click()
  await page.getByLabel('What was said').fill('We credit you')
  await page.getByLabel('Offered').fill('400')
  await page.locator('[data-reply="accepted"]').click()
  await page.getByText('Above your limit. Ask for approval first.').waitFor()
  await page.getByLabel('Offered').fill('200')
  await page.locator('[data-reply="accepted"]').click()
  await done(page, 'Reply recorded')
  const reply = page.locator('[data-event="case.replied"]')
  await reply.getByText('We credit you').waitFor()
  await undo(page).click()
  await done(page, 'Undone')
  await reply.waitFor({ state: 'detached' })

  await page.locator('[data-step="solve"]').click()
  await page.locator('[data-outcome="compensated"]').click()
  await done(page, 'Resolved')
  await page.locator('[data-event="case.resolved"]').getByText('Compensated').waitFor()
  await page.locator('[data-event="case.resolved"]').getByText('Person yuan').waitFor()
  // A button that waited for its answer has the keys again.
  await page.locator('[data-step="reopen"]').press('Enter')
  await done(page, 'Reopened')
  await page.locator('[data-step="wait"]:focus').waitFor()
  await page.locator('[data-step="reply"]').waitFor()
  expect(faults).toEqual([])
  await page.context().close()
})

test('a case is found to be another customer’s: number and name are said, and nothing of the one before stays', async () => {
  const mistaken = { kind: 'request', queue: 'care', agent: 'yuan', title: 'Moves house' }
  await site.post(feedEvent('case.opened', 'Z3', { ...mistaken, phone: '13800004321', name: 'Anna' }))
  const { page, faults } = await openPage(browser, site, '/cases/Z3', { as: 'yuan' })
  await page.getByText(/^Anna ?13800004321$/).waitFor()
  await page.locator('[data-step="more"]').click()
  await page.getByRole('menuitem', { name: 'Describe' }).click()
  await page.locator('[data-act="another-customer"]').click()
  const number = page.getByRole('textbox', { name: 'Phone' })
  // What was pressed has gone with the press: the keys go on where it stood.
  await expect.poll(() => number.evaluate((node) => node === document.activeElement)).toBe(true)
  await number.fill('13900005678')
  await page.locator('[data-act="describe"]').click()
  await done(page, 'Changes saved')
  await page.getByText('13900005678').first().waitFor()
  await page.getByText(/^Anna ?13800004321$/).waitFor({ state: 'detached' })
  const said = (await inLog('case.described')).find(({ subject }) => subject === 'Z3')
  expect(said?.data).toEqual({ phone: '13900005678', customer: expect.stringMatching(/^tel:/) })
  expect(faults).toEqual([])
  await page.context().close()
})

test('two cases of one customer are merged by one press; whoever opens the other is led on; it is undone, and taken apart', async () => {
  const { page, faults } = await openPage(browser, site, '/cases/Z1', { as: 'yuan' })
  const merge = page.locator('[data-other="Z2"] [data-act="merge"]')
  await merge.click()
  await done(page, 'Merged')
  await page.getByText('Technician').first().waitFor()
  await undo(page).click()
  await done(page, 'Undone')
  await merge.click()
  await page.locator('[data-other="Z2"] [data-act="unmerge"]').waitFor()
  await page.goto(`${site.url}/cases/Z2`)
  await page.waitForURL(/\/cases\/Z1$/)
  await page.locator('[data-act="unmerge"]').click()
  await done(page, 'Separated again')
  await merge.waitFor()
  expect(faults).toEqual([])
  await page.context().close()
})

test('a caller of last month is found by four digits on any page; their case opens as it was, and leads to their story', async () => {
  const DAY_SEC = 86_400
  const chen = { phone: '13900007788', name: '陈晓' }
  await site.archive(
    feedEvent('contact.queued', 'K77', { queue: 'care', ...chen }, 40 * DAY_SEC + 60),
    feedEvent('contact.answered', 'K77', { agent: 'yuan' }, 40 * DAY_SEC + 30),
    feedEvent(
      'case.opened',
      'C-77',
      { kind: 'complaint', queue: 'care', title: 'Parcel lost', agent: 'yuan', contact: 'K77', ...chen },
      40 * DAY_SEC,
    ),
    feedEvent('case.resolved', 'C-77', { outcome: 'compensated' }, 39 * DAY_SEC),
  )
  const { page, faults } = await openPage(browser, site, '/alerts', { as: 'ma' })
  await page.locator('[data-act="find"]').waitFor()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('7788')
  expect(await page.locator('[data-find] input').inputValue()).toBe('7788')
  await page.locator('[data-found="case/C-77"]').waitFor()
  expect(await violationsOf(page)).toEqual([])
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.locator('[data-kept="C-77"]').waitFor()
  await page.locator('[data-event="case.resolved"]').getByText('Compensated').waitFor()
  await page.locator('[data-clock="unanswered"]').waitFor()
  expect(await page.locator('[data-step]').count()).toBe(0)
  await page.locator('[data-customer-story]').click()
  await page.locator('[data-story="contact/K77"]').waitFor()
  expect(await violationsOf(page)).toEqual([])
  expect(page.url()).not.toContain('7788')
  await page.keyboard.press('/')
  await page.keyboard.type('cx')
  await page.locator('[data-found^="customer/"]').waitFor()
  await page.keyboard.press('Escape')
  await page.goto(`${site.url}/cases?state=resolved`)
  const line = page.locator('[data-case="C-77"]')
  await line.locator('[data-line]').waitFor()
  // Of a number that the reader may not see there is nothing to dial.
  expect(await line.locator('.figure').first().textContent()).toContain('*')
  expect(await line.locator('a[href^="tel:"]').count()).toBe(0)
  expect(await violationsOf(page)).toEqual([])
  expect(faults).toEqual([])
  await page.context().close()
})
