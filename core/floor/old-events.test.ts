import { expect, it } from 'vitest'
import { siteSchema } from '../site/site-schema.ts'
import { createFloor } from './create-floor.ts'
import type { Floor } from './floor.ts'

const NOW = Date.parse('2026-11-24T10:00:00+08:00')
const HOUR = 3_600_000
const site = siteSchema.parse({
  site: { id: 'test', timezone: 'Asia/Shanghai' },
  queues: [{ id: 'care' }],
  feeds: [{ id: 'pbx', kind: 'http', token: 'only-of-this-test' }],
})

let serial = 0
function happened(floor: Floor, type: string, time: number, data: Record<string, unknown> = {}): void {
  const event = { id: `e${++serial}`, source: 'pbx', type, time, subject: 'wu', data }
  floor.apply({ pos: `${NOW}-${serial}`, at: NOW, event })
}

it.each(['0000-01-01', '1970-01-02', '2020-01-01', '2026-11-19'])(
  'an event of an agent of %s is counted as late, costs no more than one of now, and changes nothing',
  (date) => {
    const floor = createFloor({ site })
    happened(floor, 'agent.signed_in', NOW - HOUR, { queues: ['care'] })
    const before = floor.row('agent', 'wu')
    const began = performance.now()
    for (let pair = 0; pair < 500; pair++) {
      happened(floor, 'agent.signed_in', Date.parse(`${date}T00:00:00Z`) + pair, { queues: ['care'] })
      happened(floor, 'feed.heartbeat', NOW)
    }
    expect(performance.now() - began).toBeLessThan(2_000)
    expect(floor.row('agent', 'wu')).toEqual(before)
    expect(floor.row('feed', 'pbx')?.late).toBe(500)
  },
)

it('an agent who is first heard of days ago and then now costs no walk over the days between', () => {
  const floor = createFloor({ site })
  happened(floor, 'agent.signed_in', NOW - 95 * HOUR, { queues: ['care'] })
  happened(floor, 'agent.available', NOW)
  expect(floor.row('agent', 'wu')).toMatchObject({ state: 'available', occupancy: 0 })
})
