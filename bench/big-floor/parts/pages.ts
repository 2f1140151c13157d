import { openBrowser } from '#tests/browser/browser.ts'
import type { BenchParts } from '../../bench-result.ts'
import { costOfPage, firstSeenMs } from '../chromium.ts'
import { withHall } from '../hall.ts'
import { atMost, printLoad } from '../measures.ts'

const MEASURE_SEC = 15

/** What the supervisor's page and a wall of 60 queues cost a browser, beside the sign-in page, which has no figures. */
export const pages: BenchParts[string] = (tell) =>
  withHall(3_000, async (hall) => {
    const browser = await openBrowser()
    const common = { url: hall.url, cookie: hall.cookieOf('ma-zong'), sec: MEASURE_SEC }
    try {
      const baseline = await firstSeenMs(browser, { url: hall.url, path: '/sign-in', landmark: 'form input' })
      const desk = await costOfPage(browser, { ...common, path: '/supervisor', landmark: '[data-entry]' })
      printLoad()
      tell(atMost('supervisor-first-figures', desk.firstMs, 1_500, { unit: 'ms', baseline }))
      tell(atMost('supervisor-elements', desk.elements, 3_000, { unit: 'elements' }))
      tell(atMost('supervisor-main-thread', desk.percent, 15, { unit: '%' }))
      tell(atMost('supervisor-longest-task', desk.longestTaskMs, 100, { unit: 'ms of CPU' }))
      tell(atMost('supervisor-heap', desk.heapMb, 80, { unit: 'MB' }))
      const wall = await costOfPage(browser, { ...common, path: '/wall/floor', landmark: '[data-queue]' })
      printLoad()
      tell(atMost('wall-first-figures', wall.firstMs, 1_500, { unit: 'ms', baseline }))
      tell(atMost('wall-main-thread', wall.percent, 8, { unit: '%' }))
    } finally {
      await browser.close()
    }
  })
