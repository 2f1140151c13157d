import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, openPage } from './browser.ts'
import { type BrowserSite, feedEvent, startSite } from './site.ts'

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

test('a silent server is said within ten seconds, its figures pale; killed and back, the wall is right in two, without a reload', async () => {
  const { page } = await openPage(browser, site, '/wall/floor', { as: 'ma' })
  const wall = page.locator('main.wall')
  const waiting = page.locator('[data-queue="care"] [data-key-figure="waiting"] .key-value')
  await site.post(feedEvent('contact.queued', 'before', { queue: 'care' }))
  await waiting.getByText('1', { exact: true }).waitFor()
  await page.evaluate(() => Object.assign(window, { sameDocument: true }))

  const pid = site.serverPid()
  process.kill(pid, 'SIGSTOP')
  const stopped = Date.now()
  await page.locator('.wall-band[data-tone="doubt"]').waitFor({ timeout: 10_000 })
  await page
    .locator('main.wall[data-live="stale"]')
    .waitFor({ timeout: Math.max(1, 10_500 - (Date.now() - stopped)) })
  const pale = await waiting.evaluate((node) => getComputedStyle(node).color)

  process.kill(pid, 'SIGKILL')
  await site.ready()
  const back = Date.now()
  await site.post(feedEvent('contact.queued', 'after', { queue: 'care' }))
  await waiting.getByText('2', { exact: true }).waitFor({ timeout: 2_000 })
  expect(Date.now() - back).toBeLessThanOrEqual(2_000)
  await page.locator('.wall-band[data-tone="doubt"]').waitFor({ state: 'detached', timeout: 2_000 })
  expect(await wall.getAttribute('data-live')).toBe('live')
  expect(await waiting.evaluate((node) => getComputedStyle(node).color)).not.toBe(pale)
  expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true)
  await page.close()
})

test('after half a minute a headline figure is a dash, with its last value and its age beneath', async () => {
  const { page } = await openPage(browser, site, '/wall/floor', { as: 'ma' })
  const metric = page.locator('[data-queue="care"] [data-key-figure="waiting"]')
  await metric.locator('.key-value').getByText('2', { exact: true }).waitFor()
  const pid = site.serverPid()
  process.kill(pid, 'SIGSTOP')
  await metric.locator('.key-value').getByText('–', { exact: true }).waitFor({ timeout: 35_000 })
  expect(await metric.locator('.key-last').textContent()).toContain('last value 2')
  process.kill(pid, 'SIGCONT')
  await metric.locator('.key-value').getByText('2', { exact: true }).waitFor({ timeout: 5_000 })
  await page.close()
})
