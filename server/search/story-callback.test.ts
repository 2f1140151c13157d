import { expect, test } from 'vitest'
import { type Staff, viewerOf } from '#core/access/viewer.ts'
import { createFloor } from '#core/floor/create-floor.ts'
import { siteSchema } from '#core/site/site-schema.ts'
import { storyCallback } from './story-callback.ts'

const site = siteSchema.parse({
  site: { id: 'test' },
  queues: [{ id: 'q' }],
  people: [
    ...['he', 'yuan', 'qian'].map((id) => ({ id, name: id, agent: id, role: 'agent' })),
    { id: 'ma', name: 'Ma', role: 'supervisor' },
  ],
})
const start = Date.parse('2026-03-04T10:00:00Z')
const caller = { queue: 'q', customer: 'cu', phone: '13800001234' }
const history: [number, string, string, Record<string, unknown>][] = [
  [0, 'case.opened', 'C-1', { kind: 'complaint', agent: 'he', customer: 'cu', queue: 'q' }],
  [1, 'contact.queued', 'over', caller],
  [2, 'contact.answered', 'over', { agent: 'yuan' }],
  [3, 'contact.ended', 'over', {}],
  [4, 'contact.queued', 'now', { queue: 'q' }],
  [5, 'contact.answered', 'now', { agent: 'yuan' }],
]
const floor = createFloor({ site })
for (const [index, [minute, type, subject, data]] of history.entries()) {
  const time = start + minute * 60_000
  floor.apply({
    pos: `${index + 1}-0`,
    at: time,
    event: { id: `e${index}`, source: 'pbx', type, subject, data, time },
  })
}
floor.advance(start + 3_600_000)

const asks = (person: string, contact: { id: string; case?: string | null }) =>
  storyCallback(
    viewerOf(site, { kind: 'person', person }) as Staff,
    { queue: 'q', case: null, ...contact },
    floor,
  )
const over = { id: 'over', case: 'C-1' }

test('a callback is asked for from a contact by whoever may say so of it, about its case where they may of that', () => {
  expect(asks('ma', over)).toEqual({ case: 'C-1', hasNumber: true })
  // Who spoke with the customer asks for one, and not about a colleague's case.
  expect(asks('yuan', over)).toEqual({ case: null, hasNumber: true })
  expect(asks('qian', over)).toBeNull()
})

test('also while somebody talks in it, with a number to be said where nobody knows one', () => {
  expect(asks('ma', { id: 'now' })).toEqual({ case: null, hasNumber: false })
  expect(asks('yuan', { id: 'now' })).toEqual({ case: null, hasNumber: false })
})

test('not from a contact that the floor has let go', () => {
  expect(asks('ma', { id: 'long-ago' })).toBeNull()
})
