import fc from 'fast-check'
import { expect, test } from 'vitest'
import { messageOf } from '#protocols/ami/message.ts'
import { parseSite } from '#store/site-file/parse-site.ts'
import { ami } from '#tests/support/ami-messages.ts'
import { recordedLines, recordedSite } from '#tests/support/asterisk-truth.ts'
import { delayed, stamped } from '#tests/support/late-recording.ts'
import { replayed } from '#tests/support/replayed-recording.ts'
import { createAsteriskMapper } from './asterisk-mapper.ts'
import { createPbxNames } from './mapping/names.ts'
import { type RecordedLine, readRecordedLine } from './recording.ts'

/** Guarantee: a PBX that says when its events were sent is read the same however late they come. */

const parsed = parseSite(recordedSite())
if (!parsed.ok) throw new Error('the site file of the recording is wrong')
const agents = parsed.site.feeds[0]!.agents ?? {}
const lines = stamped(recordedLines().map((line) => readRecordedLine(line)!))
const start = lines[0]!.at
const lasts = lines.at(-1)!.at - start

const eventsOf = (recording: readonly RecordedLine[]) => replayed(recording, { agents }).events

const contacts = (recording: readonly RecordedLine[]) =>
  eventsOf(recording).filter(({ type }) => type.startsWith('contact.'))

const inTime = eventsOf(lines)

test('at any lag from 0 to 120 s, steady, growing or sudden, every contact has the same events at the same times', () => {
  const lag = fc.record({
    from: fc.integer({ min: 0, max: 120_000 }),
    to: fc.integer({ min: 0, max: 120_000 }),
    since: fc.integer({ min: 0, max: 1_000 }),
    sudden: fc.boolean(),
  })
  const expected = inTime.filter(({ type }) => type.startsWith('contact.'))
  expect(expected.length).toBeGreaterThan(100)
  fc.assert(
    fc.property(lag, ({ from, to, since, sudden }) => {
      const turn = start + (lasts * since) / 1_000
      const at = (instant: number): number =>
        sudden ? (instant < turn ? from : to) : from + ((to - from) * (instant - start)) / lasts
      expect(contacts(delayed(lines, at))).toEqual(expected)
    }),
    { numRuns: 25, examples: [[{ from: 120_000, to: 120_000, since: 0, sudden: false }]] },
  )
})

test('at a steady lag agents are the same too, but that the list at the beginning counts from the first event', () => {
  const late = eventsOf(delayed(lines, () => 120_000))
  const since = Date.parse(late[0]!.time)
  expect(since - Date.parse(inTime[0]!.time)).toBeLessThan(5_000)
  const after = (events: typeof late) => events.filter(({ type }) => type !== 'agent.signed_in')
  expect(after(late)).toEqual(after(inTime))
})

const caller = { Channel: 'PJSIP/trunk-1', Uniqueid: '1795320000.1', Linkedid: '1795320000.1', Queue: 'a' }
const ZERO = Date.parse('2026-11-22T04:00:00Z')
type Sent = [sentSec: number | null, cameSec: number, name: string, headers?: Record<string, string | number>]

/** Plays what was sent at one second and came at another; answers (sent: null) do not say when. */
function played(sent: readonly Sent[]) {
  const mapper = createAsteriskMapper('pbx', createPbxNames('pbx', {}, {}))
  mapper.connected()
  for (const [sentSec, cameSec, name, headers = {}] of sent) {
    const stamp: Record<string, string> =
      sentSec === null ? {} : { Timestamp: `${ZERO / 1_000 + sentSec}.000000` }
    mapper.receive(name === 'Pong' ? PONG : ami(name, { ...stamp, ...headers }), ZERO + cameSec * 1_000)
  }
  const events = mapper.takeEvents().filter(({ type }) => type !== 'feed.heartbeat')
  return {
    mapper,
    reported: events.map(({ time, type, data }) => [(Date.parse(time) - ZERO) / 1_000, type, data]),
  }
}
const PONG = messageOf([
  ['Response', 'Success'],
  ['Ping', 'Pong'],
])!
const listed = (items: number) => ({ EventList: 'Complete', ListItems: items })

test('an answer that overtakes late events decides nothing: how a caller left is read from what was on its way', () => {
  const { reported } = played([
    [0, 60, 'QueueCallerJoin', caller],
    [10, 70, 'QueueCallerAbandon', { ...caller, HoldTime: 10 }],
    [10, 70, 'QueueCallerLeave', caller],
    [null, 71, 'Pong'],
    [null, 76, 'Pong'],
    [null, 80, 'Pong'],
    [10, 81, 'UserEvent', { ...caller, QueueStatus: 'TIMEOUT' }],
  ])
  expect(reported.slice(1)).toEqual([[10, 'contact.left', { reason: 'timeout', waitSec: 10 }]])
})

test('where nothing else comes, answers decide in the end, and what is due is known', () => {
  const silent: Sent[] = [
    [0, 0.1, 'QueueCallerJoin', caller],
    [10, 10.1, 'QueueCallerAbandon', { ...caller, HoldTime: 10 }],
    [null, 12, 'Pong'],
  ]
  const { reported, mapper } = played(silent)
  expect(reported).toHaveLength(1)
  const due = mapper.decidesAt()!
  mapper.receive(PONG, due)
  expect(mapper.takeEvents().map(({ type }) => type)).toContain('contact.left')
})

test('a list of a late PBX moves no join, makes none twice, and loses nobody whose events are on their way', () => {
  const other = { ...caller, Uniqueid: '1795320024.2', Linkedid: '1795320024.2' }
  const member = { Queue: 'a', Interface: 'PJSIP/101', MemberName: 'A', Status: 1, Paused: 0 }
  const { reported, mapper } = played([
    [0, 30, 'QueueMemberAdded', member],
    [1, 31, 'QueueCallerJoin', caller],
    // At 32 the PBX says: one who joined at 25 waits, the first is gone, by events that come 30 s late.
    [null, 32, 'QueueParams', { Queue: 'a' }],
    [null, 32, 'QueueMember', { ...member, Location: 'PJSIP/101', Name: 'A' }],
    [null, 32, 'QueueEntry', { ...other, Wait: 7 }],
    [null, 32, 'QueueStatusComplete', listed(3)],
    [null, 32, 'CoreShowChannelsComplete', listed(0)],
    [null, 40, 'Pong'],
    [20, 50, 'HangupRequest', caller],
    [20, 50, 'QueueCallerAbandon', { ...caller, HoldTime: 19 }],
    [20, 50, 'Hangup', caller],
    [25, 55, 'QueueCallerJoin', other],
    [60, 90, 'QueueCallerAbandon', { ...other, HoldTime: 35 }],
    [60, 90, 'UserEvent', { ...other, QueueStatus: 'TIMEOUT' }],
  ])
  expect(reported.filter(([, type]) => String(type).startsWith('contact.'))).toEqual([
    [1, 'contact.queued', { queue: 'a', channel: 'voice' }],
    [20, 'contact.abandoned', { waitSec: 19 }],
    [25, 'contact.queued', { queue: 'a', channel: 'voice' }],
    [60, 'contact.left', { reason: 'timeout', waitSec: 35 }],
  ])
  expect(mapper.counts.get('lost') ?? 0).toBe(0)
  expect(mapper.lagMs()).toBe(30_000)
})

test('a listed caller whose joining never comes, though the events have come so far, waits all the same', () => {
  const other = { ...caller, Uniqueid: '1795320024.2', Linkedid: '1795320024.2' }
  const { reported } = played([
    [0, 30, 'Newchannel', caller],
    [null, 32, 'QueueParams', { Queue: 'a' }],
    [null, 32, 'QueueEntry', { ...other, Wait: 7 }],
    [null, 32, 'QueueStatusComplete', listed(2)],
    [32, 62, 'Newchannel', caller],
    [34, 64, 'Newchannel', caller],
  ])
  expect(reported).toEqual([[24, 'contact.queued', { queue: 'a', channel: 'voice' }]])
})

test('whoever waits on both sides of a gap waits on, however late the list of it comes', () => {
  const ids = [caller.Uniqueid, 'named-by-the-dialler']
  for (const [lagSec, Uniqueid] of [0, 60, 120].flatMap((lagSec) => ids.map((id) => [lagSec, id] as const))) {
    const waiting = { ...caller, Uniqueid, Linkedid: Uniqueid }
    const mapper = createAsteriskMapper('pbx', createPbxNames('pbx', {}, {}))
    const at = (sec: number) => ZERO + (sec + lagSec) * 1_000 + 200
    const stamp = (sec: number) => ({ Timestamp: `${ZERO / 1_000 + sec}.123456789` })
    mapper.connected()
    mapper.receive(ami('QueueCallerJoin', { ...waiting, ...stamp(0) }), at(0))
    mapper.disconnected(at(10))
    mapper.connected()
    for (const [name, headers] of [
      ['QueueParams', { Queue: 'a' }],
      ['QueueEntry', { ...waiting, Wait: 15 }],
      ['QueueStatusComplete', listed(2)],
    ] as const)
      mapper.receive(ami(name, headers), at(15))
    mapper.receive(ami('HangupRequest', { ...waiting, ...stamp(20) }), at(20))
    mapper.receive(ami('QueueCallerAbandon', { ...waiting, ...stamp(20), HoldTime: 20 }), at(20))
    expect(mapper.takeEvents().map(({ type, time }) => [type, time])).toEqual([
      ['contact.queued', '2026-11-22T04:00:00.123Z'],
      ['contact.abandoned', '2026-11-22T04:00:20.123Z'],
    ])
  }
})

test('a PBX that says no times is not late, and one whose clock is ahead is not in the future', () => {
  const bare = played([[null, 5, 'QueueCallerJoin', caller]])
  expect(bare.mapper.lagMs()).toBeNull()
  const ahead = played([[90, 5, 'QueueCallerJoin', caller]])
  expect(ahead.reported[0]![0]).toBe(5)
  expect(ahead.mapper.lagMs()).toBe(0)
})
