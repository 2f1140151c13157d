import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Telling } from '#core/alerts/telling.ts'
import { openBrowser, openPage } from './browser.ts'
import { type Site, startSite, told } from './site.ts'

let site: Site
let browser: Browser

beforeAll(async () => {
  site = await startSite({
    departments: [
      { id: 'product', name: 'Product' },
      { id: 'review', name: 'Review' },
    ],
  })
  browser = await openBrowser()
})

afterAll(async () => {
  await browser?.close()
  await site?.end()
})

const phone = { viewport: { width: 390, height: 844 } }

/** An alert of a case that nobody answered, as the supervisor's list has it. */
async function breached(id: string): Promise<string> {
  const data = { kind: 'complaint', title: `Case ${id}`, agent: 'yuan', queue: 'care' }
  await site.post(told('case.opened', id, data, 6_000))
  const { page } = await openPage(browser, site, '/alerts', { as: 'ma' })
  const entry = page.locator('[data-alert]').filter({ hasText: `Case ${id}` })
  await entry.waitFor()
  const alert = (await entry.getAttribute('data-alert'))!
  await page.context().close()
  return alert
}

function ackLink(alert: string): string {
  const to = { is: 'person', id: 'lin', name: 'Lin', language: 'en' }
  const telling = { id: 't', kind: 'alert', at: Date.now(), to, alerts: [{ alert }] }
  return new URL(site.links.ackLink(telling as unknown as Telling)!).pathname
}

const departmentLink = () => new URL(site.links.departmentLink('product', Date.now())).pathname

test("a link preview takes nothing; the button on the link's page takes the alert, without a session", async () => {
  const alert = await breached('L1')
  const path = ackLink(alert)
  const preview = await fetch(`${site.url}${path}`)
  expect(preview.headers.get('x-robots-tag')).toContain('noindex')
  expect(preview.headers.get('referrer-policy')).toBe('no-referrer')
  expect(await preview.text()).not.toContain('Case L1')
  const { page, faults } = await openPage(browser, site, path, phone)
  const button = page.getByRole('button', { name: /I take it/ })
  await button.waitFor()
  expect(await page.locator('main').textContent()).not.toContain('Case L1')
  const { page: list } = await openPage(browser, site, '/alerts', { as: 'ma' })
  const entry = list.locator(`[data-alert="${alert}"]`)
  await entry.getByText('nobody has it').waitFor()
  await button.click()
  await page.locator('[data-ack="used"]').waitFor()
  await entry.getByText('Person lin has it').waitFor()
  await page.reload()
  await page.locator('[data-ack="used"]').waitFor()
  expect(await page.getByRole('button', { name: /I take it/ }).count()).toBe(0)
  expect(faults.filter((fault) => !fault.includes('401'))).toEqual([])
  await page.context().close()
  await list.context().close()
})

test('a link that is cut off or forged says so, and offers nothing', async () => {
  const { page } = await openPage(browser, site, '/ack/not-a-link', phone)
  await page.locator('[data-refused="not_found"]').waitFor()
  await page.goto(`${site.url}${departmentLink().replace('/departments/', '/ack/')}`)
  await page.locator('[data-refused="not_found"]').waitFor()
  await page.context().close()
})

test("a department answers without an account, and the agent's desk shows the answer", async () => {
  await site.post(
    told('agent.signed_in', 'yuan', { queues: ['care'], name: 'Person yuan' }, 600),
    told(
      'case.opened',
      'D1',
      { kind: 'complaint', title: 'No refund since May', agent: 'yuan', queue: 'care' },
      900,
    ),
    told(
      'handoff.sent',
      'H1',
      { case: 'D1', department: 'product', question: 'Why was it not refunded?' },
      600,
    ),
  )
  const { page: desk } = await openPage(browser, site, '/cases/D1', { as: 'yuan' })
  await desk.locator('[data-event="handoff.sent"]').waitFor()
  const { page, faults } = await openPage(browser, site, departmentLink(), phone)
  const entry = page.locator('[data-handoff="H1"]')
  await entry.getByText('No refund since May').waitFor()
  await entry.locator('[data-act="mine"]').click()
  await entry.getByText(/yours since/).waitFor()
  await entry.locator('[data-act="more-time"]').click()
  await entry.getByLabel('Why').fill('The bank is asked')
  await entry.locator('[data-time="in2h"]').click()
  await entry.getByText(/You asked for time until/).waitFor()
  await entry.locator('[data-act="answer"]').click()
  await entry.getByLabel(/The answer in full/).fill('It was refunded today.')
  await entry.locator('[data-send="answer"]').click()
  await entry.waitFor({ state: 'detached' })
  await page.getByText('Nothing is owed').waitFor()
  await desk.getByText('It was refunded today.').first().waitFor()
  expect(faults.filter((fault) => !fault.includes('401'))).toEqual([])
  await page.context().close()
  await desk.context().close()
})
