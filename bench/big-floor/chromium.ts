import { setTimeout as wait } from 'node:timers/promises'
import type { Browser } from 'playwright-core'

/** What a page costs a browser. */
export interface PageCost {
  /** From the request of the page until its figures are seen. */
  readonly firstMs: number
  readonly elements: number
  /** Share of its time that the main thread works. */
  readonly share: number
  readonly longestTaskMs: number
  readonly heapMb: number
}

export interface Looked {
  readonly url: string
  readonly path: string
  readonly cookie: string
  /** What is there once the page has its figures. */
  readonly landmark: string
  readonly sec: number
}

/** So long a page may do what it does once, before what it does all the time is measured. */
const SETTLE_MS = 3_000

interface TaskTimes {
  longestTaskMs?: number
}

/** Runs in the page: keeps its longest task. */
function watchTasks(): void {
  const kept = globalThis as TaskTimes
  kept.longestTaskMs = 0
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries())
      kept.longestTaskMs = Math.max(kept.longestTaskMs ?? 0, duration)
  }).observe({ entryTypes: ['longtask'] })
}

/** Opens a page as a person would, and measures it while the floor goes on. */
export async function costOfPage(browser: Browser, looked: Looked): Promise<PageCost> {
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 } })
  const [name, value] = looked.cookie.split('=') as [string, string]
  await context.addCookies([{ name, value, url: looked.url }])
  const page = await context.newPage()
  try {
    // Once before, as everybody's browser holds the scripts of yesterday.
    await page.goto(looked.url + looked.path)
    await page.locator(looked.landmark).first().waitFor()
    const began = performance.now()
    await page.goto(looked.url + looked.path)
    await page.locator(looked.landmark).first().waitFor()
    const firstMs = performance.now() - began
    await wait(SETTLE_MS)
    const devtools = await context.newCDPSession(page)
    // Of the thread and not of the clock: what else runs on the machine is no cost of the page.
    await devtools.send('Performance.enable', { timeDomain: 'threadTicks' })
    const metric = async (metric: string) => {
      const { metrics } = await devtools.send('Performance.getMetrics')
      return metrics.find(({ name: of }) => of === metric)!.value
    }
    await page.evaluate(watchTasks)
    const [before, since] = [await metric('TaskDuration'), performance.now()]
    await wait(looked.sec * 1_000)
    const share = ((await metric('TaskDuration')) - before) / ((performance.now() - since) / 1_000)
    const longestTaskMs = await page.evaluate(() => (globalThis as TaskTimes).longestTaskMs ?? 0)
    const elements = await page.evaluate(() => document.querySelectorAll('*').length)
    await devtools.send('HeapProfiler.collectGarbage')
    const heapMb = (await metric('JSHeapUsedSize')) / 1_024 ** 2
    return { firstMs, elements, share, longestTaskMs, heapMb }
  } finally {
    await context.close()
  }
}
