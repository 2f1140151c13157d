import { beforeEach, describe, expect, it } from 'vitest'
import { evolveContact } from './contact-evolve.ts'
import { type ContactHolder, newHolder } from './contact-holder.ts'
import { type ContactTimes, createContactTimes } from './contact-times.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

let now = 0
let holders: Map<string, ContactHolder>
let packed: [string, number][]
let suspected: [string, number][]
let times: ContactTimes

beforeEach(() => {
  now = 5 * HOUR
  holders = new Map()
  packed = []
  suspected = []
  times = createContactTimes({
    now: () => now,
    wake: () => {},
    holder: (id) => holders.get(id),
    due: ({ contact }) => packed.push([contact.id, now]),
    suspect: (id) => suspected.push([id, now]),
  })
})

/** Lets time pass to `until`, stopping at each instant that is wanted. */
function passTo(until: number): void {
  for (let at = times.nextInstant(); at !== null && at <= until; at = times.nextInstant()) {
    now = at
    times.advance(at)
  }
  now = until
}

function queued(id: string, channel: string): ContactHolder {
  const holder = newHolder(id)
  holders.set(id, holder)
  const event = { id, source: 'pbx', type: 'contact.queued', time: now, subject: id } as const
  evolveContact(holder.contact, { ...event, data: { queue: 'q', channel } })
  times.settle(holder, null)
  return holder
}

describe('when contacts are looked at again', () => {
  it('a wait becomes suspect at its exact instant: a call after 4 hours, a chat after a week', () => {
    const began = now
    queued('call', 'voice')
    now += 7 * MINUTE + 123
    queued('chat', 'chat')
    passTo(began + 8 * 24 * HOUR)
    expect(suspected).toEqual([
      ['call', began + 4 * HOUR],
      ['chat', began + 7 * MINUTE + 123 + 7 * 24 * HOUR],
    ])
  })

  it('a contact that is over, or gone, never becomes suspect, and is then forgotten', () => {
    const holder = queued('over', 'voice')
    queued('gone', 'voice')
    holders.delete('gone')
    now += MINUTE
    const data = {}
    evolveContact(holder.contact, {
      ...{ id: 'e2', source: 'pbx', type: 'contact.ended', time: now, subject: 'over' },
      data,
    })
    times.settle(holder, null)
    passTo(now + 9 * HOUR)
    expect(suspected).toEqual([])
    expect(times.nextInstant()).toBeNull()
  })

  it('is packed within 10 s of the instant wanted last, never earlier, and not at all if none is wanted', () => {
    const [first, second, third] = ['first', 'second', 'third'].map((id) => queued(id, 'voice'))
    const begins = now
    times.settle(first!, begins + 10 * MINUTE)
    times.settle(second!, begins + 10 * MINUTE)
    times.settle(second!, begins + 25 * MINUTE + 1)
    times.settle(third!, begins + 10 * MINUTE)
    times.settle(third!, null)
    passTo(begins + 2 * HOUR)
    expect(packed.map(([id]) => id)).toEqual(['first', 'second'])
    for (const [index, wanted] of [begins + 10 * MINUTE, begins + 25 * MINUTE + 1].entries()) {
      expect(packed[index]![1]).toBeGreaterThanOrEqual(wanted)
      expect(packed[index]![1]).toBeLessThanOrEqual(wanted + 10_000)
    }
  })
})
