import { Secret, TOTP } from 'otpauth'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, openPage } from './browser.ts'
import { type BrowserSite, person, startSite } from './site.ts'
import { violationsOf } from './violations.ts'

let site: BrowserSite
let browser: Browser

beforeAll(async () => {
  site = await startSite({
    people: [person('ma', 'admin'), person('lin', 'agent', { agent: 'lin' })],
    security: { secondFactor: ['admin'] },
  })
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await site?.end()
})

const phone = { viewport: { width: 390, height: 844 } }
const codeOf = (secret: string, steps = 0) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + steps * 30_000 })

/** Follows the page from the secret that it shows to the recovery codes. */
async function setUp(page: Page): Promise<{ secret: string; codes: string[] }> {
  await page.locator('[data-act="second-factor-set-up"]').click()
  await page.locator('[data-qr^="otpauth://totp/"] svg').waitFor()
  const secret = (await page.locator('[data-secret]').textContent())!.replaceAll(' ', '')
  const code = page.locator('input[name="code"]')
  await code.fill('000000')
  await code.press('Enter')
  await page.locator('p[role="alert"]').waitFor()
  await code.fill(codeOf(secret, -1))
  await code.press('Enter')
  await page.locator('[data-recovery-codes] li').first().waitFor()
  const codes = await page.locator('[data-recovery-codes] li').allTextContents()
  expect(codes).toHaveLength(10)
  await page.locator('[data-act="codes-kept"]').click()
  return { secret, codes }
}

test('in the settings one sets it up, sees where one is signed in, and ends the others', async () => {
  await site.signIn('lin')
  await site.signInAnew('lin')
  const { page, faults } = await openPage(browser, site, '/settings', { as: 'lin', ...phone })
  await page.locator('[data-act="end-session"]').waitFor()
  await page.locator('[data-act="end-others"]').click()
  await page.getByRole('menuitem', { name: 'Yes, sign out all others' }).click()
  await page.locator('[data-act="end-session"]').waitFor({ state: 'detached' })
  expect(await page.locator('[data-session]').count()).toBe(1)
  await setUp(page)
  await page.locator('[data-second-factor="on"]').waitFor()
  expect(await page.locator('[data-second-factor="on"]').textContent()).toContain('10 recovery codes left')
  // Turning it off asks for the password, whoever sits there.
  await page.locator('[data-act="second-factor-off"]').click()
  await page.locator('input[name="password"]').waitFor()
  expect(await violationsOf(page)).toEqual([])
  // A wrong code is a 400, a missing password a 403, which the console counts as errors.
  expect(faults.filter((fault) => !/400|403/.test(fault))).toEqual([])
  await page.context().close()
})

test('who must have one is led to it at sign-in, and from then on a code or a recovery code is asked for', async () => {
  await site.signIn('ma')
  const { page } = await openPage(browser, site, '/admin/audit', { as: 'ma' })
  await page.waitForURL(/\/sign-in\?next=/)
  const { secret, codes } = await setUp(page)
  await page.waitForURL(/\/admin\/audit$/)
  await page.locator('[data-action="second-factor.on"]').first().waitFor()
  await page.context().clearCookies()

  const give = async (code: string) => {
    await page.locator('input[name="code"]').fill(code)
    await page.locator('input[name="code"]').press('Enter')
  }
  const signIn = async () => {
    await page.goto(`${site.url}/sign-in`)
    await page.locator('input[name="login"]').fill('no-ma')
    await page.locator('input[name="password"]').fill('a-password-of-their-own')
    await page.locator('input[name="password"]').press('Enter')
    await page.locator('input[name="code"]').waitFor()
  }
  await signIn()
  await give(codeOf(secret, -1))
  expect(await page.locator('p[role="alert"]').textContent()).toContain('already used')
  expect(await violationsOf(page)).toEqual([])
  await give(codeOf(secret))
  await page.waitForURL(/\/supervisor/)
  await page.context().clearCookies()
  await signIn()
  await page.locator('[data-act="other-code"]').click()
  await give(codes[0]!)
  await page.waitForURL(/\/supervisor/)
  await page.context().close()
})

test('an administrator sees each limit, its value and who met it', async () => {
  for (let tries = 0; tries < 6; tries++)
    await fetch(`${site.server}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: site.server },
      body: JSON.stringify({ login: 'nobody', password: 'not-the-password' }),
    })
  const { page, faults } = await openPage(browser, site, '/admin/limits', { as: 'ma' })
  await page.locator('[data-met="triesAtOnce"]').waitFor()
  expect(await page.locator('[data-limit="eventsPerSec"]').textContent()).toContain('2,000')
  expect(await violationsOf(page)).toEqual([])
  expect(faults).toEqual([])
  await page.context().close()
})
