import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, openPage } from './browser.ts'
import { type BrowserSite, feedEvent, startSite } from './site.ts'

/** What is pressed now and then: each is pressed here once, and stands in the log in the name of who pressed. */

let site: BrowserSite
let browser: Browser

const clockOf = (subject: 'promise' | 'callback', start: string, stop: readonly string[]) => ({
  ...{ id: `${subject}-due`, kind: 'clock', subject, start: [start], stop, due: 'due', warn: ['2h'] },
  ...{
    limit: '30m',
    severity: 'critical',
    notify: 'leads',
    title: { en: 'Due', 'zh-CN': '到期', 'zh-TW': '到期' },
  },
})

beforeAll(async () => {
  site = await startSite({
    rules: [
      clockOf('promise', 'promise.made', ['promise.kept', 'promise.withdrawn']),
      clockOf('callback', 'callback.requested', ['callback.done', 'callback.cancelled']),
    ],
    causes: [{ id: 'outage', title: { en: 'Service outage', 'zh-CN': '服务中断', 'zh-TW': '服務中斷' } }],
  })
  browser = await openBrowser()
  const about = { case: 'R1', agent: 'yuan', due: new Date(Date.now() + 20 * 60_000).toISOString() }
  await site.post(
    feedEvent('agent.signed_in', 'yuan', { queues: ['care'], name: 'Person yuan' }, 600),
    feedEvent(
      'case.opened',
      'R1',
      { kind: 'complaint', queue: 'care', title: 'No line', agent: 'yuan' },
      300,
    ),
    feedEvent('promise.made', 'P1', { ...about, text: 'Technician comes' }, 100),
    feedEvent('promise.made', 'P2', { ...about, text: 'Credit note' }, 100),
    feedEvent('callback.requested', 'B1', { queue: 'care', phone: '13800001234', due: about.due }, 100),
  )
})

afterAll(async () => {
  await browser?.close()
  await site?.end()
})

/** Waits for an event of that type about that subject, said by a person. */
async function said(type: string, subject: string, by: string): Promise<Record<string, unknown>> {
  const found = async () =>
    (await site.events()).find((event) => event.type === type && event.subject === subject)
  await expect.poll(found, { timeout: 10_000 }).toMatchObject({ source: `user/${by}` })
  return (await found())!.data
}

async function further(page: Page, name: string): Promise<void> {
  await page.locator('[data-step="more"]').click()
  await page.getByRole('menuitem', { name }).click()
}

/** Opens what a line of what is at risk offers. */
async function actsOf(page: Page, entry: string) {
  await page.locator(`[data-part="risk"] [data-entry="${entry}"] [data-act="acts"]`).click()
  return page.locator('[role="dialog"]:not([data-done])')
}

test('a case is assessed, made urgent, and a supervisor is asked for and has spoken', async () => {
  const { page, faults } = await openPage(browser, site, '/cases/R1', { as: 'yuan' })
  await further(page, 'Cause and fault')
  await page.locator('[data-fault="ours"]').click()
  expect(await said('case.assessed', 'R1', 'yuan')).toMatchObject({ fault: 'ours' })
  await further(page, 'Describe')
  await page.locator('[data-priority="high"]').click()
  expect(await said('case.priority_changed', 'R1', 'yuan')).toEqual({ priority: 'high' })
  await page.keyboard.press('Escape')
  await further(page, 'Customer asks for a supervisor')
  await said('case.escalation_requested', 'R1', 'yuan')
  await page.context().close()

  const { page: supervisor, faults: others } = await openPage(browser, site, '/cases/R1', { as: 'ma' })
  await supervisor.locator('[data-step="spoke"]').click()
  await said('case.supervisor_replied', 'R1', 'ma')
  await supervisor.context().close()
  expect([...faults, ...others]).toEqual([])
})

test('a promise is confirmed in writing by what was used, another is withdrawn; a callback is cancelled with its reason', async () => {
  const { page, faults } = await openPage(browser, site, '/supervisor', { as: 'ma' })
  const written = await actsOf(page, 'promise/P1')
  await written.locator('[data-act="in-writing"]').click()
  await page.getByRole('menuitem', { name: 'E-mail' }).click()
  expect(await said('promise.confirmed', 'P1', 'ma')).toEqual({ channel: 'email' })
  await page.keyboard.press('Escape')
  await written.waitFor({ state: 'detached' })

  const withdrawn = await actsOf(page, 'promise/P2')
  await withdrawn.locator('[data-act="withdraw"]').click()
  await said('promise.withdrawn', 'P2', 'ma')
  await withdrawn.waitFor({ state: 'detached' })

  const callback = await actsOf(page, 'callback/B1')
  await callback.locator('[data-act="cancel"]').click()
  // What a press opened has the keys.
  await callback.locator('form input:focus').waitFor()
  await page.keyboard.type('Came to the shop')
  await page.keyboard.press('Enter')
  expect(await said('callback.cancelled', 'B1', 'ma')).toEqual({ reason: 'Came to the shop' })
  expect(faults).toEqual([])
  await page.context().close()
})
