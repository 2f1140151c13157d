import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { AnyEvent } from '../event/event.ts'
import { createFloor, loadFloor } from '../floor/create-floor.ts'
import type { Floor } from '../floor/floor.ts'
import { siteSchema } from '../site/site-schema.ts'

const site = siteSchema.parse({
  site: { id: 'test', timezone: 'Asia/Shanghai' },
  queues: [{ id: 'care', target: { share: 0.8, withinSec: 20 }, wrapUpSec: 30 }],
})
const START = Date.parse('2026-03-02T22:00:00+08:00')
const HOUR = 3_600_000

/** One call of an evening: how long it talks, whether it is wrapped up by hand, and how late each event comes. */
const call = fc.record({
  day: fc.integer({ min: 0, max: 5 }),
  minute: fc.integer({ min: 0, max: 240 }),
  minutes: fc.constantFrom(1, 7, 90),
  isWrapped: fc.boolean(),
  lateMinutes: fc.array(fc.constantFrom(0, 0, 0, 1, 20, 300, 1_500), { minLength: 5, maxLength: 5 }),
})
type Call = typeof call extends fc.Arbitrary<infer C> ? C : never
interface Arrival {
  at: number
  event: AnyEvent
}

function eventsOf({ day, minute, minutes, isWrapped, lateMinutes }: Call, index: number): Arrival[] {
  const begin = START + day * 24 * HOUR + minute * 60_000
  const end = begin + 20_000 + minutes * 60_000
  const steps: [type: string, time: number, data: Record<string, unknown>][] = [
    ['contact.queued', begin, { queue: 'care' }],
    ['contact.offered', begin + 10_000, { agent: 'wu' }],
    ['contact.answered', begin + 20_000, { agent: 'wu' }],
    ['contact.ended', end, { by: 'customer' }],
  ]
  if (isWrapped) steps.push(['contact.wrapped', end + 45_000, { agent: 'wu' }])
  return steps.map(([type, time, data], step) => {
    const event = { id: `${index}-${step}`, source: 'pbx', type, time, subject: `C${index}`, data }
    return { at: time + lateMinutes[step]! * 60_000, event }
  })
}

const signIn: Arrival = {
  at: START,
  event: {
    ...{ id: 'in', source: 'pbx', type: 'agent.signed_in', time: START, subject: 'wu' },
    data: { queues: ['care'] },
  },
}

const byReceipt = (all: Arrival[]) =>
  [...all].sort((a, b) => a.at - b.at || (a.event.id < b.event.id ? -1 : 1))

function fold(floor: Floor, all: readonly Arrival[], from: number): void {
  for (const [index, { at, event }] of all.entries()) floor.apply({ pos: `${from + index + 1}-0`, at, event })
}

/** After the last receipt. */
const END = START + 6.5 * 24 * HOUR

/** The agent, as it is written down: with the sums of its last day, which no row shows any more. */
function agentOf(floor: Floor): unknown {
  floor.advance(END)
  const pieces = [...floor.save()].map((text) => JSON.parse(text) as { k: string; v: { core: unknown } })
  const agent = pieces.find(({ k }) => k === 'agent')
  return [agent?.v.core, floor.row('agent', 'wu'), floor.agentIntervals('wu', END - 72 * HOUR, END)]
}

it('an agent of six days is the same in whatever order its events came, also after a restart on the way', async () => {
  const calls = fc.array(call, { minLength: 100, maxLength: 300 })
  await fc.assert(
    fc.asyncProperty(calls, fc.double({ min: 0, max: 1, noNaN: true }), async (some, share) => {
      const late = byReceipt([signIn, ...some.flatMap(eventsOf)])
      const inOrder = late.map(({ event }) => ({ at: event.time, event }))
      const expected = createFloor({ site })
      fold(expected, byReceipt(inOrder), 0)

      const split = Math.floor(late.length * share)
      const first = createFloor({ site })
      fold(first, late.slice(0, split), 0)
      const texts = [...first.save()]
      const second = await loadFloor(
        { site },
        (async function* () {
          yield* texts
        })(),
      )
      fold(second, late.slice(split), split)
      expect(agentOf(second)).toEqual(agentOf(expected))
    }),
    { numRuns: 12 },
  )
})

it('an agent is not busy again with a contact that is known no more when a late event comes', async () => {
  const midnight = Date.parse('2026-03-04T00:00:00+08:00')
  const at = (time: number, type: string, subject: string, data: Record<string, unknown>): Arrival => ({
    at: time,
    event: { id: `${type}-${time}`, source: 'pbx', type, time, subject, data },
  })
  const floor = createFloor({ site })
  const history = [
    at(midnight - 120_000, 'contact.queued', 'C1', { queue: 'care' }),
    at(midnight - 60_000, 'contact.answered', 'C1', { agent: 'wu' }),
    at(midnight + 60_000, 'contact.ended', 'C1', { by: 'customer' }),
    at(midnight + 60 * HOUR, 'agent.available', 'wu', {}),
  ]
  fold(floor, history, 0)
  const texts = [...floor.save()]
  const restored = await loadFloor(
    { site },
    (async function* () {
      yield* texts
    })(),
  )
  // Contacts are let go when another one is put away.
  const other = midnight + 60.5 * HOUR
  const shift = { from: '2026-03-04T01:00:00Z', to: '2026-03-04T02:00:00Z' }
  const rest = [
    at(other, 'contact.queued', 'C2', { queue: 'care' }),
    at(other + 1_000, 'contact.ended', 'C2', { by: 'customer' }),
    { ...at(midnight + HOUR, 'agent.shift', 'wu', shift), at: midnight + 62 * HOUR },
  ]
  fold(restored, rest, history.length)
  expect(restored.row('agent', 'wu')).toMatchObject({ state: 'available', contacts: [] })
})

it('a day that turns while an agent is built again in pieces begins with what the agent then was', () => {
  const turn = Date.parse('2026-03-04T00:00:00+08:00')
  const queuesWith = (stepsAtOnce: number) => {
    const floor = createFloor({ site, stepsAtOnce })
    let count = 0
    const hear = (type: string, time: number, at = time, data: Record<string, unknown> = {}) => {
      const event = { id: `e${++count}`, source: 'pbx', type, time, subject: 'wu', data }
      floor.apply({ pos: `${count}-0`, at, event })
    }
    const goOn = (from: number) => {
      for (let second = 1; second < 150; second++)
        hear(second % 2 === 0 ? 'agent.available' : 'agent.away', from + second * 1_000)
    }
    const evening = turn - 200_000
    hear('agent.signed_in', evening, evening, { queues: ['care'] })
    goOn(evening)
    // So late that the agent is built again from the beginning, which is under way at midnight.
    hear('agent.queues', evening + 500, turn - 25, { queues: ['bills'] })
    hear('agent.away', turn + 1)
    goOn(turn + 10_000)
    hear('agent.busy', turn + 12_500, turn + 300_000)
    floor.advance(turn + 400_000)
    return floor.row('agent', 'wu')?.queues
  }
  expect(queuesWith(5)).toEqual(['bills'])
  expect(queuesWith(Number.POSITIVE_INFINITY)).toEqual(['bills'])
})
