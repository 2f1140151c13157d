import { expect, test } from 'vitest'
import type { AnyEvent, LogEntry } from '#core/event/event.ts'
import { siteSchema } from '#core/site/site-schema.ts'
import type { ReadAggregate } from '#store/postgres/aggregate-events.ts'
import { type StillOpenOptions, stillOpen, TooManyEvents } from './still-open.ts'

/**
 * Guarantee: what is open of a customer is told by all that there is of them, however much and in however many pages,
 * and of what is too much nothing counts as over.
 */

const site = siteSchema.parse({ site: { id: 'floor' }, queues: [{ id: 'q' }] })
const START = Date.parse('2026-03-04T10:00:00Z')
const CALLS = 450

function entries(...said: (readonly [type: string, subject: string, data?: object])[]): LogEntry[] {
  return said.map(([type, subject, data = {}], index) => {
    const at = START + index * 1_000
    const event = { id: `e${index}`, source: 'pbx', type, subject, time: at, data }
    return { pos: `${index + 1}-0`, at, event: event as unknown as AnyEvent }
  })
}

/** An archive of two events a page. */
const archiveOf =
  (all: readonly LogEntry[]): ReadAggregate =>
  async (members, after = '0-0') => {
    const subjects = new Set(members.map(({ id }) => id))
    const later = all.filter(
      ({ pos, event }) =>
        Number.parseInt(pos, 10) > Number.parseInt(after, 10) && subjects.has(event.subject),
    )
    return { entries: later.slice(0, 2), next: later.length > 2 ? later[1]!.pos : null }
  }

const theirs = { queue: 'q', customer: 'cu', phone: '13800001234' }
const numbered = Array.from({ length: CALLS }, (_, index) => `c${index}`)
const all = entries(
  ['callback.requested', 'B1', theirs],
  ['callback.requested', 'B2', { ...theirs, customer: 'other' }],
  ...numbered.flatMap((id) => [['contact.queued', id, theirs] as const, ['contact.abandoned', id] as const]),
  ['contact.dialled', 'o1', { agent: 'a1', customer: 'cu' }],
  ['contact.answered', 'o1', { agent: 'a1' }],
  ['contact.ended', 'o1'],
  ['case.opened', 'H1', { kind: 'request', customer: 'cu' }],
)
const groups = [
  { kind: 'callback', subject: 'B1' },
  { kind: 'callback', subject: 'B2' },
  ...[...numbered, 'o1'].map((subject) => ({ kind: 'contact', subject })),
  { kind: 'case', subject: 'H1' },
]
const open = (most?: number) => {
  const options: StillOpenOptions = {
    ...{ events: archiveOf(all), site, now: START + 3_600_000 },
    onFault(error) {
      throw error
    },
    ...(most === undefined ? {} : { most }),
  }
  return stillOpen(groups, options)
}

test('a callback that one of many calls reached is over, and what comes last is as open as what comes first', async () => {
  expect((await open()).map(({ subject }) => subject)).toEqual(['B2', 'H1'])
})

test('of more events than can be folded nothing is told', async () => {
  await expect(open(all.length - 1)).rejects.toThrow(TooManyEvents)
  expect(await open(all.length)).toHaveLength(2)
})
