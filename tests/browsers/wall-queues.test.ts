import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser, openPage } from '../browser/browser.ts'
import {
  boardId,
  HALL_COUNTS,
  hallEvents,
  hallNotices,
  hallSite,
  NAME_SIGNS,
  SWITCH_TOKEN,
  switchEvents,
} from '../browser/hall.ts'
import { type BrowserSite, startSite } from '../browser/site.ts'
import { boardFaults } from '../browser/wall-layout.ts'

/** Guarantee: as tests/browser/wall-queues.test.ts, for the whole product of numbers, names, screens and languages. */
describe.each([
  ['without a band', false],
  ['with bands', true],
] as const)('%s', (_, bands) => {
  let site: BrowserSite
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    const { feeds, ...hall } = hallSite()
    site = await startSite(bands ? { feeds, ...hall } : hall)
    for (const events of hallEvents()) await site.post(...events)
    if (bands) await site.postAs(SWITCH_TOKEN, ...switchEvents())
    if (bands) await site.post(...hallNotices())
    browser = await openBrowser()
    ;({ page } = await openPage(browser, site, '/wall', { as: 'ma' }))
  })

  afterAll(async () => {
    await browser?.close()
    await site?.end()
  })

  const boards = HALL_COUNTS.flatMap((count) =>
    NAME_SIGNS.flatMap((signs) =>
      ['en', 'zh-CN', 'zh-TW'].map((language) => [count, signs, language] as const),
    ),
  )

  test.each(boards)('a board of %i queues with names of %i signs, in %s', async (count, signs, language) => {
    const url = `${site.url}/wall/${boardId(count, signs)}?lang=${language}&page=60${bands ? '&sound=all' : ''}`
    expect(await boardFaults(page, url, count)).toEqual({})
  })
})
