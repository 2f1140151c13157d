import { describe, expect, test } from 'vitest'
import { newContact } from '../contacts/contact.ts'
import { eventOfKind } from '../floor/floor-event-for-test.ts'
import { advanceAgent, evolveAgent, nextOfAgent } from './agent-evolve.ts'
import { agentRow, presenceOf } from './agent-row.ts'
import {
  type AgentItem,
  type ContactItem,
  having,
  NONE,
  newAgent,
  ofContact,
  stateOf,
  without,
} from './agent-state.ts'
import { createAgentTimers } from './agent-timers.ts'
import { addLegs, changeLegs, countLeg, isAsCounted, noLegs } from './leg-counts.ts'
import { createTeamMembers } from './team-members.ts'

const at = (sec: number) => sec * 1_000
const own = (sec: number, type: string, data: object = {}): AgentItem => ({
  event: eventOfKind('agent', {
    ...{ id: `o${sec}`, source: 'pbx', type: `agent.${type}`, time: at(sec), subject: 'yuan' },
    data: { ...data },
  }),
  part: null,
})
const part = (sec: number, kind: ContactItem['part'], contact = 'K', wrapUpMs = 60_000): AgentItem => ({
  event: eventOfKind('contact', {
    ...{
      id: `c${sec}${contact}`,
      source: 'pbx',
      type: 'contact.held',
      time: at(sec),
      subject: contact,
      data: {},
    },
  }),
  part: kind,
  work: { queue: 'care', channel: 'voice', direction: 'inbound', wrapUpMs },
})
const signedIn = own(0, 'signed_in', { queues: ['care'] })

function agentAfter(...items: AgentItem[]) {
  const core = newAgent()
  const wraps: number[] = []
  const context = {
    dayOf: () => 0,
    wrapped: (_agent: string, _contact: string, _from: number, ms: number) => wraps.push(ms),
  }
  for (const item of items) evolveAgent(core, 'yuan', item, 0, context)
  return { core, wraps, pass: (sec: number) => advanceAgent(core, 'yuan', at(sec), context) }
}

describe('of several things that hold one state stands', () => {
  test.each<[state: string, AgentItem[]]>([
    ['offline', []],
    ['available', [signedIn]],
    ['away', [signedIn, own(1, 'away', { reason: 'meal' })]],
    ['wrap_up', [signedIn, part(1, 'answered'), part(5, 'ended')]],
    ['ringing', [signedIn, part(1, 'answered'), part(5, 'ended'), part(6, 'offered', 'L')]],
    ['busy', [signedIn, part(1, 'offered'), part(2, 'answered'), own(3, 'away')]],
    ['hold', [signedIn, part(1, 'answered'), part(2, 'held')]],
    ['busy', [signedIn, part(1, 'answered'), part(2, 'held'), part(3, 'answered', 'L')]],
    ['busy', [signedIn, part(1, 'dialled')]],
    ['busy', [signedIn, own(1, 'busy')]],
    ['offline', [signedIn, own(1, 'away'), own(2, 'signed_out')]],
  ])('%s', (state, items) => {
    const { core } = agentAfter(...items)
    expect([core.state, stateOf(core)]).toEqual([state, state])
  })
})

test('a wrap-up ends by itself at its instant, and may be corrected by what says that it ended later', () => {
  const { core, wraps, pass } = agentAfter(signedIn, part(1, 'answered'), part(5, 'ended'))
  expect(nextOfAgent(core)).toBe(at(65))
  expect(pass(64)).toBe(false)
  expect(pass(65)).toBe(true)
  expect([core.state, wraps, nextOfAgent(core)]).toEqual(['available', [60_000], Number.POSITIVE_INFINITY])
  const late = agentAfter(signedIn, part(1, 'answered'), part(5, 'ended'), part(95, 'wrapped'))
  expect(late.wraps).toEqual([60_000, 90_000])
  expect(late.core.sums).toMatchObject({ handled: 1, finishedLegs: 1, handleMs: 94_000 })
})

test('the next call, a break or signing out ends a wrap-up', () => {
  for (const next of [part(8, 'answered', 'L'), own(8, 'away'), own(8, 'signed_out'), own(8, 'available')])
    expect(agentAfter(signedIn, part(1, 'answered'), part(5, 'ended'), next).wraps).toEqual([3_000])
})

test('occupancy is the time at work by the time present, to the full minute', () => {
  const { core } = agentAfter(signedIn, part(60, 'answered'), part(180, 'ended', 'K', 0), own(180, 'away'))
  expect(presenceOf(core, 0, at(600))).toEqual({ presentMs: at(180), occupiedMs: at(120) })
  const row = agentRow('yuan', core, { name: null, team: 'care' }, 0, at(600))
  expect(row).toMatchObject({
    state: 'away',
    handled: 1,
    ahtSec: 120,
    occupancy: 120 / 180,
    team: 'care',
    contacts: [],
  })
  // Of another day nothing of it counts.
  expect(agentRow('yuan', core, { name: null, team: null }, 86_400_000, 86_400_000)).toMatchObject({
    handled: 0,
    ahtSec: null,
  })
})

test('lists of contacts hold each once, and are the same list where nothing changes', () => {
  const [a, b] = [
    { contact: 'A', n: 1 },
    { contact: 'B', n: 1 },
  ]
  const both = having(having(NONE as readonly (typeof a)[], a), b)
  expect(having(both, { contact: 'A', n: 2 })).toEqual([{ contact: 'A', n: 2 }, b])
  expect([without(both, 'C'), without([a], 'A'), ofContact(both, 'B')]).toEqual([both, [], b])
  expect(without(both, 'C')).toBe(both)
})

test('a leg adds its answer by the target of the queue, and its talk once it is over', () => {
  const contact = newContact('K')
  contact.entries = [
    { queue: 'care', enteredAt: 0, outcome: 'answered', reason: null, endedAt: at(9), waitMs: at(9) },
  ]
  const leg = { agent: 'yuan', entry: 0, from: at(9), to: null, heldMs: at(2), heldSince: null, wrapMs: null }
  contact.legs = [leg]
  const terms = () => ({ withinMs: at(10), shortMs: 0, wrapUpMs: 0 })
  const open = countLeg(contact, 0, terms)
  expect(open.counts).toEqual({ ...noLegs(), handled: 1, answeredInTarget: 1, waitMs: at(9) })
  expect(isAsCounted(open, leg)).toBe(true)
  const ended = { ...leg, to: at(20), wrapMs: at(5) }
  contact.legs = [ended, { ...leg, from: at(30) }]
  expect(isAsCounted(open, ended)).toBe(false)
  const over = countLeg(contact, 0, terms)
  expect(over.counts).toMatchObject({ finished: 1, talkMs: at(9), holdMs: at(2), wrapMs: at(5) })
  // The entry was answered once.
  expect(countLeg(contact, 1, terms).counts).toEqual({ ...noLegs(), handled: 1 })
  const sum = noLegs()
  addLegs(sum, open.counts, 1)
  changeLegs(sum, open.counts, over.counts)
  expect(sum).toEqual(over.counts)
  addLegs(sum, over.counts, -1)
  expect(sum).toEqual(noLegs())
})

test('an agent is in one team at a time', () => {
  const members = createTeamMembers()
  members.put('yuan', 'care')
  members.put('yuan', 'sales')
  expect([[...members.of('care')], [...members.of('sales')], members.teamOf('yuan')]).toEqual([
    [],
    ['yuan'],
    'sales',
  ])
  members.put('yuan', null)
  expect([[...members.of('sales')], members.teamOf('yuan')]).toEqual([[], null])
})

test('timers give each at the instant that was set last, the earliest first', () => {
  const woken: number[] = []
  const timers = createAgentTimers<{ wakeAt: number; id: string }>((when) => woken.push(when))
  const [a, b] = [
    { id: 'a', wakeAt: Number.POSITIVE_INFINITY },
    { id: 'b', wakeAt: Number.POSITIVE_INFINITY },
  ]
  timers.set(a, 5)
  timers.set(b, 3)
  timers.set(a, 9)
  expect([timers.next(), timers.take(2), timers.take(8), timers.take(8), timers.next()]).toEqual([
    3,
    null,
    b,
    null,
    9,
  ])
  timers.set(a, Number.POSITIVE_INFINITY)
  expect(timers.next()).toBeNull()
  expect(woken).toEqual([5, 3])
})
