import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, openPage } from './browser.ts'
import { type BrowserSite, feedEvent, person, startSite } from './site.ts'

const QUEUES = 40
const AGENTS = 120
const TEAMS = 6
const SOON = { timeout: 40_000 }

const range = (count: number) => Array.from({ length: count }, (_, index) => index)
const queueId = (index: number) => `q${index % QUEUES}`
const agentId = (index: number) => `a${index % AGENTS}`
const sooner = (index: number) => new Date(Date.now() + (index + 60) * 60_000).toISOString()

let site: BrowserSite
let browser: Browser

function* cases(from: number, to: number) {
  for (let index = from; index < to; index++) {
    const owner = { queue: queueId(index), agent: agentId(index) }
    yield feedEvent('case.opened', `case-${index}`, { kind: 'complaint', title: 'Wrong bill', ...owner }, 600)
    yield feedEvent('promise.made', `promise-${index}`, {
      case: `case-${index}`,
      text: 'Call back',
      due: sooner(index),
      agent: owner.agent,
    })
  }
}

async function post(events: Iterable<object>): Promise<void> {
  const all = [...events]
  for (let from = 0; from < all.length; from += 1_000) await site.post(...all.slice(from, from + 1_000))
}

beforeAll(async () => {
  site = await startSite({
    queues: range(QUEUES).map((index) => ({
      id: queueId(index),
      name: `Queue ${index}`,
      team: `t${index % TEAMS}`,
      target: { share: 0.8, withinSec: 20 },
    })),
    teams: range(TEAMS).map((team) => ({
      id: `t${team}`,
      name: `Team ${team}`,
      leads: [],
      members: range(AGENTS)
        .filter((agent) => agent % TEAMS === team)
        .map(agentId),
    })),
    people: [
      person('ma', 'supervisor'),
      ...range(AGENTS).map((index) =>
        person(agentId(index), 'agent', {
          team: `t${index % TEAMS}`,
          agent: agentId(index),
          name: `Agent ${index}`,
        }),
      ),
    ],
    boards: [],
  })
  browser = await openBrowser()
  await post(
    range(AGENTS).map((index) =>
      feedEvent('agent.signed_in', agentId(index), { queues: [queueId(index)] }, 900),
    ),
  )
  await post(cases(0, 100))
})

afterAll(async () => {
  await browser?.close()
  await site?.end()
})

/** Counts, in a page that is not loaded yet, how many items array methods walk and how many nodes change. */
async function countWork(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const work = { walked: 0, nodes: 0 }
    Object.assign(window, { work })
    const methods = [
      'filter',
      'map',
      'flatMap',
      'forEach',
      'reduce',
      'some',
      'every',
      'find',
      'findIndex',
      'sort',
    ] as const
    for (const method of methods) {
      const own = Array.prototype[method] as (...args: unknown[]) => unknown
      Object.defineProperty(Array.prototype, method, {
        value: function counted(this: unknown[], ...args: unknown[]) {
          work.walked += this.length
          return own.apply(this, args)
        },
      })
    }
    const isTicking = ({ target }: MutationRecord) => target.nodeName === 'TIME'
    new MutationObserver((records) => {
      for (const record of records) if (!isTicking(record)) work.nodes += 1 + record.addedNodes.length
    }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true })
  })
}

const workOf = (page: Page) =>
  page.evaluate(() => ({ ...(window as unknown as { work: { walked: number; nodes: number } }).work }))

const waiting = (page: Page) => page.locator('[data-figure="waiting"] .figure').first()

let calls = 0
/** What the page does for one call that begins to wait, and is seen to. */
async function workOfACall(page: Page) {
  const before = await workOf(page)
  await site.post(feedEvent('contact.queued', `call-${++calls}`, { queue: 'q0' }))
  await waiting(page).getByText(String(calls), { exact: true }).waitFor(SOON)
  const after = await workOf(page)
  return { walked: after.walked - before.walked, nodes: after.nodes - before.nodes }
}

async function leastWork(page: Page) {
  const each = [await workOfACall(page), await workOfACall(page), await workOfACall(page)]
  return {
    walked: Math.min(...each.map(({ walked }) => walked)),
    nodes: Math.min(...each.map(({ nodes }) => nodes)),
  }
}

test('what a call costs a supervisor’s page is the same with a hundred cases and with a thousand', async () => {
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 } })
  await context.addCookies([await site.signIn('ma')])
  const page = await context.newPage()
  await countWork(page)
  await page.goto(`${site.url}/supervisor`)
  await page.getByRole('heading', { name: /At risk 100/ }).waitFor(SOON)
  const few = await leastWork(page)
  await post(cases(100, 1_000))
  await page.getByRole('heading', { name: /At risk 1,000/ }).waitFor(SOON)
  const many = await leastWork(page)
  expect(many.walked).toBeLessThanOrEqual(few.walked + 200)
  expect(many.nodes).toBeLessThanOrEqual(few.nodes + 30)
  await context.close()
})

test('of lists of any length only what is in sight is made; keys lead to the last line, and a screen reader is told of all', async () => {
  const { page, faults } = await openPage(browser, site, '/supervisor', { as: 'ma' })
  const rows = page.locator('[data-entry]')
  await rows.first().waitFor(SOON)
  expect(await page.locator('*').count()).toBeLessThanOrEqual(3_000)
  expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBe(1_080)
  await page.keyboard.press('r')
  await page.keyboard.press('End')
  const focused = () =>
    page.evaluate(() => document.activeElement?.closest('li')?.getAttribute('aria-posinset') ?? null)
  await expect.poll(focused, SOON).toBe('1000')
  await page.keyboard.press('ArrowUp')
  await expect.poll(focused, SOON).toBe('999')
  await page.keyboard.press('Home')
  await page.locator('[data-band="today"]:focus').waitFor(SOON)
  await page.keyboard.press('ArrowDown')
  await expect.poll(focused, SOON).toBe('1')
  expect(faults).toEqual([])
  await page.close()
})

test('six teams are folded and counted; an agent and a queue are found by a part of their names', async () => {
  const { page } = await openPage(browser, site, '/supervisor', { as: 'ma' })
  await expect.poll(() => page.locator('[data-team]').count(), SOON).toBe(TEAMS)
  expect(await page.locator('[data-agent]').count()).toBe(0)
  await page.getByLabel('Find an agent').fill('agent 77')
  await page.locator('[data-agent="a77"]').waitFor(SOON)
  expect(await page.locator('[data-agent]').count()).toBe(1)
  await page.getByLabel('Find an agent').fill('')
  await page.locator('[data-team="t3"]').click()
  await page.locator('[data-agent="a3"]').waitFor(SOON)
  await page.getByLabel('Find a queue').fill('queue 39')
  await expect.poll(() => page.locator('[data-queue]').count(), SOON).toBe(1)
  await page.locator('[data-filter]').click()
  const filter = page.locator('[data-part="filters"]').getByRole('combobox', { name: 'Queue' })
  await filter.fill('queue 1')
  await page.getByRole('option', { name: 'Queue 17' }).click()
  await page.getByRole('heading', { name: /At risk 25/ }).waitFor(SOON)
  expect(new URL(page.url()).searchParams.get('queue')).toBe('q17')
  // It is the person's: it stands again without the address, and is taken away by its chip.
  await page.goto(`${site.url}/supervisor`)
  await page.locator('[data-chip="queue"]').getByText('Queue 17').waitFor(SOON)
  await page.getByRole('heading', { name: /At risk 25/ }).waitFor(SOON)
  await page.locator('[data-chip="queue"]').click()
  await page.getByRole('heading', { name: /At risk 1,000/ }).waitFor(SOON)
  expect(new URL(page.url()).searchParams.get('queue')).toBeNull()
  await page.close()
})
