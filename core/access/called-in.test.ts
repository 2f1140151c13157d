import { expect, test } from 'vitest'
import { createModelFloor } from '../../tests/support/model-floor.ts'
import { siteSchema } from '../site/site-schema.ts'
import { inScope, maySeeCase, type Sight, seesMetricsOnly } from './scope.ts'
import { type Staff, viewerOf } from './viewer.ts'

const site = siteSchema.parse({
  site: { id: 'test' },
  queues: [{ id: 'care', team: 'east' }],
  teams: [
    { id: 'east', name: 'East', leads: ['lin'], members: ['yuan'] },
    { id: 'west', name: 'West', leads: ['sun'], members: ['he'] },
  ],
  people: [
    { id: 'lin', name: 'Lin', role: 'lead' },
    { id: 'sun', name: 'Sun', role: 'lead' },
    { id: 'yuan', name: 'Yuan', role: 'agent' },
    { id: 'he', name: 'He', role: 'agent' },
  ],
})
const staff = (person: string) => viewerOf(site, { kind: 'person', person }) as Staff
const sun = staff('sun')

function floorWith(type?: 'alert' | 'approval' | 'assist', row: object = {}) {
  const floor = createModelFloor(site)
  const usual = {
    told: [],
    from: null,
    requestedBy: 'yuan',
    amount: null,
    agent: 'yuan',
    subject: 'case/C1',
    team: 'east',
  }
  floor.put('case', {
    id: 'C1',
    owner: 'yuan',
    team: 'east',
    queue: 'care',
    kind: 'complaint',
    state: 'open',
  })
  if (type !== undefined) floor.put(type, { ...{ id: 'X1', case: 'C1' }, ...usual, ...row })
  return floor
}
const sees = (who: Staff, floor: ReturnType<typeof floorWith>) =>
  maySeeCase(who, floor.row('case', 'C1')!, floor)

test('a case is open to its owner and to who leads its team, and to no other team', () => {
  const floor = floorWith()
  expect(['yuan', 'lin', 'sun', 'he'].map((id) => sees(staff(id), floor))).toEqual([true, true, false, false])
})

test('who is asked to decide something of a case sees it for as long as it is open', () => {
  expect(sees(sun, floorWith('approval', { from: 'sun', state: 'open' }))).toBe(true)
  expect(sees(sun, floorWith('approval', { from: 'sun', state: 'granted' }))).toBe(false)
  expect(sees(sun, floorWith('approval', { from: 'lin', state: 'open' }))).toBe(false)
})

test('who was called to a desk about a case sees it until the call is over', () => {
  const told = [{ person: 'sun' }]
  expect(sees(sun, floorWith('assist', { told, state: 'accepted' }))).toBe(true)
  expect(sees(sun, floorWith('assist', { told, state: 'ended' }))).toBe(false)
  expect(sees(sun, floorWith('assist', { told: [], state: 'open' }))).toBe(false)
})

test('who has an alert of a case sees it; who was only told of it, or whose colleague has it, does not', () => {
  expect(sees(sun, floorWith('alert', { state: 'acked', ackedBy: 'sun' }))).toBe(true)
  expect(sees(sun, floorWith('alert', { state: 'acked', ackedBy: 'lin' }))).toBe(false)
  expect(sees(sun, floorWith('alert', { state: 'open', ackedBy: null, told: [{ person: 'sun' }] }))).toBe(
    false,
  )
})

test('among what waits for a person stands what they are asked, called to or notified of, wherever it lies', () => {
  const sight: Sight = { viewer: sun, view: 'alerts', id: null }
  const stands = (type: 'alert' | 'approval' | 'assist', row: object) => {
    const floor = floorWith(type, row)
    return inScope(sight, type, floor.row(type, 'X1')! as never, floor)
  }
  expect(stands('approval', { from: 'sun', state: 'open' })).toBe(true)
  expect(stands('approval', { from: 'lin', state: 'open' })).toBe(false)
  expect(stands('assist', { told: [{ person: 'sun' }], state: 'open' })).toBe(true)
  expect(stands('assist', { told: [], state: 'open' })).toBe(false)
  expect(stands('alert', { told: [{ person: 'sun' }] })).toBe(true)
  expect(stands('alert', { told: [] })).toBe(false)
})

test('an agent is shown metrics of what they do not lead, and rows of nobody else', () => {
  expect([seesMetricsOnly(staff('he')), seesMetricsOnly(sun)]).toEqual([true, false])
  expect(seesMetricsOnly({ ...staff('he'), role: 'supervisor' })).toBe(false)
})
