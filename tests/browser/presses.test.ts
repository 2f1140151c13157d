import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type SmtpSink, startSmtpSink } from '../support/peers/smtp-sink.ts'
import { breached, rowOfAlert } from './breached.ts'
import { openBrowser, openPage } from './browser.ts'
import { choose } from './choose.ts'
import { loseNextAnswer, loseOnSocket } from './lose-answers.ts'
import { type BrowserSite, feedEvent, person, startSite } from './site.ts'

let site: BrowserSite
let browser: Browser
let mail: SmtpSink

beforeAll(async () => {
  mail = await startSmtpSink({ plain: true })
  const from = 'floor@example.test'
  site = await startSite({
    people: [
      person('ma', 'supervisor', { email: 'ma@example.test' }),
      person('lin', 'lead', { team: 'east', agent: 'lin', email: 'lin@example.test' }),
      person('yuan', 'agent', { team: 'east', agent: 'yuan' }),
    ],
    alerts: {
      targets: [
        { id: 'post', kind: 'mail', host: '127.0.0.1', port: mail.port, security: 'none', from },
        { id: 'phones', kind: 'push' },
      ],
      allow: ['127.0.0.0/8'],
      rosters: [{ id: 'night', name: 'Night desk', shifts: [{ members: ['ma'] }] }],
    },
  })
  browser = await openBrowser()
  await site.post(
    feedEvent('agent.signed_in', 'yuan', { queues: ['care', 'sales'], name: 'Person yuan' }, 600),
    feedEvent('agent.available', 'yuan', {}, 590),
  )
})

afterAll(async () => {
  await browser?.close()
  await site?.end()
  await mail?.stop()
})

const departmentLink = () => new URL(site.links.departmentLink('product', Date.now())).pathname

const openCase = (id: string) =>
  site.post(
    feedEvent('case.opened', id, { kind: 'request', title: `Case ${id}`, agent: 'yuan', queue: 'care' }, 60),
  )

/** What the log has of a type, with what makes it the one that is meant. */
async function inLog(type: string, is: Record<string, unknown>) {
  const events = await site.events()
  return events.filter(
    (event) =>
      event.type === type &&
      Object.entries(is).every(
        ([key, value]) => (key === 'subject' ? event.subject : event.data[key]) === value,
      ),
  )
}

/** A step's form goes away once the server has taken what was said in it. */
const taken = (page: Page, step: string) =>
  page.locator(`[data-step="${step}"][aria-expanded="false"]`).waitFor()

/** A page whose socket loses what the test says. */
async function lossyPage(path: string, as: string) {
  const { page } = await openPage(browser, site, '/offline.html', { as })
  const losing = await loseOnSocket(page)
  await page.goto(`${site.url}${path}`)
  return { page, losing }
}

/** Adds an address of lin's own, which a test message can be sent to. */
async function addMail(page: Page, address: string): Promise<void> {
  await page.locator('[data-act="add"]').click()
  await page.getByLabel('Address').fill(address)
  await page.getByRole('button', { name: 'Save' }).first().click()
  await page.locator('[data-way="mail"]').filter({ hasText: address }).waitFor()
}

test('one press of each kind works over http on a host that is not localhost', async () => {
  await openCase('K1')
  const { page, faults } = await openPage(browser, site, '/cases/K1', { as: 'yuan' })
  expect(await page.evaluate(() => [location.hostname, isSecureContext])).toEqual(['wall.test', false])
  // Promise
  await page.locator('[data-step="promise"]').click()
  await page.locator('[data-time="in2h"]').click()
  await taken(page, 'promise')
  // Hand-off
  await page.locator('[data-step="handoff"]').click()
  await page.getByLabel('Question to the department').fill('Until when?')
  await page.locator('[data-department="product"]').click()
  await taken(page, 'handoff')
  // Approval
  await page.locator('[data-step="approval"]').click()
  await page.getByLabel('Amount').fill('355')
  await choose(page.getByRole('combobox', { name: 'Approver' }), 'lin')
  await page.getByRole('button', { name: 'Ask for approval' }).click()
  await taken(page, 'approval')
  // Reply
  await page.locator('[data-step="reply"]').click()
  await page.getByRole('button', { name: 'Answered, accepted' }).click()
  await taken(page, 'reply')
  // Away
  await page.goto(`${site.url}/desk`)
  await page.getByRole('button', { name: 'Away' }).click()
  await page.getByRole('menuitem', { name: 'Meal' }).click()
  await page.locator('[data-own-state="away"]').waitFor()
  await page.getByRole('button', { name: 'Available' }).click()
  await page.locator('[data-own-state="available"]').waitFor()
  expect(faults).toEqual([])
  await page.context().close()

  // The department's answer, without a session
  const { page: department, faults: theirs } = await openPage(browser, site, departmentLink())
  const handoff = department.locator('[data-handoff]').filter({ hasText: 'Until when?' })
  await handoff.locator('[data-act="answer"]').click()
  await handoff.getByLabel(/Full answer/).fill('Until Friday.')
  await handoff.locator('[data-send="answer"]').click()
  await handoff.waitFor({ state: 'detached' })
  expect(theirs.filter((fault) => !fault.includes('401'))).toEqual([])
  await department.context().close()

  // Acknowledgement
  const alert = await breached(site, 'K2')
  const { page: lead, faults: leads } = await openPage(browser, site, '/alerts', { as: 'lin' })
  const taking = await rowOfAlert(lead, alert)
  await taking.locator('[data-act="ack"]').click()
  await taking.getByText('taken by Person lin').waitFor()
  // Duty swap
  await lead.goto(`${site.url}/duty`)
  await lead.locator('[data-act="swap"]').click()
  await choose(lead.getByLabel('Who'), 'lin')
  await lead.locator('[data-act="stand-in"]').click()
  await lead.locator('p [data-on-duty="lin"]').waitFor()
  await lead.getByRole('button', { name: 'Cancel' }).first().click()
  await lead.locator('p [data-on-duty="ma"]').waitFor()
  // Test message
  await lead.goto(`${site.url}/settings`)
  await addMail(lead, 'lin.at.home@example.test')
  await lead.locator('[data-way="mail"] [data-act="test"]').click()
  await lead.locator('[data-way="mail"] [data-test="told"]').waitFor()
  expect(leads).toEqual([])
  await lead.context().close()
  for (const [type, is] of [
    ['promise.made', { case: 'K1' }],
    ['handoff.sent', { case: 'K1' }],
    ['approval.requested', { case: 'K1' }],
    ['case.replied', { subject: 'K1' }],
    ['agent.away', { subject: 'yuan' }],
    ['handoff.returned', { answer: 'Until Friday.' }],
    ['alert.acked', { subject: alert }],
    ['alert.duty', { person: 'lin' }],
    ['alert.duty', { person: null }],
  ] as const)
    expect([type, await inLog(type, is)]).toMatchObject([type, [{ type }]])
})

test('what plain http cannot do is said where one would look for it, and nothing else is missing', async () => {
  const { page, faults } = await openPage(browser, site, '/settings', { as: 'lin' })
  await page.locator('[data-needs-https="notify"]').waitFor()
  await page.locator('[data-push="needs_https"]').waitFor()
  expect(faults).toEqual([])
  await page.context().close()
  const { page: wall } = await openPage(browser, site, '/wall/floor')
  await wall.locator('[data-needs-https="awake"]').waitFor()
  await wall.context().close()
  const { page: screens } = await openPage(browser, site, '/screens', { as: 'ma' })
  await screens.locator('[data-needs-https="awake"]').waitFor()
  await screens.context().close()
})

test("the customer's text is copied over http, too", async () => {
  await openCase('COPY')
  const due = new Date(Date.now() + 3_600_000).toISOString()
  await site.post(
    feedEvent('promise.made', 'COPY-P', { case: 'COPY', text: 'Word back', due, agent: 'yuan' }),
  )
  const { page } = await openPage(browser, site, '/cases/COPY', { as: 'yuan' })
  const text = page.locator('[data-ready-text="COPY-P"]')
  await text.locator('[data-copy]').click()
  await text.locator('[data-copy="yes"]').waitFor()
  // Pasted by the keys, as a person does it: scripts read no clipboard here.
  await page.locator('[data-step="handoff"]').click()
  await page.getByLabel('Question to the department').focus()
  await page.keyboard.press('Control+v')
  expect(await page.getByLabel('Question to the department').inputValue()).toContain('Word back')
  await page.context().close()
})

/** A step of a case whose answer is lost, pressed again: the log has what it makes once. */
async function pressedTwice(id: string, step: string, press: (page: Page) => Promise<void>): Promise<void> {
  await openCase(id)
  const { page, losing } = await lossyPage(`/cases/${id}`, 'yuan')
  await page.locator(`[data-step="${step}"]`).click()
  losing.answers = true
  await press(page)
  await page.getByText('The server did not answer. Try again.').waitFor()
  losing.answers = false
  await press(page)
  await taken(page, step)
  await page.context().close()
}

test('a press whose answer was lost makes nothing twice: promise, hand-off, approval', async () => {
  await Promise.all([
    pressedTwice('T1', 'promise', (page) => page.locator('[data-time="in1h"]').click()),
    pressedTwice('T2', 'handoff', (page) => page.locator('[data-department="product"]').click()),
    pressedTwice('T3', 'approval', async (page) => {
      await choose(page.getByRole('combobox', { name: 'Approver' }), 'lin')
      await page.getByRole('button', { name: 'Ask for approval' }).click()
    }),
  ])
  expect(await inLog('promise.made', { case: 'T1' })).toHaveLength(1)
  expect(await inLog('handoff.sent', { case: 'T2' })).toHaveLength(1)
  expect(await inLog('approval.requested', { case: 'T3' })).toHaveLength(1)
})

test('another time after a lost answer moves the one promise, and makes no second', async () => {
  await openCase('T4')
  const { page, losing } = await lossyPage('/cases/T4', 'yuan')
  await page.locator('[data-step="promise"]').click()
  losing.answers = true
  await page.locator('[data-time="in1h"]').click()
  await page.getByText('The server did not answer. Try again.').waitFor()
  losing.answers = false
  await page.locator('[data-time="in2h"]').click()
  await taken(page, 'promise')
  const made = await inLog('promise.made', { case: 'T4' })
  expect(made).toHaveLength(1)
  expect(await inLog('promise.moved', { subject: made[0]!.subject })).toHaveLength(1)
  await page.context().close()
})

test('a press whose answer was lost does nothing twice: acknowledgement, callback', async () => {
  const alert = await breached(site, 'T5')
  const call = { queue: 'care', customer: 'anna', phone: '13800001234', name: 'Anna' }
  await site.post(feedEvent('contact.queued', 'T6', call, 300), feedEvent('contact.abandoned', 'T6', {}, 200))
  async function acknowledge(): Promise<void> {
    const { page, losing } = await lossyPage('/alerts', 'lin')
    losing.answers = true
    const row = await rowOfAlert(page, alert)
    await row.locator('[data-act="ack"]').click()
    // Where the socket does not answer, the press is sent once more the other way.
    await row.locator('[data-ack="sent"]').waitFor()
    await page.context().close()
  }
  async function give(): Promise<void> {
    const { page, losing } = await lossyPage('/supervisor?show=recovery', 'ma')
    const row = page.locator('[data-entry="recovery/T6"]')
    losing.answers = true
    await row.locator('[data-act="recover"]').click()
    await page.getByRole('option', { name: 'Person yuan' }).click()
    await row.getByText('The server did not answer. Try again.').waitFor()
    losing.answers = false
    // It was done all the same, in one event: there is nothing left to press again.
    await row.locator('[data-act="recover"]').waitFor({ state: 'detached' })
    // The list stands still until the reader looks away.
    await page.mouse.move(0, 0)
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
    await page.locator('[data-entry="callback/T6"]').getByText('Person yuan').waitFor()
    await page.context().close()
  }
  await Promise.all([acknowledge(), give()])
  expect(await inLog('alert.acked', { subject: alert })).toHaveLength(1)
  expect(await inLog('callback.requested', { contact: 'T6' })).toHaveLength(1)
})

test('a contact whose outcome was pressed twice, because the answer was lost, opens one case', async () => {
  await site.post(
    feedEvent('contact.queued', 'T9', { queue: 'care', customer: 'bo', phone: '13900001234' }, 40),
    feedEvent('contact.answered', 'T9', { agent: 'yuan' }, 30),
    feedEvent('contact.ended', 'T9', {}, 1),
  )
  const { page, losing } = await lossyPage('/desk', 'yuan')
  const after = page.locator('[data-after="T9"]')
  losing.answers = true
  await after.locator('[data-time="in1h"]').click()
  await after.getByText('The server did not answer. Try again.').waitFor()
  losing.answers = false
  await after.locator('[data-time="in1h"]').click()
  await after.waitFor({ state: 'detached' })
  const [opened, ...others] = await inLog('case.opened', { contact: 'T9' })
  expect(others).toEqual([])
  expect(opened!.subject).toMatch(/^C-\d{4}$/)
  expect(await inLog('promise.made', { case: opened!.subject })).toHaveLength(1)
  await page.context().close()
})

test('a duty swap, a test message and a word of a department whose answers were lost are done once', async () => {
  await openCase('T7')
  await site.post(
    feedEvent('handoff.sent', 'T7-H', { case: 'T7', department: 'product', question: 'Ours?' }, 30),
  )
  async function swap(): Promise<void> {
    const { page } = await openPage(browser, site, '/duty', { as: 'lin' })
    await page.locator('[data-act="swap"]').click()
    await choose(page.getByLabel('Who'), 'lin')
    await loseNextAnswer(page, site, /\/api\/v1\/duty\/night$/)
    await page.locator('[data-act="stand-in"]').click()
    await page.getByText('The server did not answer. Try again.').waitFor()
    await page.locator('[data-act="stand-in"]').click()
    await page.locator('p [data-on-duty="lin"]').waitFor()
    await page.context().close()
  }
  async function testMessage(): Promise<void> {
    const { page } = await openPage(browser, site, '/settings', { as: 'ma' })
    await addMail(page, 'ma.at.home@example.test')
    const method = page.locator('[data-way="mail"]')
    await loseNextAnswer(page, site, /\/api\/v1\/me\/ways\/[^/]+\/test$/)
    await method.locator('[data-act="test"]').click()
    await method.locator('[data-test="refused"]').waitFor()
    await method.locator('[data-act="test"]').click()
    await method.locator('[data-test="told"]').waitFor()
    await page.context().close()
  }
  async function take(): Promise<void> {
    const { page } = await openPage(browser, site, departmentLink())
    const handoff = page.locator('[data-handoff="T7-H"]')
    await handoff.waitFor()
    await loseNextAnswer(page, site, /\/handoffs\/T7-H$/)
    await handoff.locator('[data-act="answer"]').click()
    await handoff.getByLabel(/Full answer/).fill('It is.')
    await handoff.locator('[data-send="answer"]').click()
    await handoff.getByText('Not sent: the server did not answer. Try again.').waitFor()
    await handoff.locator('[data-send="answer"]').click()
    await handoff.waitFor({ state: 'detached' })
    await page.context().close()
  }
  const before = await inLog('alert.duty', { person: 'lin' })
  await Promise.all([swap(), testMessage(), take()])
  expect(await inLog('alert.duty', { person: 'lin' })).toHaveLength(before.length + 1)
  expect(mail.mails.filter(({ to }) => to.includes('ma.at.home@example.test'))).toHaveLength(1)
  expect(await inLog('handoff.returned', { subject: 'T7-H' })).toHaveLength(1)
})

test('of two who take an alert at once the second is told who was quicker, and does not take it over', async () => {
  const alert = await breached(site, 'T8')
  const { page, losing } = await lossyPage('/alerts', 'ma')
  const entry = await rowOfAlert(page, alert)
  await entry.getByText('not taken').waitFor()
  losing.patches = true
  const { page: lead } = await openPage(browser, site, '/alerts', { as: 'lin' })
  const taking = await rowOfAlert(lead, alert)
  await taking.locator('[data-act="ack"]').click()
  await taking.getByText('taken by Person lin').waitFor()
  await entry.locator('[data-act="ack"]').click()
  await entry.getByText(/Person lin was first/).waitFor()
  losing.patches = false
  await entry.getByText('taken by Person lin').waitFor()
  await page.context().close()
  await lead.context().close()
})

test('a sign-out that the server does not answer is said where it was pressed, of the desk as of the session', async () => {
  const { page, losing } = await lossyPage('/desk', 'lin')
  await page.locator('[data-own-state]').waitFor()
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.locator('[data-act="sign-out"]').waitFor()
  losing.answers = true
  losing.patches = true
  await page.locator('[data-act="sign-out"]').click()
  const own = page.locator('[data-own-state]')
  await own.getByText('The server did not answer. Try again.').waitFor()
  losing.answers = false
  losing.patches = false
  await page.route(/\/api\/v1\/session$/, (route) => route.abort(), { times: 1 })
  await page.getByRole('button', { name: 'Sign out', exact: true }).first().click()
  await page.getByText('Not signed out: the server did not answer. Try again.').waitFor()
  expect(page.url()).toContain('/desk')
  await page.context().close()
})
