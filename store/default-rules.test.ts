import { readFile } from 'node:fs/promises'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { caseProjectionForTest } from '#core/cases/projection/case-projection-for-test.ts'
import { history } from '#core/cases/projection/random-history-for-test.ts'
import { type AnyEvent, compareEvents } from '#core/event/event.ts'
import { type Site, siteSchema } from '#core/site/site-schema.ts'
import { parseSite } from './site-file/parse-site.ts'

/** The default set; which days are holidays does not matter to whether a clock runs. */
async function defaultSite(): Promise<Site> {
  const parsed = parseSite(await readFile(new URL('../config/site.yaml', import.meta.url), 'utf8'))
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults))
  const calendars = parsed.site.calendars.map(({ holidays: _, ...calendar }) => calendar)
  return siteSchema.parse({ ...parsed.site, calendars })
}

function unwatched(site: Site, events: readonly AnyEvent[]): string[] {
  const floor = caseProjectionForTest(site)
  const found: string[] = []
  const sorted = [...events].sort(compareEvents)
  for (const [index, event] of sorted.entries()) {
    floor.hear(event)
    if (sorted[index + 1]?.time === event.time) continue
    floor.advance(event.time)
    for (const id of floor.book.ids('case')) {
      const row = floor.book.row('case', id)!
      if (row.state === 'open' && !row.watched) found.push(`${id} after ${event.type} of ${event.subject}`)
    }
  }
  return found
}

it('the default rules leave no open case that is not waiting for the customer without a running clock', async () => {
  const site = await defaultSite()
  fc.assert(
    fc.property(history, (events) => {
      expect(unwatched(site, events)).toEqual([])
    }),
    { numRuns: Number(process.env.HUIYIN_PROPERTY_RUNS ?? 400) },
  )
})

it('a set without the rule of the next step does leave some, so that the test above can fail', async () => {
  const site = await defaultSite()
  const rules = site.rules.filter(({ id }) => id !== 'next-step')
  const lame = fc.check(
    fc.property(history, (events) => unwatched({ ...site, rules }, events).length === 0),
    { numRuns: 300, endOnFailure: true },
  )
  expect(lame.failed).toBe(true)
})
