import { expect, test } from 'vitest'
import type { MachineNote } from '#core/machine/machine-note.ts'
import { type PlanningContext, sitePlan } from '#core/notify/planning-context.ts'
import { siteSchema } from '#core/site/site-schema.ts'
import { machineNotifications } from './trouble-notifications.ts'

/** Guarantee: what is the matter with the machine goes to administrators outside the screen, once an hour for each thing. */

const mail = (name: string) => ({ channel: 'mail' as const, address: `${name}@example.test` })
const site = siteSchema.parse({
  site: { id: 's', timezone: 'UTC', language: 'en' },
  people: [
    { id: 'ops', name: 'Ops', role: 'admin', language: 'zh-TW' },
    { id: 'lin', name: 'Lin', role: 'supervisor' },
  ],
})

const NOON = Date.parse('2026-03-02T12:00:00Z')
function told(note: MachineNote, now = NOON, of = site) {
  const planning = {
    ...sitePlan(of, new Map()),
    ...{ now, methods: (person: string) => [mail(person)], quiet: () => null },
  } as unknown as PlanningContext
  return machineNotifications(note, planning)
}

test.each<MachineNote>([
  { code: 'disk_low', freeMb: 320, percent: 4 },
  { code: 'disk_full' },
  { code: 'crash_loop', part: 'workers', times: 3 },
  { code: 'clock_back', seconds: 3_600 },
  { code: 'clock_unsynchronised' },
])('$code goes to each administrator, in their language, by their contact method', (note) => {
  expect(told(note)).toMatchObject([
    { kind: 'trouble', machine: note, way: mail('ops'), to: { is: 'person', id: 'ops', language: 'zh-TW' } },
  ])
})

test('the same within the hour is one message whatever its figures; the next hour, or another thing, is another', () => {
  const id = (note: MachineNote, now = NOON) => told(note, now)[0]!.id
  const low: MachineNote = { code: 'disk_low', freeMb: 320, percent: 4 }
  expect(id({ ...low, freeMb: 100 }, NOON + 60_000)).toBe(id(low))
  expect(id(low, NOON + 3_600_000)).not.toBe(id(low))
  expect(id({ code: 'disk_full' })).not.toBe(id(low))
})

test('where nobody is an administrator, supervisors are told', () => {
  const none = { ...site, people: site.people.filter(({ role }) => role !== 'admin') }
  expect(told({ code: 'disk_full' }, NOON, none)).toMatchObject([{ to: { id: 'lin' } }])
})
