import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { type AmiServer, type AmiServerOptions, startAmiServer } from '#scripts/replay-ami/ami-server.ts'
import { freePort } from '#scripts/start/free-port.ts'
import { openBrowser, openPage } from './browser.ts'
import { choose } from './choose.ts'
import { type BrowserSite, feedEvent, person, startSite } from './site.ts'
import { violationsOf } from './violations.ts'

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
    queues: { billing: 'care', shop: 'sales' },
    agents: { 'PJSIP/101': 'lin', 'PJSIP/102': 'hu' },
    dial: { ringSec: 5 },
  }
  const http = { id: 'pbx', kind: 'http', token: 'feed-token-of-the-faces' }
  site = await startSite({
    feeds: [http, asterisk],
    privacy: { unmask: ['supervisor'] },
    people: [
      person('ma', 'supervisor'),
      person('hu', 'supervisor', { agent: 'hu' }),
      person('lin', 'lead', { team: 'east', agent: 'lin' }),
      person('yuan', 'agent', { team: 'east', agent: 'yuan' }),
    ],
  })
  browser = await openBrowser()
})

afterAll(async () => {
  await browser?.close()
  await site?.end()
})

async function startPbx(): Promise<AmiServer> {
  const pbx = await startAmiServer({ secret: 'right', port })
  for (const queue of ['billing', 'shop'])
    pbx.play({ at: 0, raw: `Event: QueueParams\r\nQueue: ${queue}\r\nMax: 0\r\nCalls: 0\r\n\r\n` })
  return pbx
}

const join =
  'Event: QueueCallerJoin\r\nPrivilege: agent,all\r\nChannel: SIP/1.1\r\nUniqueid: 1.1\r\nLinkedid: 1.1\r\n' +
  'Queue: billing\r\nPosition: 1\r\nCount: 1\r\n\r\n'

test('a PBX that is gone is named with its reason on wall, supervisor and desk, and no clock of its callers runs', async () => {
  await site.post(feedEvent('agent.signed_in', 'yuan', { queues: ['care'] }))
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

const member = (queue: string, phone = 'PJSIP/101') =>
  `Event: QueueMember\r\nQueue: ${queue}\r\nName: ${phone}\r\nLocation: ${phone}\r\nStateInterface: ${phone}\r\n` +
  'Membership: dynamic\r\nPenalty: 0\r\nLastPause: 0\r\nStatus: 1\r\nPaused: 0\r\nPausedReason: \r\n\r\n'

/** A PBX that does what it is asked, with one member who is in a queue. */
async function startActingPbx(options: Partial<AmiServerOptions>): Promise<AmiServer> {
  const pbx = await startAmiServer({ secret: 'right', port, acts: {}, ...options })
  onTestFinished(() => pbx.stop())
  for (const queue of ['billing', 'shop'])
    pbx.play({ at: Date.now(), raw: `Event: QueueParams\r\nQueue: ${queue}\r\nMax: 0\r\nCalls: 0\r\n\r\n` })
  for (const phone of ['PJSIP/101', 'PJSIP/102']) pbx.play({ at: Date.now(), raw: member('billing', phone) })
  return pbx
}

const sentTo = ({ received }: AmiServer, action: string) =>
  received.filter((text) => text.startsWith(`Action: ${action}\r\n`))
/** The latest action of a name, once there are so many of them. */
async function sent(pbx: AmiServer, action: string, count = 1): Promise<string> {
  await vi.waitUntil(() => sentTo(pbx, action).length >= count, { timeout: PATIENCE_MS, interval: 10 })
  expect(sentTo(pbx, action)).toHaveLength(count)
  return sentTo(pbx, action).at(-1)!
}

test('a number of a callback, of a missed caller and of a search is dialled by a press, and the attempt follows by itself', async () => {
  const pbx = await startActingPbx({})
  const { page, faults } = await openPage(browser, site, '/desk', { as: 'lin' })
  await page.locator('[data-own-state="available"]').waitFor({ timeout: PATIENCE_MS })
  const chen = { phone: '13800138000', name: '陈晓' }
  await site.post(feedEvent('callback.requested', 'B9', { queue: 'care', agent: 'lin', ...chen }))
  const callback = page.locator('[data-next="callback/B9"]')
  /** Lets the PBX tell of a call, by the recordings of `asterisk-actions`. */
  const say = (event: string, call: string, more = '') =>
    pbx.play({
      at: Date.now(),
      raw:
        `Event: ${event}\r\nChannel: PJSIP/101-1\r\nChannelStateDesc: Up\r\nUniqueid: ${call}\r\nLinkedid: ${call}\r\n` +
        `${more}\r\n`,
    })
  const trunk = 'DestChannel: PJSIP/trunk-1\r\nDestUniqueid: 9.9\r\nDialString: trunk/13800138000\r\n'
  const callOf = (action: string) => /ChannelId: (.*)\r/.exec(action)![1]!
  await callback.locator('[data-act="dial"]').click({ timeout: PATIENCE_MS })
  await callback.getByText('Asked…').waitFor()
  const first = await sent(pbx, 'Originate')
  expect(first).toMatch(/Channel: PJSIP\/101\r[\s\S]*Exten: 13800138000\r/)
  // Nothing is known of the customer before the agent's own phone is answered.
  expect(await callback.textContent()).not.toContain('tried once')
  say('DialBegin', callOf(first), trunk)
  await page.locator('[data-own-state="busy"]').waitFor({ timeout: PATIENCE_MS })
  say('DialEnd', callOf(first), `${trunk}DialStatus: BUSY\r\n`)
  say('Hangup', callOf(first), 'Cause: 17\r\n')
  await callback.getByText('tried once · Busy').waitFor({ timeout: PATIENCE_MS })
  await page.locator('[data-own-state="available"]').waitFor({ timeout: PATIENCE_MS })

  // Who was missed, by a lead who may read no more than the number's end: the server knows it.
  await site.post(
    feedEvent('contact.queued', 'M1', { queue: 'care', phone: '13900139000', name: '王伟' }, 60),
  )
  await site.post(feedEvent('contact.abandoned', 'M1', { waitSec: 40 }, 20))
  const lead = await openPage(browser, site, '/supervisor?show=recovery', { as: 'lin' })
  const missed = lead.page.locator('[data-entry="recovery/M1"] [data-act="dial"]')
  await missed.getByText('139****9000').waitFor({ timeout: PATIENCE_MS })
  const ownState = (state: string) =>
    lead.page.locator('[data-agent="lin"]').getByText(state).waitFor({ timeout: PATIENCE_MS })
  const ofMissed = trunk.replace('13800138000', '13900139000')
  await missed.click()
  const engaged = await sent(pbx, 'Originate', 2)
  expect(engaged).toContain('Exten: 13900139000\r')
  await missed.getByText('Asked…').waitFor()
  say('DialBegin', callOf(engaged), ofMissed)
  await ownState('Talking')
  say('DialEnd', callOf(engaged), `${ofMissed}DialStatus: BUSY\r\n`)
  say('Hangup', callOf(engaged), 'Cause: 17\r\n')
  await ownState('Available')
  // The call came and is over: it is not asked for any more, and can be made again.
  expect(await missed.textContent()).toBe('139****9000')
  await missed.click()
  const second = await sent(pbx, 'Originate', 3)
  say('DialBegin', callOf(second), ofMissed)
  await page.locator('[data-own-state="busy"]').waitFor({ timeout: PATIENCE_MS })
  // Who listens to it by the PBX stands at the agent, for who leads them; the desk does not say it.
  const spy = (event: string) =>
    pbx.play({
      at: Date.now(),
      raw: `Event: ${event}\r\nSpyerChannel: PJSIP/111-1\r\nSpyeeChannel: PJSIP/101-1\r\nSpyeeLinkedid: ${callOf(second)}\r\n\r\n`,
    })
  say('DialEnd', callOf(second), `${trunk}DialStatus: ANSWER\r\n`)
  spy('ChanSpyStart')
  const listening = lead.page.locator('[data-agent="lin"] [data-listening]')
  await listening.getByText('PJSIP/111 listens').waitFor({ timeout: PATIENCE_MS })
  expect(await page.getByText('listens').count()).toBe(0)
  spy('ChanSpyStop')
  await listening.waitFor({ state: 'detached', timeout: PATIENCE_MS })
  say('Hangup', callOf(second), 'Cause: 16\r\n')
  const still = lead.page.locator('[data-entry="recovery/M1"][data-gone="false"]')
  await still.waitFor({ state: 'detached', timeout: PATIENCE_MS })
  expect([...faults, ...lead.faults]).toEqual([])
  await lead.page.close()

  // What is found is dialled from there, over any page.
  const finder = await openPage(browser, site, '/alerts', { as: 'hu' })
  await finder.page.locator('[data-act="find"]').waitFor({ timeout: PATIENCE_MS })
  await finder.page.keyboard.press('Control+k')
  await finder.page.keyboard.type('8000')
  const found = finder.page.locator('[data-find] tr').filter({ hasText: '陈晓' })
  await found.locator('[data-act="dial"]').click({ timeout: PATIENCE_MS })
  expect(await sent(pbx, 'Originate', 4)).toMatch(/Channel: PJSIP\/102\r[\s\S]*Exten: 13800138000\r/)
  expect(await violationsOf(finder.page)).toEqual([])
  // The own phone was not answered: of that no event tells, and it is said once it has rung for its time.
  await found.getByText('Asked…').waitFor()
  await finder.page.getByText('No call came of it').first().waitFor({ timeout: PATIENCE_MS })
  expect(finder.faults).toEqual([])
  await finder.page.close()
  await page.close()
})

test('a pause in one of several queues is said at the desk and to the lead, made and ended from there', async () => {
  const pbx = await startActingPbx({})
  const desk = await openPage(browser, site, '/desk', { as: 'lin' })
  const lead = await openPage(browser, site, '/supervisor', { as: 'ma' })
  const own = desk.page.locator('[data-paused-in]')
  const cell = lead.page.locator('[data-agent="lin"]')
  const pausesIn = async (count: number) => (await sent(pbx, 'QueuePause', count)).split('\r\n')
  await desk.page.locator('[data-own-state="available"]').waitFor({ timeout: PATIENCE_MS })
  await desk.page.locator('[data-act="queues"]').click()
  const dialog = desk.page.getByRole('dialog')
  await dialog.locator('[data-queue="sales"]').getByRole('switch').click({ timeout: PATIENCE_MS })
  const shop = dialog.locator('[data-queue="sales"]')
  await shop.locator('[data-act="pause-queue"]').click({ timeout: PATIENCE_MS })
  await desk.page.getByRole('menuitem', { name: 'Meal' }).click()
  expect(await pausesIn(1)).toEqual(expect.arrayContaining(['Paused: true', 'Reason: meal', 'Queue: shop']))
  await shop.getByText('Paused: Meal').waitFor({ timeout: PATIENCE_MS })
  await desk.page.keyboard.press('Escape')
  await own.getByText(': Meal').waitFor({ timeout: PATIENCE_MS })
  await cell.locator('[data-paused-in="sales"]').getByText(': Meal').waitFor({ timeout: PATIENCE_MS })
  await desk.page.locator('[data-own-state="available"]').waitFor()
  await own.locator('[data-act="unpause-queue"]').click()
  expect(await pausesIn(2)).toEqual(expect.arrayContaining(['Paused: false', 'Queue: shop']))
  await own.waitFor({ state: 'detached', timeout: PATIENCE_MS })
  // As Asterisk does by itself where the phone did not ring through.
  pbx.play({
    at: Date.now(),
    raw: member('billing')
      .replace('QueueMember\r', 'QueueMemberPause\r')
      .replace('Name:', 'MemberName:')
      .replace('Location:', 'Interface:')
      .replace('Paused: 0', 'Paused: 1')
      .replace('PausedReason: ', 'PausedReason: Auto-Pause'),
  })
  await own.getByText(': Auto-pause').waitFor({ timeout: PATIENCE_MS })
  await cell.locator('[data-paused-in="care"]').getByText(': Auto-pause').waitFor({ timeout: PATIENCE_MS })
  expect(await violationsOf(desk.page)).toEqual([])
  await cell.locator('[data-act="agent-acts"]').click()
  await lead.page.getByRole('menuitem', { name: 'Unpause in' }).click()
  await own.waitFor({ state: 'detached', timeout: PATIENCE_MS })
  expect([...desk.faults, ...lead.faults]).toEqual([])
  await lead.page.close()
  await desk.page.close()
})

test('what is pressed at the desk the PBX does, and what the PBX does stands at the desk', async () => {
  const held = { actions: [] as string[], events: [] as string[] }
  const acts = { silent: [] as string[], held }
  const forbidden: string[] = []
  const pbx = await startActingPbx({ acts, forbidden })
  const desk = await openPage(browser, site, '/desk', { as: 'lin' })
  const { page } = desk
  const own = page.locator('[data-own-state]')
  const state = (is: string) => page.locator(`[data-own-state="${is}"]`).waitFor({ timeout: PATIENCE_MS })
  const press = async (reason: string) => {
    await page.locator('[data-act="away"]').click({ timeout: PATIENCE_MS })
    await page.getByRole('menuitem', { name: reason }).click()
  }
  const release = () => {
    for (const raw of held.events.splice(0)) pbx.play({ at: Date.now(), raw })
  }
  await state('available')
  // It is asked until the PBX's own word is here, also once the PBX has said yes.
  held.actions.push('QueuePause')
  await press('Meal')
  await sent(pbx, 'QueuePause')
  await page.locator('[data-act="away"]').getByText('Asked…').waitFor()
  expect(await page.locator('[data-act="away"]').isDisabled()).toBe(true)
  await state('available')
  release()
  await state('away')
  await sent(pbx, 'QueuePause')
  expect(await own.textContent()).not.toMatch(/Set|Asked/)
  // Refused, and no answer: a sentence each, with nothing shown that is not so.
  forbidden.push('QueuePause')
  await page.locator('[data-act="available"]').click()
  await own.getByRole('alert').getByText('“Permission denied”').waitFor({ timeout: PATIENCE_MS })
  await state('away')
  forbidden.length = 0
  acts.silent.push('QueuePause')
  await page.locator('[data-act="available"]').click()
  await own.getByRole('alert').getByText('did not answer in time').waitFor({ timeout: PATIENCE_MS })
  await state('away')
  // It did it all the same: that is shown, and the sentence is gone.
  acts.silent.length = 0
  held.actions.length = 0
  release()
  await state('available')
  await own.getByRole('alert').waitFor({ state: 'detached' })
  // Away and back by the phone: the desk follows, and says that it was not asked here.
  const phone = (paused: 0 | 1) =>
    pbx.play({
      at: Date.now(),
      raw: member('billing')
        .replace('QueueMember\r', 'QueueMemberPause\r')
        .replace('Name:', 'MemberName:')
        .replace('Location:', 'Interface:')
        .replace('Paused: 0', `Paused: ${paused}`),
    })
  phone(1)
  await page.locator('[data-away-by]').getByText('Set at the phone').waitFor({ timeout: PATIENCE_MS })
  // A lead's screen moves them as well.
  const supervisor = await openPage(browser, site, '/supervisor', { as: 'ma' })
  await supervisor.page.locator('[data-agent="lin"] [data-act="agent-acts"]').click({ timeout: PATIENCE_MS })
  await supervisor.page.getByRole('menuitem', { name: 'Available' }).click()
  await state('available')
  // What the list opened and closed again leaves the keys at its own button.
  const menu = supervisor.page.locator('[data-agent="lin"] [data-act="agent-acts"]')
  await menu.press('Enter')
  await supervisor.page.getByRole('menuitem').last().press('Enter')
  // What was done is said in a dialog, too.
  const dialog = supervisor.page.getByRole('dialog', { name: 'Queues of' })
  const shop = dialog.locator('[data-queue="sales"]')
  await shop.getByRole('switch').click({ timeout: PATIENCE_MS })
  expect(await sent(pbx, 'QueueAdd')).toContain('Queue: shop\r')
  await shop.locator('[role="switch"][aria-checked="true"]').waitFor({ timeout: PATIENCE_MS })
  await choose(shop.getByRole('combobox'), '3')
  expect(await sent(pbx, 'QueuePenalty')).toMatch(/Penalty: 3\r\nQueue: shop$/)
  await shop.getByText('3 · penalty').waitFor({ timeout: PATIENCE_MS })
  await shop.getByRole('switch').click()
  expect(await sent(pbx, 'QueueRemove')).toContain('Queue: shop')
  await shop.locator('[role="switch"][aria-checked="false"]').waitFor({ timeout: PATIENCE_MS })
  await supervisor.page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  await supervisor.page.locator('[data-agent="lin"] [data-act="agent-acts"]:focus').waitFor()
  // A caller is moved ahead, and shown so once the PBX's own list of the queue says it.
  const calls = (text: string) =>
    text.replaceAll('1.1', '7.1').replace('\r\n\r\n', '\r\nCallerIDNum: 13700137000\r\n\r\n')
  pbx.play({ at: Date.now(), raw: calls(join) })
  await supervisor.page.goto(`${site.url}/supervisor?show=waiting`)
  await supervisor.page.locator('[data-act="caller-acts"]').click({ timeout: PATIENCE_MS })
  await supervisor.page.getByRole('menuitem', { name: 'Move ahead' }).click()
  await supervisor.page.locator('[data-priority="10"]').waitFor({ timeout: PATIENCE_MS })
  expect(pbx.received.find((text) => text.includes('QueueChangePriorityCaller'))).toContain('Immediate: yes')
  // One who is taken out stands there to be called back.
  await supervisor.page.locator('[data-act="caller-acts"]').click()
  await supervisor.page.getByRole('menuitem', { name: 'Take out' }).click()
  await sent(pbx, 'QueueWithdrawCaller')
  await supervisor.page
    .locator('[data-act="caller-acts"]')
    .waitFor({ state: 'detached', timeout: PATIENCE_MS })
  const hangup = 'Event: Hangup\r\nChannel: SIP/7.1\r\nUniqueid: 7.1\r\nLinkedid: 7.1\r\nCause: 16\r\n\r\n'
  pbx.play({ at: Date.now(), raw: hangup })
  await supervisor.page.goto(`${site.url}/supervisor?show=recovery`)
  const asked = supervisor.page.locator('[data-entry^="callback/"]')
  await asked.filter({ hasText: '13700137000' }).waitFor({ timeout: PATIENCE_MS })
  // Where the PBX is gone, nothing can be pressed.
  pbx.cut()
  await page.locator('[data-kept-by-pbx]').waitFor({ timeout: PATIENCE_MS })
  pbx.accept()
  await page.locator('[data-act="available"]').waitFor({ timeout: PATIENCE_MS })
  // What was refused, and what was not answered, the browser says as well.
  expect(desk.faults).toEqual([expect.stringContaining('409'), expect.stringContaining('504')])
  await supervisor.page.close()
  await page.close()
})
