import { describe, expect, it } from 'vitest'
import { createFloor, loadFloor } from '../floor/create-floor.ts'
import type { Floor } from '../floor/floor.ts'
import { siteSchema } from '../site/site-schema.ts'

const T0 = Date.parse('2026-11-23T02:00:00Z')
const site = siteSchema.parse({
  site: { id: 's' },
  queues: [{ id: 'sales' }],
  boards: [{ id: 'all', name: 'All', queues: ['sales', 'service'] }],
})

let serial = 0
function signIn(floor: Floor, agent: string, queues: string[]): void {
  const event = {
    id: `e${++serial}`,
    source: 'pbx',
    type: 'agent.signed_in',
    time: T0,
    subject: agent,
    data: { queues },
  }
  floor.apply({ pos: `${T0}-${serial}`, at: T0, event })
}

const named = (from: number, count: number) =>
  Array.from({ length: count }, (_, at) => `invented-${from + at}`)

function hall(agents: number): Floor {
  const floor = createFloor({ site })
  for (let index = 0; index < agents; index++) signIn(floor, `a${index}`, ['sales'])
  return floor
}

/** CPU of this process alone, so that a loaded machine does not count. */
function cpuMs(work: () => void): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000
}

describe('queues that nobody configured', () => {
  it('1,000 of them, named by one of 15,000 agents, cost less than 200 ms together, and the next no more', () => {
    const floor = hall(15_000)
    const first = cpuMs(() => signIn(floor, 'x1', named(0, 1_000)))
    const next = cpuMs(() => signIn(floor, 'x2', named(1_000, 1_000)))
    const oneByOne = cpuMs(() => {
      for (const queue of named(2_000, 1_000)) signIn(floor, 'x3', [queue])
    })
    expect(floor.row('queue', 'invented-2999')!.agents.signedIn).toBe(1)
    expect(first).toBeLessThan(200)
    expect(next).toBeLessThan(Math.max(50, 3 * first))
    expect(oneByOne).toBeLessThan(200)
  })

  it('a snapshot with 3,000 of them and 15,000 agents is taken back without looking at each for each', async () => {
    const floor = hall(15_000)
    signIn(floor, 'x1', named(0, 3_000).slice(0, 1_000))
    for (let from = 1_000; from < 3_000; from += 1_000) signIn(floor, `x${from}`, named(from, 1_000))
    const texts = [...floor.save()]
    async function* again() {
      yield* texts
    }
    const before = process.cpuUsage()
    const loaded = await loadFloor({ site }, again())
    const { user, system } = process.cpuUsage(before)
    expect((user + system) / 1_000).toBeLessThan(4_000)
    expect(loaded.row('queue', 'invented-2999')).toEqual(floor.row('queue', 'invented-2999'))
    expect(loaded.wholeSite().agents).toEqual(floor.wholeSite().agents)
  })

  it('count an agent once in the whole site and in a board, whichever queue was named first', () => {
    const one = createFloor({ site })
    signIn(one, 'a', ['sales', 'n1'])
    signIn(one, 'b', ['n2'])
    const other = createFloor({ site })
    signIn(other, 'b', ['n2'])
    signIn(other, 'a', ['n1', 'sales'])
    for (const floor of [one, other]) {
      expect(floor.wholeSite().agents.signedIn).toBe(2)
      expect(floor.row('board', 'all')!.agents.signedIn).toBe(1)
      expect(floor.row('queue', 'n2')!.agents.signedIn).toBe(1)
    }
  })
})
