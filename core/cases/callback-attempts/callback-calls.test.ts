import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countWork } from '#tests/support/work-counter.ts'
import { plainPacker } from '../../contacts/contact-archive.ts'
import { type AnyEvent, compareEvents } from '../../event/event.ts'
import { createFloor, createFloorInternals } from '../../floor/create-floor.ts'
import type { Floor } from '../../floor/floor.ts'
import { loadPiece, saveFloor } from '../../floor/floor-snapshot.ts'
import { usualLimits } from '../../site/limits.ts'
import { type Site, siteSchema } from '../../site/site-schema.ts'

const site = siteSchema.parse({
  site: { id: 'test' },
  queues: [{ id: 'q' }],
  rules: [
    {
      ...{ id: 'callback-due', kind: 'clock', subject: 'callback', start: ['callback.requested'] },
      stop: ['callback.done', 'callback.cancelled', { type: 'callback.attempted', outcome: 'reached' }],
      ...{ due: 'due', limit: '30m', severity: 'critical', title: { en: 'Callback due' } },
    },
  ],
})
const start = Date.parse('2026-03-04T10:00:00Z')
const at = (minute: number) => new Date(start + minute * 60_000).toISOString()

type Said = readonly [
  minute: number,
  type: string,
  subject: string,
  data?: object,
  source?: string,
  id?: string,
]
const eventOf = ([minute, type, subject, data = {}, source = 'pbx', id]: Said): AnyEvent => ({
  id: id ?? `${type}-${subject}-${minute}`,
  ...{ source, type, subject, time: start + minute * 60_000, data: { ...data } },
})

function tell(floor: Floor, events: readonly AnyEvent[], from = 0): Floor {
  let [position, latest] = [from, start + 60 * 60_000]
  for (const event of events) {
    latest = Math.max(latest, event.time)
    floor.apply({ pos: `${++position}-0`, at: latest, event })
  }
  return floor
}
const floorOf = (...said: Said[]) => tell(createFloor({ site }), said.map(eventOf))

const asked: Said = [0, 'callback.requested', 'B1', { queue: 'q', customer: 'cu', phone: '13800001234' }]
const dialled = (minute: number, contact: string, more: object = { customer: 'cu' }): Said => [
  ...([minute, 'contact.dialled', contact, { agent: 'a1', ...more }] as const),
]
const answered = (minute: number, contact: string): Said => [
  minute,
  'contact.answered',
  contact,
  { agent: 'a1' },
]
const ended = (minute: number, contact: string): Said => [minute, 'contact.ended', contact]
const word = (minute: number, outcome: string): Said => [
  ...([minute, 'callback.attempted', 'B1', { agent: 'a1', outcome }, 'user/yuan'] as const),
]

describe('a call that the switch shows is an attempt at the callback', () => {
  it('counts once it has ended unanswered, and ends the callback once it is answered', () => {
    const tried = floorOf(asked, dialled(5, 'o1'), ended(6, 'o1'), dialled(8, 'o2'))
    expect(tried.row('callback', 'B1')).toMatchObject({ attempts: 1, lastOutcome: 'no_answer' })
    expect(tried.row('queue', 'q')).toMatchObject({ callbacks: { open: 1 } })
    tell(tried, [eventOf(answered(9, 'o2'))], 10)
    expect(tried.row('callback', 'B1')).toBeNull()
    expect(tried.row('queue', 'q')).toMatchObject({ callbacks: { open: 0, overdue: 0 } })
  })
  it('counts where it names the callback, whoever it says that the customer is', () => {
    const floor = floorOf(asked, dialled(5, 'o1', { callback: 'B1' }), ended(6, 'o1'))
    expect(floor.row('callback', 'B1')).toMatchObject({ attempts: 1 })
  })
  it('is none that was made before it was asked for, for somebody else, or for another callback', () => {
    const before = [dialled(-5, 'o1'), ended(-4, 'o1')] as const
    const other = [dialled(5, 'o2', { customer: 'other' }), ended(6, 'o2')] as const
    const named = [dialled(7, 'o3', { customer: 'cu', callback: 'B9' }), ended(8, 'o3')] as const
    expect(floorOf(asked, ...before, ...other, ...named).row('callback', 'B1')).toMatchObject({ attempts: 0 })
  })
  it('counts once where the agent says how it went: their word instead of what the switch took it for', () => {
    const call = [dialled(5, 'o1'), answered(6, 'o1'), ended(7, 'o1')] as const
    const floor = floorOf(asked, ...call, word(8, 'voicemail'))
    expect(floor.row('callback', 'B1')).toMatchObject({ attempts: 1, lastOutcome: 'voicemail' })
    const twice = floorOf(
      asked,
      dialled(5, 'o1'),
      ended(6, 'o1'),
      dialled(8, 'o2'),
      ended(9, 'o2'),
      word(9, 'busy'),
    )
    expect(twice.row('callback', 'B1')).toMatchObject({ attempts: 2, lastOutcome: 'busy' })
  })
  it('shows the callback to the agent who has its customer on the line, until wrap-up is over', () => {
    const floor = floorOf(asked, [20, 'contact.queued', 'c1', { queue: 'q', customer: 'cu' }])
    expect(floor.row('callback', 'B1')).toMatchObject({ onLineWith: [] })
    floor.takeChanged()
    tell(floor, [eventOf(answered(21, 'c1'))], 10)
    expect(floor.takeChanged().get('callback')).toContain('B1')
    expect(floor.row('callback', 'B1')).toMatchObject({ onLineWith: ['a1'] })
    tell(floor, [eventOf(ended(25, 'c1')), eventOf([26, 'contact.wrapped', 'c1'])], 20)
    expect(floor.row('callback', 'B1')).toMatchObject({ onLineWith: [], attempts: 0 })
  })
  it('says of which callback a call is an attempt, also once that ended by it', () => {
    const floor = floorOf(asked, dialled(5, 'o1'), answered(6, 'o1'))
    expect(floor.row('contact', 'o1')).toMatchObject({ callback: 'B1' })
    tell(floor, [eventOf(word(7, 'voicemail'))], 10)
    expect(floor.row('callback', 'B1')).toMatchObject({ attempts: 1, lastOutcome: 'voicemail' })
  })
  it('stops the clock at the answer, also where that is heard of before the callback is', () => {
    const story = [asked, dialled(5, 'o1'), answered(6, 'o1'), ended(7, 'o1')].map(eventOf)
    for (const events of [story, [...story].reverse()]) {
      const floor = createFloor({ site })
      tell(floor, events)
      floor.settle()
      expect(floor.row('callback', 'B1')).toBeNull()
      expect(floor.row('queue', 'q')).toMatchObject({ callbacks: { open: 0, overdue: 0 } })
    }
  })
})

it('what a call was to a callback is known also when its case comes back after days', () => {
  const days = (count: number) => count * 24 * 60
  const later: Said[] = [days(6), days(6) + 30, days(6) + 60].map((minute) => [
    ...([minute, 'case.noted', 'C9', { text: 'on' }] as const),
  ])
  const floor = floorOf(
    [0, 'case.opened', 'C1', { kind: 'request', customer: 'cu' }],
    [1, 'callback.requested', 'B1', { queue: 'q', customer: 'cu', case: 'C1' }],
    [2, 'callback.requested', 'B2', { queue: 'q', customer: 'du', case: 'C1' }],
    dialled(3, 'K1'),
    answered(4, 'K1'),
    ended(5, 'K1'),
    [6, 'callback.cancelled', 'B2'],
    [7, 'case.resolved', 'C1'],
    ...later,
  )
  expect(floor.row('case', 'C1')).toBeNull()
  tell(floor, [eventOf([days(6) + 61, 'case.reopened', 'C1'])], 100)
  expect(floor.row('case', 'C1')).toMatchObject({ state: 'open' })
  expect(floor.row('callback', 'B1')).toBeNull()
})

describe('what was said of a callback can be taken back', () => {
  const undo = (minute: number, voids: string, source = 'user/yuan'): Said => [
    ...([minute, 'system.event_withdrawn', 'callback/B1', { event: voids }, source] as const),
  ]
  const done: Said = [5, 'callback.done', 'B1', {}, 'user/yuan', 'd1']
  it('as if it had never been said, whichever came in first; nobody takes back another’s word', () => {
    for (const events of [
      [asked, done, undo(6, 'd1')],
      [undo(6, 'd1'), asked, done],
    ])
      expect(floorOf(...events).row('callback', 'B1')).toMatchObject({ attempts: 0 })
    const foreign = undo(6, 'd1', 'user/lin')
    expect(floorOf(asked, done, foreign).row('callback', 'B1')).toBeNull()
  })
})

it('who must not be called before a time is due after it, whatever was asked for', () => {
  const request = (more: object): Said => [0, 'callback.requested', 'B1', { queue: 'q', ...more }]
  const row = (...said: Said[]) => floorOf(...said).row('callback', 'B1')
  expect(row(request({ notBefore: at(120) }))).toMatchObject({ notBefore: at(120), dueAt: at(150) })
  expect(row(request({ notBefore: at(120), due: at(60) }))).toMatchObject({ dueAt: at(150) })
  expect(row(request({ notBefore: at(120), due: at(180) }))).toMatchObject({ dueAt: at(180) })
  const sooner: Said = [3, 'callback.rescheduled', 'B1', { due: at(90) }]
  expect(row(request({ notBefore: at(120) }), sooner)).toMatchObject({ notBefore: null, dueAt: at(90) })
})

it('whoever has a case has its promises', () => {
  const opened: Said = [0, 'case.opened', 'C1', { kind: 'inquiry', agent: 'a1' }]
  const made: Said = [1, 'promise.made', 'P1', { case: 'C1', text: 'x', due: at(99), agent: 'a1' }]
  const floor = floorOf(opened, made)
  floor.takeChanged()
  tell(floor, [eventOf([2, 'case.assigned', 'C1', { agent: 'a2' }, 'user/lin'])], 10)
  expect(floor.takeChanged().get('promise')).toContain('P1')
  expect(floor.row('promise', 'P1')).toMatchObject({ agent: 'a1', owner: 'a2' })
  expect(floor.row('case', 'C1')).toMatchObject({ given: { by: 'lin', at: at(2) } })
})

const minute = fc.integer({ min: 0, max: 40 })
const anyEvent: fc.Arbitrary<Said> = fc.oneof(
  fc
    .record({ m: minute, id: fc.constantFrom('B1', 'B2') })
    .map(({ m, id }): Said => [m, 'callback.requested', id, { queue: 'q', customer: 'cu' }]),
  fc
    .record({ m: minute, c: fc.constantFrom('o1', 'o2', 'o3'), b: fc.constantFrom(undefined, 'B1') })
    .map(
      ({ m, c, b }): Said => dialled(m, c, { customer: 'cu', ...(b === undefined ? {} : { callback: b }) }),
    ),
  fc.record({ m: minute, c: fc.constantFrom('o1', 'o2', 'o3') }).map(({ m, c }): Said => answered(m, c)),
  fc.record({ m: minute, c: fc.constantFrom('o1', 'o2', 'o3') }).map(({ m, c }): Said => ended(m, c)),
  fc.record({ m: minute, o: fc.constantFrom('reached', 'busy') }).map(({ m, o }): Said => word(m, o)),
  fc
    .record({ m: minute })
    .map(
      ({ m }): Said => [
        m,
        'system.event_withdrawn',
        'callback/B1',
        { event: `callback.attempted-B1-${m}` },
        'user/yuan',
      ],
    ),
)
const rowsOf = (floor: Floor) => {
  floor.settle()
  return ['B1', 'B2'].map((id) => floor.row('callback', id))
}

it('is the same in whatever order it is heard, and over a snapshot in the middle', () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 14 }), fc.infiniteStream(fc.nat()), (said, turns) => {
      const events = [...new Map(said.map(eventOf).map((event) => [event.id, event])).values()]
      const sorted = [...events].sort(compareEvents)
      const shuffled = events
        .map((event) => ({ event, turn: turns.next().value as number }))
        .sort((a, b) => a.turn - b.turn)
        .map(({ event }) => event)
      const expected = rowsOf(tell(createFloor({ site }), sorted))
      expect(rowsOf(tell(createFloor({ site }), shuffled))).toEqual(expected)

      const half = shuffled.length >> 1
      const first = createFloorInternals({ site })
      tell(first.floor, shuffled.slice(0, half))
      const second = createFloorInternals({ site })
      for (const text of saveFloor(first, plainPacker)) loadPiece(second, plainPacker, text)
      expect(rowsOf(tell(second.floor, shuffled.slice(half), 500))).toEqual(expected)
    }),
    { numRuns: 150 },
  )
})

it('looks each hour for calls that nobody holds any more without unpacking those that are held', () => {
  let unpacked = 0
  const packer = {
    ...plainPacker,
    unpack(bytes: Uint8Array) {
      unpacked++
      return plainPacker.unpack(bytes)
    },
  }
  const floor = createFloor({ site, packer })
  const calls = Array.from({ length: 400 }, (_, index): Said[] => [
    [1 + index / 100, 'contact.dialled', `D${index}`, { agent: 'a1', customer: 'cu' }],
    [1 + index / 100, 'contact.ended', `D${index}`, { by: 'customer' }],
  ])
  tell(floor, [asked, ...calls.flat()].map(eventOf))
  floor.advance(start + 5 * 60 * 60_000)
  unpacked = 0
  const next: Said = [300, 'contact.queued', 'other', { queue: 'q' }]
  floor.apply({ pos: '900000-0', at: start + 300 * 60_000, event: eventOf(next) })
  expect(unpacked).toBe(0)
})

it('says which callback a call is an attempt at, also where nobody has heard of that for long and it lies still', () => {
  const floor = createFloor({ site, heldHot: 0 })
  const others = Array.from(
    { length: 400 },
    (_, index): Said => [90 + index / 20, 'contact.queued', `n${index}`, { queue: 'q' }],
  )
  let position = 0
  const hear = (said: Said) => {
    const event = eventOf(said)
    floor.apply({ pos: `${++position}-0`, at: event.time, event })
  }
  for (const said of [asked, dialled(85, 'o1'), answered(86, 'o1')]) hear(said)
  expect(floor.row('contact', 'o1')).toMatchObject({ callback: 'B1' })
  for (const said of others) hear(said)
  expect(floor.row('contact', 'o1')).toMatchObject({ state: 'talking', callback: 'B1' })
})

const { callbacksPerCustomer: MAX_CALLBACKS, callsPerCallback: MAX_CALLS } = usualLimits

describe('a key that stands for too many to be one customer', () => {
  const many = <T>(count: number, said: (index: number) => T): T[] =>
    Array.from({ length: count }, (_, i) => said(i))
  const asking = (index: number): Said => [
    ...([index / 100, 'callback.requested', `B${index}`, { queue: 'q', customer: 'cu' }] as const),
  ]
  const attempts = (floor: Floor, id: string) => {
    floor.settle()
    return floor.row('callback', id)?.attempts
  }

  it('has no attempts at its callbacks but by calls that name them, in whatever order that is heard', () => {
    const calls = [dialled(5, 'o1'), ended(6, 'o1'), dialled(7, 'o2', { callback: 'B1' }), ended(8, 'o2')]
    const few = [...many(MAX_CALLBACKS, asking), ...calls].map(eventOf)
    expect(attempts(tell(createFloor({ site }), few), 'B0')).toBe(1)
    const one = eventOf(asking(MAX_CALLBACKS))
    const more = [...few, one]
    for (const events of [more, [...more].reverse(), [one, ...few], [...few.slice(1), one, few[0]!]]) {
      const floor = tell(createFloor({ site }), events)
      expect([attempts(floor, 'B0'), attempts(floor, 'B1')]).toEqual([0, 1])
    }
  })

  it('is known again once one of them was for somebody else', () => {
    const said = [...many(MAX_CALLBACKS + 1, asking), dialled(5, 'o1'), ended(6, 'o1')]
    const undone: Said = [
      ...([
        9,
        'system.event_withdrawn',
        'callback/B20',
        { event: 'callback.requested-B20-0.2' },
        'pbx',
      ] as const),
    ]
    expect(attempts(floorOf(...said), 'B0')).toBe(0)
    expect(attempts(floorOf(...said, undone), 'B0')).toBe(1)
  })

  it('is as many as the site file says, also where it says so later', () => {
    const limited = (limits: Partial<Site['limits']>): Site => ({
      ...site,
      limits: { ...usualLimits, ...limits },
    })
    const applied = (version: number, to: Site): AnyEvent => ({
      ...{ id: `config/${version}`, source: 'system/config', type: 'config.applied', subject: 'test' },
      ...{ time: start + 30 * 60_000, data: { version, by: 'admin', site: to } },
    })
    const said = [...many(3, asking), dialled(5, 'o1'), ended(6, 'o1'), dialled(7, 'o2'), ended(8, 'o2')].map(
      eventOf,
    )
    for (const limits of [{ callbacksPerCustomer: 2 }, { callsPerCallback: 1 }]) {
      const strict = limited(limits)
      expect(attempts(tell(createFloor({ site }), said), 'B0')).toBe(2)
      expect(attempts(tell(createFloor({ site: strict }), said), 'B0')).toBe(0)
      const tightened = tell(createFloor({ site }), [...said, applied(2, strict)])
      expect(attempts(tightened, 'B0')).toBe(0)
      expect(attempts(tell(tightened, [applied(3, site)], 5_000), 'B0')).toBe(2)
      expect(tightened.callbackCrowd()).toEqual({ callbacks: 3, calls: 2 })
    }
  })

  it('costs no more the more callbacks and calls it has', async () => {
    const counter = await countWork(['core'])
    const blocks = async (callbacks: number, calls: number) => {
      const said = many(calls, (index): Said[] => [dialled(5, `o${index}`), ended(6, `o${index}`)]).flat()
      const floor = floorOf(...many(callbacks, asking), ...said)
      tell(floor, [eventOf(dialled(7, 'last'))], 10_000)
      await counter.count(() => {})
      return counter.count(() => void tell(floor, [eventOf(ended(8, 'last'))], 10_001))
    }
    await blocks(5, 5)
    const most = await blocks(MAX_CALLBACKS, MAX_CALLS - 1)
    for (const [callbacks, calls] of [
      [200, 200],
      [MAX_CALLBACKS, 400],
    ] as const) {
      const found = await blocks(callbacks, calls)
      expect(found.blocks, found.most.join('; ')).toBeLessThan(5 * most.blocks)
    }
    await counter.close()
  })
})
