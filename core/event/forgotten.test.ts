import { expect, it } from 'vitest'
import { createFloor, loadFloor } from '../floor/create-floor.ts'
import type { Floor } from '../floor/floor.ts'
import { siteSchema } from '../site/site-schema.ts'

const T0 = Date.parse('2026-11-23T02:00:00Z')
const site = siteSchema.parse({ site: { id: 's' }, queues: [{ id: 'sales' }] })

let serial = 0
function apply(floor: Floor, type: string, subject: string, data: Record<string, unknown>): void {
  const event = { id: `e${++serial}`, source: 'pbx', type, time: T0 + serial, subject, data }
  floor.apply({ pos: `${T0}-${serial}`, at: T0 + serial, event })
}
const queues = (floor: Floor) => [...floor.ids('queue')].filter((id) => floor.row('queue', id) !== null)
const agents = (floor: Floor) => [...floor.ids('agent')]

async function again(floor: Floor): Promise<Floor> {
  const texts = [...floor.save()]
  async function* all() {
    yield* texts
  }
  return loadFloor({ site }, all())
}

it('a queue that was named by mistake is gone when it is forgotten, also after a restart, and back when it is named', async () => {
  const floor = createFloor({ site })
  apply(floor, 'contact.queued', 'C1', { queue: 'slaes' })
  expect(queues(floor)).toEqual(['sales', 'slaes'])
  expect([floor.row('queue', 'sales')!.listed, floor.row('queue', 'slaes')!.listed]).toEqual([true, false])
  floor.takeChanged()
  apply(floor, 'config.forgotten', 'slaes', { kind: 'queue' })
  expect([...floor.takeChanged().get('queue')!]).toContain('slaes')
  // What is still said of the contact brings nothing back: it does not name the queue.
  apply(floor, 'contact.abandoned', 'C1', {})
  expect(queues(floor)).toEqual(['sales'])
  const restarted = await again(floor)
  expect(queues(restarted)).toEqual(['sales'])
  for (const one of [floor, restarted]) {
    apply(one, 'contact.queued', 'C2', { queue: 'slaes' })
    expect(queues(one)).toEqual(['sales', 'slaes'])
  }
})

it('an agent that is forgotten is gone, and what a site file names is always there', () => {
  const floor = createFloor({ site })
  apply(floor, 'agent.signed_in', 'ghost', { queues: ['sales'] })
  apply(floor, 'agent.signed_out', 'ghost', {})
  apply(floor, 'config.forgotten', 'ghost', { kind: 'agent' })
  expect(agents(floor)).toEqual([])
  expect(floor.row('queue', 'sales')!.agents.signedIn).toBe(0)
  apply(floor, 'config.forgotten', 'sales', { kind: 'queue' })
  apply(floor, 'config.applied', 's', { site })
  expect(queues(floor)).toEqual(['sales'])
})
