import { accessSync } from 'node:fs'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { knowsSiteHost } from '../support/site-host.ts'
import type { BrowserSite } from './site.ts'

const usual = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

function isThere(path: string): boolean {
  try {
    accessSync(path)
    return true
  } catch {
    return false
  }
}

/** The system's Chromium: HUIYIN_CHROMIUM, else where distributions put it; `more` are arguments of its own. */
export async function openBrowser(...more: string[]): Promise<Browser> {
  const executablePath = process.env.HUIYIN_CHROMIUM ?? usual.find(isThere)
  if (executablePath === undefined) throw new Error('no Chromium: install the package "chromium"')
  return chromium.launch({ executablePath, args: ['--no-sandbox', knowsSiteHost, ...more] })
}

export interface OpenedPage {
  page: Page
  /** What the page's console said as an error, and what it threw: a test ends with none. */
  faults: string[]
}

/** What a page's console says as an error, and what it throws, from now on. */
export function faultsOf(page: Page): string[] {
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`${message.text()} ${message.location().url}`)
  })
  return faults
}

/** A page as a person (or, without one, as nobody in particular) sees it. */
export async function openPage(
  browser: Browser,
  site: BrowserSite,
  path: string,
  options: BrowserContextOptions & { as?: string } = {},
): Promise<OpenedPage> {
  const { as, ...rest } = options
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 }, ...rest })
  if (as !== undefined) await context.addCookies([await site.signIn(as)])
  const page = await context.newPage()
  const faults = faultsOf(page)
  await page.goto(`${site.url}${path}`)
  return { page, faults }
}
