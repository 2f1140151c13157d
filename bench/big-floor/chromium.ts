import { setTimeout as wait } from 'node:timers/promises'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { middleOf } from '../bench-result.ts'
import { longestTaskMs } from './longest-task.ts'

/** What a page costs a browser. */
export interface PageCost {
  /** From the request of the page until its figures are seen. */
  readonly firstMs: number
  readonly elements: number
  /** Of the main thread, in its own time: what else runs on the machine is no cost of the page. */
  readonly percent: number
  readonly longestTaskMs: number
  readonly heapMb: number
}

export interface Looked {
  readonly url: string
  readonly path: string
  /** What is there once the page has its figures. */
  readonly landmark: string
}
export interface LookedAt extends Looked {
  readonly cookie: string
  readonly sec: number
}

const TIMES = 3
/** So long a page may do what it does once, before what it does all the time is measured. */
const SETTLE_MS = 3_000

async function firstMs(page: Page, { url, path, landmark }: Looked): Promise<number> {
  const each: number[] = []
  // The first does not count: everybody's browser holds the scripts of yesterday.
  for (let time = 0; time <= TIMES; time++) {
    const began = performance.now()
    await page.goto(url + path)
    await page.locator(landmark).first().waitFor()
    if (time > 0) each.push(performance.now() - began)
  }
  return middleOf(each)
}

async function withPage<T>(
  browser: Browser,
  run: (page: Page, context: BrowserContext) => Promise<T>,
): Promise<T> {
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 } })
  try {
    return await run(await context.newPage(), context)
  } finally {
    await context.close()
  }
}

/** How soon a page shows what it is for, to somebody who is not signed in. */
export const firstSeenMs = (browser: Browser, looked: Looked): Promise<number> =>
  withPage(browser, (page) => firstMs(page, looked))

/** Opens a page as a person would, and measures it while the floor goes on. */
export const costOfPage = (browser: Browser, looked: LookedAt): Promise<PageCost> =>
  withPage(browser, async (page, context) => {
    const [name, value] = looked.cookie.split('=') as [string, string]
    await context.addCookies([{ name, value, url: looked.url }])
    const first = await firstMs(page, looked)
    await wait(SETTLE_MS)
    const devtools = await context.newCDPSession(page)
    await devtools.send('Performance.enable', { timeDomain: 'threadTicks' })
    const metric = async (metric: string) => {
      const { metrics } = await devtools.send('Performance.getMetrics')
      return metrics.find(({ name: of }) => of === metric)!.value
    }
    const [before, since] = [await metric('TaskDuration'), performance.now()]
    await wait(looked.sec * 1_000)
    const busySec = (await metric('TaskDuration')) - before
    const percent = (busySec * 100_000) / (performance.now() - since)
    const elements = await page.evaluate(() => document.querySelectorAll('*').length)
    const longest = await longestTaskMs(browser, page, looked.sec)
    await devtools.send('HeapProfiler.collectGarbage')
    const heapMb = (await metric('JSHeapUsedSize')) / 1_024 ** 2
    return { firstMs: first, elements, percent, longestTaskMs: longest, heapMb }
  })
