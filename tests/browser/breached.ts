import type { Locator, Page } from 'playwright-core'
import { vi } from 'vitest'
import type { Notification } from '#core/notify/notification.ts'
import type { AlertRow } from '#core/rows/row.ts'
import { type BrowserSite, told } from './site.ts'

/** An alert of a case that nobody answered, once a supervisor is told of it. */
export async function breached(site: BrowserSite, id: string): Promise<string> {
  const data = { kind: 'complaint', title: `Luggage ${id}`, agent: 'yuan', queue: 'care' }
  await site.post(told('case.opened', id, data, 6_000))
  const { name, value } = await site.signIn('ma')
  return vi.waitFor(
    async () => {
      const headers = { cookie: `${name}=${value}` }
      const answer = await fetch(`${site.server}/api/v1/alerts`, { headers })
      const { alerts } = (await answer.json()) as { alerts: AlertRow[] }
      const alert = alerts.find(({ subject }) => subject === `case/${id}`)
      if (alert === undefined) throw new Error(`no alert of ${id}`)
      return alert.id
    },
    { timeout: 30_000, interval: 100 },
  )
}

/** The line of an alert on the alerts page, where it may stand in a card of many: then that is opened. */
export async function lineOf(page: Page, alert: string): Promise<Locator> {
  const line = page.locator(`[data-alert="${alert}"]`)
  const card = page.locator('[data-group] button[aria-expanded="false"]')
  await line.or(card).first().waitFor()
  if ((await line.count()) === 0) await card.first().click()
  await line.waitFor()
  return line
}

/** The path of the link by which lin takes an alert. */
export function ackLink(site: BrowserSite, alert: string): string {
  const to = { is: 'person', id: 'lin', name: 'Lin', language: 'en' }
  const notification = { id: 't', kind: 'alert', at: Date.now(), to, alerts: [{ alert }] }
  return new URL(site.links.ackLink(notification as unknown as Notification)!).pathname
}
