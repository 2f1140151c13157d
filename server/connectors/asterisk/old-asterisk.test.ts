import { expect, test } from 'vitest'
import { parseEvent } from '#core/event/parse-event.ts'
import { parseSite } from '#store/site-file/parse-site.ts'
import { createScript } from '#tests/support/ami-messages.ts'
import { AGENTS, readTruth, recordedLines, recordedSite, trueOutcome } from '#tests/support/asterisk-truth.ts'
import { emittedEntries } from '#tests/support/emitted-entries.ts'
import { asAsterisk11 } from '#tests/support/old-recording.ts'
import { replayed } from '#tests/support/replayed-recording.ts'
import { readRecordedLine } from './recording.ts'

/**
 * Guarantee: Asterisk 1.8 to 11 (other names, no Linkedid, an agent's channel by its name alone) is read as well as
 * a later one: joins, rings, answers, waits, ends, abandons and pauses, by the agent's own id.
 */

const anna = { Location: 'Local/7001@from-queue/n', MemberName: 'Anna' }
const caller = { Queue: 'support', Uniqueid: '1463567210.51331' }
const trunk = { ...caller, Channel: 'SIP/gold-0000bf3c', CallerIDNum: '5550101', CallerIDName: 'unknown' }
const leg = 'Local/7001@from-queue-f153;1'
const rung = {
  ...{ ...caller, AgentCalled: anna.Location, AgentName: 'Anna', ChannelCalling: trunk.Channel },
  ...{ DestinationChannel: leg, Context: 'ext-queues', Extension: '5001', Priority: 39 },
}
const byAnna = { ...caller, Member: anna.Location, MemberName: 'Anna' }

function signedIn() {
  return createScript(undefined, { queues: { support: 'help' }, agents: { [anna.Location]: 'anna' } }).at(
    0,
    ['QueueParams', { Queue: 'support', Completed: 3 }],
    ['QueueMember', { Queue: 'support', Name: 'Anna', Location: anna.Location, Status: 1, Paused: 0 }],
    ['QueueStatusComplete', {}],
  )
}
const join = (script: ReturnType<typeof createScript>) =>
  script.at(1, ['Join', { ...trunk, Position: 1, Count: 1 }]).at(1, ['AgentCalled', rung])

test('a call that is answered, held and ended', () => {
  const script = join(signedIn())
    .at(4, ['Leave', { ...trunk, Count: 0, Position: 1 }])
    .at(4, [
      'AgentConnect',
      { ...byAnna, Channel: leg, Holdtime: 3, BridgedChannel: '1463567213.51340', Ringtime: 3 },
    ])
    .at(6, ['Hold', { Status: 'On', Channel: 'SIP/7001-0000bf3d', Uniqueid: '1463567213.51341' }])
    .at(8, ['Hold', { Status: 'Off', Channel: 'SIP/7001-0000bf3d', Uniqueid: '1463567213.51341' }])
    .at(9, ['AgentComplete', { ...byAnna, Channel: leg, HoldTime: 3, TalkTime: 5, Reason: 'agent' }])
    .at(9, ['Hangup', { Channel: trunk.Channel, Uniqueid: caller.Uniqueid, Cause: 16 }])
    .finish(20)
  expect(script.of(caller.Uniqueid)).toEqual([
    [1, 'contact.queued', { queue: 'help', channel: 'voice', phone: '5550101' }],
    [1, 'contact.offered', { agent: 'anna' }],
    [4, 'contact.answered', { agent: 'anna', waitSec: 3 }],
    [6, 'contact.held', {}],
    [8, 'contact.resumed', {}],
    [9, 'contact.ended', { by: 'agent' }],
  ])
  expect(script.of('anna')).toEqual([[0, 'agent.signed_in', { queues: ['help'], name: 'Anna' }]])
  expect(script.mapper.openCallers).toBe(0)
})

test('a ring in vain, one that is called off, and a caller who gives up, with or without HangupRequest', () => {
  const gone = { Channel: trunk.Channel, Uniqueid: caller.Uniqueid, Cause: 16 }
  const gaveUp = (script: ReturnType<typeof createScript>) =>
    script
      .at(15, ['QueueCallerAbandon', { ...caller, Position: 1, OriginalPosition: 1, HoldTime: 14 }])
      .at(15, ['Leave', { ...trunk, Count: 0, Position: 1 }])
      .at(15, ['Hangup', gone])
      .finish(20)
  const vain = gaveUp(
    join(signedIn())
      .at(9, ['AgentRingNoAnswer', { ...byAnna, Channel: trunk.Channel, Ringtime: 8000 }])
      .at(15, ['HangupRequest', gone]),
  )
  expect(vain.of(caller.Uniqueid).slice(2)).toEqual([
    [9, 'contact.declined', { agent: 'anna', reason: 'no_answer' }],
    [15, 'contact.abandoned', { waitSec: 14 }],
  ])
  const calledOff = gaveUp(join(signedIn()).at(8, ['Hangup', { Channel: leg, Uniqueid: '1463567213.51340' }]))
  expect(calledOff.of(caller.Uniqueid).slice(2)).toEqual([
    [8, 'contact.declined', { agent: 'anna', reason: 'cancelled' }],
    [15, 'contact.abandoned', { waitSec: 14 }],
  ])
})

test("frames of which only the queue's are there: who gives up did, and an answer after an unseen join counts", () => {
  const bare = createScript()
    .at(1, ['Join', trunk])
    .at(15, ['QueueCallerAbandon', { ...caller, Position: 1, OriginalPosition: 1, HoldTime: 14 }])
    .at(15, ['Leave', trunk])
    .at(20, ['Join', { ...trunk, Uniqueid: '1463567230.1' }])
    .at(25, ['Leave', { ...trunk, Uniqueid: '1463567230.1' }])
    .at(25, [
      'AgentConnect',
      { ...byAnna, Queue: 'night', Uniqueid: '1463567230.1', Channel: leg, Holdtime: 3 },
    ])
    .finish(30)
  expect(bare.of(caller.Uniqueid).at(-1)).toEqual([15, 'contact.abandoned', { waitSec: 14 }])
  expect(bare.of('1463567230.1').map(([, type, data]) => [type, data.queue ?? data.reason])).toEqual([
    ['contact.queued', 'support'],
    ['contact.left', 'other'],
    ['contact.queued', 'night'],
    ['contact.answered', undefined],
  ])
})

test('a caller whom the queue sent away did not give up', () => {
  const script = join(signedIn())
    .at(2, ['HangupRequest', { Channel: 'SIP/gold-1', Uniqueid: '1463567210.1', Cause: 16 }])
    .at(15, ['QueueCallerAbandon', { ...caller, Position: 1, OriginalPosition: 1, HoldTime: 14 }])
    .at(15, ['Leave', trunk])
    .at(45, ['Hangup', { Channel: trunk.Channel, Uniqueid: caller.Uniqueid }])
  expect(script.of(caller.Uniqueid).at(-1)).toEqual([15, 'contact.left', { reason: 'other', waitSec: 14 }])
})

test('where no HangupRequest came yet, a caller whose channel goes on did not give up, and one that is gone did', () => {
  const left = (goneAt: number) =>
    join(signedIn())
      .at(12, ['Hangup', { Channel: 'SIP/7001-0000bf3d', Uniqueid: '1463567213.51341' }])
      .at(15, ['QueueCallerAbandon', { ...caller, Position: 1, OriginalPosition: 1, HoldTime: 14 }])
      .at(15, ['Leave', trunk])
      .at(goneAt, ['Hangup', { Channel: trunk.Channel, Uniqueid: caller.Uniqueid }])
      .finish(60)
      .of(caller.Uniqueid)
      .at(-1)
  expect(left(45)).toEqual([15, 'contact.left', { reason: 'other', waitSec: 14 }])
  expect(left(15.01)).toEqual([15, 'contact.abandoned', { waitSec: 14 }])
})

test('a queue that says nothing of its agents (eventwhencalled = no): answers show in the bridge', () => {
  const script = signedIn()
    .at(1, ['Join', trunk])
    .at(4.2, ['Leave', trunk])
    .at(4.2, [
      'Bridge',
      {
        ...{ Bridgestate: 'Link', Bridgetype: 'core', Channel1: trunk.Channel, Channel2: leg },
        ...{ Uniqueid1: caller.Uniqueid, Uniqueid2: '1463567213.51340' },
      },
    ])
    .at(20, ['HangupRequest', { Channel: leg, Uniqueid: '1463567213.51340' }])
    .at(20, ['Hangup', { Channel: trunk.Channel, Uniqueid: caller.Uniqueid, Cause: 16 }])
    .finish(30)
  expect(script.of(caller.Uniqueid).slice(1)).toEqual([
    [4.2, 'contact.answered', { agent: 'anna', waitSec: 3 }],
    [20, 'contact.ended', { by: 'agent' }],
  ])
})

test('pauses by the right agent, with their reason, and leaving the queue', () => {
  const script = signedIn()
    .at(5, ['QueueMemberPaused', { Queue: 'support', ...anna, Paused: 1, Reason: 'LUNCHBREAK' }])
    .at(9, ['QueueMemberPaused', { Queue: 'support', ...anna, Paused: 0, Reason: '' }])
    .at(12, ['QueueMemberRemoved', { Queue: 'support', ...anna }])
    .finish(20)
  expect(script.of('anna').slice(1)).toEqual([
    [5, 'agent.away', { reason: 'LUNCHBREAK' }],
    [9, 'agent.available', {}],
    [12, 'agent.signed_out', {}],
  ])
})

test('a pause keeps its reason, and the phone its state, where later messages do not say them', () => {
  const status = (fields: object) =>
    ['QueueMemberStatus', { Queue: 'support', ...anna, ...fields }] as [
      string,
      Record<string, string | number>,
    ]
  const listed = { Queue: 'support', Name: 'Anna', Location: anna.Location }
  const script = signedIn()
    .at(5, status({ Status: 5, Paused: 0 }))
    .at(6, ['QueueMemberPaused', { Queue: 'support', ...anna, Paused: 1, Reason: 'LUNCHBREAK' }])
    .at(8, status({ Status: 1, Paused: 1 }))
    .at(
      10,
      ['QueueParams', { Queue: 'support' }],
      ['QueueMember', { ...listed, Status: 1, Paused: 1 }],
      ['QueueStatusComplete', {}],
    )
    .finish(20)
  expect(script.of('anna').slice(1)).toEqual([
    [5, 'agent.signed_out', {}],
    [8, 'agent.signed_in', { queues: ['help'], name: 'Anna' }],
    [8, 'agent.away', { reason: 'LUNCHBREAK' }],
  ])
})

test('a blind transfer to a colleague, whose answer shows in the bridge', () => {
  const script = join(signedIn())
    .at(0.5, [
      'QueueMemberAdded',
      { Queue: 'sales', Location: 'SIP/102', MemberName: 'Ben', Status: 1, Paused: 0 },
    ])
    .at(4, ['Leave', trunk])
    .at(4, ['AgentConnect', { ...byAnna, Channel: leg, Holdtime: 3, BridgedChannel: '1463567213.51340' }])
    .at(8, [
      'Transfer',
      {
        ...{ TransferMethod: 'SIP', TransferType: 'Blind', Channel: 'SIP/7001-0000bf3d' },
        ...{ TargetChannel: trunk.Channel, TargetUniqueid: caller.Uniqueid, TransferExten: '102' },
      },
    ])
    .at(8, ['AgentComplete', { ...byAnna, Channel: leg, HoldTime: 3, TalkTime: 4, Reason: 'transfer' }])
    .at(8.2, [
      'Dial',
      {
        ...{ SubEvent: 'Begin', Channel: trunk.Channel, Destination: 'SIP/102-0000bf50' },
        ...{ UniqueID: caller.Uniqueid, DestUniqueID: '1463567218.60' },
      },
    ])
    .at(10, [
      'Bridge',
      {
        ...{ Bridgestate: 'Link', Bridgetype: 'core', Channel1: trunk.Channel, Channel2: 'SIP/102-0000bf50' },
        ...{ Uniqueid1: caller.Uniqueid, Uniqueid2: '1463567218.60' },
      },
    ])
    .at(20, ['HangupRequest', { Channel: trunk.Channel, Uniqueid: caller.Uniqueid }])
    .at(20, ['Hangup', { Channel: trunk.Channel, Uniqueid: caller.Uniqueid, Cause: 16 }])
    .finish(30)
  expect(script.of(caller.Uniqueid).slice(3)).toEqual([
    [8, 'contact.transferred', { to: { agent: 'SIP/102' } }],
    [10, 'contact.answered', { agent: 'SIP/102' }],
    [20, 'contact.ended', { by: 'customer' }],
  ])
})

test('no event of any age makes an agent without an id', () => {
  const bare = { Queue: 'support', Uniqueid: caller.Uniqueid, HoldTime: 1, TalkTime: 2, Paused: 1, Status: 1 }
  for (const fields of [bare, { ...bare, Interface: '' }, { ...bare, Location: '', MemberName: '' }]) {
    const script = createScript().at(1, ['QueueCallerJoin', { ...bare, Linkedid: caller.Uniqueid }])
    for (const name of [
      ...['AgentCalled', 'AgentConnect', 'AgentRingNoAnswer', 'AgentDump', 'AgentComplete', 'Join', 'Leave'],
      ...['QueueMemberPause', 'QueueMemberPaused', 'QueueMemberAdded', 'QueueMemberStatus', 'QueueMember'],
      ...['QueueMemberRemoved', 'QueueStatusComplete', 'Dial', 'Bridge', 'Hold', 'Transfer'],
    ])
      script.at(2, [name, fields])
    script.finish(30)
    for (const event of script.events()) {
      expect(parseEvent(event)).toMatchObject({ ok: true })
      expect(event.type).not.toMatch(/^agent\./)
      expect(event.data).not.toHaveProperty('agent')
    }
  }
  const named = createScript()
    .at(1, [
      'QueueMemberAdded',
      { Queue: 'a', Interface: 'PJSIP/101', MemberName: 'Anna', Status: 1, Paused: 0 },
    ])
    .at(1, ['QueueCallerJoin', { Queue: 'a', Uniqueid: '1.1', Linkedid: '1.1' }])
    .at(3, ['AgentConnect', { Queue: 'a', Uniqueid: '1.1', MemberName: 'Anna', HoldTime: 2 }])
  expect(named.of('1.1').at(-1)).toEqual([3, 'contact.answered', { agent: 'PJSIP/101', waitSec: 2 }])
})

test('a recording in the words of Asterisk 11 has the outcomes, waits and agents of queue_log', () => {
  const parsed = parseSite(recordedSite())
  if (!parsed.ok) throw new Error('the site file of the recording is wrong')
  const lines = asAsterisk11(recordedLines().map((line) => readRecordedLine(line)!))
  const { events } = replayed(lines, { agents: parsed.site.feeds[0]!.agents ?? {} })
  const entries = emittedEntries(events)
  for (const call of readTruth().calls) {
    const own = entries.filter(
      ({ contact, queue }) => contact === `pbx/${call.uniqueid}` && queue === call.queue,
    )
    // The digits of an exit are not said; all else is.
    expect(own.map(({ outcome }) => outcome)).toEqual([trueOutcome(call)])
  }
  for (const [name, counts] of Object.entries(readTruth().perAgent)) {
    const by = (type: string) =>
      events.filter((event) => event.type === type && event.data.agent === AGENTS[name]).length
    expect([by('contact.answered'), by('contact.declined')]).toEqual([counts.answered, counts.ringNoAnswer])
  }
  expect(entries.filter(({ talk }) => talk === 'open')).toEqual([])
})

test('a pause says nothing of the penalty: it stays what the list said', () => {
  const script = createScript(undefined, {
    queues: { support: 'help' },
    agents: { [anna.Location]: 'anna' },
  }).at(
    0,
    ['QueueParams', { Queue: 'support', Completed: 3 }],
    [
      'QueueMember',
      { Queue: 'support', Name: 'Anna', Location: anna.Location, Status: 1, Paused: 0, Penalty: 3 },
    ],
    ['QueueStatusComplete', {}],
  )
  const paused = { Queue: 'support', Location: anna.Location, MemberName: 'Anna', Paused: 1, Reason: '' }
  script.at(5, ['QueueMemberPaused', paused]).finish(9)
  expect(script.of('anna').map(([, type, data]) => [type, data])).toEqual([
    ['agent.signed_in', { queues: ['help'], penalties: { help: 3 }, name: 'Anna' }],
    ['agent.away', expect.anything()],
  ])
})
