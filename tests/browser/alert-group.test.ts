import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AnyEvent } from '#core/event/event.ts'
import { openBrowser, openPage } from './browser.ts'
import { loseOnSocket } from './lose-answers.ts'
import { type BrowserSite, feedEvent, startSite } from './site.ts'

/** Forty complaints that nobody answered, and three others: what a lead's phone and a supervisor's page make of them. */
const MANY = 40
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }

const clock = (kind: string, title: string) => ({
  ...{ id: `${kind}-unanswered`, kind: 'clock', subject: 'case', when: { kind } },
  ...{ start: ['case.opened'], stop: ['case.replied'], limit: '90m', severity: 'critical', notify: 'leads' },
  title: { en: title },
})

let site: BrowserSite
let browser: Browser

const complaint = (index: number, kind = 'complaint') => {
  const data = { kind, title: `Luggage ${index}`, agent: 'yuan', queue: 'care' }
  return feedEvent('case.opened', `${kind}-${index}`, data, 7_000 - index)
}

beforeAll(async () => {
  site = await startSite({
    rules: [clock('complaint', 'Complaint unanswered'), clock('request', 'Request unanswered')],
  })
  browser = await openBrowser()
  await site.post(
    ...Array.from({ length: MANY }, (_, index) => complaint(index)),
    complaint(1, 'request'),
    complaint(2, 'request'),
  )
})

afterAll(async () => {
  await browser?.close()
  await site?.end()
})

const card = (page: Page) => page.locator('[data-kind="complaint-unanswered"]')
const count = (page: Page, of: number) => card(page).getByRole('button', { name: `unanswered ${of}` })
const said = (page: Page) => card(page).locator('[data-said]')
/** What was done as it was asked for is said on the page's lower edge, where it can be taken back. */
const done = (page: Page) => page.locator('[data-done]')
const handsIn = (events: readonly AnyEvent[], type: string) => events.filter((event) => event.type === type)

test('a lead’s phone has one card for forty, which opens by a press, is bounded and stands still', async () => {
  const { page, faults } = await openPage(browser, site, '/alerts', { as: 'lin', ...PHONE })
  await count(page, MANY).waitFor()
  await page.locator('[data-alert]').nth(1).waitFor()
  expect(await page.locator('[data-group]').count()).toBe(1)
  expect(await page.locator('[data-alert]').count()).toBe(2)
  expect(await card(page).innerText()).toMatch(/40 open · the longest overdue by \d+ min · East/)
  expect((await card(page).boundingBox())!.height).toBeLessThan(844 / 3)
  await count(page, MANY).tap()
  const list = card(page).locator('[data-group-list]')
  await list.locator('[data-alert]').first().waitFor()
  expect((await list.boundingBox())!.height).toBeLessThan(844)
  await list.evaluate((each) => each.scrollTo({ top: 1_200 }))
  const seen = () =>
    list.evaluate((each) => {
      const { top } = each.getBoundingClientRect()
      const rows = [...each.querySelectorAll('[data-alert]')]
      const first = rows.find((row) => row.getBoundingClientRect().bottom > top)!
      return [
        each.scrollTop,
        first.getAttribute('data-alert'),
        Math.round(first.getBoundingClientRect().top),
        rows.length < 30,
      ]
    })
  await expect.poll(async () => (await seen())[0]).toBeGreaterThan(1_000)
  const before = await seen()
  // One comes, and one is answered: the card counts them, the list stands.
  await site.post(
    complaint(MANY),
    feedEvent('case.replied', 'complaint-0', { kind: 'answer', agent: 'yuan' }),
  )
  await card(page).getByRole('button', { name: '1 new' }).waitFor()
  await count(page, MANY).waitFor()
  expect(await seen()).toEqual(before)
  expect(before.at(-1)).toBe(true)
  expect(faults).toEqual([])
  await page.context().close()
})

test('of two who take the same at once each is told what was theirs, and each alert has its own record', async () => {
  const { page } = await openPage(browser, site, '/offline.html', { as: 'ma' })
  const losing = await loseOnSocket(page)
  await page.goto(`${site.url}/supervisor`)
  await count(page, MANY).waitFor()
  losing.patches = true
  const { page: lead, faults } = await openPage(browser, site, '/alerts', { as: 'lin', ...PHONE })
  await count(lead, MANY).tap()
  const boxes = card(lead).locator('[data-act="choose"]')
  for (const at of [0, 1, 2]) await boxes.nth(at).tap()
  await card(lead).getByRole('button', { name: 'Take 3' }).tap()
  await done(lead).getByText('Taken: 3 of 3').waitFor()
  await card(page)
    .getByRole('button', { name: `Take all ${MANY}` })
    .click()
  await said(page)
    .getByText(`Taken: ${MANY - 3} of ${MANY} · Person lin had already taken 3`)
    .waitFor()
  losing.patches = false
  const acked = handsIn(await site.events(), 'alert.acked')
  expect(acked).toHaveLength(MANY)
  expect(new Set(acked.map(({ subject }) => subject)).size).toBe(MANY)
  expect(new Set(acked.map(({ id }) => id)).size).toBe(MANY)
  expect(acked.filter(({ data }) => data.by === 'lin')).toHaveLength(3)
  await card(page).getByText('all taken').waitFor()
  // What is mine is given on, or put off, together; the colleague's stays where it is.
  await card(page).locator('[data-act="assign"]').click()
  await page.getByRole('option', { name: 'Person yuan' }).click()
  await done(page)
    .getByText(`Given to Person yuan: ${MANY - 3} of ${MANY - 3}`)
    .waitFor()
  expect(handsIn(await site.events(), 'alert.assigned')).toHaveLength(MANY - 3)
  await card(lead).locator('[data-act="snooze"]').first().tap()
  await lead.getByRole('menuitem', { name: 'in 30 minutes' }).tap()
  await done(lead).getByText('Snoozed for 30 minutes: 3 of 3').waitFor()
  expect(faults).toEqual([])
  await lead.context().close()
  await page.context().close()
})

test('a card is opened, walked, chosen from and taken by the keyboard alone', async () => {
  await site.post(...[3, 4, 5].map((index) => complaint(index, 'request')))
  const { page, faults } = await openPage(browser, site, '/supervisor', { as: 'ma' })
  const requests = page.locator('[data-kind="request-unanswered"]')
  const head = requests.getByRole('button', { name: 'unanswered 5' })
  await head.focus()
  await page.keyboard.press('Enter')
  await requests.locator('[data-group-list] [data-alert]').nth(4).waitFor()
  for (const key of ['ArrowDown', 'x', 'j', 'x']) await page.keyboard.press(key)
  await requests.getByRole('button', { name: 'Take 2' }).waitFor()
  for (const key of ['k', 'k', 't']) await page.keyboard.press(key)
  await done(page).getByText('Taken: 2 of 2').waitFor()
  await page.keyboard.press('Enter')
  await requests.locator('[data-group-list]').waitFor({ state: 'detached' })
  await requests.getByText('3 open').waitFor()
  expect(faults).toEqual([])
  await page.context().close()
})
