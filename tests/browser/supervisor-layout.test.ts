import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, openPage } from './browser.ts'
import { type BrowserSite, feedEvent, person, startSite } from './site.ts'

/** The supervisor's page in every size, with none, one and two bands above it: no two parts of it lie over each other. */
const sizes = [
  { width: 1280, height: 720 },
  { width: 1440, height: 900 },
  { width: 1920, height: 1080 },
  { width: 390, height: 844 },
]

let site: BrowserSite
let browser: Browser

beforeAll(async () => {
  site = await startSite({
    people: [
      person('boss', 'admin'),
      person('ma', 'supervisor'),
      person('lin', 'lead', { team: 'east', agent: 'lin' }),
      ...Array.from({ length: 40 }, (_, index) =>
        person(`a${index}`, 'agent', { team: 'east', agent: `a${index}` }),
      ),
    ],
  })
  browser = await openBrowser()
  await site.post(
    ...Array.from({ length: 40 }, (_, index) =>
      feedEvent('agent.signed_in', `a${index}`, { queues: ['care'], name: `Agent number ${index}` }, 9_000),
    ),
    ...Array.from({ length: 30 }, (_, index) => {
      const data = { kind: 'complaint', title: `Luggage ${index} lost`, queue: 'care', agent: `a${index}` }
      return feedEvent('case.opened', `case-${index}`, data, 2_000 + index * 200)
    }),
    feedEvent('contact.queued', 'waits', { queue: 'sales' }, 30),
  )
})

afterAll(async () => {
  await browser?.close()
  await site?.end()
})

/** Bands as the page has them, above everything else. */
async function putBands(page: Page, count: number): Promise<void> {
  await page.evaluate((bands) => {
    for (const old of document.querySelectorAll('[data-test-band]')) old.remove()
    const bar = document.querySelector('header')!
    for (let band = 0; band < bands; band++) {
      const node = document.createElement('p')
      node.dataset.testBand = ''
      node.className = 'flex items-center gap-2 bg-warn px-4 py-1.5 text-base'
      node.textContent = 'The clock of this machine is not synchronised. Deadlines may be said late. '.repeat(
        3,
      )
      bar.after(node)
    }
  }, count)
}

/** Parts of the page, as far as they are seen in what scrolls around them, that lie over each other or leave their place. */
async function overlaps(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const seen = (node: Element) => {
      let { left, top, right, bottom } = node.getBoundingClientRect()
      for (let around = node.parentElement; around !== null; around = around.parentElement) {
        if (getComputedStyle(around).overflowY === 'visible') continue
        const box = around.getBoundingClientRect()
        top = Math.max(top, box.top)
        bottom = Math.min(bottom, box.bottom)
        left = Math.max(left, box.left)
        right = Math.min(right, box.right)
      }
      return { left, top, right, bottom }
    }
    const parts = [...document.querySelectorAll<HTMLElement>('[data-part], main > div > section')].filter(
      (node) => node.offsetParent !== null,
    )
    const boxes = parts.map((node) => ({
      name: node.dataset.part ?? node.getAttribute('aria-label') ?? '',
      box: seen(node),
      node,
    }))
    const faults: string[] = []
    for (const [index, { name, box, node }] of boxes.entries()) {
      for (const other of boxes.slice(index + 1)) {
        const wide = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left)
        const high = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top)
        if (wide > 1 && high > 1) faults.push(`${name} lies over ${other.name} by ${Math.round(high)} px`)
      }
      // What a part holds stands in it: neither beneath its lower edge, nor squeezed to nothing.
      for (const inside of node.querySelectorAll<HTMLElement>('table, ul, ol')) {
        const held = seen(inside)
        if (held.bottom > held.top && held.bottom > node.getBoundingClientRect().bottom + 1)
          faults.push(`${name} does not hold its list`)
      }
      const { height } = node.getBoundingClientRect()
      if (height < 40) faults.push(`${name} has ${Math.round(height)} px`)
    }
    if (document.documentElement.scrollWidth > innerWidth) faults.push('the page is wider than its window')
    return faults
  })
}

test.each(sizes)(
  'at $width × $height nothing lies over anything, whatever bands stand above',
  async (viewport) => {
    const { page, faults } = await openPage(browser, site, '/supervisor', { as: 'boss', viewport })
    await page.locator('[data-entry]').first().waitFor()
    if (viewport.width < 640) {
      expect(await overlaps(page), 'three figures and one list').toEqual([])
      const rest = page.locator('[data-act="rest"]')
      await page.setViewportSize({ ...viewport, height: 1_600 })
      expect((await rest.boundingBox())?.height, 'a button that is as tall as its words').toBeLessThan(60)
      await page.setViewportSize(viewport)
      await rest.click()
    }
    await page.locator('[data-part="agents"]').waitFor()
    for (const bands of [0, 1, 2]) {
      await putBands(page, bands)
      expect(await overlaps(page), `${bands} bands`).toEqual([])
    }
    expect(faults).toEqual([])
    await page.context().close()
  },
)
