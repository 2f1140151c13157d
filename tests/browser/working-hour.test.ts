import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ackLink, breached } from './breached.ts'
import { openBrowser, openPage } from './browser.ts'
import { choose } from './choose.ts'
import { countPresses, countsPresses, type PressCount } from './press-counter.ts'
import { type BrowserSite, feedEvent, startSite } from './site.ts'

/** What an agent, a lead with a phone and a supervisor do within an hour, by clicks alone: no id typed, no dead end. */
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }
const MOST_PRESSES = 2
const MOST_MS = 5_000
const ON_THE_DESK_MS = 1_000

let site: BrowserSite
let browser: Browser
const acts: PressCount[] = []

beforeAll(async () => {
  site = await startSite({
    authority: [
      { role: 'agent', kind: 'compensation', upTo: { amount: 300, currency: 'CNY' } },
      { role: 'lead', kind: 'compensation', upTo: { amount: 2_000, currency: 'CNY' } },
    ],
    causes: [{ id: 'outage', title: { en: 'Service outage', 'zh-CN': '服务中断', 'zh-TW': '服務中斷' } }],
  })
  browser = await openBrowser()
  await site.post(
    feedEvent('agent.signed_in', 'yuan', { queues: ['care', 'sales'], name: 'Person yuan' }, 900),
    feedEvent('agent.available', 'yuan', {}, 890),
    feedEvent('agent.signed_in', 'lin', { queues: ['care'], name: 'Person lin' }, 900),
    feedEvent(
      'case.opened',
      'due',
      { kind: 'complaint', queue: 'care', title: 'Due first', agent: 'yuan' },
      80 * 60,
    ),
    feedEvent(
      'case.opened',
      'later',
      { kind: 'request', queue: 'care', title: 'Line too slow', agent: 'yuan' },
      60,
    ),
    feedEvent('case.opened', 'free', { kind: 'complaint', queue: 'care', title: 'Nobody has it' }, 60 * 60),
  )
})

afterAll(async () => {
  await browser?.close()
  await site?.end()
})

const call = (id: string, name: string) => [
  feedEvent('contact.queued', id, { queue: 'care', customer: `cu-${id}`, phone: '13800001234', name }, 50),
  feedEvent('contact.answered', id, { agent: 'yuan' }, 40),
]

async function opened(path: string, as: string, more: object = {}) {
  const { page, faults } = await openPage(browser, site, path, { as, ...more })
  return { page, faults }
}

/** Does a common act, keeps what it took, and holds it to what it may take. */
async function common(
  page: Page,
  act: string,
  doing: () => Promise<void>,
  shown: () => Promise<unknown>,
): Promise<void> {
  const took = await countPresses(page, act, doing, shown)
  acts.push(took)
  expect(took.presses, act).toBeLessThanOrEqual(MOST_PRESSES)
  expect(took.ms, act).toBeLessThanOrEqual(MOST_MS)
}

test('from a call to an answered customer: each common act takes two presses and five seconds at most', async () => {
  const { page: desk, faults } = await opened('/desk', 'yuan')
  const { page: phone, faults: onPhone } = await opened('/alerts', 'lin', PHONE)
  const { page: floor, faults: onFloor } = await opened('/supervisor', 'ma')
  await desk.locator('[data-next]').waitFor()
  for (const page of [desk, phone, floor]) await countsPresses(page)

  // The agent: a call, a lead called to it, how it ended with the time of the follow-up.
  await site.post(...call('k1', 'Wang Xiaoming'))
  await desk.locator('[data-contact="k1"]').waitFor()
  await common(
    desk,
    'assist',
    async () => {
      await desk.locator('[data-step="call-lead"]').first().click()
      await desk.locator('[data-step="call-lead-now"]').click()
    },
    () => phone.locator('[data-assist]').waitFor(),
  )
  await common(
    phone,
    'on my way',
    () => phone.locator('[data-act="coming"]').tap(),
    () =>
      desk
        .getByText(/Person lin is on the way/)
        .first()
        .waitFor(),
  )
  await site.post(feedEvent('contact.ended', 'k1'), feedEvent('contact.wrapped', 'k1', { agent: 'yuan' }))
  const ended = desk.locator('[data-after="k1"]')
  await common(
    desk,
    'outcome with time',
    () => ended.locator('[data-time="in1h"]').click(),
    () => ended.waitFor({ state: 'detached' }),
  )

  // A reply, of what stands first and of what does not.
  const row = desk.locator('[data-entry="case/later"]')
  await common(
    desk,
    'reply from a row',
    async () => {
      await row.getByRole('button').first().click()
      await row.locator('[data-reply="accepted"]').click()
    },
    () => desk.locator('[data-done]').getByText('Reply recorded').waitFor(),
  )

  // An approval above the own limit, decided with a thumb, with the answer on the desk.
  const due = desk.locator('[data-entry="case/due"]')
  await due.getByRole('button').first().click()
  await due.locator('[data-step="approval"]').click()
  const asking = due.locator('[data-tray="approval"]')
  await asking.getByLabel(/Amount/).fill('800')
  await asking.getByLabel('Reason').fill('Three weeks without a line')
  await choose(asking.getByLabel('Approver'), 'lin')
  await asking.getByRole('button', { name: 'Ask for approval' }).click()
  const asked = phone.locator('[data-decide="grant"]').first()
  await asked.waitFor()
  await common(
    phone,
    'approve',
    () => asked.tap(),
    () =>
      desk
        .locator('[data-asked-for]', { hasText: /Approved/ })
        .first()
        .waitFor(),
  )

  // The supervisor gives a case that nobody has; it is on the desk within a second, said by whom, and can be opened.
  await common(
    floor,
    'assign',
    async () => {
      await floor.locator('[data-entry="case/free"] [data-act="owner"]').click()
      await floor
        .locator('[data-assign]')
        .getByRole('option', { name: /Person yuan/ })
        .click()
    },
    () => floor.locator('[data-entry="case/free"] [data-act="owner"]').getByText('Person yuan').waitFor(),
  )
  const shownAfter = performance.now()
  await desk.locator('[data-given]', { hasText: 'Nobody has it' }).waitFor({ timeout: ON_THE_DESK_MS })
  acts.push({ act: 'given, on the desk', presses: 0, ms: Math.round(performance.now() - shownAfter) })
  await desk.locator('[data-given] a').click()
  await desk.getByRole('heading', { level: 1, name: 'Nobody has it' }).waitFor()
  await common(
    desk,
    'reply on the case',
    async () => {
      await desk.locator('[data-step="reply"]').click()
      await desk.locator('[data-reply="accepted"]').click()
    },
    () => desk.locator('[data-event="case.replied"]').waitFor(),
  )
  // An alert is taken with a thumb.
  const alert = phone.locator('[data-alert]').filter({ hasText: 'Due first' }).first()
  await common(
    phone,
    'take',
    () => alert.locator('[data-act="ack"]').first().tap(),
    () =>
      phone
        .getByText(/I’ve got it/)
        .first()
        .waitFor(),
  )

  // The button of a chat is the press: the page that it opens has done it, and does nothing when it is looked at again.
  const link = ackLink(site, await breached(site, 'pressed'))
  const { page: chat } = await openPage(browser, site, `${link}?press=take`, PHONE)
  await chat.locator('[data-ack="used"]').waitFor()
  expect(new URL(chat.url()).search).toBe('')
  await chat.context().close()
  // In a group it is the press of who is signed in there; who is not is asked, and told why.
  const grouped = await breached(site, 'grouped')
  const group = `${ackLink(site, grouped, 'group')}?group=take`
  const { page: stranger } = await openPage(browser, site, group, PHONE)
  await stranger.locator('[data-group-reason="unknown"]').waitFor()
  expect(await stranger.locator('[data-ack="open"]').count()).toBe(1)
  const back = new URL((await stranger.locator('[data-group-reason] a').getAttribute('href'))!, site.url)
  expect(back.searchParams.get('next')).toBe(group)
  await stranger.context().close()
  // What was added to a link of one person's message presses nothing.
  const added = `${ackLink(site, grouped)}?group=take`
  const { page: lured } = await openPage(browser, site, added, { as: 'ma', ...PHONE })
  await lured.locator('[data-ack="open"]').waitFor()
  await expect.poll(() => new URL(lured.url()).search).toBe('')
  expect(await lured.locator('[data-ack="open"]').count()).toBe(1)
  await lured.context().close()
  const { page: known } = await openPage(browser, site, group, { as: 'ma', ...PHONE })
  await known.locator('[data-ack="used"]').waitFor()
  expect(new URL(known.url()).search).toBe('')
  await known.context().close()
  console.log(JSON.stringify(acts))
  for (const said of [faults, onPhone, onFloor]) expect(said).toEqual([])
  for (const page of [desk, phone, floor]) await page.context().close()
})
