import { expect, test } from 'vitest'
import { plainPacker } from '../contacts/contact-archive.ts'
import { createFloorInternals } from '../floor/create-floor.ts'
import { loadPiece, saveFloor } from '../floor/floor-snapshot.ts'
import { siteSchema } from '../site/site-schema.ts'
import { mayCommand, mayWithdrawLink } from './may-command.ts'
import { maySeeCase, type Sight } from './scope.ts'
import { shownRow } from './shown-row.ts'
import { type Staff, viewerOf } from './viewer.ts'

const site = siteSchema.parse({
  site: { id: 'test' },
  queues: [{ id: 'q', wrapUpSec: 60 }],
  people: ['he', 'yuan', 'qian'].map((id) => ({ id, name: id, agent: id, role: 'agent' })),
})
const start = Date.parse('2026-03-04T10:00:00Z')
const at = (minute: number) => start + minute * 60_000

/** A complaint of he's, whose customer comes again. */
const history: [number, string, string, Record<string, unknown>][] = [
  [0, 'agent.signed_in', 'yuan', { queues: ['q'] }],
  [0, 'agent.signed_in', 'qian', { queues: ['q'] }],
  [1, 'case.opened', 'C-1', { kind: 'complaint', agent: 'he', customer: 'cu', title: 'No line' }],
  [2, 'promise.made', 'P-1', { case: 'C-1', text: 'a word', due: '2026-03-04T18:00:00Z', agent: 'he' }],
  [90, 'contact.queued', 'c', { queue: 'q', customer: 'cu', phone: '13800001234' }],
]
const rings: typeof history = [
  [91, 'contact.offered', 'c', { agent: 'yuan' }],
  [91, 'contact.offered', 'c', { agent: 'qian' }],
]
const talks: typeof history = [[92, 'contact.answered', 'c', { agent: 'yuan' }]]
const ends: typeof history = [[95, 'contact.ended', 'c', {}]]

function floorOf(events: typeof history, minute: number) {
  const parts = createFloorInternals({ site })
  for (const [index, [each, type, subject, data]] of events.entries()) {
    const event = { id: `e${index}`, source: 'pbx', type, subject, data, time: at(each) }
    parts.floor.apply({ pos: `${index + 1}-0`, at: at(each), event })
  }
  parts.floor.advance(at(minute))
  return parts
}
type Internals = ReturnType<typeof floorOf>

function sees(person: string, { floor }: Internals): string[] {
  const viewer = viewerOf(site, { kind: 'person', person }) as Staff
  const desk: Sight = { viewer, view: 'desk', id: null }
  const rows = (['case', 'promise', 'contact'] as const).flatMap((type) =>
    [...floor.ids(type)].flatMap((id) => (shownRow(desk, type, id, floor) === null ? [] : [id])),
  )
  expect(maySeeCase(viewer, floor.row('case', 'C-1')!, floor)).toBe(rows.includes('C-1'))
  return rows.sort()
}

test('the case of who comes again, with what was promised, is open to each at whom it rings, then to who talks, until the wrap-up ends', () => {
  const ringing = [...history, ...rings]
  for (const agent of ['yuan', 'qian']) expect(sees(agent, floorOf(ringing, 91))).toEqual(['C-1', 'P-1', 'c'])
  expect(sees('qian', floorOf(history, 90))).toEqual([])
  const talking = [...ringing, ...talks]
  expect(sees('yuan', floorOf(talking, 93))).toEqual(['C-1', 'P-1', 'c'])
  expect(sees('qian', floorOf(talking, 93))).toEqual([])
  const over = [...talking, ...ends]
  expect(sees('yuan', floorOf(over, 95.9))).toEqual(['C-1', 'P-1', 'c'])
  expect(sees('yuan', floorOf(over, 96.1))).toEqual([])
})

test('in one’s own wrap-up it stays open also where a colleague goes on with the customer', () => {
  const on: typeof history = [
    [94, 'contact.transferred', 'c', { to: { agent: 'qian' } }],
    [94.1, 'contact.answered', 'c', { agent: 'qian' }],
  ]
  const floor = floorOf([...history, ...rings, ...talks, ...on], 94.5)
  expect(sees('yuan', floor)).toEqual(['C-1', 'P-1'])
  expect(sees('qian', floor)).toEqual(['C-1', 'P-1', 'c'])
})

test('a server that died in between and comes back later opens nothing more', () => {
  const before = floorOf([...history, ...rings, ...talks, ...ends], 95.5)
  expect(sees('yuan', before)).toContain('C-1')
  const after = createFloorInternals({})
  for (const text of saveFloor(before, plainPacker)) loadPiece(after, plainPacker, text)
  expect(sees('yuan', after)).toContain('C-1')
  after.floor.advance(at(96.1))
  expect(sees('yuan', after)).toEqual([])
})

test('nobody opens it again by saying that they dial its customer, or go on with a contact that is over', () => {
  const spoken = [...history, ...rings, ...talks, ...ends]
  const viewer = viewerOf(site, { kind: 'person', person: 'yuan' }) as Staff
  const dials = (subject: string, data: object = {}) => {
    return { type: 'contact.dialled', subject, data: { agent: 'yuan', ...data } }
  }
  const over = floorOf(spoken, 97).floor
  expect(mayCommand(viewer, dials('c'), over)).toMatchObject({ code: 'forbidden' })
  expect(mayCommand(viewer, dials('d', { customer: 'cu' }), over)).toMatchObject({
    ...{ code: 'forbidden', message: 'data.customer: is not yours' },
  })
  const owed: typeof history = [
    [96, 'callback.requested', 'B-1', { queue: 'q', customer: 'cu', agent: 'yuan' }],
  ]
  const own = floorOf([...spoken, ...owed], 97).floor
  expect(mayCommand(viewer, dials('d', { customer: 'cu', callback: 'B-1' }), own)).toEqual({ ok: true })
  for (const type of [
    'contact.answered',
    'contact.held',
    'contact.resumed',
    'contact.message',
    'contact.transferred',
  ] as const) {
    const more = type === 'contact.transferred' ? { to: { agent: 'yuan' } } : { agent: 'yuan', by: 'agent' }
    const command = { type, subject: 'c', data: more }
    expect(mayCommand(viewer, command, floorOf(spoken, 95.5).floor)).toEqual({ ok: true })
    expect({ type, sees: sees('yuan', floorOf([...spoken, [95.5, type, 'c', more]], 97)) }).toEqual({
      type,
      sees: [],
    })
  }
})

test('who names a call to an incident by its notice sees it, and works on it no more than before', () => {
  for (const agent of ['he', undefined]) {
    const { floor } = floorOf(
      [
        [0, 'agent.signed_in', 'yuan', { queues: ['q'] }],
        [1, 'case.opened', 'I-1', { kind: 'incident', title: 'No line', agent }],
        [1, 'notice.posted', 'N-1', { text: 'No line', case: 'I-1' }],
        ...talks.flatMap(([, , id, to]): typeof history => [
          [2, 'contact.queued', id, { queue: 'q', customer: 'cu' }],
          [2, 'contact.answered', id, to],
        ]),
        [3, 'case.contacted', 'I-1', { contact: 'c', notice: 'N-1' }],
      ],
      4,
    )
    const viewer = viewerOf(site, { kind: 'person', person: 'yuan' }) as Staff
    const may = (type: string, subject: string, data: object) =>
      mayCommand(viewer, { type, subject, data: { ...data } }, floor).ok
    expect(floor.row('contact', 'c')?.case).toBe('I-1')
    expect(maySeeCase(viewer, floor.row('case', 'I-1')!, floor)).toBe(true)
    expect(may('case.assigned', 'I-1', { agent: 'yuan' })).toBe(false)
    expect(may('case.described', 'I-1', { title: 'x' })).toBe(false)
    expect(may('case.resolved', 'I-1', {})).toBe(false)
    expect(may('assist.requested', 'S-1', { agent: 'yuan', case: 'I-1' })).toBe(true)
    expect(mayWithdrawLink(viewer, 'I-1', floor).ok).toBe(true)
  }
})

test('who has its customer on the line says what it is about, and neither takes it away nor gives it more time', () => {
  const deadline = '2026-03-05T10:00:00Z'
  const soon: typeof history = [[3, 'case.described', 'C-1', { deadline, queue: 'other' }]]
  const { floor } = floorOf([...history, ...soon, ...rings, ...talks], 93)
  const viewer = viewerOf(site, { kind: 'person', person: 'yuan' }) as Staff
  const describes = (data: object) =>
    mayCommand(viewer, { type: 'case.described', subject: 'C-1', data: { ...data } }, floor)
  for (const data of [
    { title: 'x', name: 'Wang', kind: 'complaint', deadline: '2026-03-05T09:00:00Z' },
    { deadline },
  ])
    expect(describes(data)).toEqual({ ok: true })
  for (const [field, value] of [
    ...([['queue', 'q'] as const, ['phone', '13900001111']] as const),
    ...([['kind', 'inquiry'] as const, ['deadline', null], ['deadline', '2026-03-06T10:00:00Z']] as const),
  ])
    expect(describes({ [field]: value })).toMatchObject({
      ...{ code: 'forbidden', message: `data.${field}: case C-1 is a colleague's` },
    })
  const own = floorOf([...history, ...soon, [4, 'case.assigned', 'C-1', { agent: 'yuan' }]], 93).floor
  const mine = { type: 'case.described', subject: 'C-1', data: { queue: 'q', deadline: null } }
  expect(mayCommand(viewer, mine, own)).toEqual({ ok: true })
})
