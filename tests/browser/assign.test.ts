import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, openPage } from './browser.ts'
import { type BrowserSite, feedEvent, person, startSite } from './site.ts'

/** Somebody is put in charge, of one thing and of several, on a floor of three hundred; and it is taken back. */
const AGENTS = 300
const range = (count: number) => Array.from({ length: count }, (_, index) => index)

let site: BrowserSite
let browser: Browser

beforeAll(async () => {
  site = await startSite({
    teams: [{ id: 'east', name: 'East', leads: ['lin'], members: range(AGENTS).map((index) => `a${index}`) }],
    people: [
      person('ma', 'supervisor'),
      person('lin', 'lead', { team: 'east', agent: 'lin' }),
      ...range(AGENTS).map((index) =>
        person(`a${index}`, 'agent', { team: 'east', agent: `a${index}`, name: `Agent ${index}` }),
      ),
    ],
  })
  browser = await openBrowser()
  await site.post(
    ...range(120).map((index) => feedEvent('agent.signed_in', `a${index}`, { queues: ['care'] }, 900)),
    ...range(60).map((index) => feedEvent('agent.away', `a${60 + index}`, { reason: 'break' }, 800)),
    ...range(3).map((index) =>
      feedEvent(
        'case.opened',
        `case-${index}`,
        { kind: 'complaint', title: `Luggage ${index}`, queue: 'care', agent: 'a70' },
        6_000,
      ),
    ),
    feedEvent('case.opened', 'orphan', { kind: 'request', title: 'Nobody has it', queue: 'care' }, 400),
    feedEvent(
      'case.opened',
      'busy',
      { kind: 'request', title: 'Of agent 3', queue: 'care', agent: 'a3' },
      400,
    ),
  )
})

afterAll(async () => {
  await browser?.close()
  await site?.end()
})

const picker = (page: Page) => page.locator('[data-assign]')
const row = (page: Page, id: string) => page.locator(`[data-entry="case/${id}"]`)
const owner = (page: Page, id: string) => row(page, id).locator('[data-act="owner"]')
/** Of the line that was told last. */
const undo = (page: Page) => page.locator('[data-done] [data-act="undo"]').first()
/** What was given to whom, and taken back. */
const givenIn = async () =>
  (await site.events())
    .filter(({ type }) => type === 'case.assigned' || type === 'system.event_withdrawn')
    .map(({ subject, data }) => [subject, data.agent ?? 'taken back'])

test('a case is given by a part of a name: who is free stands first, who is signed out apart, and few lines are made', async () => {
  const { page, faults } = await openPage(browser, site, '/supervisor', { as: 'ma' })
  await owner(page, 'orphan').click()
  await picker(page).locator('[data-assignee]').first().waitFor()
  expect(
    await picker(page)
      .locator('[data-place]')
      .evaluateAll((all) => all.map((one) => one.getAttribute('data-place'))),
  ).toEqual(['free', 'here', 'out'])
  expect(await picker(page).locator('[data-assignee]').count()).toBeLessThanOrEqual(50)
  // Of equals who has least to do.
  expect(await picker(page).locator('[data-assignee="a3"]').count()).toBe(0)
  await page.keyboard.type('agent 3')
  await expect
    .poll(() => picker(page).locator('[data-assignee="a3"]').textContent())
    .toMatch(/Available.*East, Care/)
  expect(await picker(page).locator('[data-assignee="a3"]').textContent()).toContain('1 open')
  await page.keyboard.press('Escape')
  await picker(page).waitFor({ state: 'detached' })
  await owner(page, 'orphan').press('Enter')
  await picker(page).locator('[data-assignee]').first().waitFor()
  await page.keyboard.type('agent 42')
  await picker(page).locator('[data-assignee="a42"][data-highlighted]').waitFor()
  await page.keyboard.press('Enter')
  await owner(page, 'orphan').getByText('Agent 42').waitFor()
  await page.locator('[data-done]').getByText('Given to Agent 42').waitFor()
  await undo(page).click()
  await owner(page, 'orphan').getByText('no owner').waitFor()
  expect(await givenIn()).toEqual([
    ['orphan', 'a42'],
    ['case/orphan', 'taken back'],
  ])
  expect(faults).toEqual([])
  await page.context().close()
})

test('several rows are given to one person and taken back, each to whose it was; the assignee’s desk shows it at once', async () => {
  const { page: desk } = await openPage(browser, site, '/desk', { as: 'a5' })
  await desk.locator('[data-own-state]').waitFor()
  const { page, faults } = await openPage(browser, site, '/supervisor', { as: 'ma' })
  for (const id of ['case-0', 'case-1', 'orphan'])
    await row(page, id).locator('[data-act="choose"]').check({ force: true })
  await page.locator('[data-chosen="3"]').locator('[data-act="assign-many"]').click()
  await picker(page).locator('input:focus').waitFor()
  await page.keyboard.type('agent 5')
  await picker(page).locator('[data-assignee="a5"]').click()
  await page.locator('[data-done]').getByText('3 given to Agent 5').waitFor()
  // It stands in the list, and is said above it by who gave it.
  await desk.getByRole('button', { name: /Nobody has it/ }).waitFor({ timeout: 2_000 })
  await desk.locator('[data-given]', { hasText: 'Person ma gave you Nobody has it' }).waitFor()
  await page.locator('[data-chosen]').waitFor({ state: 'detached' })
  // The button that was pressed went with what was chosen: the keys go on in the list.
  await page.locator('[data-part="risk"] [data-line]:focus').waitFor()
  await page.keyboard.press('u')
  await owner(page, 'case-0').getByText('Agent 70').waitFor()
  await owner(page, 'orphan').getByText('no owner').waitFor()
  await desk.getByText('Nobody has it').first().waitFor({ state: 'detached' })
  expect(faults).toEqual([])
  await desk.context().close()
  await page.context().close()
})

test('a card of alerts is given away with its cases, and all of it is taken back by one press', async () => {
  const { page, faults } = await openPage(browser, site, '/supervisor', { as: 'ma' })
  const card = page.locator('[data-kind="unanswered"]')
  await card.locator('[data-act="assign"]').first().click()
  await page.keyboard.type('agent 7')
  await picker(page).locator('[data-assignee="a7"]').click()
  await page.locator('[data-done]').getByText('Given to Agent 7: 3 of 3, with 3 cases').waitFor()
  await owner(page, 'case-2').getByText('Agent 7', { exact: true }).waitFor()
  await undo(page).click()
  await owner(page, 'case-2').getByText('Agent 70').waitFor()
  await card.getByText('3 open').waitFor()
  const undone = (await site.events()).filter(({ type }) => type === 'alert.undone')
  expect(undone).toHaveLength(3)
  expect(faults).toEqual([])
  await page.context().close()
})
