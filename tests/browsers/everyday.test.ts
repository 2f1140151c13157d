import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type BrowserSite, feedEvent, startSite } from '../browser/site.ts'
import { type DrivenPage, press, until } from './driven-page.ts'
import { openFirefoxPage } from './firefox-page.ts'
import { openWebKitPage } from './webkit-page.ts'

const engines = { WebKit: openWebKitPage, Firefox: openFirefoxPage }
const PASSWORD = 'a-password-of-their-own'

const waiting = `document.querySelector('[data-queue="sales"] [data-key-figure="waiting"] .key-value')?.textContent`

/** What leads carry and offices have: the same acts as in Chromium, pressed and typed. */
describe.each(Object.entries(engines))('%s', (_name, openPage) => {
  let site: BrowserSite
  let page: DrivenPage

  beforeAll(async () => {
    site = await startSite()
    await site.post(
      feedEvent('agent.signed_in', 'yuan', { queues: ['care', 'sales'], name: 'Person yuan' }, 60),
      feedEvent('agent.available', 'yuan', {}, 50),
      feedEvent('case.opened', 'E1', { kind: 'complaint', agent: 'yuan', queue: 'care' }, 6_000),
    )
    page = await openPage()
  })

  afterAll(async () => {
    await page?.close()
    await site?.end()
  })

  async function signIn(person: string, path: string): Promise<void> {
    await page.goto(`${site.server}/sign-in?next=${encodeURIComponent(path)}`)
    await until(page, `document.querySelector('input[name="login"]')`)
    await page.type('input[name="login"]', `no-${person}`)
    await page.type('input[name="password"]', 'first-password')
    await press(page, 'button[type="submit"]')
    await until(page, `document.querySelector('input[name="again"]')`)
    await page.type('input[name="current"]', 'first-password')
    await page.type('input[name="next"]', PASSWORD)
    await page.type('input[name="again"]', PASSWORD)
    await press(page, 'button[type="submit"]')
    await until(page, `location.pathname === ${JSON.stringify(path)}`)
  }

  const signOut = () => page.evaluate(`fetch('/api/v1/session', { method: 'DELETE' }).then(() => true)`)

  test('the wall shows the board and changes as events come', async () => {
    await signIn('ma', '/alerts')
    await page.goto(`${site.server}/wall/floor`)
    await until(page, `${waiting} === '0' && document.querySelector('.entry')`)
    await site.post(feedEvent('contact.queued', 'wall-1', { queue: 'sales' }))
    await until(page, `${waiting} === '1'`)
    await site.post(feedEvent('contact.abandoned', 'wall-1'))
    await until(page, `${waiting} === '0'`)
    const height = await page.evaluate<number>(
      `parseFloat(getComputedStyle(document.querySelector('.key-value')).fontSize) / innerHeight`,
    )
    expect(height).toBeGreaterThanOrEqual(0.07)
    await signOut()
  })

  test('an alert is taken with one press', async () => {
    await signIn('lin', '/alerts')
    await press(page, '[data-alert] [data-act="ack"]')
    await until(page, `document.querySelector('[data-alert] [data-act="ack"]')?.disabled`)
    await until(page, `document.querySelector('[data-alert]').textContent.includes('taken by Person lin')`)
    await signOut()
  })

  test('the desk says what is next, and a reply is recorded', async () => {
    await signIn('yuan', '/desk')
    await press(page, '[data-next="case/E1"] [data-step="reply"]')
    const accepted = `[...document.querySelectorAll('button')].find((button) => button.textContent.includes('Answered, accepted'))`
    await until(page, accepted)
    await page.evaluate(`(${accepted}).setAttribute('data-pressed', 'here')`)
    await press(page, '[data-pressed="here"]')
    await until(page, `!document.body.textContent.includes('Complaint unanswered')`)
  })
})
