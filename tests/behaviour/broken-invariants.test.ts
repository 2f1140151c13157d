import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { stateOf } from '#core/agents/agent-state.ts'
import type { AnyEvent } from '#core/event/event.ts'
import { createFloorInternals, type FloorInternals } from '#core/floor/create-floor.ts'
import { CALLS_BEGIN, randomCalls } from '#core/floor/random-calls-for-test.ts'
import { createBrokenInvariants } from '#core/invariants/broken-invariants.ts'
import { isNotNegative, isPartitioned } from '#core/queues/counts.ts'
import { siteSchema } from '#core/site/site-schema.ts'
import { foldSlices } from '#store/floor/fold-slices.ts'

const site = siteSchema.parse({
  site: { id: 'test', timezone: 'Asia/Shanghai' },
  queues: [
    { id: 'care', shortAbandonSec: 5, wrapUpSec: 60 },
    { id: 'sales', target: { share: 0.9, withinSec: 60 } },
  ],
  feeds: [{ id: 'pbx', kind: 'http', token: 'only-of-this-test' }],
})

/** A floor into which events are folded as a server does it, with what it was told of. */
function floorOfTest() {
  const parts = createFloorInternals({ site })
  const faults: string[] = []
  let seq = 0
  return {
    parts,
    faults,
    fold: (events: readonly AnyEvent[]) =>
      foldSlices(
        parts.floor,
        events.map((event) => ({ pos: `${++seq}-0`, at: Math.max(event.time, parts.floor.now), event })),
        { onSlice: () => {}, onFault: ({ message }) => faults.push(message) },
      ),
  }
}

/** All that must always be so, counted anew: too dear to be asked at each event. */
function brokenIn({ queues, agents, floor }: FloorInternals): string[] {
  const broken: string[] = []
  for (const id of queues.queueIds()) {
    const { days, intervals, waiting, window, windowHead, windowSum } = queues.live(id)
    for (const { counts } of [...days.values(), ...intervals.values(), { counts: windowSum }]) {
      if (!isNotNegative(counts)) broken.push(`${id}: a count is negative`)
      if (!isPartitioned(counts)) broken.push(`${id}: an entry has not exactly one outcome`)
    }
    const waits = [...days.values()].reduce((sum, { counts }) => sum + counts.waiting, 0)
    if (waits !== waiting.length) broken.push(`${id}: ${waits} are counted, ${waiting.length} wait`)
    const ended = [...intervals.values()].reduce((sum, { waits: all }) => sum + all.length, 0)
    if (windowSum.offered !== window.length - windowHead) broken.push(`${id}: the window is not its entries`)
    if (ended < windowSum.offered) broken.push(`${id}: more ended lately than ever`)
    const counted = floor.row('queue', id)?.agents
    const present = [...agents.all()].filter(
      ({ core }) => core.state !== 'offline' && core.queues.includes(id),
    )
    if (counted?.signedIn !== present.length)
      broken.push(`${id}: ${counted?.signedIn} of ${present.length} agents`)
  }
  for (const { id, core } of agents.all())
    if (core.state !== stateOf(core)) broken.push(`${id}: ${core.state} is not ${stateOf(core)}`)
  return broken
}

describe('whatever is heard in whatever order', () => {
  test('counts are never negative, an entry has one outcome, an agent one state in each of its queues', async () => {
    await fc.assert(
      fc.asyncProperty(randomCalls, fc.integer({ min: 0, max: 300 }), async (events, minutes) => {
        const { parts, faults, fold } = floorOfTest()
        await fold(events)
        expect(brokenIn(parts)).toEqual([])
        parts.floor.advance(CALLS_BEGIN + minutes * 60_000)
        expect(brokenIn(parts)).toEqual([])
        expect(faults).toEqual([])
      }),
      { numRuns: 150 },
    )
  })
})

const queued = (id: string, minute: number): AnyEvent => ({
  ...{ id, source: 'pbx', type: 'contact.queued', time: CALLS_BEGIN + minute * 60_000, subject: id },
  data: { queue: 'care' },
})
const signedIn = (id: string, queues: string[]): AnyEvent => ({
  ...{ id: `in-${id}`, source: 'pbx', type: 'agent.signed_in', time: CALLS_BEGIN, subject: id },
  data: { queues },
})

describe('an invariant that is broken', () => {
  test('is told of once, with its queue, and the fold goes on', async () => {
    const { parts, faults, fold } = floorOfTest()
    await fold([queued('K1', 0)])
    for (const { counts } of parts.queues.live('care').days.values()) counts.abandoned = -3
    await fold([queued('K2', 1), queued('K3', 2)])
    expect(faults).toEqual([
      'queue/care: broken at 3-0: counts are never negative',
      'queue/care: broken at 3-0: an entry has exactly one outcome',
    ])
    expect(parts.floor.row('queue', 'care')?.waiting).toBe(3)
    await fold([queued('K4', 3)])
    expect(faults).toHaveLength(2)
  })

  test('is told of an agent that is counted in two states, or in none', async () => {
    const { parts, faults, fold } = floorOfTest()
    await fold([signedIn('a1', ['care'])])
    for (const { core, membership } of parts.agents.all())
      if (core.queues.length > 0) membership.buckets = [3]
    await fold([
      { ...signedIn('a1', ['care']), id: 'away', type: 'agent.away', time: CALLS_BEGIN + 1, data: {} },
    ])
    expect(faults).toEqual(['queue/care: broken at 2-0: an agent is in exactly one state'])
  })

  test('is remembered up to a bound', () => {
    const broken = createBrokenInvariants()
    for (let queue = 0; queue < 10_000; queue++) broken.note('counts are never negative', `queue/q${queue}`)
    expect(broken.take()).toHaveLength(broken.count)
    expect(broken.count).toBe(200)
    expect(broken.take()).toEqual([])
  })
})
