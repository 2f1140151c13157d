import { expect, test } from 'vitest'
import { parseEvent } from '#core/event/parse-event.ts'
import { createFloor } from '#core/floor/create-floor.ts'
import { emptySite } from '#core/site/site-schema.ts'
import { fixtureLines } from '#tests/support/replayed-recording.ts'
import { createAsteriskMapper } from './asterisk-mapper.ts'
import type { FeedEvent } from './mapping/mapper-state.ts'
import { createPbxNames } from './mapping/names.ts'
import { openFloorOf } from './open-floor.ts'
import { createPlayer, type RecordedLine } from './recording.ts'

/** Guarantee: what rings past every queue while a server begins anew is told to its end by the one that goes on. */

const names = () => createPbxNames('pbx', {}, { 'PJSIP/101': 'anna', 'PJSIP/107': 'gu' }, {})
const member = (phone: string) =>
  `Event: QueueMember\r\nQueue: 600\r\nName: ${phone}\r\nLocation: ${phone}\r\nStateInterface: ${phone}\r\n` +
  'Membership: static\r\nPenalty: 0\r\nLastPause: 0\r\nStatus: 1\r\nPaused: 0\r\nPausedReason: \r\n\r\n'
const MEMBERS =
  'Event: QueueParams\r\nQueue: 600\r\nCalls: 0\r\n\r\n' +
  `${member('PJSIP/101')}${member('PJSIP/107')}Event: QueueStatusComplete\r\nListItems: 3\r\n\r\n`
const NO_CHANNELS =
  'Response: Success\r\nMessage: Channels will follow\r\n\r\n' +
  'Event: CoreShowChannelsComplete\r\nEventList: Complete\r\nListItems: 0\r\n\r\n'

function played(lines: readonly RecordedLine[], open?: ReturnType<typeof openFloorOf>) {
  const mapper = createAsteriskMapper('pbx', names(), open)
  const player = createPlayer(mapper)
  for (const line of lines) player.play(line)
  return { mapper, player }
}

function floorOf(events: readonly FeedEvent[]) {
  const floor = createFloor({ site: emptySite() })
  for (const [index, event] of events.entries()) {
    const parsed = parseEvent(event)
    if (!parsed.ok) throw new Error(parsed.refusal.message)
    floor.apply({ pos: `${index + 1}-0`, at: parsed.event.time, event: parsed.event as never })
  }
  return floor
}

/** What is told of the contact by a second run, which begins just after it was dialled. */
function afterRestart(recording: string, isGone: boolean): readonly unknown[] {
  const [first, ...rest] = fixtureLines(`asterisk-actions/${recording}.ndjson`)
  const list = { at: first!.at, raw: MEMBERS }
  const cut = rest.findIndex((line) => 'raw' in line && line.raw.includes('Event: DialBegin')) + 1
  const floor = floorOf(played([first!, list, ...rest.slice(0, cut)]).mapper.takeEvents())
  const at = rest[cut - 1]!.at
  const again: RecordedLine[] = [
    { at, conn: 'open' },
    { at, raw: MEMBERS },
  ]
  const others = isGone ? [{ at: at + 2_000, raw: NO_CHANNELS }] : rest.slice(cut)
  const { mapper, player } = played([...again, ...others], openFloorOf(floor, 'pbx'))
  player.end()
  return mapper
    .takeEvents()
    .filter(({ type }: FeedEvent) => /^(contact|callback)\./.test(type))
    .map(({ type, data }: FeedEvent) => [type, data])
}

test('a call that rings at an agent is answered and ended', () => {
  expect(afterRestart('direct-call-from-outside', false)).toEqual([
    ['contact.answered', { agent: 'gu' }],
    ['contact.ended', { by: 'customer' }],
  ])
})

test('missed, it is still to be called back', () => {
  expect(afterRestart('voicemail', false)).toMatchObject([
    ['contact.declined', { agent: 'gu', reason: 'no_answer' }],
    ['contact.ended', {}],
    ['callback.requested', { agent: 'gu', phone: '13800138000' }],
  ])
})

test('a call that an agent makes is answered and ended', () => {
  expect(afterRestart('outbound-by-phone', false)).toEqual([
    ['contact.answered', { agent: 'anna' }],
    ['contact.ended', { by: 'customer' }],
  ])
})

test.each(['direct-call-from-outside', 'outbound-by-phone'])(
  '%s: gone meanwhile, it is over',
  (recording) => {
    expect(afterRestart(recording, true)).toEqual([['contact.ended', { by: 'system', reason: 'lost' }]])
  },
)

test('a message that lay in a mailbox is known, and cleared when it was heard meanwhile', () => {
  const [first, ...rest] = fixtureLines('asterisk-actions/voicemail.ndjson')
  const before = played([first!, { at: first!.at, raw: MEMBERS }, ...rest]).mapper.takeEvents()
  const [asked] = before.filter(({ type }) => type === 'callback.requested')
  expect(asked?.data).toMatchObject({ mailbox: '107@default' })
  const { mapper } = played([], openFloorOf(floorOf(before), 'pbx'))
  expect(mapper.mapping.mailboxes.names()).toEqual(['107@default'])
  mapper.mailboxCounted('107@default', 1, rest.at(-1)!.at)
  expect(mapper.takeEvents()).toEqual([])
  mapper.mailboxCounted('107@default', 0, rest.at(-1)!.at)
  expect(mapper.takeEvents()).toMatchObject([{ type: 'callback.done', subject: asked!.subject }])
})
