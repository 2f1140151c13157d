import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { openBrowser, openPage } from './browser.ts'
import { type BrowserSite, startSite } from './site.ts'

/** Guarantee: what is the matter with the machine stands on the pages of those who can see to it, and on nobody else's. */

/** A loaded machine takes its time to draw, and a server to come back. */
const PATIENCE_MS = 40_000

let site: BrowserSite
let browser: Browser

beforeAll(async () => {
  site = await startSite()
  browser = await openBrowser()
})

afterAll(async () => {
  await browser?.close()
  await site?.end()
})

test('a part that ends again and again is said on a supervisor’s page, and not on an agent’s', async () => {
  const supervisor = await openPage(browser, site, '/supervisor', { as: 'ma' })
  const desk = await openPage(browser, site, '/desk', { as: 'yuan' })
  const band = supervisor.page.locator('[data-machine]').filter({ hasText: 'server stopped' })
  expect(await band.count()).toBe(0)
  for (let end = 1; end <= 3; end++) {
    const pid = site.serverPid()
    process.kill(pid, 'SIGKILL')
    await vi.waitFor(() => expect(site.serverPid()).not.toBe(pid), { timeout: PATIENCE_MS, interval: 50 })
  }
  await band.getByText('server stopped 3 times within minutes').waitFor({ timeout: PATIENCE_MS })
  await desk.page.locator('[data-live="live"]').waitFor({ timeout: PATIENCE_MS })
  expect(await desk.page.locator('[data-machine]').count()).toBe(0)
})
