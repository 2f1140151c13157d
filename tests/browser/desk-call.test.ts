import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, openPage } from './browser.ts'
import { type BrowserSite, feedEvent, startSite } from './site.ts'

let site: BrowserSite
let browser: Browser

beforeAll(async () => {
  site = await startSite()
  browser = await openBrowser()
  await site.post(
    feedEvent('agent.signed_in', 'yuan', { queues: ['care', 'sales'], name: 'Person yuan' }, 600),
    feedEvent('agent.signed_in', 'lin', { queues: ['care'], name: 'Person lin' }, 600),
  )
})

afterAll(async () => {
  await browser?.close()
  await site?.end()
})

const done = (page: Page, text: string) =>
  page.locator('[data-done]').getByText(text, { exact: true }).waitFor()
const inLog = async (type: string) => (await site.events()).filter((event) => event.type === type)
const wang = { queue: 'care', phone: '13800001234', name: 'Wang Xiaoming' }

async function answered(contact: string, data: object = wang): Promise<void> {
  await site.post(
    feedEvent('contact.queued', contact, { ...data }, 60),
    feedEvent('contact.answered', contact, { agent: 'yuan' }, 50),
  )
}

const ended = (contact: string) =>
  site.post(feedEvent('contact.ended', contact), feedEvent('contact.wrapped', contact, { agent: 'yuan' }))

test('a call without a case has one by one press, in which all is done during the call; its end opens no second', async () => {
  const { page, faults } = await openPage(browser, site, '/desk', { as: 'yuan' })
  await answered('k1')
  const call = page.locator('[data-contact="k1"]')
  const open = call.locator('[data-act="open-case"]')
  await open.click()
  await done(page, 'Case opened')
  await call.locator('[data-step="promise"]').waitFor()
  await open.waitFor({ state: 'detached' })

  // Taken back it is as if it had not been, and another one can be opened: by the keys, which then stand at its steps.
  await page.locator('[data-done] [data-act="undo"]').click()
  await done(page, 'Undone')
  await open.press('Enter')
  await call.locator('[data-step]:focus').waitFor()
  const [taken, kept, ...others] = await inLog('case.opened')
  expect(others).toEqual([])
  expect(kept!.subject).not.toBe(taken!.subject)
  expect(kept!.subject).toMatch(/^C-\d{4}$/)
  // Who it is of, nobody had to say, and the agent need not have seen.
  const place = { kind: 'request', contact: 'k1', queue: 'care', channel: 'voice', agent: 'yuan' }
  expect(kept!.data).toMatchObject(place)
  expect(kept!.source).toBe('user/yuan')

  await call.locator('[data-step="promise"]').click()
  await call.locator('[data-tray="promise"] [data-time="in1h"]').click()
  await done(page, 'Promise recorded')
  const [promise] = await inLog('promise.made')
  expect(promise!.data).toMatchObject({ case: kept!.subject, agent: 'yuan' })

  await ended('k1')
  const after = page.locator('[data-after="k1"]')
  await after.locator('[data-outcome="complaint"]').click()
  await after.waitFor({ state: 'detached' })
  expect(await inLog('case.opened')).toHaveLength(2)
  const [turned] = await inLog('case.described')
  expect(turned).toMatchObject({ subject: kept!.subject, data: { kind: 'complaint' } })
  const { page: floor } = await openPage(browser, site, `/cases/${kept!.subject}`, { as: 'ma' })
  await floor.getByText('138****1234').first().waitFor()
  await floor.context().close()
  expect(faults).toEqual([])
  await page.context().close()
})

test('a case is opened without a call from any desk, also a signed-out one; a lead’s desk opens it as theirs', async () => {
  await site.post(feedEvent('agent.signed_out', 'lin', {}, 5))
  const { page, faults } = await openPage(browser, site, '/desk', { as: 'lin' })
  await page.locator('[data-signed-out] [data-act="new-case"]').click()
  await page.getByLabel('Subject').fill('Came to the counter')
  await page.locator('[data-form="new-case"] [data-act="open-case"]').click()
  await done(page, 'Case opened')
  const opened = (await inLog('case.opened')).find(({ data }) => data.title === 'Came to the counter')
  expect(opened).toMatchObject({ source: 'user/lin', data: { agent: 'lin' } })
  await page.locator(`[data-next="case/${opened!.subject}"]`).waitFor()
  expect(faults).toEqual([])
  await page.context().close()
})

test('a callback is asked for a caller who waits, by two presses in their line, with the number that nobody saw', async () => {
  const chen = { queue: 'care', phone: '13700005678', name: 'Chen Bo' }
  await site.post(feedEvent('contact.queued', 'w1', chen, 30))
  const { page, faults } = await openPage(browser, site, '/supervisor?show=waiting', { as: 'ma' })
  const line = page.locator('[data-entry="contact/w1"]')
  await line.locator('[data-act="request-callback"]').click()
  await page.getByRole('dialog').locator('[data-time="in1h"]').click()
  await done(page, 'Callback recorded')
  const [asked] = await inLog('callback.requested')
  expect(asked).toMatchObject({ source: 'user/ma', data: { contact: 'w1', phone: '13700005678' } })
  // The caller goes on waiting in their line, where the keys stand again.
  await line.locator('[data-act="request-callback"]:focus').waitFor()
  expect(faults).toEqual([])
  await page.context().close()
})

test('a callback is asked for from a contact of a customer’s story, past or on the line, and stands there at once', async () => {
  const lee = { queue: 'care', customer: 'lee', phone: '13600009012', name: 'Lee Ann' }
  await answered('s1', lee)
  await ended('s1')
  await answered('s2', lee)
  const { page, faults } = await openPage(browser, site, '/supervisor', { as: 'ma' })
  await page.locator('[data-act="find"]').waitFor()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('9012')
  await page.locator('[data-found^="customer/"]').click()
  for (const [contact, before] of [
    ['s1', 0],
    ['s2', 1],
  ] as const) {
    const told = page.locator(`[data-story="contact/${contact}"]`)
    expect(await page.locator('[data-story^="callback/"]').count()).toBe(before)
    await told.locator('[data-act="request-callback"]').click()
    await told.locator('[data-time="in1h"]').click()
    await page.locator('[data-story^="callback/"]').nth(before).waitFor()
  }
  const asked = (await inLog('callback.requested')).filter(({ data }) => data.customer === 'lee')
  expect(asked.map(({ data }) => data.contact)).toEqual(['s1', 's2'])
  expect(asked.every(({ data }) => data.phone === '13600009012')).toBe(true)
  expect(faults).toEqual([])
  await page.context().close()
})
