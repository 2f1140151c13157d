import { expect, test } from 'vitest'
import { createScript } from '#tests/support/ami-messages.ts'

/**
 * Guarantee: seventeen shapes of calls, as frames of Asterisk 20 to 23, are answered or not as app_queue says, and
 * nobody talks with a customer who does not.
 */

type Frame = [event: string, fields: Record<string, string | number>]
type Script = ReturnType<typeof createScript>

const START = 1_795_320_000
const of = (uniqueid: string, more: Record<string, string | number> = {}) => ({
  ...{ Uniqueid: uniqueid, Linkedid: uniqueid, Context: 'from-pstn', Exten: '5001', Priority: 2 },
  ...more,
})
const status = (agent: string, value: number, queue = 'q'): Frame => [
  'QueueMemberStatus',
  { Queue: queue, Interface: agent, MemberName: agent, Status: value, Paused: 0 },
]

interface Call {
  readonly uniqueid: string
  readonly queue: string
  readonly agent: string
  readonly leg: string
  readonly legChannel: string
}

const call = (agent = 'PJSIP/agent1', queue = 'q', n = 1): Call => ({
  ...{ uniqueid: `${START}.${n}`, queue, agent, leg: `${START}.${n + 1}` },
  legChannel: agent.startsWith('Local/')
    ? `${agent.replace(/\/n$/, '')}-0000000${n};1`
    : `${agent}-0000000${n}`,
})
const inQueue = ({ uniqueid, queue }: Call, more = {}) =>
  of(uniqueid, { Queue: queue, Channel: `PJSIP/far-${uniqueid}`, ...more })
const legOf = (one: Call) => ({
  Interface: one.agent,
  DestChannel: one.legChannel,
  DestUniqueid: one.leg,
  DestLinkedid: one.uniqueid,
})

const rings = (one: Call): Frame[] => [
  ['AgentCalled', { ...inQueue(one), ...legOf(one) }],
  ['DialBegin', { ...of(one.uniqueid), ...legOf(one) }],
  status(one.agent, 6, one.queue),
]
const answers = (one: Call, holdSec: number): Frame[] => [
  ['DialEnd', { ...of(one.uniqueid), ...legOf(one), DialStatus: 'ANSWER' }],
  ['QueueCallerLeave', inQueue(one)],
  ['AgentConnect', { ...inQueue(one), ...legOf(one), HoldTime: holdSec, RingTime: holdSec }],
  status(one.agent, 2, one.queue),
]
const completes = (one: Call, holdSec: number, talkSec: number, reason = 'caller'): Frame[] => [
  ['AgentComplete', { ...inQueue(one), ...legOf(one), HoldTime: holdSec, TalkTime: talkSec, Reason: reason }],
  ['Hangup', { Uniqueid: one.leg, Linkedid: one.uniqueid, Channel: one.legChannel }],
  status(one.agent, 1, one.queue),
]
const hangup = (one: Call): Frame => ['Hangup', of(one.uniqueid)]
const noAnswer = (one: Call, holdSec: number): Frame[] => [
  ['Hangup', { Uniqueid: one.leg, Linkedid: one.uniqueid, Channel: one.legChannel }],
  status(one.agent, 1, one.queue),
  ['QueueCallerAbandon', inQueue(one, { HoldTime: holdSec })],
  ['QueueCallerLeave', inQueue(one)],
]

function answered(one: Call): Script {
  return createScript()
    .at(0, status(one.agent, 1, one.queue))
    .at(1, ['QueueCallerJoin', inQueue(one)], ...rings(one))
    .at(3, ...answers(one, 2))
}
const finished = (script: Script, one: Call): Script =>
  script.at(9, ...completes(one, 2, 6), hangup(one)).finish(30)

const ANSWERED = [
  [1, 'contact.queued'],
  [1, 'contact.offered'],
  [3, 'contact.answered'],
  [9, 'contact.ended'],
]
const seen = (script: Script, uniqueid = `${START}.1`) => script.of(uniqueid).map(([at, type]) => [at, type])
const leftOut = (script: Script) => script.mapper.openCallers

test('L, P, PI, PD, F: an agent by Local or directly, behind an IVR, of a dialer, as FreePBX makes them', () => {
  for (const agent of ['Local/agent@agents/n', 'PJSIP/agent1', 'Local/agent1@from-queue/n']) {
    const one = call(agent)
    const script = answered(one)
    // FreePBX: the second half of the Local channel dials the phone; none of its frames is the caller's.
    script.at(4, [
      'DialEnd',
      { Uniqueid: '9.9', DestChannel: 'PJSIP/agent1-9', DestLinkedid: one.uniqueid, DialStatus: 'ANSWER' },
    ])
    expect(seen(finished(script, one))).toEqual(ANSWERED)
    expect(leftOut(script)).toBe(0)
  }
})

test('P2: ringall, one of two answers and the other rings no more', () => {
  const [one, other] = [call('PJSIP/agent1'), { ...call('PJSIP/agent2'), leg: `${START}.7` }]
  const script = createScript()
    .at(0, status(one.agent, 1), status(other.agent, 1))
    .at(1, ['QueueCallerJoin', inQueue(one)], ...rings(one), ...rings(other))
    .at(3, ['DialEnd', { ...of(one.uniqueid), ...legOf(other), DialStatus: 'CANCEL' }], ...answers(one, 2))
    .at(3, ['Hangup', { Uniqueid: other.leg, Linkedid: one.uniqueid }], status(other.agent, 1))
  finished(script, one)
  expect(script.of(one.uniqueid).slice(3)).toEqual([
    [3, 'contact.answered', { agent: 'PJSIP/agent1', waitSec: 2 }],
    [9, 'contact.ended', { by: 'customer' }],
  ])
  expect(script.of('PJSIP/agent2').map(([, type]) => type)).toEqual(['agent.signed_in'])
})

test('A: app_agent_pool completes its call long after the caller is gone, when the agent has the next one', () => {
  const [one, next] = [call('Local/1001@agent-request/n'), { ...call('Local/1001@agent-request/n', 'q', 5) }]
  const late = { ...inQueue(one), ...legOf(one), HoldTime: 2, TalkTime: 37, Reason: 'agent' }
  const script = answered(one)
    .at(9, ['HangupRequest', of(one.uniqueid)], hangup(one))
    .at(30, ['QueueCallerJoin', inQueue(next)], ...rings(next))
    .at(32, ...answers(next, 2))
    .at(40, ['AgentComplete', late])
    .at(40, [
      'AgentComplete',
      { Queue: 'q', Interface: one.agent, HoldTime: 2, TalkTime: 37, Reason: 'agent' },
    ])
    .at(50, ...completes(next, 2, 18, 'agent'), hangup(next))
    .finish(60)
  expect(script.of(one.uniqueid).slice(2)).toEqual([
    [3, 'contact.answered', { agent: one.agent, waitSec: 2 }],
    [9, 'contact.ended', { by: 'customer' }],
  ])
  expect(script.of(next.uniqueid).slice(2)).toEqual([
    [32, 'contact.answered', { agent: one.agent, waitSec: 2 }],
    [50, 'contact.ended', { by: 'agent' }],
  ])
  expect(leftOut(script)).toBe(0)
})

test('AO: the Local pair that optimises away in the middle of the talk cuts no leg', () => {
  const one = call('Local/1001@agent-request')
  const script = answered(one)
    .at(5, ['LocalOptimizationBegin', {}], ['LocalOptimizationEnd', {}])
    .at(5, ['Hangup', { Uniqueid: one.leg, Linkedid: one.uniqueid, Channel: one.legChannel, Cause: 16 }])
    .at(5, ['Hangup', { Uniqueid: `${START}.8`, Linkedid: one.uniqueid, Cause: 16 }])
    .at(9, [
      'AgentComplete',
      {
        ...inQueue(one),
        ...legOf(one),
        DestChannel: 'PJSIP/1001-9',
        DestUniqueid: `${START}.9`,
        HoldTime: 2,
        TalkTime: 6,
        Reason: 'agent',
      },
    ])
    .at(9, hangup(one))
    .finish(30)
  expect(seen(script)).toEqual(ANSWERED)
})

test('XC and AX: the phone is picked up, and there is no talk', () => {
  const one = call('Local/agent1@confirm/n')
  const script = createScript()
    .at(0, status(one.agent, 1))
    .at(1, ['QueueCallerJoin', inQueue(one)], ...rings(one))
    .at(2, [
      'DialEnd',
      {
        Uniqueid: '9.9',
        Linkedid: one.uniqueid,
        DestChannel: 'PJSIP/agent1-9',
        DestUniqueid: '9.8',
        DestLinkedid: one.uniqueid,
        DialStatus: 'ANSWER',
      },
    ])
    .at(2, status(one.agent, 2))
    .at(9, ['HangupRequest', of(one.uniqueid)], ...noAnswer(one, 8), hangup(one))
    .finish(30)
  expect(seen(script)).toEqual([
    [1, 'contact.queued'],
    [1, 'contact.offered'],
    [9, 'contact.abandoned'],
  ])
  expect(leftOut(script)).toBe(0)
})

test('X1, X2, X3: nobody answers; without a word of hanging up it is not said that the caller gave up', () => {
  for (const [frames, type] of [
    [[['HangupRequest', of(`${START}.1`)]], 'contact.abandoned'],
    [[], 'contact.left'],
  ] as [Frame[], string][]) {
    const one = call()
    const script = createScript()
      .at(0, status(one.agent, 1))
      .at(1, ['QueueCallerJoin', inQueue(one)], ...rings(one))
      .at(6, ...frames, ...noAnswer(one, 5), hangup(one))
      .finish(30)
    expect(seen(script).slice(2)).toEqual([[6, type]])
  }
})

test('T: a direct call that its agent transfers into a queue is an entry of that queue alone', () => {
  const one = call('PJSIP/agent3', 'q-pjsip3')
  const script = createScript()
    .at(0, status('PJSIP/agent1', 1, 'q-other'), status(one.agent, 1, one.queue))
    .at(1, ['DialBegin', { ...of(one.uniqueid), DestChannel: 'PJSIP/agent1-2', DestUniqueid: `${START}.6` }])
    .at(2, [
      'DialEnd',
      {
        ...of(one.uniqueid),
        DestChannel: 'PJSIP/agent1-2',
        DestLinkedid: one.uniqueid,
        DialStatus: 'ANSWER',
      },
    ])
    .at(2, status('PJSIP/agent1', 2, 'q-other'))
    .at(6, [
      'BlindTransfer',
      {
        Result: 'Success',
        TransfereeUniqueid: one.uniqueid,
        TransfereeLinkedid: one.uniqueid,
        Extension: '5',
      },
    ])
    .at(
      6,
      ['Hangup', { Uniqueid: `${START}.6`, Linkedid: one.uniqueid }],
      status('PJSIP/agent1', 1, 'q-other'),
    )
    .at(6, ['QueueCallerJoin', inQueue(one)], ...rings(one))
    .at(8, ...answers(one, 2))
    .at(12, ...completes(one, 2, 4), hangup(one))
    .finish(30)
  expect(seen(script)).toEqual([
    [6, 'contact.queued'],
    [6, 'contact.offered'],
    [8, 'contact.answered'],
    [12, 'contact.ended'],
  ])
  expect(script.of('PJSIP/agent1').map(([at, type]) => [at, type])).toEqual([
    [0, 'agent.signed_in'],
    [2, 'agent.busy'],
    [6, 'agent.available'],
  ])
})

test('O: a time-out in one queue, then an answer in the next', () => {
  const one = call('PJSIP/agent3', 'q-pjsip3')
  const first = { ...inQueue(one), Queue: 'q-noans' }
  const script = createScript()
    .at(1, ['QueueCallerJoin', first])
    .at(5, ['QueueCallerAbandon', { ...first, HoldTime: 4 }], ['QueueCallerLeave', first])
    .at(5, ['QueueCallerJoin', inQueue(one, { Priority: 3 })], ...rings(one))
    .at(7, ...answers({ ...one }, 2))
    .at(12, ...completes(one, 2, 5), hangup(one))
    .finish(30)
  expect(seen(script)).toEqual([
    [1, 'contact.queued'],
    [5, 'contact.left'],
    [5, 'contact.queued'],
    [5, 'contact.offered'],
    [7, 'contact.answered'],
    [12, 'contact.ended'],
  ])
})

test('D and I: a call past the queues is no contact of one; the agent whose phone it uses is busy', () => {
  const script = createScript()
    .at(0, status('PJSIP/agent1', 1))
    .at(1, ['DialBegin', { ...of('1.1'), DestChannel: 'PJSIP/agent1-2', DestUniqueid: '1.2' }])
    .at(2, [
      'DialEnd',
      { ...of('1.1'), DestChannel: 'PJSIP/agent1-2', DestLinkedid: '1.1', DialStatus: 'ANSWER' },
    ])
    .at(2, status('PJSIP/agent1', 2))
    .at(9, ['Hangup', of('1.1')], status('PJSIP/agent1', 1))
    .at(20, ['Newexten', of('2.1', { Application: 'Playback' })], ['Hangup', of('2.1')])
    .finish(30)
  expect(script.events().map(({ type }) => type)).toEqual([
    'agent.signed_in',
    'agent.busy',
    'agent.available',
  ])
})

test('a member who answers and hangs up while told of the call is rung no more, and the caller waits on', () => {
  const one = call()
  const again = { ...one, leg: `${START}.9` }
  const script = createScript()
    .at(0, status(one.agent, 1))
    .at(1, ['QueueCallerJoin', inQueue(one)], ...rings(one))
    .at(3, ['DialEnd', { ...of(one.uniqueid), ...legOf(one), DialStatus: 'ANSWER' }], status(one.agent, 2))
    .at(5, ['AgentDump', { ...inQueue(one), ...legOf(one) }])
    .at(5, ['Hangup', { Uniqueid: one.leg, Linkedid: one.uniqueid }], status(one.agent, 1))
    .at(6, ...rings(again))
    .at(8, ...answers(again, 7))
    .at(12, ...completes(again, 7, 4), hangup(one))
    .finish(30)
  expect(script.of(one.uniqueid)).toEqual([
    [1, 'contact.queued', { queue: 'q', channel: 'voice' }],
    [1, 'contact.offered', { agent: one.agent }],
    [5, 'contact.declined', { agent: one.agent, reason: 'hung_up' }],
    [6, 'contact.offered', { agent: one.agent }],
    [8, 'contact.answered', { agent: one.agent, waitSec: 7 }],
    [12, 'contact.ended', { by: 'customer' }],
  ])
})

test('an agent passes the caller on by a key: one has the talk after the other, though both complete at its end', () => {
  const first = call('Local/300001@dialer', 'alles_neu')
  const second = { ...call('Local/300003@dialer', 'alles_neu'), leg: `${START}.9` }
  for (const joinsAnew of [true, false]) {
    const script = answered(first)
    if (joinsAnew) script.at(6, ['QueueCallerJoin', inQueue(second)], ...rings(second))
    script
      .at(9, ...answers(second, 3))
      .at(14, ['HangupRequest', of(first.uniqueid)])
      .at(14, ...completes(first, 2, 11), ...completes(second, 3, 5), hangup(first))
      .finish(30)
    const talks = script.of(first.uniqueid).filter(([, type]) => type !== 'contact.offered')
    expect(
      talks.filter(([, type]) => type === 'contact.answered').map(([at, , data]) => [at, data.agent]),
    ).toEqual([
      [3, first.agent],
      [9, second.agent],
    ])
    expect(talks.at(-1)).toEqual([14, 'contact.ended', { by: 'customer' }])
    expect(talks.filter(([, type]) => type === 'contact.ended')).toHaveLength(1)
    expect(leftOut(script)).toBe(0)
  }
})

test('a Hangup that never comes leaves nobody on the floor', () => {
  const one = call()
  const ended = answered(one)
    .at(9, ...completes(one, 2, 6))
    .at(12, ['Nothing', {}])
  expect(seen(ended).at(-1)).toEqual([9, 'contact.ended'])
  const gone = createScript()
    .at(1, ['QueueCallerJoin', inQueue(one)])
    .at(6, ['HangupRequest', of(one.uniqueid)], ['QueueCallerAbandon', inQueue(one, { HoldTime: 5 })])
    .at(6, ['QueueCallerLeave', inQueue(one)])
  expect(seen(gone).at(-1)).toEqual([6, 'contact.abandoned'])
})
