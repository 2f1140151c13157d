import { expect, test } from 'vitest'
import { createModelFloor } from '../../tests/support/model-floor.ts'
import { siteSchema } from '../site/site-schema.ts'
import { resolveWho, type Staffing } from './resolve-who.ts'
import { whoOf } from './who.ts'

const person = (id: string, role: string, more: object = {}) => ({ id, name: id, role, ...more })
const people = [
  person('lin', 'lead', { agent: '2001' }),
  person('sun', 'lead', { agent: '2002' }),
  person('gone', 'lead', { disabled: true }),
  person('he', 'supervisor', { scope: { queues: ['care'] } }),
  person('ma', 'supervisor', { scope: { queues: ['sales'] } }),
  person('root', 'admin'),
  person('yuan', 'agent'),
]
const siteOf = (staff = people, leads = ['lin', 'sun']) =>
  siteSchema.parse({
    site: { id: 'test' },
    ...{ people: staff, queues: [{ id: 'care' }, { id: 'sales' }] },
    teams: [
      { id: 'east', name: 'East', leads, members: ['yuan'] },
      { id: 'west', name: 'West', leads: ['gone'], members: [] },
    ],
    departments: [{ id: 'finance', name: 'Finance' }],
    alerts: {
      rosters: [{ id: 'night', shifts: [{ members: ['lin'] }], deputies: { lin: 'ma' } }],
    },
  })
const nothing = { queue: null, team: null, owner: null, department: null, kind: null }
const floor = createModelFloor(siteOf())
function told(word: string, over: object = {}, staffing: Partial<Staffing> = {}) {
  const by: Staffing = { site: siteOf(), floor, swaps: [], reachable: () => true, ...staffing }
  const found = resolveWho(whoOf(word), { ...nothing, ...over } as never, null, 0, by)
  return [...found.people.map(({ id }) => id), ...found.departments]
}

test('of the leads of a team those are told who are signed in, and all where none is', () => {
  floor.put('agent', { id: '2001', state: 'offline' })
  floor.put('agent', { id: '2002', state: 'available' })
  expect(told('leads', { team: 'east' })).toEqual(['sun'])
  floor.put('agent', { id: '2002', state: 'offline' })
  expect(told('leads', { team: 'east' })).toEqual(['lin', 'sun'])
})

test('what is of no team, or of one whose lead has left, goes to the supervisors: nothing goes to nobody', () => {
  expect(told('leads')).toEqual(['he', 'ma'])
  expect(told('team:west')).toEqual(['he', 'ma'])
})

test('where there are no supervisors the admins are told', () => {
  const site = siteOf(people.filter(({ role }) => role !== 'supervisor'))
  expect(told('supervisors', {}, { site })).toEqual(['root'])
})

test('who has left is told nothing, by whatever word they are named', () => {
  expect(told('person:gone')).toEqual([])
  expect(told('role:lead')).toEqual(['lin', 'sun'])
  expect(told('owner', { owner: 'gone' })).toEqual([])
})

test('an owner is found by their own id and by their agent’s', () => {
  expect([told('owner', { owner: '2001' }), told('owner', { owner: 'yuan' })]).toEqual([['lin'], ['yuan']])
  expect(told('owner')).toEqual([])
})

test('where who is on duty cannot be told, their deputy is', () => {
  expect(told('roster:night')).toEqual(['lin'])
  expect(told('roster:night', {}, { reachable: (id) => id !== 'lin' })).toEqual(['ma'])
  expect(told('roster:none')).toEqual([])
})

test('the department asked is told, and no other', () => {
  expect(told('department', { department: 'finance' })).toEqual(['finance'])
  expect([told('department'), told('department', { department: 'closed' })]).toEqual([[], []])
})
