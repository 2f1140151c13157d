import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type SmtpSink, startSmtpSink } from '../support/peers/smtp-sink.ts'
import { ackLink as ackLinkIn, breached as breachedIn, rowOfAlert } from './breached.ts'
import { openBrowser, openPage } from './browser.ts'
import { choose } from './choose.ts'
import { type BrowserSite, feedEvent, person, startSite } from './site.ts'
import { violationsOf } from './violations.ts'

let site: BrowserSite
let browser: Browser
let mail: SmtpSink

beforeAll(async () => {
  mail = await startSmtpSink({ plain: true })
  const from = 'floor@example.test'
  site = await startSite({
    people: [
      person('ma', 'supervisor'),
      person('lin', 'lead', { team: 'east', agent: 'lin' }),
      person('yuan', 'agent', { team: 'east', agent: 'yuan' }),
      person('boss', 'admin'),
      person('judge', 'admin'),
      person('zhou', 'lead'),
    ],
    alerts: {
      targets: [
        { id: 'post', kind: 'mail', host: '127.0.0.1', port: mail.port, security: 'none', from },
        { id: 'bell', kind: 'push' },
      ],
      allow: ['127.0.0.0/8'],
      rosters: [{ id: 'night', name: 'Night desk', shifts: [{ members: ['ma'] }] }],
    },
    departments: [
      { id: 'product', name: 'Product' },
      { id: 'review', name: 'Review' },
    ],
  })
  browser = await openBrowser()
})

afterAll(async () => {
  await browser?.close()
  await site?.end()
  await mail?.stop()
})

const phone = { viewport: { width: 390, height: 844 } }

const breached = (id: string) => breachedIn(site, id)
const ackLink = (alert: string) => ackLinkIn(site, alert)
const departmentLink = () => new URL(site.links.departmentLink('product', Date.now())).pathname

test("a link preview takes nothing; the button on the link's page takes the alert, without a session", async () => {
  const alert = await breached('L1')
  const path = ackLink(alert)
  const preview = await fetch(`${site.server}${path}`)
  expect(preview.headers.get('x-robots-tag')).toContain('noindex')
  expect(preview.headers.get('referrer-policy')).toBe('no-referrer')
  expect(await preview.text()).not.toContain('Luggage L1')
  const { page, faults } = await openPage(browser, site, path, phone)
  const button = page.getByRole('button', { name: /Take it/ })
  await button.waitFor()
  expect(await page.locator('main').textContent()).not.toContain('Luggage L1')
  const { page: list } = await openPage(browser, site, '/alerts', { as: 'ma' })
  const entry = list.locator(`[data-alert="${alert}"]`)
  await entry.getByText('not taken').waitFor()
  await button.click()
  await page.locator('[data-ack="used"]').waitFor()
  await entry.getByText('taken by Person lin').waitFor()
  await page.reload()
  await page.locator('[data-ack="used"]').waitFor()
  expect(await page.getByRole('button', { name: /Take it/ }).count()).toBe(0)
  expect(faults.filter((fault) => !fault.includes('401'))).toEqual([])
  await page.context().close()
  await list.context().close()
})

test('a link that is cut off or forged says so, and offers nothing; an address of ours that is none leads to the start', async () => {
  const { page } = await openPage(browser, site, '/ack/not-a-link', phone)
  await page.locator('[data-refused="not_found"]').waitFor()
  await page.goto(`${site.url}${departmentLink().replace('/departments/', '/ack/')}`)
  await page.locator('[data-refused="not_found"]').waitFor()
  const nowhere = await page.goto(`${site.url}/desk/of/nobody`)
  expect(nowhere?.status()).toBe(404)
  expect((await fetch(`${site.server}/cases/%E0%A4%A`)).status).toBe(404)
  await page.locator('[data-missing] a[href="/"]').waitFor()
  await page.context().close()
})

test("a department answers without an account, and the agent's desk shows the answer", async () => {
  await site.post(
    feedEvent('agent.signed_in', 'yuan', { queues: ['care'], name: 'Person yuan' }, 600),
    feedEvent(
      'case.opened',
      'D1',
      { kind: 'complaint', title: 'No refund since May', agent: 'yuan', queue: 'care' },
      900,
    ),
    feedEvent(
      'handoff.sent',
      'H1',
      { case: 'D1', department: 'product', question: 'Why was it not refunded?' },
      600,
    ),
  )
  const { page: desk } = await openPage(browser, site, '/cases/D1', { as: 'yuan' })
  await desk.locator('[data-event="handoff.sent"]').waitFor()
  const { page, faults } = await openPage(browser, site, departmentLink(), phone)
  const entry = page.locator('[data-handoff="H1"]')
  await entry.locator('blockquote').getByText('No refund since May').waitFor()
  await entry.locator('[data-act="mine"]').click()
  await entry.getByText(/yours since/).waitFor()
  await entry.locator('[data-act="more-time"]').click()
  await entry.getByLabel('Reason').fill('The bank is asked')
  await entry.locator('[data-time="in2h"]').click()
  await entry.getByText(/You asked for time until/).waitFor()
  await desk.locator('[data-time-decided="granted"]').click()
  await entry.getByText(/The customer agreed to/).waitFor()
  await entry.locator('[data-act="answer"]').click()
  await entry.getByLabel(/Full answer/).fill('It was refunded today.')
  await entry.locator('[data-send="answer"]').click()
  await entry.waitFor({ state: 'detached' })
  await page.getByText('Nothing to answer').waitFor()
  await desk.getByText('It was refunded today.').first().waitFor()
  expect(faults.filter((fault) => !fault.includes('401'))).toEqual([])
  await page.context().close()
  await desk.context().close()
})

const theirs = (faults: string[]) =>
  faults.filter((fault) => !/ERR_INTERNET_DISCONNECTED|WebSocket/.test(fault))

test('one thumb takes an alert on a phone, and who else was told and who is next stands with it', async () => {
  const alert = await breached('T1')
  const { page, faults } = await openPage(browser, site, '/alerts', { as: 'ma', ...phone, hasTouch: true })
  const entry = page.locator(`[data-alert="${alert}"]`)
  await entry.getByText('Notified: Person lin').waitFor()
  const button = entry.locator('[data-act="ack"]')
  const box = (await button.boundingBox())!
  expect(box.height).toBeGreaterThanOrEqual(44)
  expect(box.width).toBeGreaterThanOrEqual(150)
  await button.tap()
  await entry.getByText('taken by Person ma').waitFor()
  await entry.getByRole('link', { name: 'Who was notified' }).tap()
  await page.locator('[data-line="called"]').first().waitFor()
  await page.locator('[data-line="hand"]').getByText('Person ma took it').waitFor()
  expect(faults).toEqual([])
  await page.context().close()
})

test('an acknowledgement made without a network is kept, sent when it is back, and says so', async () => {
  const alert = await breached('O1')
  const { page, faults } = await openPage(browser, site, '/alerts', { as: 'ma', ...phone })
  const entry = await rowOfAlert(page, alert)
  await page.context().setOffline(true)
  await entry.locator('[data-act="ack"]').click()
  await entry.locator('[data-ack="waiting"]').waitFor()
  await entry.getByText('Will be sent when the network is back').waitFor()
  await page.context().setOffline(false)
  await entry.locator('[data-ack="sent"]').waitFor()
  await entry.getByText('taken by Person ma').waitFor()
  expect(theirs(faults)).toEqual([])
  await page.context().close()
})

test('what somebody else took meanwhile stays theirs, and the late press is told so', async () => {
  const alert = await breached('O2')
  const { page } = await openPage(browser, site, '/alerts', { as: 'ma', ...phone })
  const entry = await rowOfAlert(page, alert)
  await page.context().setOffline(true)
  await entry.locator('[data-act="ack"]').click()
  await entry.locator('[data-ack="waiting"]').waitFor()
  const { page: other } = await openPage(browser, site, ackLink(alert), phone)
  await other.getByRole('button', { name: /Take it/ }).click()
  await other.locator('[data-ack="used"]').waitFor()
  await page.context().setOffline(false)
  await entry.getByText('Person lin was first').waitFor()
  await entry.getByText('taken by Person lin').waitFor()
  await page.context().close()
  await other.context().close()
})

test('a test message goes out, its outcome is shown, and its code makes a new address count', async () => {
  const { page, faults } = await openPage(browser, site, '/settings', { as: 'lin', ...phone })
  await page.locator('[data-act="add"]').click()
  await page.getByLabel('Address').fill('lin.at.home@example.test')
  await page.getByRole('button', { name: 'Save' }).first().click()
  const method = page.locator('[data-way="mail"]')
  await method.locator('[data-act="test"]').click()
  await method.locator('[data-test="told"]').waitFor()
  const sent = mail.mails.find(({ to }) => to.includes('lin.at.home@example.test'))!
  const code = /\b\d{6}\b/.exec(sent.text)![0]
  await method.getByLabel('Code from the message').fill(code)
  await method.getByRole('button', { name: 'Confirm' }).click()
  await method.getByLabel('Code from the message').waitFor({ state: 'detached' })
  await method.getByRole('switch').waitFor({ state: 'attached' })
  expect(await method.getByRole('switch').isChecked()).toBe(true)
  mail.behave({ is: 'refuse', at: 'recipient', code: 550, text: 'no such mailbox' })
  await method.locator('[data-act="test"]').click()
  await method.getByText(/no such mailbox|550/).waitFor()
  mail.behave({ is: 'accept' })
  expect(faults).toEqual([])
  await page.context().close()
})

test('quiet hours are saved and can be given back', async () => {
  const { page } = await openPage(browser, site, '/settings', { as: 'ma', ...phone })
  await page.getByLabel('From').fill('21:30')
  await page.getByLabel('To', { exact: true }).fill('06:30')
  await page.locator('[data-quiet]').getByRole('button', { name: 'Save' }).click()
  await page.getByText('From 21:30 to 06:30').waitFor()
  await page.getByRole('button', { name: 'Use site default' }).click()
  await page.locator('[data-quiet="false"]').waitFor()
  await page.context().close()
})

test('a lead has somebody stand in on duty, and takes it back', async () => {
  const { page, faults } = await openPage(browser, site, '/duty', { as: 'lin', ...phone })
  const roster = page.locator('[data-roster="night"]')
  await roster.locator('[data-on-duty="ma"]').first().waitFor()
  await page.locator('[data-act="swap"]').click()
  await choose(roster.getByLabel('Who'), 'lin')
  await roster.locator('[data-act="stand-in"]').click()
  await roster.locator('p [data-on-duty="lin"]').getByText('for Person ma').waitFor()
  await roster.locator('[data-swaps]').getByText('by Person lin').waitFor()
  await roster.getByRole('button', { name: 'Cancel' }).first().click()
  await roster.locator('p [data-on-duty="ma"]').waitFor()
  expect(faults).toEqual([])
  await page.context().close()
})

test('an approval can be asked back, and who asked for it says one more word', async () => {
  await site.post(
    feedEvent('case.opened', 'A1', { kind: 'complaint', title: 'Refund', agent: 'yuan', queue: 'care' }, 300),
    feedEvent('approval.requested', 'AP1', { case: 'A1', from: 'ma', amount: 355, currency: 'CNY' }, 200),
  )
  await breached('A2')
  const { page: lead } = await openPage(browser, site, '/alerts', { as: 'ma', ...phone })
  const asked = lead.locator('[data-approval="AP1"]')
  // What has run out and nobody has stands above what is asked; once somebody has it, below.
  const first = () =>
    lead
      .locator('[data-group], [data-alert], [data-approval]')
      .evaluateAll(([each]) => (each?.hasAttribute('data-approval') ? 'asked' : 'run out'))
  await asked.waitFor()
  await expect.poll(first).toBe('run out')
  await lead.getByRole('button', { name: /Take (it|all 1)/ }).click()
  await lead.locator('h1').click()
  await expect.poll(first).toBe('asked')
  // How much, for what, and whose: before one decides.
  for (const said of ['CN¥355', 'Person yuan asks', 'Refund']) await asked.getByText(said).waitFor()
  await asked.locator('[data-decide="ask"]').click()
  await asked.getByLabel('What do you want to know first?').fill('What did it cost?')
  await asked.getByRole('button', { name: 'Ask', exact: true }).click()
  const { page: desk } = await openPage(browser, site, '/cases/A1', { as: 'yuan' })
  const question = desk.locator('[data-question="AP1"]')
  await question.getByText('What did it cost?').waitFor()
  await question.getByLabel('Your answer').fill('710, on the bill')
  await question.getByRole('button', { name: 'Send' }).click()
  await asked.getByText('710, on the bill').waitFor()
  await asked.locator('[data-decide="grant"]').click()
  await asked.waitFor({ state: 'detached' })
  await lead.context().close()
  await desk.context().close()
})

test('an agent calls a lead with one press, one thumb says "on my way", and the desk says so', async () => {
  const { page: desk, faults } = await openPage(browser, site, '/desk', { as: 'yuan' })
  const { page: lead } = await openPage(browser, site, '/alerts', { as: 'lin', ...phone })
  await desk.locator('[data-step="call-lead"]').first().click()
  await desk.getByLabel('Seat or extension').first().fill('1016')
  await desk.locator('[data-step="call-lead-now"]').first().click()
  const call = lead.locator('[data-assist]')
  await call.getByText('Person yuan needs you: 1016').waitFor()
  await call.locator('[data-act="coming"]').click()
  const own = desk.locator('[data-own-assists]')
  await own.getByText('Person lin is on the way').waitFor()
  await own.locator('[data-step="assist-end"]').click()
  await call.waitFor({ state: 'detached' })
  // The seat is known from now on: one press is enough.
  await desk.locator('[data-step="call-lead"]', { hasText: '1016' }).first().click()
  await call.getByText('Person yuan needs you: 1016').waitFor()
  await own.locator('[data-step="assist-end"]').click()
  expect(faults).toEqual([])
  await desk.context().close()
  await lead.context().close()
})

test('who signs out is not pushed to on that device any more', async () => {
  // The session that other tests share is to go on; whoever changed their first password may have another.
  await site.signIn('lin')
  const { page } = await openPage(browser, site, '/sign-in', phone)
  const comeIn = async () => {
    await page.context().addCookies([await site.signInAnew('lin')])
    await page.goto(`${site.url}/settings`)
    await page.locator('[data-ways]').waitFor()
  }
  await comeIn()
  const methods = () =>
    page.evaluate(async () => {
      const { ways } = (await (await fetch('/api/v1/me/ways')).json()) as { ways: { channel: string }[] }
      return ways.filter(({ channel }) => channel === 'push').length
    })
  // What this device would have been given, had a push service been in reach.
  await page.evaluate(async () => {
    const point = crypto.getRandomValues(new Uint8Array(65))
    point[0] = 4
    const text = (bytes: Uint8Array) =>
      btoa(String.fromCharCode(...bytes))
        .replaceAll('+', '-')
        .replaceAll('/', '_')
    const keys = {
      p256dh: text(point).replaceAll('=', ''),
      auth: text(point.slice(1, 17)).replaceAll('=', ''),
    }
    const answer = await fetch('/api/v1/me/push', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ endpoint: 'https://fcm.googleapis.com/x', keys, name: 'This phone' }),
    })
    const { way } = (await answer.json()) as { way: { id: string } }
    localStorage.setItem('huiyin.push-way', way.id)
  })
  expect(await methods()).toBe(1)
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await page.waitForURL('**/sign-in')
  await comeIn()
  expect(await methods()).toBe(0)
  await page.context().close()
})

test('one button of my settings signs out everywhere, once it is pressed again', async () => {
  await site.signIn('zhou')
  const context = await browser.newContext(phone)
  await context.addCookies([await site.signInAnew('zhou')])
  const page = await context.newPage()
  const { value, name } = await site.signInAnew('zhou')
  const elsewhere = async () =>
    (await fetch(`${site.server}/api/v1/me`, { headers: { cookie: `${name}=${value}` } })).status
  expect(await elsewhere()).toBe(200)
  await page.goto(`${site.url}/settings`)
  await page.locator('[data-act="end-sessions"]').click()
  await page.getByRole('menuitem', { name: 'Yes, sign out on this device too' }).click()
  await page.waitForURL(/\/sign-in/)
  expect(await elsewhere()).toBe(401)
  await context.close()
})

test('whom an alert is told aloud hears it where they wished it, and sees it in the title of any page', async () => {
  const { page } = await openPage(browser, site, '/duty', { as: 'lin', ...phone })
  await page.evaluate(() => {
    const sound = { critical: true, warning: false, info: false }
    localStorage.setItem('huiyin.ring', JSON.stringify({ sound, notify: false }))
  })
  // What is sounded is counted at the browser's own oscillator.
  await page.addInitScript(() => {
    const begin = OscillatorNode.prototype.start
    OscillatorNode.prototype.start = function start(...args) {
      Object.assign(window, { tones: ((window as { tones?: number }).tones ?? 0) + 1 })
      begin.apply(this, args)
    }
  })
  await page.goto(`${site.url}/duty`)
  await page.locator('[data-roster]').first().waitFor()
  await page.locator('body').click()
  await breached('R1')
  await page.waitForFunction(() => /^\(\d+\) Duty/.test(document.title))
  await page.waitForFunction(() => ((window as { tones?: number }).tones ?? 0) >= 3)
  await page.context().close()
})

test('operations shows what was refused and why, judges it again, and erases whom nothing is owed to', async () => {
  const sent = await fetch(`${site.server}/api/v1/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer feed-token-of-the-faces' },
    body: JSON.stringify(feedEvent('contact.queued', 'bad', { phone: '13812345678' })),
  })
  expect(((await sent.json()) as { rejected: object[] }).rejected).toHaveLength(1)
  await site.post(
    feedEvent('case.opened', 'E1', { kind: 'inquiry', customer: 'crm-4711', phone: '13899998888' }),
  )
  const { page, faults } = await openPage(browser, site, '/admin', { as: 'boss' })
  const feed = page.locator('[data-feed="pbx"]')
  await feed.getByRole('button', { name: /let me see/ }).click()
  const refused = page.locator('[data-refused="pbx"]')
  await refused.getByText('queue').first().waitFor()
  expect(await refused.textContent()).not.toContain('13812345678')
  await refused.getByRole('button', { name: 'Try them again' }).click()
  await refused.getByText('1 refused again').waitFor()
  const erase = page.locator('[data-erase]')
  await erase.getByLabel(/Phone number/).fill('138 9999 8888')
  await erase.getByRole('button', { name: 'Look it up' }).click()
  await erase.getByText('Still open: case/E1').waitFor()
  await site.post(feedEvent('case.resolved', 'E1', { outcome: 'solved' }))
  await expect
    .poll(async () => {
      await erase.getByRole('button', { name: 'Look it up' }).click()
      return erase.getByRole('button', { name: 'Erase for good' }).isVisible()
    })
    .toBe(true)
  await erase.getByRole('button', { name: 'Erase for good' }).click()
  await erase.getByText(/^Erased: 0 contacts, 1 case/).waitFor()
  expect(faults).toEqual([])
  await page.context().close()
})

test('a shift is handed over with a press, and taken over with one', async () => {
  await breached('S1')
  const { page: lead } = await openPage(browser, site, '/handover', { as: 'lin' })
  await lead.getByLabel(/next shift/).fill('Watch the refunds')
  await lead.getByRole('button', { name: 'Hand over this shift' }).click()
  await lead.getByText('No colleague has taken it over yet.').waitFor()
  const { page: next } = await openPage(browser, site, new URL(lead.url()).pathname, { as: 'ma' })
  await next.getByText('Watch the refunds').waitFor()
  await next.getByRole('link', { name: 'Case S1' }).first().waitFor()
  await next.getByRole('button', { name: 'Take over' }).click()
  await next.locator('[data-taken="ma"]').waitFor()
  await lead.goto(`${site.url}/handover`)
  await lead.getByText('Taken over by Person ma').waitFor()
  await lead.context().close()
  await next.context().close()
})

test('an administrator’s page is not for others', async () => {
  const { page } = await openPage(browser, site, '/admin/deliveries', { as: 'ma' })
  await page.getByRole('heading', { name: 'No access' }).waitFor()
  await page.context().close()
})

const pages = [
  ['settings', 'lin', () => '/settings', '[data-ways]'],
  ['duty', 'lin', () => '/duty', '[data-roster]'],
  ['an alert', 'ma', (alert: string) => `/alerts/${alert}`, '[data-line]'],
  ["administrators' messages", 'boss', () => '/admin/deliveries', '[data-department]'],
  ['operations', 'boss', () => '/admin', '[data-state]'],
  ['handing a shift over', 'lin', () => '/handover', '[data-make]'],
  ["administrators' audit log", 'judge', () => '/admin/audit', '[data-action="signed-in"]'],
  ['an ack link', undefined, (alert: string) => ackLink(alert), '[data-ack]'],
  ["a department's page", undefined, () => departmentLink(), '[data-handoff]'],
] as const

test.each(pages)(
  '%s keeps WCAG 2.2 AA in the dark and in the light, and nothing is cut off on a phone',
  async (name, as, path, landmark) => {
    const alert = await breached(`X-${name.replace(/\W/g, '')}`)
    if (as === undefined)
      await site.post(
        feedEvent(
          'case.opened',
          'X1',
          { kind: 'complaint', title: 'A long wait', agent: 'yuan', queue: 'care' },
          900,
        ),
        feedEvent('handoff.sent', 'XH1', { case: 'X1', department: 'product', question: 'Until when?' }, 600),
      )
    for (const [theme, language] of [
      ['dark', 'en'],
      ['light', 'zh-CN'],
    ]) {
      const address = `${path(alert)}?theme=${theme}&lang=${language}`
      const { page, faults } = await openPage(browser, site, address, { ...(as ? { as } : {}), ...phone })
      await page.locator(landmark).first().waitFor()
      expect(await violationsOf(page)).toEqual([])
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      expect(over).toBeLessThanOrEqual(0)
      expect(faults.filter((fault) => as !== undefined || !fault.includes('401'))).toEqual([])
      await page.context().close()
    }
  },
)
