import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { startFolder } from '../support/start-folder.ts'
import { launchStart, processesOf } from '../support/started.ts'
import { openBrowser } from './browser.ts'
import { violationsOf } from './violations.ts'

/** Guarantee: who has another system than Asterisk comes from an empty folder to a wall by the assistant's page alone. */

let dir: string
let run: ReturnType<typeof launchStart>
let browser: Browser

/** Starts on the folder as it is, until the assistant asks. */
async function startAssistant(): Promise<void> {
  run = launchStart({ dataDir: join(dir, 'data'), config: '' })
  while (!/^Assistant/m.test(run.out())) await wait(20)
}

/** The assistant's page behind its code, with the next step's button. */
async function openAssistant() {
  const address = `http://127.0.0.1:${/^Assistant +http:\/\/[^:]+:(\d+)/m.exec(run.out())![1]}`
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en' })
  const page = await context.newPage()
  await page.goto(address)
  const next = () => page.locator('button[type=submit]').click()
  await page.locator('#code').fill('wrong-code')
  await next()
  await page.locator('#fault').getByText('Wrong code.').waitFor()
  await page.locator('#code').fill(/type this code: (\S+)/.exec(run.err())![1]!)
  await next()
  await page.locator('#name').fill('Morning Light')
  await page.locator('#timezone').fill('Asia/Shanghai')
  await next()
  await page.getByText('Step 2 of 3').waitFor()
  await page.locator('#name').fill('Li Lei')
  await page.locator('#password').fill('a password of my own')
  await next()
  await page.locator('[data-choice="demo"]').getByText('Look around first').waitFor()
  return { page, next }
}

beforeAll(async () => {
  dir = startFolder('assistant-page')
  browser = await openBrowser()
  await startAssistant()
}, 60_000)
afterAll(async () => {
  await browser?.close()
  run.npm.kill('SIGTERM')
  await run.exited
  await vi.waitFor(() => expect(processesOf(dir)).toEqual([]), { timeout: 20_000, interval: 100 })
  rmSync(dir, { recursive: true, force: true })
}, 60_000)

test('what does not come within three minutes is said to, with where to look', async () => {
  const { page } = await openAssistant()
  // A start of the demo that comes to nothing: nobody answers there.
  await page.route('**/demo', (route) => route.fulfill({ json: { ok: true, port: 1 } }))
  await page.clock.install()
  await page.locator('[data-choice="demo"]').click()
  await page.locator('progress').waitFor()
  expect(await page.locator('#long').textContent()).toBe('')
  await page.clock.fastForward('03:05')
  await page.locator('#long').getByText('The terminal in which it was started').waitFor()
  await page.context().close()
})

test('who looks around first is led to the demo’s page; stopped and started again, the assistant asks as before', async () => {
  const { page } = await openAssistant()
  await page.locator('[data-choice="demo"]').click()
  await page.getByText('this page comes back').waitFor()
  // The demo's own page: whom one may be, and how far its history is.
  await page.waitForURL(/^http:\/\/localhost:\d+\/$/, { timeout: 90_000 })
  await page
    .locator('body')
    .getByText(/history/i)
    .first()
    .waitFor()
  await page.context().close()
  run.npm.kill('SIGTERM')
  await run.exited
  await startAssistant()
}, 150_000)

test('a system that sends by HTTP: the curl line of the page turns it green, and the wall is there', async () => {
  const { page, next } = await openAssistant()
  expect(await violationsOf(page)).toEqual([])
  await page.locator('[data-choice="http"]').click()
  await page.locator('#feed').fill('helpdesk')
  await page.locator('#queue').fill('service')
  await next()
  const line = await page.locator('#curl').textContent({ timeout: 60_000 })
  await page.locator('#arrival:not(.good)').waitFor()
  const [, url, bearer, body] = /^curl (\S+) -H '[^:]+: ([^']+)' -H '[^']+' -d '(.+)'$/.exec(line!)!
  const sent = await fetch(url!, {
    method: 'POST',
    headers: { authorization: bearer!, 'content-type': 'application/json' },
    body: body!,
  })
  expect(sent.status).toBe(202)
  await page.locator('#arrival.good').waitFor()
  await page.locator('a.button').click()
  await page.locator('[data-queue="service"]').waitFor()
  await page.context().close()
}, 150_000)
