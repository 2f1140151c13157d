import { expect, it } from 'vitest'
import { createFloor } from '#core/floor/create-floor.ts'
import { usualLimits } from '#core/site/limits.ts'
import { siteSchema } from '#core/site/site-schema.ts'
import { createCrowdNotes } from './crowd-notes.ts'

const NOW = Date.parse('2026-03-04T15:00:00+08:00')

it('a customer with more callbacks, or more calls to them, than one has is noted once, and by nobody’s name', () => {
  const met: unknown[] = []
  const near: [string, number][] = []
  const notes = createCrowdNotes({
    met: (limit, who) => void met.push([limit, who]),
    near: (limit, share) => void near.push([limit, share]),
  })
  const site = siteSchema.parse({
    site: { id: 'test' },
    limits: { ...usualLimits, callbacksPerCustomer: 2, callsPerCallback: 1 },
  })
  const floor = createFloor({ site })
  let number = 0
  function hear(type: string, subject: string, data: object) {
    number++
    const event = { id: `e${number}`, source: 'pbx', type, time: NOW + number, subject, data: { ...data } }
    floor.apply({ pos: `${number}-0`, at: NOW + number, event })
    notes(floor.takeChanged(), floor)
  }
  const asked = (id: string) => hear('callback.requested', id, { queue: 'q', customer: 'cu' })
  const dialled = (id: string) => hear('contact.dialled', id, { agent: 'a', customer: 'cu' })
  for (const id of ['B1', 'B2']) asked(id)
  dialled('o1')
  expect(met).toEqual([])
  expect(near.slice(-2)).toEqual([
    ['callbacksPerCustomer', 1],
    ['callsPerCallback', 1],
  ])
  dialled('o2')
  for (const id of ['B3', 'B4']) asked(id)
  expect(met).toEqual([
    ['callsPerCallback', ''],
    ['callbacksPerCustomer', ''],
  ])
})
