import { describe, expect, test } from 'vitest'
import { eventOfKind } from '../floor/floor-event-for-test.ts'
import { noCounts } from '../queues/counts.ts'
import { entryOfLeg, newContact, openLeg, queueOfLeg, waitingEntry } from './contact.ts'
import { evolveContact } from './contact-evolve.ts'
import { earlyAnswerOf, inEffect, mayBeAnswered } from './contact-order.ts'
import { entryContribution } from './entry-contribution.ts'
import { suspectFrom } from './suspect-from.ts'

type Said = [sec: number, type: string, data?: object]
const eventsOf = (...said: Said[]) =>
  said.map(([sec, type, data = {}], number) =>
    eventOfKind('contact', {
      ...{ id: `e${number}`, source: 'pbx', type: `contact.${type}`, subject: 'K' },
      ...{ time: sec * 1_000, data: { ...data } },
    }),
  )

function contactAfter(...said: Said[]) {
  const contact = newContact('K')
  const parts = eventsOf(...said).flatMap((event) => [...evolveContact(contact, event)])
  return { contact, parts: parts.map(({ agent, kind }) => `${agent} ${kind}`) }
}
const care = { queue: 'care' }
const yuan = { agent: 'yuan' }

describe('an entry ends once, by the first that ends it', () => {
  test.each<[string, Said[], outcome: string, reason: string | null]>([
    [
      'an answer',
      [
        [0, 'queued', care],
        [9, 'answered', yuan],
        [12, 'abandoned'],
      ],
      'answered',
      null,
    ],
    [
      'giving up',
      [
        [0, 'queued', care],
        [9, 'abandoned'],
        [12, 'left', { reason: 'timeout' }],
      ],
      'abandoned',
      null,
    ],
    [
      'being sent away',
      [
        [0, 'queued', care],
        [9, 'left', { reason: 'closed' }],
        [12, 'abandoned'],
      ],
      'left',
      'closed',
    ],
    [
      'the customer’s end',
      [
        [0, 'queued', care],
        [9, 'ended', { by: 'customer' }],
      ],
      'abandoned',
      null,
    ],
    [
      'the system’s end',
      [
        [0, 'queued', care],
        [9, 'ended', { by: 'system' }],
      ],
      'left',
      'other',
    ],
    [
      'another queue',
      [
        [0, 'queued', care],
        [9, 'queued', { queue: 'sales' }],
      ],
      'left',
      'overflow',
    ],
    [
      'a message left after',
      [
        [0, 'queued', care],
        [9, 'left', { reason: 'timeout' }],
        [12, 'left', { reason: 'voicemail' }],
      ],
      'left',
      'voicemail',
    ],
  ])('%s', (_name, said, outcome, reason) => {
    const [entry] = contactAfter(...said).contact.entries
    expect(entry).toMatchObject({ outcome, reason, endedAt: 9_000, waitMs: 9_000 })
  })

  test('the feed’s own wait counts before the difference of its times', () => {
    expect(
      contactAfter([0, 'queued', care], [9, 'answered', { ...yuan, waitSec: 7.5 }]).contact.entries[0]
        ?.waitMs,
    ).toBe(7_500)
  })

  test('the same queue again is the same wait', () => {
    expect(contactAfter([0, 'queued', care], [5, 'queued', care]).contact.entries).toHaveLength(1)
  })
})

describe('what it means for agents', () => {
  test('whoever answers takes it from all at whom it rings, and from who had it', () => {
    const { contact, parts } = contactAfter(
      [0, 'queued', care],
      [1, 'offered', yuan],
      [1, 'offered', { agent: 'he' }],
      [3, 'answered', { agent: 'he' }],
      [9, 'transferred', { to: {} }],
      [12, 'answered', { agent: 'li' }],
    )
    expect(parts).toEqual([
      'yuan offered',
      'he offered',
      'yuan unoffered',
      'he answered',
      'he ended',
      'li answered',
    ])
    expect(contact.transfers).toBe(1)
    expect(openLeg(contact)).toMatchObject({ agent: 'li', entry: 0 })
  })

  test('hold is measured inside the leg, also one that the end ends', () => {
    const { contact } = contactAfter(
      [0, 'dialled', yuan],
      [1, 'answered', yuan],
      [5, 'held'],
      [8, 'resumed'],
      [20, 'held'],
      [30, 'ended'],
    )
    expect(contact.legs).toMatchObject([
      { from: 1_000, to: 30_000, heldMs: 13_000, heldSince: null, entry: -1 },
    ])
    expect(contact.direction).toBe('outbound')
    const [leg] = contact.legs
    expect(leg && [entryOfLeg(contact, leg), queueOfLeg(contact, leg)]).toEqual([undefined, null])
  })

  test('after the end a talk changes nothing and is counted for its feed', () => {
    const { contact, parts } = contactAfter(
      [0, 'queued', care],
      [2, 'ended'],
      [5, 'answered', yuan],
      [6, 'offered', yuan],
    )
    expect(parts).toEqual([])
    expect(contact.afterEnd).toEqual([
      { source: 'pbx', at: 5_000 },
      { source: 'pbx', at: 6_000 },
    ])
    expect(
      contactAfter([0, 'queued', care], [2, 'ended'], [5, 'queued', care], [6, 'answered', yuan]).parts,
    ).toEqual(['yuan answered'])
  })

  test('an offer to who talks already, or of what nobody waits for, is none', () => {
    expect(
      contactAfter([0, 'queued', care], [1, 'answered', yuan], [2, 'offered', { agent: 'he' }]).parts,
    ).toEqual(['yuan answered'])
    expect(contactAfter([0, 'queued', care], [1, 'declined', yuan]).parts).toEqual([])
  })
})

describe('two clocks', () => {
  const early = eventsOf([3, 'answered', yuan], [5, 'queued', care])
  test('an answer stamped up to 5 s before its entry answers it', () => {
    const [answered, queued] = early
    expect(inEffect(early)).toEqual([queued, answered])
    expect(queued && earlyAnswerOf(early, queued)).toBe(answered)
    expect(mayBeAnswered(early)).toBe(true)
  })

  test('one that was handed on meanwhile, or that answers something else, does not', () => {
    const handedOn = eventsOf([3, 'answered', yuan], [4, 'transferred', { to: {} }], [5, 'queued', care])
    expect(inEffect(handedOn).map(({ type }) => type)).toEqual(handedOn.map(({ type }) => type))
    const later = eventsOf([0, 'answered', yuan], [6, 'queued', care])
    expect(inEffect(later)).toBe(later)
  })
})

describe('what an entry adds', () => {
  const terms = { withinMs: 10_000, shortMs: 3_000, wrapUpMs: 0 }
  const adds = (...said: Said[]) => {
    const counts = noCounts()
    entryContribution(counts, contactAfter(...said).contact, 0, terms)
    return Object.fromEntries(Object.entries(counts).filter(([, value]) => value !== 0))
  }
  test('is one outcome, by the target and the short abandon of its queue', () => {
    expect(adds([0, 'queued', care])).toEqual({ offered: 1, waiting: 1 })
    expect(adds([0, 'queued', care], [10, 'answered', yuan])).toEqual({
      offered: 1,
      answeredInTarget: 1,
      waitMs: 10_000,
    })
    expect(adds([0, 'queued', care], [11, 'answered', yuan])).toMatchObject({ answeredLate: 1 })
    expect(adds([0, 'queued', care], [2, 'abandoned'])).toEqual({ offered: 1, shortAbandoned: 1 })
    expect(adds([0, 'queued', care], [3, 'abandoned'])).toEqual({
      offered: 1,
      abandoned: 1,
      abandonedInTarget: 1,
    })
    expect(adds([0, 'queued', care], [4, 'left', { reason: 'callback' }])).toEqual({
      offered: 1,
      callbackRequested: 1,
      callbackInTarget: 1,
    })
  })

  test('and, once the contact moved on, the talk, the hold and the rating', () => {
    expect(
      adds(
        [0, 'queued', care],
        [4, 'answered', yuan],
        [10, 'held'],
        [15, 'ended'],
        [20, 'rated', { score: 4, of: 5 }],
      ),
    ).toEqual({
      offered: 1,
      answeredInTarget: 1,
      waitMs: 4_000,
      handled: 1,
      talkMs: 6_000,
      holdMs: 5_000,
      rated: 1,
      ratedMillionths: 800_000,
    })
  })
})

test('a call is suspect four hours after it came to wait or talk, a chat after a week; what is over never', () => {
  const hour = 3_600_000
  expect(suspectFrom(contactAfter([0, 'queued', care]).contact)).toBe(4 * hour)
  expect(suspectFrom(contactAfter([0, 'queued', { ...care, channel: 'chat' }]).contact)).toBe(7 * 24 * hour)
  const over = contactAfter([0, 'queued', care], [1, 'ended']).contact
  expect([suspectFrom(over), waitingEntry(over)]).toEqual([null, null])
})
