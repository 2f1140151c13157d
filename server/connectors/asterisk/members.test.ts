import { expect, test } from 'vitest'
import { createScript } from '#tests/support/ami-messages.ts'
import { fixtureLines, replayed } from '#tests/support/replayed-recording.ts'
import { endingFor } from './mapping/statement.ts'

/** Guarantee: what is told of agents is what the PBX's members do: their pauses, their phones, their queues. */

type Fields = Record<string, string | number>
const START = Date.parse('2026-11-22T04:00:00Z') / 1_000
const member = (more: Fields = {}): Fields => ({
  ...{ Queue: 'a', Interface: 'PJSIP/107', MemberName: 'Gu', Status: 1, Paused: 0 },
  ...more,
})
const caller = { Channel: 'PJSIP/trunk-1', Uniqueid: '1.1', Linkedid: '1.1', Queue: 'a' }
const rung = (leg: string): Fields => ({ ...caller, Interface: 'PJSIP/107', DestUniqueid: leg })
const listed = (name: string, items: number, more: Fields = {}): [string, Fields] => [
  name,
  { EventList: 'Complete', ListItems: items, ...more },
]

test('an agent on a private call whom a queue rings again and again stays busy, and nothing of it is told', () => {
  const script = createScript()
    .at(0, ['QueueMemberAdded', member()])
    .at(1, ['QueueMemberStatus', member({ Status: 2 })])
    .at(2, ['QueueCallerJoin', caller])
  for (let second = 2; second < 18; second++)
    script
      .at(second, ['AgentCalled', rung(`1.${second}`)])
      .at(second + 1, ['AgentRingNoAnswer', { ...rung(`1.${second}`), RingTime: 1 }])
  script.at(30, ['QueueMemberStatus', member()]).finish(40)
  expect(script.of('PJSIP/107').slice(1)).toEqual([
    [1, 'agent.busy', { doing: 'other' }],
    [30, 'agent.available', {}],
  ])
  expect(script.of('1.1').map(([, type]) => type)).toEqual(['contact.queued'])
})

test('two agents at one phone: a call is whose way it was rung by, and the other is busy as long as the phone is', () => {
  const own = { ...member(), Interface: 'PJSIP/101', MemberName: 'Anna' }
  const other = {
    ...own,
    Interface: 'Local/101@from-queue/n',
    StateInterface: 'PJSIP/101',
    MemberName: 'Ben',
  }
  const both = (Status: number): [string, Fields][] =>
    [own, other].map((each) => ['QueueMemberStatus', { ...each, Status }])
  const rings = { ...caller, Interface: 'Local/101@from-queue/n', DestUniqueid: '1.2' }
  const leg = { DestChannel: 'Local/101@from-queue-01;1', DestLinkedid: '1.1' }
  const script = createScript(undefined, { agents: { 'PJSIP/101': 'anna', 'Local/101@from-queue/n': 'ben' } })
    .at(0, ['QueueMemberAdded', own], ['QueueMemberAdded', other])
    .at(1, ['QueueCallerJoin', caller])
    .at(1, ['AgentCalled', { ...rings, ...leg }], ...both(6))
    .at(4, ['QueueCallerLeave', caller], ['AgentConnect', { ...rings, ...leg, HoldTime: 3 }], ...both(2))
    .at(60, ['AgentComplete', { ...rings, ...leg, TalkTime: 56, Reason: 'agent' }], ...both(1))
    .at(60, ['Hangup', { Uniqueid: '1.1', Linkedid: '1.1' }])
    .finish(70)
  expect(script.of('1.1').map(([at, type, data]) => [at, type, data.agent])).toEqual([
    [1, 'contact.queued', undefined],
    [1, 'contact.offered', 'ben'],
    [4, 'contact.answered', 'ben'],
    [60, 'contact.ended', undefined],
  ])
  const states = (agent: string) =>
    script.of(agent).map(([at, type, data]) => [at, type.slice(6), data.doing])
  expect(states('ben')).toEqual([[0, 'signed_in', undefined]])
  expect(states('anna')).toEqual([
    [0, 'signed_in', undefined],
    [4, 'busy', 'other'],
    [60, 'available', undefined],
  ])
})

test('a phone that a call of ours rings while it is in use rings for somebody once the private call is over', () => {
  const script = createScript()
    .at(0, ['QueueMemberAdded', member()])
    .at(1, ['QueueMemberStatus', member({ Status: 2 })])
    .at(4, ['QueueCallerJoin', caller])
    .at(4, ['AgentCalled', rung('1.2')], ['QueueMemberStatus', member({ Status: 7 })])
    .at(6, ['QueueMemberStatus', member({ Status: 6 })])
    .at(9, ['QueueCallerLeave', caller], ['AgentConnect', { ...rung('1.2'), HoldTime: 5 }])
    .at(9, ['QueueMemberStatus', member({ Status: 2 })])
    .finish(20)
  expect(script.of('1.1').slice(1)).toEqual([
    [6, 'contact.offered', { agent: 'PJSIP/107' }],
    [9, 'contact.answered', { agent: 'PJSIP/107', waitSec: 5 }],
  ])
  expect(script.of('PJSIP/107').map(([at, type]) => [at, type])).toEqual([
    [0, 'agent.signed_in'],
    [1, 'agent.busy'],
    [6, 'agent.available'],
  ])
})

test('a phone that is picked up for a ring of ours and is not connected is no talk: not yet, and not if the caller goes', () => {
  const script = createScript()
    .at(0, ['QueueMemberAdded', member()])
    .at(1, ['QueueCallerJoin', caller])
    .at(1, ['AgentCalled', rung('1.2')], ['QueueMemberStatus', member({ Status: 6 })])
    .at(3, [
      'DialEnd',
      { ...rung('1.2'), DestChannel: 'PJSIP/107-2', DestLinkedid: '1.1', DialStatus: 'ANSWER' },
    ])
    .at(3, ['QueueMemberStatus', member({ Status: 2 })])
    .at(9, ['HangupRequest', { Uniqueid: '1.1', Linkedid: '1.1' }])
    .at(9, ['QueueCallerAbandon', { ...caller, HoldTime: 8 }], ['QueueCallerLeave', caller])
    .at(9, ['Hangup', { Uniqueid: '1.1', Linkedid: '1.1' }])
    .at(9, ['QueueMemberStatus', member()])
    .finish(20)
  expect(script.of('1.1').slice(1)).toEqual([
    [1, 'contact.offered', { agent: 'PJSIP/107' }],
    [9, 'contact.abandoned', { waitSec: 8 }],
  ])
  expect(script.of('PJSIP/107').map(([, type]) => type)).toEqual(['agent.signed_in'])
})

test('an agent is away since the pause began, also when it is listed hours later or its event is late', () => {
  const lunch = { Paused: 1, PausedReason: 'Lunch', LastPause: START - 1_800 }
  const script = createScript()
    .at(0, ['QueueParams', { Queue: 'a' }], ['QueueMember', member(lunch)])
    .at(0, listed('QueueStatusComplete', 2))
    .at(60, ['QueueMemberPause', member({ LastPause: START - 1_800 })])
    .at(130, ['QueueMemberPause', member({ ...lunch, LastPause: START + 70 })])
    .finish(200)
  expect(script.of('PJSIP/107')).toEqual([
    [-1_800, 'agent.signed_in', { queues: ['a'], name: 'Gu' }],
    [-1_800, 'agent.away', { reason: 'Lunch' }],
    [60, 'agent.available', {}],
    [70, 'agent.away', { reason: 'Lunch' }],
  ])
})

test('who signed out after the pause began does not come back before that', () => {
  const lunch = { Paused: 1, PausedReason: 'Lunch', LastPause: START - 1_800 }
  const seen = (script: ReturnType<typeof createScript>) =>
    script
      .at(0, ['QueueParams', { Queue: 'a' }], ['QueueMember', member(lunch)])
      .at(0, listed('QueueStatusComplete', 2))
      .finish(20)
      .of('PJSIP/107')
      .map(([at]) => at)
  const signedOut = new Map([['PJSIP/107', (START - 600) * 1_000]])
  expect(seen(createScript({ contacts: [], agents: [], signedOut }))).toEqual([0, 0])
})

test('an unpause that still carries the reason, or none, is an unpause', () => {
  const local = { Interface: 'Local/129@intern', StateInterface: 'PJSIP/129', LastPause: START + 10 }
  const script = createScript()
    .at(0, ['QueueMemberAdded', member(local)])
    .at(10, ['QueueMemberPause', member({ ...local, Paused: 1, PausedReason: 'Pause1' })])
    .at(20, ['QueueMemberPause', member({ ...local, PausedReason: 'Pause1' })])
    .at(30, [
      'QueueMemberPause',
      member({ ...local, Paused: 1, PausedReason: 'Pause1', LastPause: START + 30 }),
    ])
    .at(40, ['QueueMemberPause', member(local)])
    .finish(50)
  expect(script.of('Local/129@intern').slice(1)).toEqual([
    [10, 'agent.away', { reason: 'Pause1' }],
    [20, 'agent.available', {}],
    [30, 'agent.away', { reason: 'Pause1' }],
    [40, 'agent.available', {}],
  ])
})

test('recorded pauses: in one queue, in all with another reason after a second, and in the middle of a talk', () => {
  const eventsOf = (file: string, agent: string) =>
    replayed(fixtureLines(`asterisk-actions/${file}.ndjson`))
      .events.filter(({ subject }) => subject === agent)
      .map(({ type, data }) => [type.slice(6), data.reason ?? data.queues?.toString() ?? ''])
  expect(eventsOf('pause', 'Local/102@from-queue/n')).toEqual([
    ['signed_in', '600,601'],
    ['away', 'meal'],
    ['away', 'training'],
    ['available', ''],
  ])
  expect(eventsOf('pause', 'PJSIP/101')).toEqual([
    ['signed_in', '600'],
    ['away', '小休 break'],
    ['available', ''],
  ])
})

test('a queue that no list has is not known, and is asked for by name once; its members and callers stay', () => {
  const names = { queues: { rt: 'realtime', a: 'a' } }
  const script = createScript(undefined, names)
    .at(0, ['QueueParams', { Queue: 'a' }], ['QueueMember', member()], listed('QueueStatusComplete', 2))
    .at(1, ['QueueMemberAdded', member({ Queue: 'rt', Interface: 'PJSIP/108', MemberName: 'Hu' })])
  expect(script.mapper.takeUnlisted()).toEqual(['rt'])
  script
    .at(2, listed('QueueStatusComplete', 0, { ActionID: `x${endingFor('rt')}` }))
    .at(3, ['QueueCallerJoin', { ...caller, Queue: 'rt' }])
  expect(script.mapper.takeUnlisted()).toEqual(['rt'])
  script
    .at(10, ['QueueParams', { Queue: 'a' }], ['QueueMember', member()], listed('QueueStatusComplete', 2))
    .at(15, ['Nothing', {}])
  expect(script.mapper.takeUnlisted()).toEqual([])
  expect(script.of('PJSIP/107').map(([, type]) => type)).toEqual(['agent.signed_in'])
  expect(script.of('PJSIP/108').map(([, type]) => type)).toEqual(['agent.signed_in'])
  expect(script.of('1.1').map(([, type]) => type)).toEqual(['contact.queued'])
  // The answer about the one queue says nothing of the other; the channels say who is not there any more.
  script
    .at(
      20,
      ['QueueParams', { Queue: 'rt' }],
      listed('QueueStatusComplete', 1, { ActionID: `y${endingFor('rt')}` }),
    )
    .at(25, ['Nothing', {}])
  expect(script.of('PJSIP/107').map(([, type]) => type)).toEqual(['agent.signed_in'])
  expect(script.of('PJSIP/108').at(-1)).toEqual([20, 'agent.signed_out', {}])
  expect(script.of('1.1').at(-1)).toEqual([20, 'contact.left', { reason: 'lost' }])
})

test('a list about some queues says nothing of others that were heard of; asked for and not there, they are gone', () => {
  const script = createScript()
    .at(0, ['QueueMemberStatus', member({ Queue: 'a' })], ['QueueMemberStatus', member({ Queue: 'b' })])
    .at(5, ['QueueParams', { Queue: 'a' }], ['QueueMember', member()], listed('QueueStatusComplete', 2))
    .at(8, ['Nothing', {}])
  expect(script.of('PJSIP/107').map(([, type]) => type)).toEqual(['agent.signed_in'])
  expect(script.mapper.takeUnlisted()).toEqual(['b'])
  script.at(9, listed('QueueStatusComplete', 0, { ActionID: `x${endingFor('b')}` })).at(12, ['Nothing', {}])
  expect(script.of('PJSIP/107').at(-1)).toEqual([9, 'agent.queues', { queues: ['a'] }])
  const others = script.at(20, listed('QueueStatusComplete', 0, { ActionID: 'their-queue-100%' }))
  expect(others.at(25, ['Nothing', {}]).of('PJSIP/107').at(-1)?.[1]).toBe('agent.queues')
  const recorded = replayed(fixtureLines('asterisk-actions/priority.ndjson')).events
  expect(recorded.filter(({ type }) => type === 'agent.queues')).toEqual([])
})

test('a caller in a queue that no list has is lost when the PBX knows the channel no more', () => {
  const script = createScript(undefined, { queues: { rt: 'rt' } })
    .at(1, ['QueueCallerJoin', { ...caller, Queue: 'rt' }])
    .reconnect(10)
    .at(15, listed('QueueStatusComplete', 0), listed('CoreShowChannelsComplete', 0))
    .at(18, ['Nothing', {}])
  expect(script.of('1.1').at(-1)).toEqual([15, 'contact.left', { reason: 'lost' }])
})

test('a phone is found by the hint that watches it', () => {
  const hinted = { Interface: 'SIP/21', StateInterface: 'hint:1337@ext-local', MemberName: 'Agent 21' }
  const script = createScript()
    .at(0, ['QueueMemberAdded', member({ ...hinted, Queue: 'b' })], ['QueueMemberAdded', member()])
    .at(1, ['QueueCallerJoin', caller], ['AgentCalled', rung('1.2')])
    .at(3, ['QueueCallerLeave', caller], ['AgentConnect', { ...rung('1.2'), HoldTime: 2 }])
    .at(9, ['BlindTransfer', { Result: 'Success', TransfereeUniqueid: '1.1', Extension: '1337' }])
    .at(9, ['DialBegin', { Uniqueid: '1.1', DestChannel: 'SIP/1337-00000009' }])
    .finish(20)
  expect(script.of('1.1').at(-1)).toEqual([9, 'contact.transferred', { to: { agent: 'SIP/21' } }])
})

test('a reason that a console percent-encoded is told as it was written', () => {
  const anna = { Queue: 'support', Interface: 'PJSIP/101', MemberName: 'Anna', Status: 1 }
  const script = createScript()
    .at(1, ['QueueMemberAdded', { ...anna, Paused: 0 }])
    .at(5, ['QueueMemberPause', { ...anna, Paused: 1, PausedReason: '%E5%8D%88%E9%A4%90' }])
    .at(9, ['QueueMemberPause', { ...anna, Paused: 1, PausedReason: '100%' }])
    .finish(20)
  expect(script.of('PJSIP/101').slice(1)).toEqual([
    [5, 'agent.away', { reason: '午餐' }],
    [9, 'agent.away', { reason: '100%' }],
  ])
})

test('a pause in one of several queues is told with its queue and reason, and its end', () => {
  const inB = (more: object) => member({ Queue: 'b', ...more })
  const script = createScript()
    .at(0, ['QueueMemberAdded', member()], ['QueueMemberAdded', inB({})])
    .at(5, ['QueueMemberPause', inB({ Paused: 1, PausedReason: 'Auto-Pause' })])
    .at(7, ['QueueMemberPause', inB({ Paused: 1, PausedReason: 'lunch' })])
    .at(8, ['QueueMemberPause', member({ Paused: 1, PausedReason: 'lunch' })])
    .at(9, ['QueueMemberPause', member({ Paused: 0 })])
    .at(11, ['QueueMemberPause', inB({ Paused: 0 })])
    .finish(20)
  expect(script.of('PJSIP/107')).toEqual([
    [0, 'agent.signed_in', { queues: ['a', 'b'], name: 'Gu' }],
    [5, 'agent.queues', { queues: ['a'], pausedIn: [{ queue: 'b', reason: 'Auto-Pause' }] }],
    [7, 'agent.queues', { queues: ['a'], pausedIn: [{ queue: 'b', reason: 'lunch' }] }],
    [8, 'agent.queues', { queues: ['a', 'b'] }],
    [8, 'agent.away', { reason: 'lunch' }],
    [9, 'agent.queues', { queues: ['a'], pausedIn: [{ queue: 'b', reason: 'lunch' }] }],
    [9, 'agent.available', {}],
    [11, 'agent.queues', { queues: ['a', 'b'] }],
  ])
})

test('the penalties of an agent are told with the queues, and anew when one of them is set at the PBX', () => {
  const script = createScript()
    .at(
      0,
      ['QueueMemberAdded', member({ Penalty: 0 })],
      ['QueueMemberAdded', member({ Queue: 'b', Penalty: 3 })],
    )
    .at(5, ['QueueMemberPenalty', member({ Penalty: 2 })])
    .at(6, ['QueueMemberStatus', member({ Penalty: 2 })])
    .at(8, ['QueueMemberPenalty', member({ Penalty: 0 })])
    .at(9, ['QueueMemberPenalty', member({ Queue: 'b', Penalty: 0 })])
    .finish(20)
  expect(script.of('PJSIP/107')).toEqual([
    [0, 'agent.signed_in', { queues: ['a', 'b'], penalties: { b: 3 }, name: 'Gu' }],
    [5, 'agent.queues', { queues: ['a', 'b'], penalties: { a: 2, b: 3 } }],
    [8, 'agent.queues', { queues: ['a', 'b'], penalties: { b: 3 } }],
    [9, 'agent.queues', { queues: ['a', 'b'] }],
  ])
})
