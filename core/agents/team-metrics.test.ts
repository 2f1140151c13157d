import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { AnyEvent } from '../event/event.ts'
import { createFloor } from '../floor/create-floor.ts'
import { siteSchema } from '../site/site-schema.ts'

const site = siteSchema.parse({
  site: { id: 'test' },
  queues: [{ id: 'q', wrapUpSec: 0 }],
  teams: [
    { id: 't', name: 'T', members: ['a', 'b'] },
    { id: 'u', name: 'U' },
  ],
})
const start = Date.parse('2026-03-04T10:00:00Z')

it("a team's figures come from the summed times of its agents, never from a mean of means", () => {
  const floor = createFloor({ site })
  let count = 0
  function tell(sec: number, type: string, subject: string, data: Record<string, unknown> = {}): void {
    const event: AnyEvent = {
      id: `e${++count}`,
      source: 'pbx',
      type,
      subject,
      time: start + sec * 1_000,
      data,
    }
    floor.apply({ pos: `${count}-0`, at: event.time, event })
  }
  function call(contact: string, agent: string, from: number, to: number): void {
    tell(from, 'contact.queued', contact, { queue: 'q' })
    tell(from, 'contact.answered', contact, { agent })
    tell(to, 'contact.ended', contact)
  }
  for (const agent of ['a', 'b', 'stranger']) tell(0, 'agent.signed_in', agent, { queues: ['q'] })
  call('c1', 'a', 0, 100)
  call('c2', 'a', 100, 200)
  call('c3', 'b', 200, 600)
  call('c4', 'stranger', 600, 601)
  floor.advance(start + 1_200_000)
  // (100 + 100 + 400) s by three calls; 600 s of twice 1,200 s.
  expect(floor.row('team', 't')).toMatchObject({ signedIn: 2, handled: 3, ahtSec: 200, occupancy: 0.25 })
})

const MINUTE = 60_000
const DAY = 1_440 * MINUTE
const anyStep = fc.record({
  after: fc.constantFrom(0, 1_000, 20_000, MINUTE + 1_000, DAY),
  subject: fc.constantFrom('a', 'b', 'x', 'y'),
  said: fc.constantFrom<[string, Record<string, unknown>]>(
    ['agent.signed_in', { queues: ['q'], team: 't' }],
    ['agent.signed_in', { queues: ['q'], team: 'u' }],
    ['agent.signed_out', {}],
    ['agent.away', { reason: 'meal' }],
    ['agent.available', {}],
    ['agent.busy', { doing: 'internal' }],
  ),
})

it('a team that is asked after each event has the figures of one asked once, whoever moves and whatever time passes', () => {
  fc.assert(
    fc.property(fc.array(anyStep, { maxLength: 40 }), (steps) => {
      const [asked, askedOnce] = [createFloor({ site }), createFloor({ site })]
      let now = start
      let last: unknown
      for (const [index, { after, subject, said }] of steps.entries()) {
        now += after
        const [type, data] = said
        const event: AnyEvent = { id: `e${index}`, source: 'pbx', type, subject, time: now, data }
        for (const floor of [asked, askedOnce]) floor.apply({ pos: `${index + 1}-0`, at: now, event })
        last = ['t', 'u'].map((team) => asked.row('team', team))
      }
      if (steps.length > 0) expect(last).toEqual(['t', 'u'].map((team) => askedOnce.row('team', team)))
    }),
    { numRuns: 200 },
  )
})
