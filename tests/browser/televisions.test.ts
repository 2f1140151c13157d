import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type DevtoolsOptions, type DevtoolsPage, openDevtoolsPage } from '../support/devtools-page.ts'
import { oldChromiums } from '../support/old-chromium.ts'
import { drawnByBoth, type LaidOut, laidOut, movedFrom, overlapping } from './laid-out.ts'
import { type BrowserSite, feedEvent, startSite } from './site.ts'

const FULL_HD = { width: 1920, height: 1080 } as const
/** Hundredths of the screen's height: half of the smallest letter on it. */
const TOLERANCE = 0.6

const target = { share: 0.8, withinSec: 20 }
const weekday = (at: number) =>
  new Intl.DateTimeFormat('en', { weekday: 'short', timeZone: 'Asia/Shanghai' }).format(at)
/** The day after tomorrow, so that the queue stays closed while the test runs, also at midnight. */
const opensOn = weekday(Date.now() + 2 * 86_400_000)

let site: BrowserSite

beforeAll(async () => {
  site = await startSite({
    calendars: [{ id: 'rare', week: { [opensOn.toLowerCase()]: ['08:00-09:00'] } }],
    queues: [
      { id: 'care', name: '客户关怀 Care', team: 'east', target, wrapUpSec: 120 },
      { id: 'sales', name: 'Sales', team: 'east', target },
      { id: 'shut', name: 'Shut', team: 'east', target, calendar: 'rare' },
      { id: 'left', name: 'Left over', team: 'east', target, calendar: 'rare' },
    ],
    boards: [{ id: 'floor', name: 'Floor 大厅', queues: ['care', 'sales', 'shut', 'left'] }],
  })
  await site.post(
    feedEvent('agent.signed_in', 'yuan', { queues: ['care', 'sales', 'left'], name: 'Person yuan' }, 60),
    feedEvent('agent.available', 'yuan', {}, 50),
    // Far from where a wait is written in other units: both browsers are to show the same.
    feedEvent('contact.queued', 'tv-1', { queue: 'care' }, 620),
    feedEvent('contact.queued', 'tv-2', { queue: 'left' }, 610),
    feedEvent(
      'case.opened',
      'TV1',
      { kind: 'complaint', title: 'Late', agent: 'yuan', queue: 'care' },
      6_000,
    ),
    feedEvent('case.opened', 'TV2', { kind: 'request', title: 'Later', queue: 'sales' }, 7_000),
    feedEvent('notice.posted', 'tv-n', { text: 'Network fault in the east · 东区网络故障' }),
  )
})

afterAll(() => site?.end())

async function withPage<T>(
  options: DevtoolsOptions,
  path: string,
  look: (page: DevtoolsPage) => Promise<T>,
): Promise<T> {
  const page = await openDevtoolsPage(options)
  try {
    await page.goto(`${site.url}${path}`)
    return await look(page)
  } finally {
    await page.close()
  }
}

const board = `document.querySelectorAll('.tile').length === 4 && document.querySelectorAll('.entry').length > 0`

/** The board as an engine draws it. */
async function drawnBy(engine: DevtoolsOptions['engine'], size: { width: number; height: number }) {
  const cookie = await site.signIn('ma')
  return withPage({ engine, ...size, cookie }, '/wall/floor?lang=zh-CN', async (page) => {
    await page.until(`${board} && document.fonts.status === 'loaded'`)
    return { texts: await page.evaluate<LaidOut[]>(laidOut), faults: [...page.faults] }
  })
}

describe('a live wall on an old television', () => {
  test.each([
    ['lying', FULL_HD],
    ['upright', { width: 1080, height: 1920 }],
  ] as const)(
    '%s shows what a present browser shows, in the same places, nothing over anything',
    async (_, size) => {
      for (const engine of oldChromiums) {
        const { present, old } = await drawnByBoth(
          () => drawnBy('present', size),
          () => drawnBy(engine, size),
        )
        expect(present.texts.length).toBeGreaterThan(30)
        expect(overlapping(present.texts)).toEqual([])
        expect(old.faults, `Chromium ${engine}`).toEqual([])
        expect(movedFrom(present.texts, old.texts, TOLERANCE), `Chromium ${engine}`).toEqual([])
        expect(old.texts.length).toBe(present.texts.length)
      }
    },
  )
})

test.each(oldChromiums)(
  'Chromium %i pairs by code, shows the board by itself, and changes as events come',
  async (engine) => {
    await withPage({ engine, ...FULL_HD }, '/wall', async (page) => {
      await page.until(
        `document.querySelector('.wall-code')?.dataset.code && document.querySelector('.wall-qr path')`,
      )
      expect(overlapping(await page.evaluate<LaidOut[]>(laidOut))).toEqual([])
      const code = await page.evaluate<string>(`document.querySelector('.wall-code').dataset.code`)
      const cookie = await site.signIn('ma')
      const paired = await fetch(`${site.server}/api/v1/screens/pair`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          origin: site.server,
          cookie: `${cookie.name}=${cookie.value}`,
        },
        body: JSON.stringify({ code, board: 'floor', name: `Television ${engine}` }),
      })
      expect(paired.status).toBeLessThan(300)
      await page.until(board)
      const waiting = `document.querySelector('[data-queue="sales"] [data-key-figure="waiting"] .key-value').textContent`
      await page.until(`${waiting} === '0'`)
      await site.post(feedEvent('contact.queued', `live-${engine}`, { queue: 'sales' }))
      await page.until(`${waiting} === '1'`, 3_000)
      await site.post(feedEvent('contact.abandoned', `live-${engine}`))
      await page.until(`${waiting} === '0'`, 3_000)
      // At night a wall loads anew; engines before 88 crashed at it.
      await page.evaluate(`Object.assign(window, { before: true }) && location.reload()`)
      await page.until(`window.before === undefined && ${board}`)
      expect(page.faults).toEqual([])
    })
  },
)

test('a queue outside of its calendar is closed and names the day it opens; who waits there stands out', async () => {
  const cookie = await site.signIn('ma')
  await withPage({ engine: 88, ...FULL_HD, cookie }, '/wall/floor?lang=en', async (page) => {
    await page.until(board)
    const state = (queue: string) =>
      `document.querySelector('[data-queue="${queue}"] .tile-state').textContent.trim()`
    await page.until(`${state('shut')} === 'Closed · opens ${opensOn} 08:00'`)
    expect(await page.evaluate(state('left'))).toBe('Waiting while closed')
    expect(await page.evaluate(`document.querySelector('[data-queue="left"]').dataset.mark`)).toBe('warned')
    expect(await page.evaluate<string>('document.body.innerText')).not.toContain('Normal')
  })
})

describe('a browser that cannot show a page says so', () => {
  const sentence = `document.getElementById('browser-refused')`
  const shown = 'document.body.innerText.trim()'

  test.each([
    ['zh-CN', '浏览器版本过低', '当前浏览器： Chromium 85'],
    ['zh-TW', '瀏覽器版本過舊', '目前的瀏覽器： Chromium 85'],
    ['en', 'too old', 'This browser is: Chromium 85'],
  ])('in %s, with its version and the one that a wall needs', async (language, title, version) => {
    const page = await openDevtoolsPage({ engine: 85, ...FULL_HD })
    try {
      // What an older engine than 85 does not have.
      const source = 'delete Promise.any; delete String.prototype.replaceAll'
      await page.send('Page.addScriptToEvaluateOnNewDocument', { source })
      await page.goto(`${site.url}/wall/floor?lang=${language}`)
      await page.until(`${sentence}.getBoundingClientRect().height > 100`)
      const text = await page.evaluate<string>(shown)
      expect(text).toContain(title)
      expect(text).toContain(version)
      expect(text).toContain('Chromium 85, ')
      expect(await page.evaluate('document.documentElement.lang')).toBe(language)
    } finally {
      await page.close()
    }
  })

  test.each(['/desk', '/sign-in', '/alerts'])('%s names the browser that it needs', async (path) => {
    await withPage({ engine: 88, ...FULL_HD }, path, async (page) => {
      // Who is not signed in is led on to signing in, which says the same.
      await page.until(`${sentence}.innerText.includes('Chromium 111') && location.pathname === '/sign-in'`)
      await page.until(`${shown}.includes('This browser is: Chromium 88')`)
      expect(await page.evaluate<string>(shown)).not.toContain('Password')
    })
  })

  test('also where JavaScript is off, in every language', async () => {
    const page = await openDevtoolsPage({ engine: 'present', ...FULL_HD })
    try {
      await page.send('Emulation.setScriptExecutionDisabled', { value: true })
      await page.send('Page.navigate', { url: `${site.url}/wall/floor` })
      await page.until(`document.body !== null && ${shown}.includes('JavaScript')`)
      const text = await page.evaluate<string>(shown)
      expect(text).toContain('This page needs JavaScript')
      expect(text).toContain('此页面需要 JavaScript')
      expect(text).toMatch(/This browser is: Chromium \d+/)
    } finally {
      await page.close()
    }
  })
})
