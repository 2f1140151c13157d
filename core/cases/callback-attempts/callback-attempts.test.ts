import { describe, expect, it } from 'vitest'
import type { FloorEvent } from '../../event/event.ts'
import { floorEvent } from '../../floor/floor-event-for-test.ts'
import { attemptsFromCalls, isFromCall, type OutgoingCall, outgoingCallOf } from './callback-attempts.ts'

const AT = Date.parse('2026-03-04T10:00:00Z')
const MINUTE = 60_000

const happened = (minute: number, type: string, data: Record<string, unknown> = {}, subject = 'B1') =>
  floorEvent({ id: `${type}-${minute}`, source: 'pbx', type, subject, time: AT + minute * MINUTE, data })

/** A call that `he` makes at a minute, and which is over a minute later. */
function call(minute: number, more: Partial<OutgoingCall> = {}): OutgoingCall {
  const dialledAt = AT + minute * MINUTE
  return {
    ...{ contact: `K${minute}`, callback: null, agent: 'he', dialledAt },
    ...{ answeredAt: null, endedAt: dialledAt + MINUTE, isBusy: false },
    ...more,
  }
}

const requested = happened(0, 'callback.requested', { queue: 'care' })
const outcomesOf = (own: readonly FloorEvent[], ...calls: OutgoingCall[]) =>
  attemptsFromCalls('B1', own, calls).map(({ data }) => [data.contact, data.outcome])

describe('attempts at a callback that follow from calls', () => {
  it('are as the call went: reached, busy, or nobody took it; one that still rings is none', () => {
    const ringing = call(4, { endedAt: null })
    expect(outcomesOf([requested], call(1), call(2, { isBusy: true }), ringing)).toEqual([
      ['K1', 'no_answer'],
      ['K2', 'busy'],
    ])
    expect(outcomesOf([requested], call(1, { answeredAt: AT + 90_000 }))).toEqual([['K1', 'reached']])
    expect(attemptsFromCalls('B1', [requested], [call(1)]).every(isFromCall)).toBe(true)
  })

  it('are none before it was asked for, none after the customer was reached, and none of another callback', () => {
    const reached = call(2, { answeredAt: AT + 2.5 * MINUTE })
    expect(outcomesOf([requested], call(-1), reached, call(3))).toEqual([['K2', 'reached']])
    expect(outcomesOf([requested], call(1, { callback: 'B2' }))).toEqual([])
    expect(outcomesOf([requested, happened(3, 'callback.cancelled')], call(1), call(4))).toEqual([
      ['K1', 'no_answer'],
    ])
    expect(outcomesOf([], call(1))).toEqual([])
  })

  it('give way to what the agent says of the call themselves, within ten minutes of its end', () => {
    const says = (minute: number, more: Record<string, unknown> = {}) =>
      happened(minute, 'callback.attempted', { agent: 'he', outcome: 'voicemail', ...more })
    expect(outcomesOf([requested, says(5)], call(1))).toEqual([])
    expect(outcomesOf([requested, says(13)], call(1))).toEqual([['K1', 'no_answer']])
    // Another agent's word is not of this call; the last call before it is meant, and no other.
    expect(outcomesOf([requested, says(5, { agent: 'yuan' })], call(1))).toEqual([['K1', 'no_answer']])
    expect(outcomesOf([requested, says(5)], call(1), call(3))).toEqual([['K1', 'no_answer']])
  })
})

describe('the call that a contact tells of', () => {
  const dialled = (data: Record<string, unknown>) => happened(1, 'contact.dialled', data, 'K1')

  it('is ours alone: what the customer dialled is no call of ours', () => {
    expect(outgoingCallOf('K1', [dialled({ agent: 'he', by: 'customer' })])).toBeNull()
    expect(outgoingCallOf('K1', [happened(1, 'contact.queued', { queue: 'care' }, 'K1')])).toBeNull()
  })

  it('has when it was answered, when it ended, and that the line was busy', () => {
    const events = [
      dialled({ agent: 'he', callback: 'B1' }),
      happened(2, 'contact.ended', { reason: 'busy' }, 'K1'),
    ]
    expect(outgoingCallOf('K1', events)).toEqual({
      ...{ contact: 'K1', callback: 'B1', agent: 'he', dialledAt: AT + MINUTE, answeredAt: null },
      ...{ endedAt: AT + 2 * MINUTE, isBusy: true },
    })
  })
})
