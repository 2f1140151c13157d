import { expect, test } from 'vitest'
import { createModelFloor } from '../../tests/support/model-floor.ts'
import type { RowTypes } from '../rows/row.ts'
import { siteSchema } from '../site/site-schema.ts'
import { agentOfPerson } from './agent-of-person.ts'
import { climbsTo } from './climbs.ts'
import { hasLeft } from './has-left.ts'
import type { Staff } from './viewer.ts'

const limit = (role: string, amount: number) => ({ role, kind: 'refund', upTo: { amount, currency: 'CNY' } })
const site = siteSchema.parse({
  site: { id: 'test' },
  people: [
    { id: 'lin', name: 'Lin', role: 'lead' },
    { id: 'he', name: 'He', role: 'supervisor' },
    { id: 'yuan', name: 'Yuan', role: 'agent', agent: '1016' },
    { id: 'qian', name: 'Qian', role: 'agent', disabled: true },
    { id: 'old', name: 'Old', role: 'agent', agent: '1020', disabled: true },
    { id: 'new', name: 'New', role: 'agent', agent: '1020' },
  ],
  authority: [limit('agent', 100), limit('lead', 1_000), limit('supervisor', 10_000)],
})
const floor = createModelFloor(site)
const who = (role: Staff['role'], id: string, reach: Staff['reach'] = 'all'): Staff => ({
  ...{ kind: 'person', id, role, agent: null, team: null, reach, unmask: false },
})
const nobody = { queues: new Set<string>(), teams: new Set<string>(), strays: false }
const approval = (amount: number | null, over: object = {}) =>
  ({
    ...{ id: 'A1', state: 'open', amount, currency: 'CNY', kind: 'refund', from: 'lin', requestedBy: 'yuan' },
    ...{ case: null, ...over },
  }) as unknown as RowTypes['approval']

test('a sum above what who was asked may grant climbs to the least role that may, and to that one alone', () => {
  const row = approval(2_000)
  const climbs = (role: Staff['role'], id: string) => climbsTo(who(role, id), row, floor)
  expect([climbs('lead', 'lin'), climbs('supervisor', 'he'), climbs('admin', 'root')]).toEqual([
    false,
    true,
    false,
  ])
  expect(climbsTo(who('admin', 'root'), approval(20_000), floor)).toBe(true)
})

test('what who was asked may grant stays with them', () => {
  expect(climbsTo(who('supervisor', 'he'), approval(1_000), floor)).toBe(false)
})

test('nothing climbs back to who asked for it, out of somebody’s reach, without a sum, or once it is decided', () => {
  const climbs = (row: RowTypes['approval'], reach?: Staff['reach']) =>
    climbsTo(who('supervisor', 'he', reach), row, floor)
  expect(climbs(approval(2_000, { requestedBy: 'he' }))).toBe(false)
  expect(climbs(approval(2_000), nobody)).toBe(false)
  expect(climbs(approval(null))).toBe(false)
  expect(climbs(approval(2_000, { state: 'granted' }))).toBe(false)
})

test('an agent has left once everybody of that number is disabled and nobody works under it', () => {
  const left = (agent: string) => hasLeft(agent, floor)
  expect(['qian', '1020', '1016', 'of-the-pbx'].map(left)).toEqual([true, false, false, false])
  floor.put('agent', { id: 'qian', state: 'available' })
  expect(left('qian')).toBe(false)
  floor.put('agent', { id: 'qian', state: 'offline' })
  expect(left('qian')).toBe(true)
})

test('whose number is not written is their own id if they are an agent, and none if they are not', () => {
  expect(site.people.map(agentOfPerson)).toEqual([null, null, '1016', 'qian', '1020', '1020'])
})
