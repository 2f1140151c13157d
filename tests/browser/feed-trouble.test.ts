import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type AmiServer, startAmiServer } from '#scripts/replay-ami/ami-server.ts'
import { freePort } from '#scripts/start/free-port.ts'
import { openBrowser, openPage } from './browser.ts'
import { type BrowserSite, startSite, told } from './site.ts'

/** Guarantee: what the connector knows of its PBX stands on wall, supervisor's screen and desk, with its reason. */

/** A loaded machine takes its time to draw. */
const PATIENCE_MS = 20_000

let site: BrowserSite
let browser: Browser
let port: number

beforeAll(async () => {
  port = await freePort()
  const asterisk = {
    ...{ id: 'asterisk', kind: 'asterisk', host: '127.0.0.1', port, username: 'dash', secret: 'right' },
    queues: { billing: 'care' },
    agents: { 'PJSIP/101': 'lin' },
  }
  const http = { id: 'pbx', kind: 'http', token: 'feed-token-of-the-faces' }
  site = await startSite({ feeds: [http, asterisk] })
  browser = await openBrowser()
})

afterAll(async () => {
  await browser?.close()
  await site?.end()
})

async function startPbx(): Promise<AmiServer> {
  const pbx = await startAmiServer({ secret: 'right', port })
  pbx.play({ at: 0, raw: 'Event: QueueParams\r\nQueue: billing\r\nMax: 0\r\nCalls: 0\r\n\r\n' })
  return pbx
}

const join =
  'Event: QueueCallerJoin\r\nPrivilege: agent,all\r\nChannel: SIP/1.1\r\nUniqueid: 1.1\r\nLinkedid: 1.1\r\n' +
  'Queue: billing\r\nPosition: 1\r\nCount: 1\r\n\r\n'

test('a PBX that is gone is named with its reason on wall, supervisor and desk, and no clock of its callers runs', async () => {
  await site.post(told('agent.signed_in', 'yuan', { queues: ['care'] }))
  const wall = await openPage(browser, site, '/wall/floor', { as: 'ma' })
  const supervisor = await openPage(browser, site, '/supervisor', { as: 'ma' })
  const desk = await openPage(browser, site, '/desk', { as: 'yuan' })
  const tile = wall.page.locator('[data-queue="care"]').first()
  const waiting = tile.locator('[data-key-figure="waiting"] .key-value')
  const bands = [
    wall.page.locator('.wall-band[data-tone="doubt"]'),
    supervisor.page.locator('[role="status"]').filter({ hasText: 'asterisk' }),
    desk.page.locator('[role="status"]').filter({ hasText: 'asterisk' }),
  ]
  const say = (text: string) =>
    Promise.all(bands.map((band) => band.filter({ hasText: text }).first().waitFor({ timeout: PATIENCE_MS })))

  await say('asterisk: nothing listens at its address')
  // Nothing was ever heard of its queue: a dash, not a zero.
  await waiting.getByText('–', { exact: true }).waitFor()

  const pbx = await startPbx()
  await Promise.all(bands.map((band) => band.waitFor({ state: 'detached', timeout: PATIENCE_MS })))
  while (!pbx.received.some((action) => action.includes('QueueSummary')))
    await new Promise((done) => setTimeout(done, 20))
  pbx.write(join)
  await waiting.getByText('1', { exact: true }).waitFor({ timeout: PATIENCE_MS })

  await pbx.stop()
  await say('figures as of')
  const wait = tile.locator('[data-key-figure="longest"] time[data-stopped]')
  const stopped = await wait.textContent()
  expect(await tile.getAttribute('data-mark')).toBe('unknown')
  await supervisor.page.locator('[data-queue="care"] time[data-stopped]').waitFor()
  await desk.page.locator('time[data-stopped]').waitFor()
  await new Promise((done) => setTimeout(done, 2_200))
  expect(await wait.textContent()).toBe(stopped)

  const again = await startPbx()
  await Promise.all(bands.map((band) => band.waitFor({ state: 'detached', timeout: PATIENCE_MS })))
  await waiting.getByText('0', { exact: true }).waitFor()
  // What the gap cost stands at the feed and at the queue.
  await supervisor.page.locator('[data-feed="asterisk"]').getByText('is not known').first().waitFor()
  await again.stop()
  for (const { page } of [wall, supervisor, desk]) await page.close()
})

test('what is pressed at the desk the PBX does, and what the PBX does stands at the desk', async () => {
  const member = (queue: string) =>
    `Event: QueueMember\r\nQueue: ${queue}\r\nName: Lin\r\nLocation: PJSIP/101\r\nStateInterface: PJSIP/101\r\n` +
    'Membership: dynamic\r\nPenalty: 0\r\nLastPause: 0\r\nStatus: 1\r\nPaused: 0\r\nPausedReason: \r\n\r\n'
  const acts: { silent: string[] } = { silent: [] }
  const pbx = await startAmiServer({ secret: 'right', port, acts })
  pbx.play({ at: Date.now(), raw: 'Event: QueueParams\r\nQueue: billing\r\nMax: 0\r\nCalls: 0\r\n\r\n' })
  pbx.play({ at: Date.now(), raw: member('billing') })
  const desk = await openPage(browser, site, '/desk', { as: 'lin' })
  const { page } = desk
  const own = page.locator('[data-own-state]')
  const state = (is: string) => page.locator(`[data-own-state="${is}"]`).waitFor({ timeout: PATIENCE_MS })
  await state('available')
  await page.locator('[data-act="away"]').click({ timeout: PATIENCE_MS })
  await page.getByRole('menuitem', { name: 'Meal' }).click()
  await state('away')
  expect(pbx.received.filter((text) => text.startsWith('Action: QueuePause'))).toHaveLength(1)
  expect(await own.textContent()).not.toContain('Set')
  // Back by the phone, and away again there: the desk follows, and says that it was not asked here.
  const phone = (paused: 0 | 1) =>
    pbx.play({
      at: Date.now(),
      raw: member('billing')
        .replace('QueueMember\r', 'QueueMemberPause\r')
        .replace('Name:', 'MemberName:')
        .replace('Location:', 'Interface:')
        .replace('Paused: 0', `Paused: ${paused}`),
    })
  phone(0)
  await state('available')
  phone(1)
  await page.locator('[data-away-by]').getByText('Set at the phone').waitFor({ timeout: PATIENCE_MS })
  // A lead's screen moves them as well.
  const supervisor = await openPage(browser, site, '/supervisor', { as: 'ma' })
  await supervisor.page.locator('[data-agent="lin"] [data-act="agent-acts"]').click({ timeout: PATIENCE_MS })
  await supervisor.page.getByRole('menuitem', { name: 'Available' }).click()
  await state('available')
  // No answer: a sentence, and nothing is shown that is not so.
  acts.silent.push('QueueRemove')
  pbx.cut()
  await page.locator('[data-kept-by-pbx]').waitFor({ timeout: PATIENCE_MS })
  pbx.accept()
  await page.locator('[data-act="available"]').waitFor({ timeout: PATIENCE_MS })
  expect(desk.faults).toEqual([])
  await supervisor.page.close()
  await page.close()
  await pbx.stop()
})
