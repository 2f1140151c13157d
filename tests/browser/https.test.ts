import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freePort } from '#scripts/start/free-port.ts'
import { type HttpsProxy, startHttpsProxy } from '../support/peers/https-proxy.ts'
import { SITE_HOST } from '../support/site-host.ts'
import { ackLink, breached } from './breached.ts'
import { openBrowser, openPage } from './browser.ts'
import { type BrowserSite, feedEvent, startSite } from './site.ts'

let proxy: HttpsProxy
let site: BrowserSite
let browser: Browser

beforeAll(async () => {
  proxy = await startHttpsProxy(SITE_HOST)
  const port = await freePort()
  proxy.forwardTo(port)
  site = await startSite(
    { alerts: { targets: [{ id: 'phones', kind: 'push' }] } },
    { publicUrl: `https://${SITE_HOST}:${proxy.port}`, port },
  )
  browser = await openBrowser(proxy.trust)
})

afterAll(async () => {
  await browser?.close()
  await site?.end()
  await proxy?.stop()
})

const phone = { viewport: { width: 390, height: 844 } }

test('over https one signs in, with a cookie that is sent by https only, and a press at the desk is taken', async () => {
  await site.post(feedEvent('agent.signed_in', 'yuan', { queues: ['care'], name: 'Person yuan' }, 60))
  const { page, faults } = await openPage(browser, site, '/desk')
  await page.waitForURL(/\/sign-in/)
  await page.getByLabel('Staff number or e-mail').fill('no-yuan')
  await page.getByLabel('Password').fill('first-password')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByLabel('Current password').fill('first-password')
  await page.getByLabel('New password', { exact: false }).first().fill('a-password-of-their-own')
  await page.getByLabel('New password again').fill('a-password-of-their-own')
  await page.getByRole('button', { name: 'Change password' }).click()
  await page.waitForURL(/\/desk$/)
  const cookies = await page.context().cookies()
  expect(cookies.map(({ name }) => name).sort()).toEqual(['__Host-huiyin_device', '__Host-huiyin_session'])
  for (const { secure, httpOnly } of cookies)
    expect({ secure, httpOnly }).toEqual({ secure: true, httpOnly: true })
  expect(await page.evaluate(() => isSecureContext)).toBe(true)
  await page.getByRole('button', { name: 'Away' }).click()
  await page.getByRole('menuitem', { name: 'Meal' }).click()
  await page.locator('[data-own-state="away"]').waitFor()
  expect(faults.filter((fault) => !fault.includes('401'))).toEqual([])
  await page.context().close()
})

test('the wall is live over a secure socket', async () => {
  const { page, faults } = await openPage(browser, site, '/wall/floor', { as: 'ma' })
  const sockets: string[] = []
  page.on('websocket', (socket) => sockets.push(socket.url()))
  await page.reload()
  await page.locator('main.wall[data-live="live"]').waitFor()
  await site.post(feedEvent('contact.queued', 'w1', { queue: 'care' }))
  await page
    .locator('[data-queue="care"] [data-key-figure="waiting"]')
    .getByText('1', { exact: true })
    .waitFor()
  expect(sockets.map((url) => new URL(url).protocol)).toEqual(['wss:'])
  expect(faults).toEqual([])
  await page.context().close()
})

test('over https the settings offer push and notifications, and say nothing of what is missing', async () => {
  const { page } = await openPage(browser, site, '/settings', {
    ...{ as: 'lin', ...phone, permissions: ['notifications'] },
  })
  await page.locator('[data-act="push"]').waitFor()
  await page.getByRole('switch', { name: /notification/ }).waitFor()
  expect(await page.locator('[data-needs-https], [data-push="needs_https"]').count()).toBe(0)
  await page.context().close()
})

test('a push service that cannot be reached is said after ten seconds', async () => {
  const { page, faults } = await openPage(browser, site, '/duty', { as: 'lin', ...phone })
  await page.context().grantPermissions(['notifications'], { origin: site.url })
  // As where the service of the browser's maker is blocked: the browser waits for it without end.
  await page.addInitScript(() => {
    PushManager.prototype.subscribe = () => new Promise(() => undefined)
  })
  await page.goto(`${site.url}/settings`)
  const device = page.locator('[data-push="off"]')
  await device.locator('[data-act="push"]').click()
  await device.getByText("Asking the browser's push service").waitFor()
  await device.getByText('did not answer within 10 seconds').waitFor()
  await device.locator('[data-act="push"]').getByText('Push to this device').waitFor()
  expect(faults).toEqual([])
  await page.context().close()
})

test('the alerts page can be installed, and its worker shows that there is no network where a page cannot be opened', async () => {
  const { page } = await openPage(browser, site, '/alerts', { as: 'ma', ...phone })
  await page.locator('h1').waitFor()
  const manifest = await page.evaluate(async () => {
    const link = document.querySelector<HTMLLinkElement>('link[rel="manifest"]')!
    return (await (await fetch(link.href)).json()) as { start_url: string; icons: { src: string }[] }
  })
  expect(manifest.start_url).toBe('/alerts')
  for (const { src } of manifest.icons) expect((await fetch(`${site.server}${src}`)).status).toBe(200)
  await page.evaluate(() => navigator.serviceWorker.ready)
  await page.reload()
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
  await page.context().setOffline(true)
  await page.goto(`${site.url}/settings`).catch(() => undefined)
  await page.getByText('No network').waitFor()
  await page.context().setOffline(false)
  // It comes back by itself.
  await page.locator('[data-ways]').waitFor()
  await page.context().close()
})

/** Hands the page's worker a push, as the browser does after it has decrypted it. */
async function push(page: Page, payload: object): Promise<void> {
  const devtools = await page.context().newCDPSession(page)
  const registered = new Promise<string>((done) => {
    devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const found = registrations.find(({ isDeleted }) => !isDeleted)
      if (found !== undefined) done(found.registrationId)
    })
  })
  await devtools.send('ServiceWorker.enable')
  const registrationId = await registered
  const data = JSON.stringify(payload)
  await devtools.send('ServiceWorker.deliverPushMessage', { origin: site.url, registrationId, data })
}

test('what is pushed is shown on the phone, and the button of the notification takes the alert', async () => {
  const alert = await breached(site, 'P1')
  const { page } = await openPage(browser, site, '/alerts', {
    ...{ as: 'lin', ...phone, permissions: ['notifications'] },
  })
  await page.evaluate(() => navigator.serviceWorker.ready)
  const entry = page.locator(`[data-alert="${alert}"]`)
  await entry.getByText('not taken').waitFor()
  const message = {
    ...{ title: 'Overdue: Complaint unanswered', body: 'case P1', tag: 'case/P1', severity: 'critical' },
    ...{
      url: `${site.url}/alerts`,
      acts: [{ is: 'take', label: 'Take it', url: `${site.url}${ackLink(site, alert)}` }],
    },
    ...{ language: 'en', telling: 't' },
  }
  const shown = () =>
    page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready
      return (await registration.getNotifications()).map(({ title, body, tag }) => ({ title, body, tag }))
    })
  // The browser's own stand-in for a push service drops what comes while the worker begins: pushed until it is shown.
  const pushed = async () => {
    const now = await shown()
    if (now.length === 0) await push(page, message)
    return now
  }
  await expect
    .poll(pushed, { timeout: 20_000, interval: 500 })
    .toEqual([{ title: 'Overdue: Complaint unanswered', body: 'case P1', tag: 'case/P1' }])
  const [worker] = page.context().serviceWorkers()
  // As text: the types of a worker's world are not those of a page.
  await worker!.evaluate(`registration.getNotifications().then(([notification]) =>
    dispatchEvent(new NotificationEvent('notificationclick', { notification, action: 'take' })))`)
  await entry.getByText('taken by Person lin').waitFor()
  expect(await shown()).toEqual([])
  await page.context().close()
})
