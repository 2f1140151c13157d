import { describe, expect, test } from 'vitest'
import { rowInReach } from '#core/access/reach.ts'
import { shownRow } from '#core/access/shown-row.ts'
import { type Staff, viewerOf } from '#core/access/viewer.ts'
import { parseEvent } from '#core/event/parse-event.ts'
import { createFloor } from '#core/floor/create-floor.ts'
import { siteSchema } from '#core/site/site-schema.ts'
import { fixtureLines, type Names, replayed } from '#tests/support/replayed-recording.ts'
import type { FeedEvent } from './mapping/mapper-state.ts'
import type { RecordedLine } from './recording.ts'

/**
 * Guarantee: every recording of a real Asterisk whose call no queue knows, or only in part, gives the contacts, the
 * attempts at callbacks and the states of its NOTES, and no queue counts it.
 */

const NAMES: Names = {
  queues: { '600': 'service' },
  agents: { 'PJSIP/101': 'anna', 'Local/102@from-queue/n': 'ben', 'PJSIP/107': 'gu' },
  exits: { '2': 'voicemail', '3': 'callback' },
}

const member = (phone: string, queue: string) =>
  `Event: QueueMember\r\nQueue: ${queue}\r\nName: ${phone}\r\nLocation: ${phone}\r\nStateInterface: ${phone}\r\n` +
  'Membership: static\r\nPenalty: 0\r\nLastPause: 0\r\nStatus: 1\r\nPaused: 0\r\nPausedReason: \r\n\r\n'
const LIST = [
  'Event: QueueParams\r\nQueue: 600\r\nCalls: 0\r\n\r\n',
  'Event: QueueParams\r\nQueue: 601\r\nCalls: 0\r\n\r\n',
  member('PJSIP/101', '600'),
  member('Local/102@from-queue/n', '600'),
  member('PJSIP/107', '601'),
  'Event: QueueStatusComplete\r\nListItems: 5\r\n\r\n',
]

/** A recording as a connection hears it that was told its members before. */
function linesOf(name: string): RecordedLine[] {
  const [open, ...rest] = fixtureLines(`asterisk-actions/${name}.ndjson`)
  return [open!, ...LIST.map((raw) => ({ at: open!.at, raw })), ...rest]
}

const shown = (events: readonly FeedEvent[]) =>
  events
    .filter(({ type }) => !/^agent\.(signed_in|available|queues)$/.test(type))
    .map(({ type, subject, data: { channel: _channel, name: _name, ...data } }) => [
      type,
      subject.replace(/^pbx\/\d+\./, 'pbx/'),
      data,
    ])

const eventsOf = (name: string) => shown(replayed(linesOf(name), NAMES).events)

const SITE = siteSchema.parse({
  site: { id: 'past-queues' },
  queues: [{ id: 'service' }],
  teams: [
    { id: 'east', name: 'East', leads: ['lin'], members: ['anna', 'gu'] },
    { id: 'west', name: 'West', leads: ['west'], members: ['ben'] },
  ],
  people: [
    ...['lin', 'west'].map((id) => ({ id, name: id, role: 'lead', agent: id })),
    { id: 'anna', name: 'Anna', role: 'agent', agent: 'anna' },
  ],
})

const floorOf = (name: string, before: readonly FeedEvent[] = []) =>
  floorWith([...before, ...replayed(linesOf(name), NAMES).events])

function floorWith(events: readonly FeedEvent[]) {
  const floor = createFloor({ site: SITE })
  for (const [index, event] of events.entries()) {
    const parsed = parseEvent(event)
    if (!parsed.ok) throw new Error(parsed.refusal.message)
    const customer = event.data.phone === undefined ? {} : { customer: `tel:${String(event.data.phone)}` }
    const data = { ...parsed.event.data, ...customer }
    floor.apply({ pos: `${index + 1}-0`, at: parsed.event.time, event: { ...parsed.event, data } as never })
  }
  floor.settle()
  return floor
}

const PHONE = '13800138000'

describe('calls that an agent makes', () => {
  test('by the phone: dialled, answered, ended by the customer', () => {
    expect(eventsOf('outbound-by-phone')).toEqual([
      ['contact.dialled', 'pbx/1271', { agent: 'anna', phone: PHONE }],
      ['contact.answered', 'pbx/1271', { agent: 'anna' }],
      ['contact.ended', 'pbx/1271', { by: 'customer' }],
    ])
  })
  test.each([
    ['outbound-by-phone-busy', 'busy'],
    ['outbound-by-phone-no-answer', 'no_answer'],
    ['click-to-dial-customer-busy', 'busy'],
    ['click-to-dial-customer-no-answer', 'no_answer'],
  ])('%s: dialled, and over without an answer', (name, reason) => {
    const events = eventsOf(name)
    expect(events.map(([type]) => type)).toEqual(['contact.dialled', 'contact.ended'])
    expect(events[1]![2]).toEqual({ by: 'agent', reason })
  })
  test.each(['click-to-dial', 'click-to-dial-local'])(
    '%s: the agent’s phone first, then the customer',
    (name) => {
      const events = eventsOf(name)
      expect(events.map(([type]) => type)).toEqual(['contact.dialled', 'contact.answered', 'contact.ended'])
      expect(events[0]![2]).toEqual({ agent: 'anna', phone: PHONE })
    },
  )
  test('the call has the name that it was given', () => {
    expect(eventsOf('click-to-dial')[0]![1]).toBe('pbx/huiyin-click-1')
  })
  test.each(['click-to-dial-agent-declines', 'click-to-dial-agent-no-answer'])(
    '%s: nobody was called',
    (name) => {
      expect(eventsOf(name)).toEqual([])
    },
  )
  test('a callback’s attempts and their outcome follow, and no queue counts the call', () => {
    const asked: FeedEvent = {
      ...{ specversion: '1.0', id: 'r1', source: 'pbx', type: 'callback.requested', subject: 'B1' },
      time: '2026-11-28T00:00:00.000Z',
      data: { queue: 'service', phone: PHONE },
    }
    const row = (name: string) => floorOf(name, [asked]).row('callback', 'B1')
    const other = { ...asked, data: { queue: 'service', phone: '13800138002' } }
    expect(floorOf('outbound-by-phone-busy', [other]).row('callback', 'B1')).toMatchObject({
      ...{ attempts: 1, lastOutcome: 'busy' },
    })
    expect(row('click-to-dial-agent-declines')).toMatchObject({ attempts: 0 })
    expect(row('click-to-dial')).toBeNull()
    expect(floorOf('click-to-dial').row('queue', 'service')).toMatchObject({ offered: 0, answered: 0 })
  })
})

describe('calls of the house', () => {
  test('are no contacts: both are busy with something internal', () => {
    expect(eventsOf('internal-call')).toEqual([
      ['agent.busy', 'gu', { doing: 'internal' }],
      ['agent.busy', 'anna', { doing: 'internal' }],
    ])
  })
  test('one that ended while nobody heard is over once the PBX lists its channels', () => {
    const lines = linesOf('internal-call')
    const cut = lines.findIndex((line) => 'raw' in line && line.raw.includes('Event: DialBegin')) + 1
    const at = lines[cut - 1]!.at
    const noChannels =
      'Response: Success\r\nMessage: Channels will follow\r\n\r\n' +
      'Event: CoreShowChannelsComplete\r\nEventList: Complete\r\nListItems: 0\r\n\r\n'
    const { mapper } = replayed(
      [
        ...lines.slice(0, cut),
        { at, conn: 'close' },
        { at: at + 60_000, conn: 'open' },
        ...LIST.map((raw) => ({ at: at + 60_000, raw })),
        { at: at + 61_000, raw: noChannels },
      ],
      NAMES,
    )
    expect(mapper.mapping.internal.size).toBe(0)
    expect([...mapper.mapping.members.all()].map(({ doing }) => doing)).not.toContain('internal')
  })
})

describe('calls from outside past every queue', () => {
  const rung = ['contact.dialled', 'pbx/1279', { agent: 'gu', by: 'customer', phone: PHONE }]
  test('ring at the agent, and are answered by them', () => {
    expect(eventsOf('direct-call-from-outside')).toEqual([
      rung,
      ['contact.answered', 'pbx/1279', { agent: 'gu' }],
      ['contact.ended', 'pbx/1279', { by: 'customer' }],
    ])
  })
  test.each([
    'direct-call-blind-transfer',
    'direct-call-blind-transfer-dtmf',
    'direct-call-blind-transfer-ami',
  ])('%s: handed to a colleague who takes it', (name) => {
    const events = eventsOf(name).filter(([type]) => !/held|resumed/.test(String(type)))
    expect(events.map(([type]) => type)).toEqual([
      ...['contact.dialled', 'contact.answered', 'contact.transferred', 'contact.answered', 'contact.ended'],
    ])
    expect(events[2]![2]).toEqual({ to: { agent: 'anna' } })
    expect(events[3]![2]).toEqual({ agent: 'anna' })
  })
  test('an attended transfer goes on with the colleague', () => {
    const events = eventsOf('direct-call-attended-transfer').map(([type, , data]) => [type, data])
    // The colleague is asked first: their phone is in use for that.
    expect(events.filter(([type]) => type !== 'agent.busy')).toEqual([
      ['contact.dialled', { agent: 'gu', by: 'customer', phone: PHONE }],
      ['contact.answered', { agent: 'gu' }],
      ['contact.held', {}],
      ['contact.transferred', { to: { agent: 'anna' } }],
      ['contact.answered', { agent: 'anna' }],
      ['contact.ended', expect.anything()],
    ])
  })
  test('into a queue: from then on the queue’s, which counts it once', () => {
    const events = eventsOf('transfer-into-queue')
    expect(events.map(([type]) => type)).toEqual([
      ...['contact.dialled', 'contact.answered', 'contact.transferred', 'contact.queued', 'contact.offered'],
      ...['contact.declined', 'contact.offered', 'contact.answered', 'contact.ended'],
    ])
    expect(events[2]![2]).toEqual({ to: { queue: 'service' } })
    expect(floorOf('transfer-into-queue').row('queue', 'service')).toMatchObject({ offered: 1, answered: 1 })
  })
  test('missed, with a message: to be called back by the agent, at that number', () => {
    const events = eventsOf('voicemail')
    expect(events.map(([type]) => type)).toEqual([
      ...['contact.dialled', 'contact.declined', 'contact.ended', 'callback.requested'],
    ])
    expect(events[1]![2]).toEqual({ agent: 'gu', reason: 'no_answer' })
    expect(events[3]![2]).toMatchObject({ agent: 'gu', phone: PHONE, missed: 'voicemail' })
    const floor = floorOf('voicemail')
    const [id] = [...floor.ids('callback')]
    expect(floor.row('callback', id!)).toMatchObject({ agent: 'gu', queue: null, phone: PHONE })
  })
})

describe('a direct call that nobody took, and no message', () => {
  /** The recorded call up to where no phone answered, and the caller hangs up. */
  const lines = (() => {
    const all = linesOf('voicemail')
    const isOf = (line: RecordedLine, event: string, channel: string) =>
      'raw' in line &&
      line.raw.startsWith(`Event: ${event}\r\n`) &&
      line.raw.includes(`\r\nChannel: ${channel}`)
    const trunk = 'PJSIP/trunk'
    const unanswered = all.findIndex((line) => isOf(line, 'DialEnd', trunk))
    const hangup = all.find((line) => isOf(line, 'Hangup', trunk))!
    return [...all.slice(0, unanswered + 1), { ...hangup, at: all[unanswered]!.at + 1_000 }]
  })()
  test('is to be called back by the agent, and their lead sees it', () => {
    const { events } = replayed(lines, NAMES)
    expect(shown(events).map(([type]) => type)).toEqual([
      ...['contact.dialled', 'contact.declined', 'contact.ended', 'callback.requested'],
    ])
    const floor = floorWith(events)
    const [id] = [...floor.ids('callback')]
    const row = floor.row('callback', id!)!
    expect(row).toMatchObject({ agent: 'gu', queue: null, phone: PHONE, attempts: 0 })
    const seenBy = (person: string) => {
      const who = viewerOf(SITE, { kind: 'person', person }) as Staff
      return rowInReach(who.reach, 'callback', row, floor)
    }
    expect([seenBy('lin'), seenBy('west')]).toEqual([true, false])
  })
})

describe('who listens to a talk', () => {
  const { events } = replayed(linesOf('chanspy'), NAMES)
  const begins = events.findIndex(({ data }) => data.kind === 'listening')
  const ends = events.findIndex(({ data }) => data.kind === 'listening_ended')
  const id = events[begins]!.subject
  const listeningIn = (until: number, person: string, view: 'supervisor' | 'desk') => {
    const viewer = viewerOf(SITE, { kind: 'person', person }) as Staff
    return shownRow({ viewer, view, id: null }, 'contact', id, floorWith(events.slice(0, until)))?.listening
  }
  test('is shown to those who lead its agent, while they listen, and never at the desk', () => {
    expect(listeningIn(begins, 'lin', 'supervisor')).toEqual([])
    expect(listeningIn(begins + 1, 'lin', 'supervisor')).toEqual(['PJSIP/111'])
    expect(listeningIn(ends + 1, 'lin', 'supervisor')).toEqual([])
    expect(listeningIn(begins + 1, 'anna', 'desk')).toEqual([])
    expect(listeningIn(begins + 1, 'west', 'supervisor')).toBeUndefined()
  })
})

describe('nothing happens', () => {
  test.each(['pause-refused', 'member-unreachable'])('%s: nobody’s state is another', (name) => {
    const before = replayed(
      LIST.map((raw) => ({ at: linesOf(name)[0]!.at, raw })),
      NAMES,
    ).events
    const told = (events: readonly FeedEvent[]) => events.map(({ type, subject }) => [type, subject])
    expect(told(replayed(linesOf(name), NAMES).events)).toEqual(told(before))
    expect(before.length).toBeGreaterThan(0)
  })
})

describe('out of a queue', () => {
  test('a talk that is passed on to a number outside leaves the floor', () => {
    const events = eventsOf('queue-talk-transferred-outside').map(([type]) => type)
    expect(events.slice(-3)).toEqual(['contact.answered', 'contact.transferred', 'contact.ended'])
    expect(floorOf('queue-talk-transferred-outside').row('queue', 'service')).toMatchObject({ offered: 1 })
  })
  test.each([
    // By the PBX's key (`*2`), whose Local channel asks for the agent; by the phone itself (REFER), on a line of its own.
    ['Local/913900139000@from-internal-01;1', '9.1'],
    ['PJSIP/101-0000277f', '9.1'],
  ])('so does one that is passed on after a word with the number outside (%s)', (asking, id) => {
    const recorded = linesOf('queue-talk-transferred-outside')
    const blind = recorded.findIndex((line) => 'raw' in line && line.raw.startsWith('Event: BlindTransfer'))
    const at = recorded[blind]!.at
    const [agent, caller] = ['1795906191.1302', '1795906191.1301']
    const asked = `Uniqueid: ${id}\r\nLinkedid: ${id}\r\n`
    const trunk = `DestChannel: PJSIP/trunk-9\r\nDestUniqueid: 9.3\r\nDestLinkedid: ${id}\r\n`
    const from = `Channel: ${asking}\r\nChannelStateDesc: Ring\r\nContext: from-internal\r\nExten: 913900139000\r\n${asked}`
    const consultation = [
      `Event: Newchannel\r\n${from}\r\n`,
      `Event: DialBegin\r\n${from}${trunk}DialString: trunk/13900139000\r\n\r\n`,
      `Event: DialEnd\r\n${from}${trunk}DialStatus: ANSWER\r\n\r\n`,
      `Event: AttendedTransfer\r\nResult: Success\r\nOrigTransfererUniqueid: ${agent}\r\nOrigTransfererLinkedid: ${caller}\r\n` +
        `TransfereeUniqueid: ${caller}\r\nTransfereeLinkedid: ${caller}\r\nTransferTargetChannel: PJSIP/trunk-9\r\n` +
        'TransferTargetChannelState: 6\r\nTransferTargetUniqueid: 9.3\r\n\r\n',
      `Event: Hangup\r\n${from}Cause: 16\r\n\r\n`,
    ].map((raw, index) => ({ at: at + index - 4_000, raw }))
    // What the PBX said of the blind transfer's own dialling has no place here.
    const after = recorded
      .slice(blind + 1)
      .filter((line) => !('raw' in line && /^Event: (Dial|Newchannel)/.test(line.raw)))
    const { events } = replayed([...recorded.slice(0, blind), ...consultation, ...after], NAMES)
    const ofCaller = events.filter(({ subject }) => subject.endsWith('1301'))
    expect(ofCaller.map(({ type }) => type)).toEqual([
      ...['contact.queued', 'contact.offered', 'contact.answered', 'contact.transferred', 'contact.ended'],
    ])
    expect(ofCaller[3]!.data.to).toEqual({})
    expect(floorWith(events).row('queue', 'service')).toMatchObject({ offered: 1, answered: 1, abandoned: 0 })
    expect(floorWith(events).row('agent', 'anna')).toMatchObject({ state: 'available', contacts: [] })
  })
  test('a key asks for a callback, at the number that the dialplan says', () => {
    const events = eventsOf('callback-request-from-queue')
    expect(events.at(-2)).toEqual(['contact.left', expect.anything(), { reason: 'callback', waitSec: 3 }])
    expect(events.at(-1)).toMatchObject(['callback.requested', {}, { queue: 'service', phone: PHONE }])
  })
  test('so does the menu, whose caller is no contact', () => {
    expect(eventsOf('callback-request-from-ivr').map(([type, , data]) => [type, data])).toEqual([
      ['callback.requested', { phone: PHONE }],
    ])
  })
})
