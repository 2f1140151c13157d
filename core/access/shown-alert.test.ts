import { expect, test } from 'vitest'
import { createModelFloor } from '#tests/support/model-floor.ts'
import { testSite } from '#tests/support/test-site.ts'
import type { View } from '../rows/protocol.ts'
import { siteSchema } from '../site/site-schema.ts'
import { shownRow } from './shown-row.ts'
import { viewerOf } from './viewer.ts'

const site = siteSchema.parse({ ...testSite('shown'), privacy: { unmask: ['supervisor'] } })
const floor = createModelFloor(site)
const owning = { id: 'C1', title: 'Luggage of Wang Xiaoming', name: 'Wang Xiaoming', phone: '13800001234' }
floor.put('case', {
  ...owning,
  ...{
    owner: 'yuan',
    queue: 'care',
    team: null,
    state: 'open',
    supervisorAskedAt: null,
    supervisorSeenAt: null,
  },
  reason: { key: 'due', values: {} },
})
const told = [{ person: 'qian', at: '2026-01-05T12:00:00.000Z', how: 'loud' }]
floor.put('alert', { id: 'A1', subject: 'case/C1', case: 'C1', team: 'east', told, about: null })
const call = { phone: '13800005678', name: 'Zhao Min', queue: 'care', agent: null, case: null }
floor.put('contact', { id: '1764482461.1234', ...call })
floor.put('alert', {
  ...{ id: 'A3', subject: 'contact/1764482461.1234', case: null, team: null },
  ...{ told, about: null },
})
floor.put('alert', { id: 'A2', subject: 'queue/care', case: null, team: 'east', told: [], about: null })

function about(person: string, view: View, alert = 'A1') {
  const viewer = viewerOf(site, { kind: 'person', person })!
  return shownRow({ viewer, view, id: null }, 'alert', alert, floor)?.about
}

test('an alert says what its case is about and whose it is; number and name to whom may know them', () => {
  const masked = {
    title: 'Luggage of W**',
    name: 'W**',
    phone: '138****1234',
    owner: 'yuan',
    queue: 'care',
    supervisorAskedAt: null,
    supervisorSeenAt: null,
  }
  expect(about('lin', 'alerts')).toEqual(masked)
  const { title, name, phone } = owning
  expect(about('ma', 'alerts')).toEqual({ ...masked, title, name, phone })
  // Who must call the customer has the number on their desk.
  expect(about('yuan', 'desk')).toMatchObject({ phone, name })
})

test('who is told of an alert and may not see its case learns nothing of it, and an alert of no case says nothing', () => {
  expect(about('qian', 'alerts')).toBeNull()
  expect(about('lin', 'alerts', 'A2')).toBeNull()
  expect(floor.row('alert', 'A1')).toMatchObject({ about: null })
})

test('an alert about a call of no case says its queue and who calls, to who may see the call', () => {
  const shown = { title: null, owner: null, queue: 'care', supervisorAskedAt: null, supervisorSeenAt: null }
  expect(about('lin', 'alerts', 'A3')).toEqual({ ...shown, name: 'Z**', phone: '138****5678' })
  expect(about('ma', 'alerts', 'A3')).toEqual({ ...shown, name: 'Zhao Min', phone: '13800005678' })
  // They were told of it, and work elsewhere.
  expect(about('qian', 'alerts', 'A3')).toBeNull()
})
