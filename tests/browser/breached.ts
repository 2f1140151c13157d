import type { Browser } from 'playwright-core'
import type { Telling } from '#core/alerts/telling.ts'
import { openPage } from './browser.ts'
import { type Site, told } from './site.ts'

/** An alert of a case that nobody answered, as the supervisor's list has it. */
export async function breached(browser: Browser, site: Site, id: string): Promise<string> {
  const data = { kind: 'complaint', title: `Luggage ${id}`, agent: 'yuan', queue: 'care' }
  await site.post(told('case.opened', id, data, 6_000))
  const { page } = await openPage(browser, site, '/alerts', { as: 'ma' })
  const entry = page.locator('[data-alert]').filter({ hasText: `Case ${id}` })
  await entry.waitFor()
  const alert = (await entry.getAttribute('data-alert'))!
  await page.context().close()
  return alert
}

/** The path of the link by which lin takes an alert. */
export function ackLink(site: Site, alert: string): string {
  const to = { is: 'person', id: 'lin', name: 'Lin', language: 'en' }
  const telling = { id: 't', kind: 'alert', at: Date.now(), to, alerts: [{ alert }] }
  return new URL(site.links.ackLink(telling as unknown as Telling)!).pathname
}
