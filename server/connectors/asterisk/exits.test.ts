import { expect, test } from 'vitest'
import { createScript } from '#tests/support/ami-messages.ts'
import { delayed, stamped } from '#tests/support/late-recording.ts'
import { fixtureLines, fixtureText, type Names, replayed } from '#tests/support/replayed-recording.ts'
import type { RecordedLine } from './recording.ts'

/** Guarantee: how a caller left a queue without an answer is read from where its channel goes, at once, and for good. */

const truth = JSON.parse(fixtureText('asterisk-exits/exits.truth.json'))
const recorded = fixtureLines('asterisk-exits/exits-22.9.ndjson')

function outcomes(lines: readonly RecordedLine[], names: Names = {}) {
  return replayed(lines, names)
    .events.filter(({ type }) => ['contact.left', 'contact.abandoned', 'contact.answered'].includes(type))
    .map(({ type, data }) => [type, data.reason, data.waitSec])
}

const EXITS = [
  ['contact.left', 'timeout', 4],
  ['contact.left', 'other', 1],
  ['contact.left', 'other', 2],
  ['contact.left', 'withdrawn', 3],
]

test('time-out, exit by key, redirect and withdrawal of a real Asterisk 22.9 are what its truth file says', () => {
  expect(outcomes(recorded)).toEqual(EXITS)
  const { left, offered } = truth['expected totals of exits-22.9.ndjson']
  expect([offered, left]).toEqual([4, { timeout: 1, other: 2, withdrawn: 1 }])
})

test('whatever comes after the redirect, 0 to 30 s of it, said by the customer or the PBX, the caller did not give up', () => {
  const redirectedAt = 1790616011332
  for (const promptMs of [0, 1, 400, 1_000, 10_000, 30_000])
    for (const by of ['SoftHangupRequest', 'HangupRequest']) {
      const later = recorded.map((line) =>
        'raw' in line && line.at > redirectedAt && line.at < redirectedAt + 2_000
          ? {
              at: redirectedAt + promptMs,
              raw: line.raw.replace('SoftHangupRequest', by).replace(/Timestamp.*\r\n/, ''),
            }
          : line,
      )
      expect(outcomes(later)).toEqual(EXITS)
      expect(outcomes(delayed(later, () => 120_000)).map(([type, reason]) => [type, reason])).toEqual(
        EXITS.map(([type, reason]) => [type, reason]),
      )
    }
})

test('a redirect whose place is not said shows by what the channel does next', () => {
  const bare = recorded.map((line) =>
    'raw' in line ? { at: line.at, raw: line.raw.replace(/(?:Context|Priority): .*\r\n/g, '') } : line,
  )
  expect(outcomes(bare)[2]).toEqual(EXITS[2])
  // Nor is that said: who is hung up in a queue is gone at once, and this channel was not.
  const silent = bare.filter((line) => !('raw' in line && /^Event: (Newexten|UserEvent)/.test(line.raw)))
  expect(outcomes(silent)[2]).toEqual(EXITS[2])
})

test('the digits of the exit decide at once, by the site file', () => {
  const key = { Channel: 'PJSIP/t-1', Uniqueid: '1.1', Linkedid: '1.1', Queue: 'a' }
  const waiting = { ...key, Context: 'ext-queues', Exten: '600', Priority: 2 }
  const left = { ...key, Context: 'qexit', Exten: '3', Priority: 0 }
  const script = createScript(undefined, { exits: { 3: 'callback', 2: 'voicemail' } })
    .at(1, ['QueueCallerJoin', waiting])
    .at(5, ['QueueCallerLeave', left])
  expect(script.of('1.1').at(-1)).toEqual([5, 'contact.left', { reason: 'callback', waitSec: 4 }])
  script
    .at(10, ['QueueCallerJoin', { ...waiting, Uniqueid: '2.1' }])
    .at(12, ['QueueCallerLeave', { ...left, Uniqueid: '2.1', Exten: '7' }])
  expect(script.of('2.1').at(-1)).toEqual([12, 'contact.left', { reason: 'other', waitSec: 2 }])
})

test('an answer is no exit, though its caller stands at an extension of one digit', () => {
  const caller = { Uniqueid: '1.1', Linkedid: '1.1', Queue: 'a', Context: 'q', Exten: '3', Priority: 0 }
  const script = createScript()
    .at(1, ['QueueCallerJoin', caller])
    .at(3, ['QueueCallerLeave', caller])
    .at(3, ['AgentConnect', { ...caller, Interface: 'PJSIP/101', DestUniqueid: '1.2', HoldTime: 2 }])
  expect(script.of('1.1').at(-1)).toEqual([3, 'contact.answered', { agent: 'PJSIP/101', waitSec: 2 }])
})

test('a message that is left is why the caller left: by the table at once, or when Asterisk says that it lies there', () => {
  const voicemail = fixtureLines('asterisk-actions/voicemail-from-queue.ndjson')
  expect(outcomes(voicemail, { exits: { 2: 'voicemail' } })).toEqual([
    ['contact.left', 'voicemail', 4],
    // In which mailbox it lies is said once it lies there.
    ['contact.left', 'voicemail', undefined],
  ])
  expect(outcomes(voicemail)).toEqual([
    ['contact.left', 'other', 4],
    ['contact.left', 'voicemail', undefined],
  ])
  const callback = fixtureLines('asterisk-actions/callback-request-from-queue.ndjson')
  expect(outcomes(callback, { exits: { 3: 'callback' } })).toEqual([['contact.left', 'callback', 3]])
  expect(outcomes(fixtureLines('asterisk-actions/voicemail-heard.ndjson'))).toEqual([])
  const bare = { Queue: 'a', Uniqueid: '1.1', Linkedid: '1.1' }
  const undecided = createScript()
    .at(1, ['QueueCallerJoin', bare])
    .at(5, ['QueueCallerLeave', bare])
    .at(6, ['MessageWaiting', { ...bare, Mailbox: '600@default', New: 1 }])
  const mailbox = '600@default'
  expect(undecided.of('1.1').at(-1)).toEqual([5, 'contact.left', { reason: 'voicemail', mailbox }])
  // An agent's phone hears the box: there are none that are new.
  undecided
    .at(7, ['QueueMemberAdded', { Queue: 'a', Interface: 'PJSIP/7', MemberName: 'Gu', Status: 1, Paused: 0 }])
    .at(9, ['MessageWaiting', { Channel: 'PJSIP/7-1', Uniqueid: '7.1', Mailbox: mailbox, New: 0 }])
  expect(undecided.of('1.1').at(-1)).toEqual([9, 'contact.flagged', { kind: 'heard' }])
  expect(outcomes(delayed(stamped(voicemail, 9), () => 90_000))).toEqual(outcomes(voicemail))
})
