import { expect, test } from 'vitest'
import { parseEvent } from '#core/event/parse-event.ts'
import { messageOf } from '#protocols/ami/message.ts'
import { parseSite } from '#store/site-file/parse-site.ts'
import { ami, createScript } from '#tests/support/ami-messages.ts'
import { AGENTS, readTruth, recordedLines, recordedSite, trueOutcome } from '#tests/support/asterisk-truth.ts'
import { emittedEntries } from '#tests/support/emitted-entries.ts'
import { createAsteriskMapper } from './asterisk-mapper.ts'
import type { FeedEvent } from './mapping/mapper-state.ts'
import { createPbxNames } from './mapping/names.ts'
import { createPlayer, readRecordedLine } from './recording.ts'

/** The mapping against a real Asterisk's recording, and against its queue_log as the truth. */

const truth = readTruth()
const parsed = parseSite(recordedSite())
if (!parsed.ok) throw new Error('the site file of the recording is wrong')
const { site } = parsed

function replay(): FeedEvent[] {
  const mapper = createAsteriskMapper('pbx', createPbxNames('pbx', {}, site.feeds[0]!.agents ?? {}))
  const player = createPlayer(mapper)
  for (const line of recordedLines()) player.play(readRecordedLine(line)!)
  player.end()
  return mapper.takeEvents()
}

const events = replay()
const entries = emittedEntries(events)

test('every call of the recording has the outcome, the wait and the agent of queue_log', () => {
  for (const call of truth.calls) {
    const own = entries.filter(
      ({ contact, queue }) => contact === `pbx/${call.uniqueid}` && queue === call.queue,
    )
    expect(own.map(({ outcome }) => outcome)).toEqual([trueOutcome(call)])
  }
})

test('the counts of each queue are those of queue_log, and the answers within its service level', () => {
  for (const [queue, counts] of Object.entries(truth.perQueue)) {
    const own = entries.filter((entry) => entry.queue === queue)
    const left = (reason: string) =>
      own.filter(({ outcome }) => outcome.is === 'left' && outcome.reason === reason).length
    const waits = (is: 'answered' | 'abandoned') =>
      own.flatMap(({ outcome }) => (outcome.is === is ? [outcome.waitSec] : []))
    expect({
      entered: own.length,
      answered: waits('answered').length,
      abandoned: waits('abandoned').length,
      timeout: left('timeout'),
      other: left('other'),
      empty: left('empty'),
      withdrawn: left('withdrawn'),
      full: left('full'),
    }).toEqual({
      entered: counts.entered + counts.refusedJoinEmpty + counts.refusedFull,
      answered: counts.answered,
      abandoned: counts.abandoned,
      timeout: counts.exitTimeout,
      other: counts.exitKey,
      empty: counts.exitEmpty + counts.refusedJoinEmpty,
      withdrawn: counts.withdrawn,
      full: counts.refusedFull,
    })
    expect(waits('answered').sort()).toEqual([...counts.waitAnswered].sort())
    expect(waits('abandoned').sort()).toEqual([...counts.waitAbandoned].sort())
    expect(waits('answered').filter((wait) => wait <= counts.serviceLevelSeconds)).toHaveLength(
      counts.answeredWithinSL,
    )
  }
})

test('each agent answered, and let ring, as often as queue_log says', () => {
  for (const [name, counts] of Object.entries(truth.perAgent)) {
    const by = (type: string) =>
      events.filter((event) => event.type === type && event.data.agent === AGENTS[name]).length
    expect([by('contact.answered'), by('contact.declined')]).toEqual([counts.answered, counts.ringNoAnswer])
  }
})

test('what is told is valid, has ids of its own, the same ones in a second run, and no two times alike in a subject', () => {
  for (const event of events) expect(parseEvent(event)).toMatchObject({ ok: true })
  expect(new Set(events.map(({ id }) => id)).size).toBe(events.length)
  expect(new Set(events.map(({ subject, time }) => `${subject} ${time}`)).size).toBe(events.length)
  expect(replay()).toEqual(events)
})

const caller = {
  Channel: 'PJSIP/trunk-00000001',
  Uniqueid: '1.1',
  Linkedid: '1.1',
  CallerIDNum: '139',
  Queue: 'a',
}
const agentLeg = { DestChannel: 'PJSIP/101-00000002', DestUniqueid: '1.2', Interface: 'PJSIP/101' }
const answeredCall = (script = createScript()) =>
  script
    .at(0, [
      'QueueMemberAdded',
      { Queue: 'a', Interface: 'PJSIP/101', MemberName: 'A', Status: 1, Paused: 0 },
    ])
    .at(0, [
      'QueueMemberAdded',
      { Queue: 'b', Interface: 'PJSIP/102', MemberName: 'B', Status: 1, Paused: 0 },
    ])
    .at(1, ['QueueCallerJoin', caller])
    .at(1, ['AgentCalled', { ...caller, ...agentLeg }])
    .at(3, ['QueueCallerLeave', caller])
    .at(3, ['AgentConnect', { ...caller, ...agentLeg, HoldTime: 2 }])
const outcomes = (entries: readonly (readonly [number, string, unknown])[]) => entries.slice(3)

test('an attended transfer is no end: AgentComplete, then the colleague has the caller', () => {
  const script = answeredCall()
    .at(9, [
      'AgentComplete',
      { ...caller, Interface: 'PJSIP/101', HoldTime: 2, TalkTime: 6, Reason: 'agent' },
    ])
    .at(9, [
      'AttendedTransfer',
      {
        Result: 'Success',
        TransfereeUniqueid: '1.1',
        TransferTargetChannel: 'PJSIP/102-00000003',
        TransferTargetChannelState: 6,
        TransferTargetUniqueid: '1.3',
      },
    ])
    .at(20, ['HangupRequest', { Uniqueid: '1.1', Linkedid: '1.1', Cause: 16 }])
    .at(20, ['Hangup', { Uniqueid: '1.1', Linkedid: '1.1' }])
    .finish(30)
  expect(outcomes(script.of('1.1'))).toEqual([
    [9, 'contact.transferred', { to: { agent: 'PJSIP/102' } }],
    [9, 'contact.answered', { agent: 'PJSIP/102' }],
    [20, 'contact.ended', { by: 'customer' }],
  ])
})

test('a consultation in a queue is an entry of its own, goes on with the customer in it, and nobody has both', () => {
  const consult = {
    Channel: 'Local/503@internal-1;2',
    Uniqueid: '1.9',
    Linkedid: '1.1',
    CallerIDNum: '101',
    Queue: 'b',
  }
  const script = answeredCall()
    .at(5, ['Hold', { Channel: 'PJSIP/101-00000002', Uniqueid: '1.2', Linkedid: '1.1' }])
    .at(6, ['QueueCallerJoin', consult])
    .at(8, [
      'AgentComplete',
      { ...caller, Interface: 'PJSIP/101', HoldTime: 2, TalkTime: 5, Reason: 'agent' },
    ])
    .at(8, [
      'AttendedTransfer',
      { Result: 'Success', TransfereeUniqueid: '1.1', TransferTargetChannel: 'Local/503@internal-1;1' },
    ])
    .at(12, [
      'DialEnd',
      {
        Uniqueid: '1.8',
        DestChannel: 'PJSIP/102-7',
        DestUniqueid: '1.7',
        DestLinkedid: '1.1',
        DialStatus: 'ANSWER',
      },
    ])
    .at(12, ['AgentConnect', { ...consult, DestUniqueid: '1.7', Interface: 'PJSIP/102', HoldTime: 6 }])
    .finish(30)
  expect(outcomes(script.of('1.1'))).toEqual([
    [5, 'contact.held', {}],
    [8, 'contact.transferred', { to: { queue: 'b' } }],
    [8, 'contact.ended', { by: 'agent' }],
  ])
  expect(script.of('1.9')).toEqual([
    [6, 'contact.queued', { queue: 'b', channel: 'voice' }],
    [12, 'contact.answered', { agent: 'PJSIP/102', waitSec: 6 }],
  ])
})

test('behind a Local channel the transferred half waits for the caller, and the late AgentComplete changes nothing', () => {
  const half = {
    Channel: 'Local/101@q-0001;2',
    Uniqueid: '1.9',
    Linkedid: '1.1',
    CallerIDNum: '101',
    Queue: 'b',
  }
  const script = answeredCall()
    .at(5, ['Unhold', { Channel: 'PJSIP/101-00000002', Uniqueid: '1.2', Linkedid: '1.1' }])
    .at(5, [
      'BlindTransfer',
      { Result: 'Success', TransfereeUniqueid: '1.9', TransfereeLinkedid: '1.1', Extension: '503' },
    ])
    .at(5, ['QueueCallerJoin', half])
    .at(12, ['QueueCallerLeave', half])
    .at(12, ['AgentConnect', { ...half, DestUniqueid: '1.7', Interface: 'PJSIP/102', HoldTime: 7 }])
    .at(20, [
      'AgentComplete',
      { ...caller, Interface: 'PJSIP/101', HoldTime: 2, TalkTime: 17, Reason: 'caller' },
    ])
    .at(20, [
      'AgentComplete',
      { ...half, Interface: 'PJSIP/102', HoldTime: 7, TalkTime: 8, Reason: 'caller' },
    ])
    .at(20, ['Hangup', { Uniqueid: '1.9', Linkedid: '1.1' }])
    .at(20, ['Hangup', { Uniqueid: '1.1', Linkedid: '1.1' }])
    .finish(30)
  expect(outcomes(script.of('1.1'))).toEqual([
    [5, 'contact.transferred', { to: { queue: 'b' } }],
    [5, 'contact.queued', { queue: 'b', channel: 'voice', phone: '139' }],
    [12, 'contact.answered', { agent: 'PJSIP/102', waitSec: 7 }],
    [20, 'contact.ended', { by: 'customer' }],
  ])
  expect(script.mapper.openCallers).toBe(0)
})

test('an AgentComplete without any channel ends the talk of that agent in that queue', () => {
  const bare = { Queue: 'a', Interface: 'PJSIP/101', HoldTime: 2, TalkTime: 6, Reason: 'caller' }
  const script = answeredCall().at(9, ['AgentComplete', bare]).finish(30)
  expect(outcomes(script.of('1.1'))).toEqual([[9, 'contact.ended', { by: 'customer' }]])
})

test('a second AgentComplete after a transfer changes nothing', () => {
  const complete = { ...caller, Interface: 'PJSIP/101', HoldTime: 2, TalkTime: 6 }
  const script = answeredCall()
    .at(9, ['BlindTransfer', { Result: 'Success', TransfereeUniqueid: '1.1', Extension: '999' }])
    .at(9, ['AgentComplete', { ...complete, Reason: 'transfer' }])
    .at(9, ['DialBegin', { Uniqueid: '1.1', DestChannel: 'PJSIP/trunk-00000009' }])
    .at(27, ['AgentComplete', { ...complete, Reason: 'agent' }])
    .at(28, ['Hangup', { Uniqueid: '1.1', Linkedid: '1.1' }])
    .finish(40)
  expect(outcomes(script.of('1.1'))).toEqual([
    [9, 'contact.transferred', { to: {} }],
    [28, 'contact.ended', { by: 'system' }],
  ])
})

test('QueueCallerAbandon is what comes before and after it', () => {
  const gaveUp = { ...caller, HoldTime: 4 }
  const abandon = (script: ReturnType<typeof createScript>) =>
    script.at(5, ['QueueCallerAbandon', gaveUp], ['QueueCallerLeave', caller])
  const joined = () => createScript().at(1, ['QueueCallerJoin', caller])
  const own = { Uniqueid: '1.1', Linkedid: '1.1' }

  const hungUp = abandon(joined().at(5, ['HangupRequest', { ...own, Cause: 16 }]))
  expect(hungUp.of('1.1')[1]).toEqual([5, 'contact.abandoned', { waitSec: 4 }])

  const timeout = abandon(joined()).at(5, ['UserEvent', { ...own, Queue: 'a', QueueStatus: 'TIMEOUT' }])
  expect(timeout.of('1.1')[1]).toEqual([5, 'contact.left', { reason: 'timeout', waitSec: 4 }])

  const variable = abandon(joined()).at(5, [
    'VarSet',
    { ...own, Variable: 'QUEUESTATUS', Value: 'LEAVEEMPTY' },
  ])
  expect(variable.of('1.1')[1]).toEqual([5, 'contact.left', { reason: 'empty', waitSec: 4 }])

  // A PBX that says nothing of how callers leave: sent away is certain, why is not.
  const silent = abandon(joined()).at(8, ['Hangup', own])
  expect(silent.of('1.1')[1]).toEqual([5, 'contact.left', { reason: 'other', waitSec: 4 }])

  // One that does, and did not for this caller: an administrator hung up.
  const talkative = joined().at(2, ['UserEvent', { Uniqueid: '0.9', Queue: 'a', QueueStatus: 'CONTINUE' }])
  expect(abandon(talkative).at(5, ['Hangup', own]).of('1.1')[1]).toEqual([
    5,
    'contact.abandoned',
    { waitSec: 4 },
  ])
})

test('refused callers come in and out at one instant, also when only the class dialplan tells, and once', () => {
  const own = { Channel: 'PJSIP/trunk-1', Uniqueid: '2.1', Linkedid: '2.1', CallerIDNum: '139' }
  const script = createScript()
    .at(1, ['Newexten', { ...own, Application: 'Queue', AppData: 'night,tT,,,' }])
    .at(1, ['VarSet', { ...own, Variable: 'QUEUESTATUS', Value: 'JOINEMPTY' }])
    .at(1, ['UserEvent', { ...own, UserEvent: 'AfterQueue', Queue: 'night', QueueStatus: 'JOINEMPTY' }])
    .at(1, ['Hangup', own])
  expect(script.of('2.1')).toEqual([
    [1, 'contact.queued', { queue: 'night', channel: 'voice', phone: '139' }],
    [1, 'contact.left', { reason: 'empty', waitSec: 0 }],
  ])
  expect(script.mapper.openCallers).toBe(0)
})

test('hold is told of the talking agent alone, and only where it changes', () => {
  const device = { Channel: 'PJSIP/101-00000002', Uniqueid: '1.2', Linkedid: '1.1' }
  const script = answeredCall()
    .at(4, ['Unhold', device])
    .at(5, ['Hold', device])
    .at(6, ['Hold', device])
    .at(7, ['Unhold', { ...device, Channel: 'PJSIP/102-00000008' }])
    .at(8, ['Unhold', device])
  expect(outcomes(script.of('1.1'))).toEqual([
    [5, 'contact.held', {}],
    [8, 'contact.resumed', {}],
  ])
})

test('a ring that is called off while the caller waits on does not stay a ring', () => {
  const script = createScript()
    .at(1, ['QueueCallerJoin', caller])
    .at(1, ['AgentCalled', { ...caller, ...agentLeg }])
    .at(4, ['Hangup', { Channel: 'PJSIP/101-00000002', Uniqueid: '1.2', Linkedid: '1.1' }])
    .at(9, ['Ping', {}])
  expect(script.of('1.1')[2]).toEqual([4, 'contact.declined', { agent: 'PJSIP/101', reason: 'cancelled' }])
})

test('members: away when paused everywhere, present without a queue when paused there, gone when the phone is', () => {
  const member = (queue: string, more: object = {}) =>
    ({ Queue: queue, Interface: 'PJSIP/101', MemberName: "A \\'B", Status: 1, Paused: 0, ...more }) as never
  const script = createScript()
    .at(1, ['QueueMemberAdded', member('a')], ['QueueMemberAdded', member('b')])
    .at(10, ['QueueMemberPause', member('a', { Paused: 1, PausedReason: 'Lunch' })])
    .at(20, ['QueueMemberPause', member('b', { Paused: 1, PausedReason: 'Обед, 12:00' })])
    .at(30, ['QueueMemberPause', member('a')], ['QueueMemberPause', member('b')])
    .at(40, ['QueueMemberStatus', member('a', { Status: 5 })])
    .at(50, ['QueueMemberStatus', member('a', { Status: 1 })])
    .at(60, ['QueueMemberRemoved', member('a')], ['QueueMemberRemoved', member('b')])
    .finish(70)
  expect(script.of('PJSIP/101')).toEqual([
    [1, 'agent.signed_in', { queues: ['a', 'b'], name: "A 'B" }],
    [10, 'agent.queues', { queues: ['b'], pausedIn: [{ queue: 'a', reason: 'Lunch' }] }],
    [20, 'agent.queues', { queues: ['a', 'b'] }],
    [20, 'agent.away', { reason: 'Обед, 12:00' }],
    [30, 'agent.available', {}],
    [40, 'agent.signed_out', {}],
    [50, 'agent.signed_in', { queues: ['a', 'b'], name: "A 'B" }],
    [60, 'agent.signed_out', {}],
  ])
})

test('a phone in use without a call of ours is busy, a queue call and a flicker are not', () => {
  const status = (value: number) =>
    ['QueueMemberStatus', { Queue: 'a', Interface: 'PJSIP/101', Status: value, Paused: 0 }] as [string, never]
  const script = answeredCall()
    .at(3, status(2))
    .at(9, [
      'AgentComplete',
      { ...caller, Interface: 'PJSIP/101', Reason: 'agent', HoldTime: 2, TalkTime: 6 },
    ])
    .at(10, status(1))
    .at(20, status(2))
    .at(21, status(1))
    .at(30, status(2))
    .at(40, status(1))
    .finish(50)
  expect(script.of('PJSIP/101').slice(1)).toEqual([
    [30, 'agent.busy', { doing: 'other' }],
    [40, 'agent.available', {}],
  ])
})

test('a sign of life is a heartbeat, and what is not known is counted', () => {
  const script = createScript().at(1, ['FullyBooted', {}], ['SomethingNew', {}], ['__proto__', {}])
  expect(script.of('pbx').map(([, type]) => type)).toEqual(['feed.heartbeat'])
  expect(script.mapper.counts.get('ignored')).toBe(2)
  for (const bare of ['QueueCallerJoin', 'QueueMemberStatus', 'AgentConnect', 'BlindTransfer', 'QueueEntry'])
    expect(() => script.mapper.receive(ami(bare, {}), 1)).not.toThrow()
  expect(script.mapper.openCallers).toBe(0)
})

const listEnd = (name: string, items: number) =>
  [name, { EventList: 'Complete', ListItems: items }] as [string, never]

test('after the PBX was killed: who waited and who talked is lost, once it has said that it knows nobody', () => {
  const script = answeredCall()
    .at(4, ['QueueCallerJoin', { ...caller, Uniqueid: '3.1', Linkedid: '3.1' }])
    .reconnect(10)
    .at(15, ['FullyBooted', {}], ['QueueParams', { Queue: 'a' }])
    .at(15, listEnd('QueueStatusComplete', 1), listEnd('CoreShowChannelsComplete', 0))
    .at(15.5, ['Nothing', {}])
  expect(script.of('3.1')).toHaveLength(1)
  script.at(17, ['Nothing', {}])
  expect(script.of('3.1')[1]).toEqual([15, 'contact.left', { reason: 'lost' }])
  expect(outcomes(script.of('1.1'))).toEqual([[15, 'contact.ended', { by: 'system', reason: 'lost' }]])
  expect(script.of('PJSIP/101').at(-1)).toEqual([15, 'agent.signed_out', {}])
  expect(script.mapper.counts.get('lost')).toBe(2)
  expect(script.mapper.openCallers).toBe(0)
})

test('who joined in the gap is queued since they wait, with a quote in the name, and half a list is no list', () => {
  const entry = { Queue: 'a', Uniqueid: '4.1', CallerIDNum: '138', CallerIDName: "Pat O'Neil", Wait: 7 }
  const script = createScript()
    .at(10, ['QueueParams', { Queue: 'a' }], ['QueueEntry', entry], listEnd('QueueStatusComplete', 2))
    .reconnect(20)
    .at(25, ['QueueParams', { Queue: 'a' }], listEnd('QueueStatusComplete', 2))
    .at(27, ['Nothing', {}])
  expect(script.of('4.1')).toEqual([
    [3, 'contact.queued', { queue: 'a', channel: 'voice', phone: '138', name: "Pat O'Neil" }],
  ])
  expect(script.mapper.takeDisagreement()).toBe(true)
})

test('a list that never comes whole is not asked for without end, and an error for an answer ends nobody', () => {
  const script = createScript().at(1, ['QueueCallerJoin', caller])
  const asked: boolean[] = []
  for (let second = 2; second < 9; second++) {
    script.at(second, listEnd('QueueStatusComplete', 9))
    asked.push(script.mapper.takeDisagreement())
  }
  expect(asked).toEqual([true, true, true, false, false, false, false])
  const refusal = [
    ['Response', 'Error'],
    ['Message', 'Permission denied'],
  ] as const
  script.mapper.receive(messageOf(refusal)!, Date.parse('2026-11-22T04:01:00Z'))
  expect(
    script
      .at(70, ['Nothing', {}])
      .of('1.1')
      .map(([, type]) => type),
  ).toEqual(['contact.queued'])
})

test('a talk whose end nobody told ends when the PBX is asked for its channels, which it is while anybody talks', () => {
  const script = answeredCall().at(10, ['QueueSummary', { Queue: 'a', Callers: 0 }])
  expect(script.mapper.takeDisagreement()).toBe(false)
  script.at(620, ['QueueSummary', { Queue: 'a', Callers: 0 }])
  expect(script.mapper.takeDisagreement()).toBe(true)
  script.at(621, listEnd('CoreShowChannelsComplete', 0)).at(623, ['QueueSummary', { Queue: 'a', Callers: 0 }])
  expect(outcomes(script.of('1.1'))).toEqual([[621, 'contact.ended', { by: 'system', reason: 'lost' }]])
  expect(script.at(1_300, ['QueueSummary', {}]).mapper.takeDisagreement()).toBe(false)
  expect(script.mapper.openCallers).toBe(0)
})

test('an event that was on its way when the list was written is heard before anybody is lost', () => {
  const script = createScript()
    .at(1, ['QueueCallerJoin', caller])
    .reconnect(5)
    .at(6, ['QueueParams', { Queue: 'a' }], listEnd('QueueStatusComplete', 1))
    .at(6.1, ['HangupRequest', { Uniqueid: '1.1', Linkedid: '1.1', Cause: 16 }])
    .at(6.1, ['QueueCallerAbandon', { ...caller, HoldTime: 5 }])
    .at(9, ['Nothing', {}])
  expect(script.of('1.1')[1]).toEqual([6.1, 'contact.abandoned', { waitSec: 5 }])
})

test('a later run goes on from the floor: nothing is told twice, ids do not meet, what is gone is lost', () => {
  const since = Date.parse('2026-11-22T03:59:00Z')
  const waiting = { state: 'waiting', queue: 'a', agent: null, since } as const
  const script = createScript({
    contacts: [
      { ...waiting, id: 'pbx/1.1' },
      { ...waiting, id: 'pbx/5.5' },
      { id: 'pbx/6.6', state: 'talking', queue: 'a', agent: 'PJSIP/101', since },
    ],
    agents: [
      { id: 'PJSIP/101', queues: ['a'], away: null, penalties: {}, pausedIn: {} },
      { id: 'PJSIP/109', queues: ['a'], away: null, penalties: {}, pausedIn: {} },
      { id: 'chat-agent', queues: ['elsewhere'], away: null, penalties: {}, pausedIn: {} },
    ],
  })
    .at(1, ['QueueParams', { Queue: 'a' }])
    .at(1, ['QueueMember', { Queue: 'a', Name: 'A', Location: 'PJSIP/101', Status: 1, Paused: 0 }])
    .at(1, ['QueueEntry', { Queue: 'a', Uniqueid: '1.1', Wait: 61 }])
    .at(1, listEnd('QueueStatusComplete', 3))
    .at(1, [
      'CoreShowChannel',
      { Uniqueid: '1.1', Linkedid: '1.1', Application: 'Queue', ApplicationData: 'a,t' },
    ])
    .at(1, listEnd('CoreShowChannelsComplete', 1))
    .at(3, ['AgentConnect', { ...caller, ...agentLeg, HoldTime: 63 }])
  expect(script.of('1.1')).toEqual([[3, 'contact.answered', { agent: 'PJSIP/101', waitSec: 63 }]])
  expect(script.of('5.5')).toEqual([[1, 'contact.left', { reason: 'lost' }]])
  expect(script.of('6.6')).toEqual([[1, 'contact.ended', { by: 'system', reason: 'lost' }]])
  expect(script.of('PJSIP/101')).toEqual([])
  expect(script.of('PJSIP/109')).toEqual([[1, 'agent.signed_out', {}]])
  expect(script.of('chat-agent')).toEqual([])
  expect(script.ids().filter((id) => id.startsWith('5.5/1/'))).toEqual([])
})
