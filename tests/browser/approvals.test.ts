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
  await page.getByLabel('提供金额').fill('800')
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
