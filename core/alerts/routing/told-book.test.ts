import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { FloorEvent } from '../../event.ts'
import { type Call, calledEvent, callKey, handoffSubject } from './call.ts'
import { dutyEvent } from './duty-swap.ts'
import { askId, tellingId } from './tell.ts'
import { createToldBook, type ToldBook } from './told-book.ts'
import { toldIn } from './told-in-rows.ts'

const MINUTE = 60_000
const BEGAN = Date.UTC(2026, 0, 5, 12)
const mail = { channel: 'mail', target: 'smtp', address: 'lin@example.test' } as const

function call(subject: string, step: number, minutes: number, called: Call['called']): Call {
  const place = { subject, firing: `breached@${BEGAN}`, round: 0, step }
  const at = BEGAN + minutes * MINUTE
  const rest = { conversation: 'case/C1', route: 'leads', gravity: 5, missing: [] }
  return { ...place, key: callKey(place), at, called, ...rest }
}

const lin = { is: 'person', id: 'lin' } as const
const loud = call('a1', 0, 0, [{ to: lin, as: 'leads', how: 'loud' }])
const held = call('a2', 0, 5, [
  { to: lin, as: 'leads', how: 'held', until: BEGAN + 60 * MINUTE, reason: 'quiet' },
  { to: { is: 'person', id: 'ma' }, as: 'supervisors', how: 'silent' },
])
const asked = call(handoffSubject('H1'), 0, 6, [
  { to: { is: 'department', id: 'finance' }, as: 'department', how: 'loud' },
])

function outcome(type: 'alert.told' | 'alert.untold', minutes: number, more: object = {}): FloorEvent {
  const telling = tellingId(loud.key, 'lin', mail)
  const data = { telling, alerts: ['a1'], conversation: 'case/C1', person: 'lin', channel: 'mail', ...more }
  const time = BEGAN + minutes * MINUTE
  return { id: `${type}/${minutes}`, source: 'system/delivery', type, time, subject: 'a1', data }
}

const failed = outcome('alert.untold', 1, { reason: 'reset', final: false })
const told = outcome('alert.told', 2)
const swap = { id: 's1', roster: 'night', from: BEGAN, to: BEGAN + MINUTE, person: 'ma', by: 'lin' }
const everything = [
  calledEvent(loud),
  calledEvent(held),
  calledEvent(asked),
  failed,
  told,
  dutyEvent(swap, BEGAN),
]

function seen(book: ToldBook): unknown {
  return {
    calls: ['a1', 'a2', handoffSubject('H1')].map((subject) => book.calls(subject)),
    tells: book.tells('a1'),
    outcomes: book.outcomes(askId(loud.key, 'lin')),
    interruptions: book.interruptions('lin'),
    messages: book.messagesSince('lin', BEGAN),
    swaps: book.swaps(),
    rows: ['a1', 'a2'].map((alert) => toldIn(book, alert)),
  }
}

test('what was called and what became of it is read back as it was said', () => {
  const book = createToldBook()
  for (const event of everything) book.hear(event)
  expect(book.calls('a1')).toEqual([loud])
  expect(book.calls('a2')).toEqual([held])
  expect(book.calls(handoffSubject('H1'))).toEqual([asked])
  expect(book.outcomes(askId(loud.key, 'lin')).map(({ outcome: { is } }) => is)).toEqual(['failed', 'told'])
  expect(book.swaps()).toEqual([swap])
  expect(book.messagesSince('lin', BEGAN)).toBe(1)
  expect(book.messagesSince('lin', BEGAN + 3 * MINUTE)).toBe(0)
  const at = new Date(held.at).toISOString()
  expect(toldIn(book, 'a2')).toEqual([
    { person: 'lin', at, how: 'silent' },
    { person: 'ma', at, how: 'silent' },
  ])
})

test('edited messages and those on the screen are no messages of the day', () => {
  const book = createToldBook()
  book.hear(outcome('alert.told', 2, { edited: true }))
  book.hear(outcome('alert.told', 3, { channel: 'app' }))
  expect(book.messagesSince('lin', BEGAN)).toBe(0)
  expect(book.outcomes(askId(loud.key, 'lin'))).toHaveLength(2)
})

test('neither the order nor a snapshot between changes what is known, nor does hearing a step twice', () => {
  const plain = createToldBook()
  for (const event of everything) plain.hear(event)
  fc.assert(
    fc.property(
      fc.shuffledSubarray(everything, { minLength: everything.length }),
      fc.nat(6),
      (events, cut) => {
        let book = createToldBook()
        for (const event of events.slice(0, cut)) book.hear(event)
        const dump = JSON.parse(JSON.stringify(book.dump())) as ReturnType<ToldBook['dump']>
        book = createToldBook()
        book.load(dump)
        for (const event of [...events.slice(cut), calledEvent(loud)]) book.hear(event)
        expect(seen(book)).toEqual(seen(plain))
      },
    ),
  )
})

test('what lies days back is forgotten, but not of an alert that lives', () => {
  const book = createToldBook()
  for (const event of everything) book.hear(event)
  book.turn(BEGAN + 5 * 24 * 60 * MINUTE, (subject) => subject === 'a1')
  expect(book.calls('a1')).toHaveLength(1)
  expect(book.outcomes(askId(loud.key, 'lin'))).toHaveLength(2)
  expect(book.calls('a2')).toEqual([])
  expect([book.interruptions('lin'), book.swaps()]).toEqual([[], []])
})

test('what a limited target was told together is one message of the day', () => {
  const book = createToldBook()
  for (const [minutes, key] of [
    [1, 'k1'],
    [2, 'k2'],
    [3, 'k3'],
  ] as const)
    book.hear(outcome('alert.told', minutes, { telling: tellingId(key, 'lin', mail), digest: 'digest-1' }))
  expect(book.messagesSince('lin', BEGAN)).toBe(1)
})
