import { setTimeout as wait } from 'node:timers/promises'
import type { Browser, Page } from 'playwright-core'

/** An event of Chromium's tracing, as far as it is read here. */
interface TraceEvent {
  readonly name: string
  readonly ph: string
  readonly pid: number
  readonly tid: number
  /** What the thread itself worked, µs. */
  readonly tdur?: number
  readonly args?: { readonly name?: string }
}

const isTask = ({ name, ph }: TraceEvent) => ph === 'X' && name.endsWith('RunTask')

/**
 * The longest task of a page's main thread within some seconds, in ms that the thread itself worked: what else the
 * machine does is no fault of the page.
 */
export async function longestTaskMs(browser: Browser, page: Page, sec: number): Promise<number> {
  await browser.startTracing(page, { categories: ['toplevel'] })
  await wait(sec * 1_000)
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as {
    traceEvents: TraceEvent[]
  }
  const mainThreads = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  )
  const tasks = traceEvents.filter((event) => isTask(event) && mainThreads.has(`${event.pid} ${event.tid}`))
  if (!tasks.some(({ tdur }) => tdur !== undefined)) throw new Error('the trace tells no time of threads')
  return Math.max(...tasks.map(({ tdur = 0 }) => tdur)) / 1_000
}
