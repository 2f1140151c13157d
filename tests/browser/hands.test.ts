import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, openPage } from './browser.ts'
import { choose } from './choose.ts'
import { loseOnSocket } from './lose-answers.ts'
import { type BrowserSite, feedEvent, person, startSite } from './site.ts'

/** What is in somebody's hands is given back, given by its agent, overtaken by a colleague, and each press is taken back whole. */

let site: BrowserSite
let browser: Browser

/** Each kind has its own alerts: one complaint stands by itself. */
const clock = (kind: string) => ({
  ...{ id: `${kind}-unanswered`, kind: 'clock', subject: 'case', when: { kind } },
  ...{ start: ['case.opened'], stop: ['case.replied'], limit: '90m', severity: 'critical', notify: 'leads' },
  title: { en: `${kind} unanswered` },
})

const opened = (id: string, title: string, more: object = {}) =>
  feedEvent('case.opened', id, { kind: 'request', queue: 'care', title, ...more }, 6_000)

beforeAll(async () => {
  site = await startSite({
    people: [
      person('ma', 'supervisor'),
      person('lin', 'lead', { team: 'east', agent: 'lin' }),
      person('yuan', 'agent', { team: 'east', agent: 'yuan' }),
      person('he', 'agent', { team: 'east', agent: 'he' }),
    ],
    rules: [clock('request'), clock('complaint')],
    teams: [{ id: 'east', name: 'East', leads: ['lin'], members: ['yuan', 'he'] }],
  })
  browser = await openBrowser()
  await site.post(
    ...['lin', 'yuan', 'he'].map((id) =>
      feedEvent('agent.signed_in', id, { queues: ['care'], name: `Person ${id}` }, 900),
    ),
    opened('one', 'First', { agent: 'he' }),
    opened('two', 'Second', { agent: 'he' }),
    opened('none', 'Third'),
  )
})

afterAll(async () => {
  await browser?.close()
  await site?.end()
})

const row = (page: Page, key: string) => page.locator(`[data-entry="${key}"]`)
const owner = (page: Page, key: string) => row(page, key).locator('[data-act="owner"]')
const assignee = (page: Page, id: string) => page.locator(`[data-assign] [data-assignee="${id}"]`)
const giveBack = (page: Page) => page.locator('[data-give-back]')
const line = (page: Page, text: string) => page.locator('[data-done]').filter({ hasText: text })
const undo = (page: Page, text: string) => line(page, text).locator('[data-act="undo"]')
const inLog = async (type: string, subject: string) =>
  (await site.events()).filter((event) => event.type === type && event.subject === subject)

/** A page on which what others do is not seen from the moment that is said. */
async function openBlind(path: string, as: string) {
  const { page } = await openPage(browser, site, '/offline.html', { as })
  const losing = await loseOnSocket(page)
  await page.goto(`${site.url}${path}`)
  return { page, losing }
}

test('what has an owner is given back from its row, and several at once; each press is taken back by itself', async () => {
  const { page, faults } = await openPage(browser, site, '/supervisor', { as: 'ma' })
  await owner(page, 'case/none').click()
  await assignee(page, 'yuan').waitFor()
  // Of nobody's there is nothing to give back.
  expect(await giveBack(page).count()).toBe(0)
  await page.keyboard.press('Escape')
  await owner(page, 'case/one').click()
  await giveBack(page).click()
  await owner(page, 'case/one').getByText('no owner').waitFor()
  await undo(page, 'Given back: no owner').click()
  await owner(page, 'case/one').getByText('Person he').waitFor()
  for (const id of ['one', 'two', 'none'])
    await row(page, `case/${id}`).locator('[data-act="choose"]').check({ force: true })
  await page.locator('[data-act="assign-many"]').click()
  await giveBack(page).click()
  await line(page, '2 given back: no owner').waitFor()
  await owner(page, 'case/two').getByText('no owner').waitFor()
  // What nobody had was not given back.
  expect(await inLog('case.assigned', 'none')).toEqual([])
  await owner(page, 'case/none').click()
  await assignee(page, 'yuan').click()
  await line(page, 'Given to Person yuan').waitFor()
  // The act before stands beside it, and is taken back by itself.
  await undo(page, '2 given back: no owner').click()
  await owner(page, 'case/two').getByText('Person he').waitFor()
  await owner(page, 'case/none').getByText('Person yuan').waitFor()
  await undo(page, 'Given to Person yuan').click()
  await owner(page, 'case/none').getByText('no owner').waitFor()
  expect(faults).toEqual([])
  await page.context().close()
})

test('an agent gives a case of theirs to a colleague from the desk, and back; a promise says that it goes with its case', async () => {
  const due = new Date(Date.now() + 3_600_000).toISOString()
  await site.post(
    opened('mine', 'Of yuan', { agent: 'yuan' }),
    feedEvent('promise.made', 'P1', { case: 'mine', text: 'Call tonight', due, agent: 'yuan' }, 100),
  )
  const { page, faults } = await openPage(browser, site, '/desk', { as: 'yuan' })
  await page.locator('[data-next], [data-entry]').first().waitFor()
  const steps = (key: string) => page.locator(`[data-next="${key}"], [data-entry="${key}"]`)
  for (const key of ['promise/P1', 'case/mine']) {
    await steps(key).waitFor()
    const toOpen = steps(key).locator('> button[aria-expanded="false"]')
    if ((await toOpen.count()) > 0) await toOpen.click()
  }
  await steps('promise/P1').getByText('Goes with its case').waitFor()
  await steps('case/mine').locator('[data-owner-of] [data-act="owner"]').click()
  await assignee(page, 'he').click()
  await line(page, 'Given to Person he').waitFor()
  await steps('case/mine').waitFor({ state: 'detached' })
  await undo(page, 'Given to Person he').click()
  await steps('promise/P1').waitFor()
  const given = steps('promise/P1').locator('> button[aria-expanded="false"]')
  if ((await given.count()) > 0) await given.click()
  await steps('promise/P1').locator('[data-owner-of] [data-act="owner"]').click()
  await giveBack(page).click()
  await line(page, 'Given back: no owner').waitFor()
  expect((await inLog('case.assigned', 'mine')).map(({ data }) => data.agent)).toEqual(['he', null])
  expect(faults).toEqual([])
  await page.context().close()
})

test('several callers who were missed are given to one agent, and all of it is taken back by one press', async () => {
  const calls = ['13800001111', '13800002222'].map((phone, index) => ({ id: `missed-${index}`, phone }))
  for (const { id, phone } of calls)
    await site.post(
      feedEvent('contact.queued', id, { queue: 'care', phone, customer: phone }, 300),
      feedEvent('contact.abandoned', id, {}, 200),
    )
  const { page, faults } = await openPage(browser, site, '/supervisor?show=recovery', { as: 'ma' })
  for (const { id } of calls)
    await row(page, `recovery/${id}`).locator('[data-act="choose"]').check({ force: true })
  await page.locator('[data-chosen="2"] [data-act="assign-many"]').click()
  await assignee(page, 'he').click()
  await line(page, '2 given to Person he').waitFor()
  for (const { id, phone } of calls) {
    const [asked] = await inLog('callback.requested', id)
    expect(asked?.data).toMatchObject({ queue: 'care', contact: id, agent: 'he', phone })
  }
  await undo(page, '2 given to Person he').click()
  for (const { id } of calls) await page.locator(`[data-entry="recovery/${id}"][data-gone="false"]`).waitFor()
  expect(faults).toEqual([])
  await page.context().close()
})

test('of two who give the same thing away the later reads who gave it to whom, and who gave it back', async () => {
  const { page, losing } = await openBlind('/supervisor', 'ma')
  await owner(page, 'case/one').getByText('Person he').waitFor()
  losing.patches = true
  const { page: lead, faults } = await openPage(browser, site, '/cases/one', { as: 'lin' })
  await lead.locator('[data-act="owner"]').first().click()
  await assignee(lead, 'yuan').click()
  await line(lead, 'Given to Person yuan').waitFor()
  await owner(page, 'case/one').click()
  await assignee(page, 'lin').click()
  await page.locator('[data-late]').getByText('Person lin gave it to Person yuan a moment ago').waitFor()
  await lead.locator('[data-act="owner"]').first().click()
  await giveBack(lead).click()
  await line(lead, 'Given back: no owner').waitFor()
  await owner(page, 'case/one').click()
  await assignee(page, 'lin').click()
  await page.locator('[data-late]').getByText('Person lin gave it back a moment ago: no owner').waitFor()
  losing.patches = false
  expect(faults).toEqual([])
  await lead.context().close()
  await page.context().close()
})

test('an alert that is given away while its case went elsewhere says that the case stays, and why', async () => {
  await site.post(opened('alerted', 'Alerted', { agent: 'he', kind: 'complaint' }))
  const { page, losing } = await openBlind('/supervisor', 'ma')
  const card = page.locator('[data-alert]', { hasText: 'Alerted' })
  await card.waitFor()
  await owner(page, 'case/alerted').getByText('Person he').waitFor()
  losing.patches = true
  const { page: lead, faults } = await openPage(browser, site, '/cases/alerted', { as: 'lin' })
  await lead.locator('[data-act="owner"]').first().click()
  await assignee(lead, 'yuan').click()
  await line(lead, 'Given to Person yuan').waitFor()
  await card.locator('[data-act="assign"]').click()
  await assignee(page, 'lin').click()
  await line(page, 'its case stays with its owner').waitFor()
  await page
    .locator('[data-late]')
    .getByText('its case was not: Person lin gave it to Person yuan a moment ago')
    .waitFor()
  expect((await inLog('case.assigned', 'alerted')).map(({ data }) => data.agent)).toEqual(['yuan'])
  losing.patches = false
  expect(faults).toEqual([])
  await lead.context().close()
  await page.context().close()
})

test('a hand-off with the customer’s words, and a notice with its incident, are taken back whole by one press', async () => {
  await site.post(opened('asks', 'Asks', { agent: 'yuan' }))
  const { page: desk, faults } = await openPage(browser, site, '/cases/asks', { as: 'yuan' })
  await desk.locator('[data-step="handoff"]').click()
  await desk.getByLabel(/own words/).fill('It rings and rings')
  await desk.locator('[data-department="product"]').click()
  await undo(desk, 'Handed off').waitFor()
  expect(await desk.locator('[data-done]').count()).toBe(1)
  await desk.locator('[data-event="case.noted"]').waitFor()
  await undo(desk, 'Handed off').click()
  await line(desk, 'Undone').waitFor()
  await desk.locator('[data-event="case.noted"]').waitFor({ state: 'detached' })
  await desk.locator('[data-event="handoff.sent"]').waitFor({ state: 'detached' })
  await desk.context().close()

  const { page } = await openPage(browser, site, '/supervisor', { as: 'ma' })
  await page.locator('[data-act="new-notice"]').click()
  const form = page.getByRole('dialog')
  await form.locator('textarea').fill('No login since ten')
  await choose(form.getByLabel('Incident'), 'new')
  await form.locator('[data-act="post"]').click()
  const posted = page.locator('[data-notice]', { hasText: 'No login since ten' })
  await posted.waitFor()
  const [incident] = (await site.events()).filter(({ data }) => data.title === 'No login since ten')
  await undo(page, 'Notice posted').click()
  await posted.waitFor({ state: 'detached' })
  await line(page, 'Undone').waitFor()
  const withdrawn = (await site.events()).filter(({ type }) => type === 'system.event_withdrawn')
  expect(withdrawn.map(({ subject }) => subject)).toContain(`case/${incident!.subject}`)
  expect(faults).toEqual([])
  await page.context().close()
})

test('at sign-out nothing is taken from who has it by now; what is handed over is told, and taken back by one press', async () => {
  await site.post(opened('late', 'Owed', { agent: 'lin', kind: 'complaint' }))
  const { page, losing } = await openBlind('/desk', 'lin')
  await page.getByText('Owed').first().waitFor()
  losing.patches = true
  const { page: other } = await openPage(browser, site, '/cases/late', { as: 'ma' })
  await other.locator('[data-act="owner"]').first().click()
  await assignee(other, 'he').click()
  await line(other, 'Given to Person he').waitFor()
  await page.locator('[data-act="sign-out"]').click()
  await page.locator('[data-handover="whom"]').click()
  await assignee(page, 'yuan').click()
  await page.locator('[data-handover="yuan"]').click()
  await page.getByRole('dialog').getByText('Person ma gave it to Person he a moment ago').waitFor()
  expect((await inLog('case.assigned', 'late')).map(({ data }) => data.agent)).toEqual(['he'])
  expect(await inLog('agent.signed_out', 'lin')).toEqual([])
  await other.context().close()
  await page.context().close()

  await site.post(opened('owed', 'Still owed', { agent: 'yuan', kind: 'complaint' }))
  const { page: desk, faults } = await openPage(browser, site, '/desk', { as: 'yuan' })
  await desk.getByText('Still owed').first().waitFor()
  await desk.locator('[data-act="sign-out"]').click()
  await desk.getByRole('dialog').getByText('Still owed').waitFor()
  await desk.getByRole('dialog').getByText('One of them stays with you').waitFor()
  await desk.locator('[data-handover="lin"]').click()
  await desk.locator('[data-own-state="offline"]').waitFor()
  await undo(desk, 'to Person lin').click()
  await desk.getByText('Still owed').first().waitFor()
  expect(faults).toEqual([])
  await desk.context().close()
})
