import { expect, it } from 'vitest'
import { plainPacker } from '../contacts/contact-archive.ts'
import { createFloor, createFloorInternals } from '../floor/create-floor.ts'
import { loadPiece } from '../floor/floor-snapshot.ts'
import { siteSchema } from '../site/site-schema.ts'

const NOW = Date.parse('2026-03-04T10:00:00Z')
const site = siteSchema.parse({
  site: { id: 'test' },
  feeds: [
    {
      id: 'pbx',
      kind: 'asterisk',
      host: 'pbx',
      username: 'u',
      secret: 'a-secret',
      agents: { 'PJSIP/7': 'gu' },
    },
    { id: 'other', kind: 'http', token: 'only-of-this-test' },
  ],
})

function hear(
  floor: ReturnType<typeof createFloor>,
  number: number,
  type: string,
  agent: string,
  data: object,
) {
  const time = NOW + number * 1_000
  const event = { id: `e${number}`, source: 'pbx', type, time, subject: agent, data: { ...data } }
  floor.apply({ pos: `${number}-0`, at: time, event })
}

it('an agent has the pauses in single queues that were told last, also after a snapshot; who signs out has none', () => {
  const floor = createFloor({ site, packer: plainPacker })
  const of = (agent: string) => floor.row('agent', agent)?.pausedIn
  hear(floor, 1, 'agent.signed_in', 'gu', { queues: ['a'], pausedIn: [{ queue: 'b', reason: 'Auto-Pause' }] })
  hear(floor, 2, 'agent.signed_in', 'wei', { queues: ['a'] })
  expect([of('gu'), of('wei')]).toEqual([[{ queue: 'b', reason: 'Auto-Pause' }], []])
  hear(floor, 3, 'agent.queues', 'wei', { queues: ['a'], pausedIn: [{ queue: 'c' }] })
  const again = createFloorInternals({ site })
  for (const text of floor.save()) loadPiece(again, plainPacker, text)
  expect(again.floor.row('agent', 'wei')?.pausedIn).toEqual([{ queue: 'c', reason: null }])
  hear(floor, 5, 'agent.queues', 'gu', { queues: ['a', 'b'] })
  // It was sent earlier and comes late.
  const late = { id: 'late', source: 'pbx', type: 'agent.queues', time: NOW + 4_500, subject: 'gu' }
  const data = { queues: ['b'], pausedIn: [{ queue: 'a', reason: 'late' }] }
  floor.apply({ pos: '5-1', at: NOW + 5_000, event: { ...late, data } })
  floor.settle()
  hear(floor, 6, 'agent.signed_out', 'wei', {})
  expect([of('gu'), of('wei')]).toEqual([[], []])
})

it('an agent has the penalties that were told last; of a PBX that tells them, what is not said is 0', () => {
  const floor = createFloor({ site, packer: plainPacker })
  const of = (agent: string) => floor.row('agent', agent)?.penalties
  hear(floor, 1, 'agent.signed_in', 'gu', { queues: ['a', 'b'], penalties: { b: 3 } })
  hear(floor, 2, 'agent.signed_in', 'wei', { queues: ['a'] })
  expect([of('gu'), of('wei')]).toEqual([{ b: 3 }, null])
  hear(floor, 3, 'agent.queues', 'gu', { queues: ['a', 'b'], penalties: { a: 2 } })
  hear(floor, 4, 'agent.queues', 'wei', { queues: ['a'], penalties: { a: 5 } })
  const again = createFloorInternals({ site })
  for (const text of floor.save()) loadPiece(again, plainPacker, text)
  expect(again.floor.row('agent', 'gu')?.penalties).toEqual({ a: 2 })
  hear(floor, 5, 'agent.queues', 'gu', { queues: ['a', 'b'] })
  // It was sent earlier and comes late.
  floor.apply({
    pos: '6-0',
    at: NOW + 6_000,
    event: {
      ...{ id: 'late', source: 'pbx', type: 'agent.queues', time: NOW + 2_500, subject: 'gu' },
      data: { queues: ['a'], penalties: { a: 9 } },
    },
  })
  floor.settle()
  expect([of('gu'), of('wei')]).toEqual([{}, { a: 5 }])
})
