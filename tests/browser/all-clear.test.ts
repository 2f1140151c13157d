import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import common from '#messages/en.json' with { type: 'json' }
import office from '#messages/office/en.json' with { type: 'json' }
import { openBrowser, openPage } from './browser.ts'
import { type BrowserSite, feedEvent, startSite } from './site.ts'

const en = { ...common, ...office }

/** Every sentence of the catalogue that says that there is nothing. */
const emptySentences = [
  en.wall.nothingOwed,
  ...[en.supervisor.nothingAtRisk, en.supervisor.nothingBehind, en.supervisor.nobodyHere],
  ...[en.supervisor.noQueues, en.supervisor.noAlerts, en.quarters.none, en.day.noCauses, en.day.noLeads],
  ...[en.desk.nothingOwed, en.desk.nothingThen, en.desk.noQueues, en.steps.noDepartments],
  ...[en.alertsPage.quiet, en.alertHistory.none, en.alertHistory.nothingNext],
  ...['0 contacts of the customer', '0 of ours'],
  ...[en.case.noClock, en.case.noClockNeeded, en.case.gone],
  ...[en.screens.none, en.duty.none, en.duty.nobody, en.queueState.calm],
  ...[en.deliveries.noDead, en.deliveries.noLines, en.deliveries.noUnreached, en.deliveries.noDepartments],
]

let site: BrowserSite
let browser: Browser

beforeAll(async () => {
  site = await startSite()
  browser = await openBrowser()
  await site.post(
    feedEvent('agent.signed_in', 'yuan', { queues: ['care', 'sales'], name: 'Person yuan' }, 60),
    feedEvent('contact.queued', 'clear-1', { queue: 'care' }, 30),
    feedEvent('contact.queued', 'clear-2', { queue: 'sales' }, 30),
    feedEvent(
      'case.opened',
      'CLEAR',
      { kind: 'complaint', title: 'Open', agent: 'yuan', queue: 'care' },
      6_000,
    ),
    feedEvent(
      'case.opened',
      'CLEAR2',
      { kind: 'complaint', title: 'Open', agent: 'yuan', queue: 'care' },
      5_000,
    ),
  )
})

afterAll(async () => {
  await browser?.close()
  await site?.end()
})

/** Keeps which of the sentences the page ever showed, looked at in every frame. */
function watchSentences(sentences: readonly string[]): void {
  const seen = new Set<string>()
  Object.assign(window, { seenSentences: seen })
  const look = () => {
    const text = document.body?.textContent ?? ''
    for (const sentence of sentences) if (text.includes(sentence)) seen.add(sentence)
    requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}

const seenOn = (page: Page) =>
  page.evaluate(() => [...(window as unknown as { seenSentences: Set<string> }).seenSentences])

/** Sentences that were shown and are no longer true: nothing happens on the floor meanwhile. */
async function flashedOn(page: Page): Promise<string[]> {
  const text = await page.evaluate(() => document.body.textContent ?? '')
  return (await seenOn(page)).filter((sentence) => !text.includes(sentence))
}

/** A page whose answers (rows of the socket, and what it reads by itself) are held back until `release`. */
async function openHeld(path: string, as: string) {
  const { page } = await openPage(browser, site, '/build', { as })
  await page.addInitScript(watchSentences, emptySentences)
  let release = () => {}
  const released = new Promise<void>((done) => {
    release = done
  })
  let asked = () => {}
  const firstAsked = new Promise<void>((done) => {
    asked = done
  })
  await page.routeWebSocket(/socket\.io/, (socket) => {
    const server = socket.connectToServer()
    server.onMessage((message) => {
      const text = String(message)
      // Frames of events and answers; those of the connection itself go through.
      if (!/^4[23]/.test(text)) {
        socket.send(message)
        return
      }
      asked()
      void released.then(() => socket.send(message))
    })
  })
  await page.route(/\/api\/v1\/(?!site|me$)/, async (route) => {
    asked()
    await released
    await route.continue()
  })
  await page.goto(`${site.url}${path}`)
  await firstAsked
  return { page, release }
}

/** Long enough for what a page draws without its rows. */
const frames = (page: Page, count: number) =>
  page.evaluate(
    (left) =>
      new Promise<void>((done) => {
        const next = (rest: number) => (rest === 0 ? done() : requestAnimationFrame(() => next(rest - 1)))
        next(left)
      }),
    count,
  )

test.each([
  ['/wall/floor', 'ma', '.entry'],
  ['/supervisor', 'ma', '[data-entry]'],
  ['/supervisor?show=waiting&intervals=care', 'ma', '[data-entry]'],
  ['/desk', 'yuan', '[data-next]'],
  ['/alerts', 'lin', 'main h1'],
  ['/cases/CLEAR', 'ma', '[data-event]'],
  ['/screens', 'ma', 'main h1'],
  ['/duty', 'ma', 'main p'],
  ['/settings', 'lin', 'main h1, main h2'],
])(
  '%s says nothing of emptiness before its rows are there, nor for a moment after',
  async (path, as, ready) => {
    const { page, release } = await openHeld(path, as)
    await frames(page, 30)
    expect(await seenOn(page)).toEqual([])
    release()
    await page.locator(ready).first().waitFor()
    await frames(page, 30)
    expect(await flashedOn(page)).toEqual([])
    await page.close()
  },
)

test('nor after a reconnect to a server that began anew, nor after a reload', async () => {
  const { page } = await openPage(browser, site, '/build', { as: 'ma' })
  await page.addInitScript(watchSentences, [...emptySentences, en.frame.notKnown])
  await page.goto(`${site.url}/wall/floor`)
  await page.locator('.entry').first().waitFor()
  const killed = site.serverPid()
  process.kill(killed, 'SIGKILL')
  await vi.waitFor(() => expect(site.serverPid()).not.toBe(killed), { timeout: 20_000, interval: 50 })
  await site.ready()
  // What happens now is told by the server that began anew: the page has its rows.
  await site.post(
    feedEvent('case.opened', 'CLEAR3', { kind: 'complaint', title: 'Open', queue: 'care' }, 5_900),
  )
  await page.locator('[data-risk="case/CLEAR3"]').waitFor({ timeout: 20_000 })
  await frames(page, 30)
  expect(await seenOn(page)).toEqual([])
  await page.reload()
  await page.locator('.entry').first().waitFor()
  await frames(page, 30)
  expect(await seenOn(page)).toEqual([])
  await page.close()
})

test('while the server is not heard, nothing is clear', async () => {
  await site.post(
    feedEvent('contact.abandoned', 'clear-1'),
    feedEvent('contact.abandoned', 'clear-2'),
    feedEvent('case.resolved', 'CLEAR'),
    feedEvent('case.resolved', 'CLEAR2'),
    feedEvent('case.resolved', 'CLEAR3'),
  )
  const { page } = await openPage(browser, site, '/wall/floor', { as: 'ma' })
  await page.getByText(en.wall.nothingOwed).waitFor()
  const pid = site.serverPid()
  process.kill(pid, 'SIGSTOP')
  try {
    await page.getByText(en.frame.notKnown).waitFor({ timeout: 15_000 })
    expect(await page.getByText(en.wall.nothingOwed).count()).toBe(0)
  } finally {
    process.kill(pid, 'SIGCONT')
  }
  await page.getByText(en.wall.nothingOwed).waitFor({ timeout: 15_000 })
  await page.close()
})
