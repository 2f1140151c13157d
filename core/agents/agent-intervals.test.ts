import { expect, it } from 'vitest'
import type { AnyEvent } from '../event/event.ts'
import { createFloor } from '../floor/create-floor.ts'
import { siteSchema } from '../site/site-schema.ts'

const site = siteSchema.parse({
  site: { id: 'test' },
  queues: [{ id: 'care', target: { share: 0.8, withinSec: 20 }, wrapUpSec: 30 }],
})
const NINE = Date.parse('2026-03-04T09:00:00Z')
const QUARTER = 900_000

let serial = 0
function happened(type: string, subject: string, afterSec: number, data: Record<string, unknown> = {}) {
  const time = NINE + afterSec * 1_000
  const event: AnyEvent = { id: `e${++serial}`, source: 'pbx', type, time, subject, data }
  return { pos: `${serial}-0`, at: Math.max(time, NINE + 3_000_000), event }
}

const call = [
  happened('contact.queued', 'C1', 880, { queue: 'care' }),
  happened('contact.answered', 'C1', 905, { agent: 'wu' }),
  happened('contact.held', 'C1', 1_000),
  happened('contact.resumed', 'C1', 1_010),
  happened('contact.transferred', 'C1', 1_085, { to: { agent: 'li' } }),
  happened('contact.answered', 'C1', 1_090, { agent: 'li' }),
  happened('contact.ended', 'C1', 2_000),
  happened('contact.dialled', 'C2', 2_100, { agent: 'li' }),
  happened('contact.answered', 'C2', 2_110, { agent: 'li' }),
]
const none = { finished: 0, answeredInTarget: 0, answeredLate: 0, waitMs: 0, talkMs: 0, holdMs: 0, wrapMs: 0 }

it('gives each agent the legs that began in the quarter: the answer to who answered, talk, hold and wrap-up to each', () => {
  const floor = createFloor({ site })
  for (const entry of call) floor.apply(entry)
  const of = (agent: string) => floor.agentIntervals(agent, NINE, NINE + 4 * QUARTER)
  expect(of('wu')).toEqual([
    {
      start: NINE + QUARTER,
      record: {
        ...none,
        ...{ handled: 1, finished: 1, answeredLate: 1, waitMs: 25_000 },
        ...{ talkMs: 170_000, holdMs: 10_000, wrapMs: 30_000 },
      },
    },
  ])
  expect(of('li')).toEqual([
    { start: NINE + QUARTER, record: { ...none, handled: 1, finished: 1, talkMs: 910_000, wrapMs: 30_000 } },
    { start: NINE + 2 * QUARTER, record: { ...none, handled: 1 } },
  ])
  expect(floor.agentIntervals('wu', NINE, NINE + QUARTER)).toEqual([])
})

it('takes a leg out again that a late event shows to have been shorter', () => {
  const floor = createFloor({ site })
  for (const entry of call) floor.apply(entry)
  floor.apply(happened('contact.ended', 'C1', 1_080))
  const [only] = floor.agentIntervals('wu', NINE, NINE + 4 * QUARTER)
  expect(only?.record.talkMs).toBe(165_000)
})
