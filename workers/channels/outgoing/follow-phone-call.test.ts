import { describe, expect, test } from 'vitest'
import { type AmiMessage, header } from '#protocols/ami/message.ts'
import { createAmiParser } from '#protocols/ami/parse.ts'
import { ami } from '#tests/support/ami-messages.ts'
import { recordedPhoneCall } from '#tests/support/recorded-phone-call.ts'
import { followPhoneCall, type PhoneCallResult } from './follow-phone-call.ts'

/** What an alert call counts as, by what a real PBX said of it. */

function recorded(name: Parameters<typeof recordedPhoneCall>[0], id = 'x'): AmiMessage[] {
  const parser = createAmiParser()
  return parser
    .push(
      Buffer.from(
        recordedPhoneCall(name, id)
          .map((raw) => `${raw}\r\n`)
          .join(''),
      ),
    )
    .flatMap((item) => (item.is === 'message' ? [item.message] : []))
}

/** How the call went, the keys that were heard, and after which message it was known. */
function follow(id: string, messages: readonly AmiMessage[]) {
  const step = followPhoneCall(id)
  let called: PhoneCallResult | null = null
  let by: string | null = null
  const keys: string[] = []
  for (const message of messages) {
    const next = step(message)
    if (next.key !== null) keys.push(next.key)
    if (next.called === null) continue
    expect(called).toBeNull()
    called = next.called
    by = message.name
  }
  return { called, by, keys }
}

const ANSWERED = 'fcefbf0281b6c1a53d1956ff2dba88a7'

describe('recorded on a live PBX', () => {
  test('answered, and 1 pressed: told, with its key', () => {
    expect(follow(ANSWERED, recorded('answer-1', ANSWERED))).toEqual({
      called: { is: 'answered', key: '1' },
      by: 'UserEvent',
      keys: ['1'],
    })
  })

  test('no phone answered and voicemail did: nobody was told, and it is known at that moment', () => {
    expect(follow('x', recorded('noanswer'))).toMatchObject({
      called: { is: 'unanswered', reason: expect.stringContaining('mailbox') },
      by: 'DialEnd',
    })
  })

  test('not answered at all', () => {
    expect(follow('x', recorded('pjsip-noanswer'))).toMatchObject({
      called: { is: 'unanswered', reason: 'nobody answered' },
      by: 'OriginateResponse',
    })
  })

  test.each([
    '6990d867295baad195558596ebd5f7ec',
    '1dc7f55c9c10d5705e570619cdbd1d87',
    '6dd950f5261378dd02451517b100eaed',
  ])('three calls beside each other: %s is told by its own event alone', (id) => {
    // Each call has a connection of its own, which hears the answers to its own action alone.
    const all = recorded('pjsip-answer-2', id)
    const own = all.find((message) => header(message, 'Telling') === id)!
    const messages = all.filter(
      (message) =>
        message.name !== 'OriginateResponse' || header(message, 'Uniqueid') === header(own, 'Uniqueid'),
    )
    expect(follow(id, messages)).toEqual({
      called: { is: 'answered', key: '2' },
      by: 'UserEvent',
      keys: ['2'],
    })
  })
})

const answered = ami('OriginateResponse', {
  ActionID: 'x',
  Response: 'Success',
  Reason: 4,
  Uniqueid: '1.1',
})
const key = (pressed: string, notification = 'x') =>
  ami('UserEvent', { UserEvent: 'HuiyinAlert', Telling: notification, Key: pressed })
const leg = (status: string, unique = '1.2') =>
  ami('DialEnd', { DestUniqueid: unique, DestLinkedid: '1.1', DialStatus: status })
const hungUp = ami('Hangup', { Uniqueid: '1.1' })

describe('what else happens', () => {
  test.each([
    ['a mailbox that hears the prompt out and presses nothing', [answered, key('')], 'unanswered'],
    ['hung up in the middle of the prompt', [answered, hungUp], 'unanswered'],
    [
      'a colleague of a ring group answers, the others are called off',
      [answered, leg('ANSWER'), leg('CANCEL', '1.3'), key('2')],
      'answered',
    ],
    [
      'the first phone rings out, the second answers',
      [leg('NOANSWER'), leg('ANSWER', '1.3'), answered, key('1')],
      'answered',
    ],
    ['the only phone was busy, and a mailbox answered', [leg('BUSY'), answered], 'unanswered'],
    ['the event of another call', [answered, key('1', 'y')], null],
    [
      'another call, whose phone did not answer',
      [ami('OriginateResponse', { ActionID: 'y', Response: 'Failure', Reason: 3 })],
      null,
    ],
    ['the end of another call', [answered, ami('Hangup', { Uniqueid: '9.9' })], null],
  ] as const)('%s', (_, messages, is) => {
    expect(follow('x', messages).called?.is ?? null).toBe(is)
  })

  test('a key that comes late, after a phone that did not answer first, is heard still', () => {
    expect(follow('x', [answered, leg('NOANSWER'), leg('ANSWER', '1.3'), key('1')])).toMatchObject({
      called: { is: 'unanswered' },
      keys: ['1'],
    })
  })
})
