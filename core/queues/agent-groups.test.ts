import fc from 'fast-check'
import { expect, test } from 'vitest'
import { newMembership } from '../agents/agent-membership.ts'
import { newAgent } from '../agents/agent-state.ts'
import { createBrokenInvariants } from '../invariants/broken-invariants.ts'
import { createAgentGroups, newCountedGroup } from './agent-groups.ts'

const states = ['available', 'ringing', 'busy', 'hold', 'wrap_up', 'away', 'offline'] as const
const QUEUES = ['q1', 'q2', 'q3']
const work = (queue: string) =>
  ({ contact: 'K', queue, channel: 'voice', direction: 'inbound', from: 0, held: false }) as const

function groupsOfTest() {
  const broken = createBrokenInvariants()
  const groups = createAgentGroups(() => {}, broken)
  groups.configure([
    ...QUEUES.map((id) => newCountedGroup('queue', id, [id])),
    newCountedGroup('board', 'b', ['q1', 'q2']),
    newCountedGroup('whole', '', QUEUES),
  ])
  return { groups, broken }
}

const change = fc.record({
  who: fc.nat(3),
  state: fc.constantFrom(...states),
  queues: fc.subarray(QUEUES),
  on: fc.constantFrom(...QUEUES),
})

test('an agent counts once in each queue, board and in the whole, as what they are there, however they change', () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 25 }), (changes) => {
      const { groups, broken } = groupsOfTest()
      const agents = Array.from({ length: 4 }, () => ({ core: newAgent(), membership: newMembership() }))
      for (const { who, state, queues, on } of changes) {
        const agent = agents[who]!
        const isAtWork = state === 'busy' || state === 'hold'
        Object.assign(agent.core, { state, queues, work: isAtWork ? [work(on)] : [] })
        groups.update(agent)
        expect(groups.knows(agent)).toBe(true)
      }
      for (const [kind, id, of] of [
        ['queue', 'q1', ['q1']],
        ['board', 'b', ['q1', 'q2']],
        ['whole', '', QUEUES],
      ] as const) {
        const here = agents.filter(
          ({ core }) =>
            core.state !== 'offline' && core.queues.some((queue) => of.some((one) => one === queue)),
        )
        const { signedIn, busyHere, busyElsewhere, available } = groups.counts(kind, id)
        const its: readonly string[] = of
        expect(signedIn).toBe(here.length)
        expect(available).toBe(here.filter(({ core }) => core.state === 'available').length)
        const atWork = here.filter(({ core }) => core.work.length > 0)
        expect(Number(busyHere) + Number(busyElsewhere)).toBe(atWork.length)
        expect(busyHere).toBe(
          atWork.filter(({ core }) => core.work.some(({ queue }) => its.includes(queue ?? ''))).length,
        )
      }
      expect(broken.take()).toEqual([])
    }),
  )
})

test('a queue that an event brings has a place of its own and belongs to the whole', () => {
  const { groups } = groupsOfTest()
  groups.add('q9')
  const core = { ...newAgent(), state: 'available' as const, queues: ['q9'] }
  groups.update({ core, membership: newMembership() })
  expect(groups.counts('queue', 'q9').available).toBe(1)
  expect(groups.counts('whole', '').available).toBe(1)
  expect(groups.counts('board', 'b').signedIn).toBe(0)
})

test('after another arrangement of places all are counted anew', () => {
  const { groups } = groupsOfTest()
  const agent = {
    core: { ...newAgent(), state: 'away' as const, queues: ['q1'] },
    membership: newMembership(),
  }
  groups.update(agent)
  groups.configure([newCountedGroup('queue', 'q1', ['q1'])])
  expect(groups.knows(agent)).toBe(false)
  expect(groups.counts('queue', 'q1').away).toBe(0)
  groups.update(agent)
  expect(groups.counts('queue', 'q1').away).toBe(1)
})
