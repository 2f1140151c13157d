import { expect, test } from 'vitest'
import { createModelFloor } from '../../tests/support/model-floor.ts'
import { mayRequestPbxAction, numberToCall } from './may-request-pbx-action.ts'
import { ownershipInReach } from './reach.ts'
import { firstRefusal, forbidden, notFound } from './verdict.ts'
import type { PeopleReach, Staff } from './viewer.ts'

const floor = createModelFloor()
floor.put('agent', { id: 'yuan', team: 'east', queues: ['care'], contacts: [] })
floor.put('callback', { id: 'B1', phone: '13800000001', onLineWith: [], agent: null, case: null })
floor.put('recovery', { id: 'K1', phone: '13800000002' })
const reach = (over: Partial<PeopleReach> = {}): PeopleReach => ({
  ...{ queues: new Set(['care']), teams: new Set(['east']), strays: false, ...over },
})
const within = (of: object, over: Partial<PeopleReach> = {}) => ownershipInReach(reach(over), of, floor)

test('something is in reach by its queue, by its team, or by the team of whose it is; any of them is enough', () => {
  expect([within({ queue: 'care' }), within({ team: 'east' }), within({ agent: 'yuan' })]).toEqual([
    true,
    true,
    true,
  ])
  expect(within({ queue: 'sales', team: 'west', agent: 'yuan' })).toBe(true)
  expect(within({ queue: 'sales', team: 'west' })).toBe(false)
})

test('what belongs nowhere is in reach of those alone who look after strays', () => {
  expect([within({}), within({}, { strays: true })]).toEqual([false, true])
  expect(within({ queue: 'sales' }, { strays: true })).toBe(false)
  expect(within({ agent: 'nobody-knows' }, { strays: true })).toBe(true)
})

test('the first thing that hinders is what is answered, and what comes after is not even looked at', () => {
  function* checks() {
    yield { ok: true } as const
    yield forbidden('not yours')
    throw new Error('looked further')
  }
  expect(firstRefusal(checks())).toEqual({ ok: false, code: 'forbidden', message: 'not yours' })
  expect(firstRefusal([])).toEqual({ ok: true })
  expect(notFound('x')).toMatchObject({ code: 'not_found' })
})

test('a number that is named is dialled; else the callback’s, else the contact’s; else none', () => {
  const number = (about: object) => numberToCall({ name: 'dial', ...about } as never, floor)
  expect(number({ number: '10086', callback: 'B1' })).toBe('10086')
  expect([number({ callback: 'B1', contact: 'K1' }), number({ contact: 'K1' })]).toEqual([
    '13800000001',
    '13800000002',
  ])
  expect([number({ callback: 'none' }), number({ contact: 'none' }), number({})]).toEqual([null, null, null])
})

test('nobody’s phone is made to dial but one’s own, whatever one leads', () => {
  const admin = {
    kind: 'person',
    id: 'root',
    role: 'admin',
    agent: 'a1',
    team: null,
    reach: 'all',
    unmask: true,
  }
  const dial = (agent: string | null) =>
    mayRequestPbxAction(admin as Staff, { name: 'dial', number: '10086' } as never, agent, floor)
  expect(dial('a1')).toEqual({ ok: true })
  expect(dial('yuan')).toMatchObject({ code: 'forbidden' })
  expect(dial(null)).toMatchObject({ code: 'forbidden' })
})
