import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, openPage } from './browser.ts'
import { choose } from './choose.ts'
import { type BrowserSite, feedEvent, person, startSite } from './site.ts'
import { violationsOf } from './violations.ts'

let site: BrowserSite
let browser: Browser

const limit = (role: string, kind: string, amount: number) => ({
  ...{ role, kind },
  upTo: { amount, currency: 'CNY' },
})

beforeAll(async () => {
  site = await startSite({
    people: [
      person('ma', 'supervisor'),
      person('lin', 'lead', { team: 'east', agent: 'lin' }),
      person('yuan', 'agent', { team: 'east', agent: 'yuan', language: 'zh-CN' }),
    ],
    authority: [
      limit('agent', 'compensation', 300),
      limit('agent', 'refund', 1_000),
      limit('lead', 'compensation', 2_000),
      limit('supervisor', 'compensation', 20_000),
    ],
    causes: [
      { id: 'outage', title: { en: 'Service outage', 'zh-CN': '服务中断', 'zh-TW': '服務中斷' } },
      { id: 'late', title: { en: 'Late delivery', 'zh-CN': '送达太晚', 'zh-TW': '太晚送達' } },
    ],
  })
  browser = await openBrowser()
  await site.post(
    feedEvent('agent.signed_in', 'yuan', { queues: ['care', 'sales'], name: 'Person yuan' }, 600),
    ...['C1', 'C2'].map((id) =>
      feedEvent(
        'case.opened',
        id,
        { kind: 'complaint', queue: 'care', title: `Line dead ${id}`, name: 'Anna Berg', agent: 'yuan' },
        300,
      ),
    ),
  )
})

afterAll(async () => {
  await browser?.close()
  await site?.end()
})

const inLog = async (type: string) => (await site.events()).filter((event) => event.type === type)
const done = (page: Page) => page.locator('[data-done]').first().waitFor()

test('an offer says its kind, by the limit of which it is judged, in the reader’s words', async () => {
  const { page, faults } = await openPage(browser, site, '/cases/C1', { as: 'yuan' })
  await page.locator('[data-step="reply"]').click()
  await page.getByLabel('补偿金额').fill('800')
  await page.locator('[data-reply="accepted"]').click()
  await page.getByText('超出你的授权额度').waitFor()
  const kind = page.getByRole('combobox', { name: '用途' })
  await kind.getByText('补偿').waitFor()
  expect(await violationsOf(page)).toEqual([])
  await choose(kind, 'refund')
  await kind.getByText('退款').waitFor()
  await page.locator('[data-reply="accepted"]').click()
  await done(page)
  const [reply] = await inLog('case.replied')
  expect(reply?.data.offer).toEqual({ amount: 800, currency: 'CNY', kind: 'refund' })
  expect(faults).toEqual([])
  await page.context().close()
})

const reason =
  'Three weeks without a line, four technicians who did not come, and a small shop that lived by its telephone all that time'

test('from the line of an approval one reads all of it and decides, whoever was asked for it', async () => {
  await site.post(
    feedEvent(
      'approval.requested',
      'A1',
      { case: 'C2', from: 'lin', amount: 1_500, currency: 'CNY', kind: 'compensation', reason },
      60,
    ),
  )
  const { page, faults } = await openPage(browser, site, '/supervisor?show=approvals', { as: 'ma' })
  const line = page.locator('[data-entry="approval/A1"]')
  await line.locator('[data-act="acts"]').click()
  // What was done is told in a dialog of its own.
  const window = page.locator('[role="dialog"]:not([data-done])')
  for (const said of [reason, 'Person yuan asks', 'CN¥1,500', 'Line dead C2', 'your limit CN¥20,000', 'A**'])
    await window.getByText(said).waitFor()
  await window.getByText('Compensation').waitFor()
  expect(await violationsOf(page)).toEqual([])
  await window.locator('[data-decide="grant"]').click()
  await window.waitFor({ state: 'detached' })
  await done(page)
  expect(await inLog('approval.decided')).toMatchObject([
    { subject: 'A1', data: { granted: true, by: 'ma' } },
  ])
  expect(faults).toEqual([])
  await page.context().close()
})

test('why one asks is chosen by a press or by the keys, is told with one’s own words, and is counted by it', async () => {
  const { page, faults } = await openPage(browser, site, '/cases/C1', { as: 'yuan' })
  await page.locator('[data-step="approval"]').click()
  const tray = page.locator('[data-tray="approval"]')
  const chip = tray.locator('[data-cause="outage"]')
  await chip.press('Enter')
  expect(await chip.getAttribute('aria-pressed')).toBe('true')
  await tray.getByLabel('事由').fill('三周没有网')
  await tray.getByRole('textbox', { name: /金额/ }).fill('900')
  expect(await violationsOf(page)).toEqual([])
  await choose(tray.getByRole('combobox').first(), 'ma')
  await tray.getByRole('button').last().click()
  await done(page)
  const asked = (await inLog('approval.requested')).find(({ source }) => source === 'user/yuan')
  expect(asked?.data).toMatchObject({ cause: 'outage', reason: '服务中断：三周没有网', amount: 900 })
  // The report reads the archive, which follows the log.
  const { name, value } = await site.signIn('ma')
  const headers = { cookie: `${name}=${value}` }
  const isCounted = async () => {
    const answer = await fetch(`${site.server}/api/v1/reports/approvals`, { headers })
    const { lines }: { lines: { cause: string | null }[] } = await answer.json()
    return lines.some(({ cause }) => cause === 'outage')
  }
  await expect.poll(isCounted, { timeout: 20_000 }).toBe(true)
  const { page: reports, faults: others } = await openPage(browser, site, '/reports', { as: 'ma' })
  const report = reports.locator('[data-part="raise-limit"]')
  const line = report.locator('[data-line="cause"][data-cause="outage"]')
  await line.getByText('Service outage').waitFor()
  await report.locator('[data-line="all"]').getByText('Agents · Compensation').waitFor()
  await line.getByRole('button', { name: /Asked/ }).click()
  await report.locator('[data-behind]').getByText('服务中断：三周没有网').waitFor()
  expect(await violationsOf(reports)).toEqual([])
  expect([faults, others]).toEqual([[], []])
  await page.context().close()
  await reports.context().close()
})
