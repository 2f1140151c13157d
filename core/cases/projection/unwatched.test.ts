import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { compareEvents } from '../../event/event.ts'
import { siteSchema } from '../../site/site-schema.ts'
import { caseProjectionForTest } from './case-projection-for-test.ts'
import { END, history } from './random-history-for-test.ts'

const file = new URL('../../../config/site.yaml', import.meta.url)
const site = siteSchema.parse(parse(readFileSync(file, 'utf8')))
const RUNS = Number(process.env.HUIYIN_PROPERTY_RUNS ?? 300)

test('with the default rules no open case that does not wait for the customer is ever without a running clock', () => {
  fc.assert(
    fc.property(history, (events) => {
      const floor = caseProjectionForTest(site)
      const sorted = [...events].sort(compareEvents)
      for (const [index, event] of sorted.entries()) {
        floor.hear(event)
        if (sorted[index + 1]?.time === event.time) continue
        for (const id of floor.book.ids('case'))
          expect(floor.book.row('case', id), `after ${event.type} ${event.id}`).toMatchObject({
            watched: true,
          })
      }
      floor.advance(END)
      for (const id of floor.book.ids('case')) expect(floor.book.row('case', id)?.watched).toBe(true)
    }),
    { numRuns: RUNS },
  )
})
