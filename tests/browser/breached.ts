import type { Locator, Page } from 'playwright-core'
import { vi } from 'vitest'
import type { Notification } from '#core/notify/notification.ts'
import type { AlertRow } from '#core/rows/row.ts'
import { type BrowserSite, feedEvent } from './site.ts'

/** An alert of a case that nobody answered, once a supervisor is told of it. */
export async function breached(site: BrowserSite, id: string): Promise<string> {
  const data = { kind: 'complaint', title: `Luggage ${id}`, agent: 'yuan', queue: 'care' }
  await site.post(feedEvent('case.opened', id, data, 6_000))
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
export async function rowOfAlert(page: Page, alert: string): Promise<Locator> {
  const row = page.locator(`[data-alert="${alert}"]`)
  const card = page.locator('[data-group] button[aria-expanded="false"]')
  await row.or(card).first().waitFor()
  if ((await row.count()) === 0) await card.first().click()
  await row.waitFor()
  return row
}

/** The path of the link by which lin takes an alert, from a message to them or to a group. */
export function ackLink(site: BrowserSite, alert: string, of: 'person' | 'group' = 'person'): string {
  const to = { is: 'person', id: 'lin', name: 'Lin', language: 'en' }
  const way = { channel: 'line', target: 'bot', address: of === 'group' ? 'C1' : 'U1' }
  const notification = { id: 't', kind: 'alert', at: Date.now(), to, way, alerts: [{ alert }] }
  return new URL(site.links.ackLink(notification as unknown as Notification)!).pathname
}
