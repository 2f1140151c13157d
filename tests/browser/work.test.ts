import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, openPage } from './browser.ts'
import { choose } from './choose.ts'
import { type BrowserSite, feedEvent, startSite } from './site.ts'

let site: BrowserSite
let browser: Browser

beforeAll(async () => {
  site = await startSite({
    playbooks: [{ kind: 'complaint', say: ['I stay with it until it is solved.'], do: ['Promise a time.'] }],
    authority: [{ role: 'agent', kind: 'compensation', upTo: { amount: 300, currency: 'CNY' } }],
    causes: [{ id: 'outage', title: { en: 'Service outage', 'zh-CN': '服务中断', 'zh-TW': '服務中斷' } }],
    walls: { goodColour: 'red' },
  })
  browser = await openBrowser()
  await site.post(
    feedEvent('agent.signed_in', 'yuan', { queues: ['care', 'sales'], name: 'Person yuan' }, 600),
    feedEvent('agent.available', 'yuan', {}, 590),
    feedEvent('case.opened', 'with-cause', {
      kind: 'complaint',
      queue: 'care',
      title: 'No line',
      cause: 'outage',
    }),
  )
})

afterAll(async () => {
  await browser?.close()
  await site?.end()
})

async function lookAway(page: Page): Promise<void> {
  await page.mouse.move(0, 0)
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
}

test('a caller who gave up stands to be called back, is given to an agent by two presses, and is gone when they come again', async () => {
  const call = { queue: 'care', customer: 'anna', phone: '13800001234', name: 'Anna' }
  await site.post(
    feedEvent('contact.queued', 'gave-up', call, 300),
    feedEvent('contact.abandoned', 'gave-up', {}, 200),
  )
  const { page, faults } = await openPage(browser, site, '/supervisor?show=recovery', { as: 'ma' })
  const entry = page.locator('[data-entry="recovery/gave-up"]')
  await entry.getByText('138****1234').waitFor()
  await entry.locator('[data-act="recover"]').click()
  await page.getByRole('option', { name: 'Person yuan' }).click()
  // What is read stands still: the line is pale until the reader looks away, and only then is it gone.
  await page.locator('[data-entry="recovery/gave-up"][data-gone="true"]').waitFor()
  await lookAway(page)
  await entry.waitFor({ state: 'detached' })
  await page.locator('[data-entry^="callback/"]').getByText('Person yuan').waitFor()
  const { page: desk } = await openPage(browser, site, '/desk', { as: 'yuan' })
  // The number is there for who must dial: the server has it from the contact.
  await desk.getByText('13800001234').first().waitFor()
  await desk.close()

  const other = { queue: 'care', customer: 'bo', phone: '13900001234' }
  await site.post(
    feedEvent('contact.queued', 'bo-1', other, 100),
    feedEvent('contact.abandoned', 'bo-1', {}, 50),
  )
  await page.locator('[data-entry="recovery/bo-1"]').waitFor()
  await site.post(feedEvent('contact.queued', 'bo-2', other, 9))
  await page.locator('[data-entry="recovery/bo-1"]').waitFor({ state: 'detached' })
  await site.post(
    feedEvent('contact.answered', 'bo-2', { agent: 'yuan' }, 6),
    feedEvent('contact.ended', 'bo-2', {}, 3),
  )
  expect(faults).toEqual([])
  await page.close()
})

test('a callback is asked for from a call, moved to a typed time, and closed by who has its customer on the line', async () => {
  const caller = { queue: 'care', customer: 'carl', phone: '13700001234', name: 'Carl' }
  await site.post(
    feedEvent('contact.queued', 'carl-1', caller, 60),
    feedEvent('contact.answered', 'carl-1', { agent: 'yuan' }, 50),
  )
  const { page: desk, faults } = await openPage(browser, site, '/desk', { as: 'yuan' })
  const call = desk.locator('[data-contact="carl-1"]')
  await call.locator('[data-act="request-callback"]').click()
  await call.locator('input[name="at"]').fill('2020-01-01T10:00')
  await call.getByText('That time has passed.').waitFor()
  expect(await call.locator('[data-time="picked"]').isDisabled()).toBe(true)
  await call.locator('[data-time="in1h"]').click()
  const open = call.locator('[data-on-line]')
  await open.waitFor()
  await site.post(feedEvent('contact.ended', 'carl-1', {}, 1), feedEvent('contact.wrapped', 'carl-1', {}))
  await call.waitFor({ state: 'detached' })

  const { page } = await openPage(browser, site, '/supervisor?show=recovery', { as: 'ma' })
  const entry = page.locator('[data-entry^="callback/"]', { hasText: 'C**l' }).first()
  const row = (await entry.count()) > 0 ? entry : page.locator('[data-entry^="callback/"]').last()
  const acts = row.locator('[data-act="acts"]')
  await acts.click()
  const steps = page.locator('[role="dialog"]:not([data-done])')
  // The list's own letters are letters here.
  await steps.locator('[data-act="cancel"]').click()
  const why = steps.getByRole('textbox')
  await why.pressSequentially('jk')
  expect(await why.inputValue()).toBe('jk')
  // What the window was opened for is done, and the keys stand where it was opened.
  await steps.locator('[data-act="no_answer"]').click()
  await steps.waitFor({ state: 'detached' })
  await row.locator('[data-act="acts"]:focus').waitFor()
  await page.keyboard.press('Enter')
  await steps.getByText(/tried once/).waitFor()
  await page.keyboard.press('u')
  await steps.getByText(/tried once/).waitFor({ state: 'detached' })
  await steps.locator('[data-act="move"]').click()
  await steps.locator('input[name="at"]').fill('2099-01-05T10:00')
  await steps.locator('[data-time="picked"]').click()
  await steps.waitFor({ state: 'detached' })
  await acts.click()
  await steps
    .getByText(/2099|Jan 5/)
    .first()
    .waitFor()
  await page.context().close()

  await site.post(
    feedEvent('contact.queued', 'carl-2', caller, 9),
    feedEvent('contact.answered', 'carl-2', { agent: 'yuan' }, 5),
  )
  const again = desk.locator('[data-contact="carl-2"]')
  await again.locator('[data-act="callback-done"]').click()
  await again.locator('[data-on-line]').waitFor({ state: 'detached' })
  await site.post(feedEvent('contact.ended', 'carl-2', {}, 1), feedEvent('contact.wrapped', 'carl-2', {}))
  expect(faults).toEqual([])
  await desk.context().close()
})

test('a notice stands on the wall and on desks until it is withdrawn, and counts the calls that agents name to it', async () => {
  const { page, faults } = await openPage(browser, site, '/supervisor', { as: 'ma' })
  const { page: desk } = await openPage(browser, site, '/desk', { as: 'yuan' })
  const { page: wall } = await openPage(browser, site, '/wall/floor', { as: 'ma' })
  await page.locator('[data-act="new-notice"]').click()
  const form = page.getByRole('dialog')
  await form.locator('textarea').fill('No login since ten')
  await choose(form.getByLabel('Incident'), 'new')
  await form.locator('[data-act="post"]').click()
  const posted = page.locator('[data-notice]', { hasText: 'No login since ten' })
  await posted.getByText('0 contacts about it').waitFor()
  await wall.getByText('No login since ten').waitFor()
  await desk.locator('[data-notice]', { hasText: 'No login since ten' }).waitFor()
  await site.post(
    feedEvent('contact.queued', 'dora-1', { queue: 'care', customer: 'dora' }, 20),
    feedEvent('contact.answered', 'dora-1', { agent: 'yuan' }, 10),
  )
  await desk.locator('[data-contact="dora-1"] [data-about]').click()
  await posted.getByText('1 contact about it').waitFor()
  await desk.locator('[data-done]').getByText('Counted for the incident').waitFor()
  await desk.locator('[data-done] [data-act="undo"]').click()
  await posted.getByText('0 contacts about it').waitFor()
  await desk.locator('[data-contact="dora-1"] [data-about]').click()
  await posted.getByText('1 contact about it').waitFor()
  await posted.locator('[data-act="withdraw"]').click()
  await posted.waitFor({ state: 'detached' })
  await page.keyboard.press('u')
  await posted.waitFor()
  await posted.locator('[data-act="withdraw"]').click()
  await wall.getByText('No login since ten').waitFor({ state: 'detached' })
  await site.post(feedEvent('contact.ended', 'dora-1', {}, 1), feedEvent('contact.wrapped', 'dora-1', {}))
  expect(faults).toEqual([])
  for (const each of [page, desk, wall]) await each.context().close()
})

test("a queue's figures follow the span and the variant of the service level that are chosen, which stand in the address", async () => {
  await site.post(
    feedEvent('contact.queued', 'w1', { queue: 'sales' }, 40),
    feedEvent('contact.answered', 'w1', { agent: 'yuan', waitSec: 5 }, 35),
    feedEvent('contact.ended', 'w1', {}, 30),
    feedEvent('contact.queued', 'w2', { queue: 'sales' }, 25),
    feedEvent('contact.left', 'w2', { reason: 'timeout', waitSec: 10 }, 15),
  )
  const { page } = await openPage(browser, site, '/supervisor?window=30', { as: 'ma' })
  const level = page.locator('[data-queue="sales"] td').nth(2)
  await level.getByText('100%').waitFor()
  await choose(page.getByLabel('Service level', { exact: true }), 'offered')
  await level.getByText('50%').waitFor()
  expect(new URL(page.url()).searchParams.get('level')).toBe('offered')
  await page.locator('[data-basis="30"]').waitFor()
  await level.getByRole('button').click()
  await page.getByRole('heading', { name: 'By 15 minutes: Sales' }).waitFor()
  await page.close()
})

test('the supervisor works by keys: a figure opens, a list is walked, an alert is taken', async () => {
  await site.post(
    feedEvent(
      'case.opened',
      'keys-1',
      { kind: 'complaint', queue: 'care', agent: 'yuan', title: 'By keys' },
      60 * 60,
    ),
  )
  const { page } = await openPage(browser, site, '/supervisor', { as: 'ma' })
  const alert = page.locator('[data-alert]').filter({ hasText: 'By keys' })
  await alert.waitFor()
  await page.keyboard.press('?')
  await page.getByRole('dialog').getByText('take the alert').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.keyboard.press('6')
  await page.locator('[data-figure="escalations"][aria-pressed="true"]').waitFor()
  await page.keyboard.press('Escape')
  await page.keyboard.press('r')
  await page.waitForFunction(() => document.activeElement?.closest('[data-entry]') !== null)
  const first = await page.evaluate(() =>
    document.activeElement?.closest('[data-entry]')?.getAttribute('data-entry'),
  )
  await page.keyboard.press('ArrowDown')
  await page.waitForFunction(
    (before) => document.activeElement?.closest('[data-entry]')?.getAttribute('data-entry') !== before,
    first,
  )
  await page.keyboard.press('a')
  await page.waitForFunction(() => document.activeElement?.closest('[data-alert]') !== null)
  const taken = await page.evaluate(() =>
    document.activeElement?.closest('[data-alert]')?.getAttribute('data-alert'),
  )
  await page.keyboard.press('t')
  await page.locator(`[data-alert="${taken}"]`).getByText('I’ve got it').waitFor()
  await page.close()
})

test('the desk shows the playbook of the case at hand and the own limit; at sign-out what is owed is handed over in one tap', async () => {
  await site.post(
    feedEvent('case.opened', 'mine', {
      kind: 'complaint',
      queue: 'care',
      agent: 'yuan',
      title: 'Owed by me',
    }),
  )
  await site.post(feedEvent('agent.signed_in', 'lin', { queues: ['care'] }))
  const { page, faults } = await openPage(browser, site, '/desk', { as: 'yuan' })
  await page.getByText('I stay with it until it is solved.').waitFor()
  await page.getByText('You can decide up to CN¥300 yourself.').waitFor()
  await page.locator('[data-own="handled"]').waitFor()
  await page.locator('[data-act="sign-out"]').click()
  await page.getByRole('dialog').getByText('Owed by me').waitFor()
  await page.locator('[data-handover="lin"]').click()
  await page.locator('[data-own-state="offline"]').waitFor()
  await page.getByText('Owed by me').waitFor({ state: 'detached' })
  const { page: lead } = await openPage(browser, site, '/desk', { as: 'lin' })
  await lead.getByText('Owed by me').first().waitFor()
  expect(faults).toEqual([])
  await lead.close()
  await page.close()
})

test('a paired wall is named on request, loads anew on request, and swaps its colours where the site says so', async () => {
  const { page: wall } = await openPage(browser, site, '/wall/floor')
  await wall.locator('[data-qr]:not([data-qr=""])').waitFor()
  const address = new URL((await wall.locator('[data-qr]').getAttribute('data-qr'))!)
  // The QR code leads to the pairing page with the code filled in.
  const { page, faults } = await openPage(browser, site, address.pathname + address.search, { as: 'ma' })
  await page.getByLabel('Location').fill('North hall')
  await page.getByRole('button', { name: 'Pair' }).click()
  await wall.locator('main.wall[data-good="red"]').waitFor({ timeout: 15_000 })
  const entry = page.locator('[data-screen]').filter({ hasText: 'North hall' })
  await page.locator('[data-screen][data-state="live"]').waitFor({ timeout: 20_000 })
  await entry.locator('[data-ask="identify"]').click()
  await wall.locator('[data-identified]').getByText('North hall').waitFor({ timeout: 15_000 })
  await wall.evaluate(() => Object.assign(window, { sameDocument: true }))
  await entry.locator('[data-ask="reload"]').click()
  await wall.waitForFunction(() => !('sameDocument' in window), null, { timeout: 20_000 })
  await wall.locator('main.wall').waitFor()
  await entry.locator('[data-ask="revoke"]').click()
  await page.getByRole('menuitem').click()
  await wall.locator('[data-code]').waitFor({ timeout: 20_000 })
  expect(faults).toEqual([])
  await wall.close()
  await page.close()
})

test("causes of today are counted on the supervisor's screen and open their cases", async () => {
  const { page } = await openPage(browser, site, '/supervisor', { as: 'ma' })
  const cause = page.locator('[data-cause="outage"]')
  // The archive is asked at most once a minute.
  await cause.waitFor({ timeout: 90_000 })
  await cause.click()
  await page.locator('[data-entry="case/with-cause"]').waitFor()
  await page.close()
})
