import { expect, test } from 'vitest'
import { createModelFloor } from '../../tests/support/model-floor.ts'
import type { RowType } from '../rows/row.ts'
import { isCalledTo, isOwn, ringsAt } from './own.ts'

const floor = createModelFloor()
floor.put('agent', { id: '1016', contacts: ['K1'] })
floor.put('case', { id: 'C1', owner: '1016', kind: 'complaint' })
floor.put('case', { id: 'C2', owner: null, kind: 'complaint' })
floor.put('case', { id: 'C3', owner: null, kind: 'incident' })
floor.put('contact', { id: 'K1', agent: null, state: 'ringing', case: 'C2' })
const yuan = { kind: 'person', id: 'yuan', agent: '1016' } as const
const he = { kind: 'person', id: 'he', agent: '1017' } as const
const program = { kind: 'token', id: 'yuan', agent: null } as const

const own = (who: typeof yuan | typeof he | typeof program, type: RowType, row: object) =>
  isOwn(who, type, { case: null, ...row } as never, floor)

test('an approval is of who asked for it, of who is asked, and of whoever has its case; of nobody else', () => {
  const approval = (over: object) => ({ id: 'A1', from: null, requestedBy: null, ...over })
  expect(own(yuan, 'approval', approval({ requestedBy: 'yuan' }))).toBe(true)
  expect(own(yuan, 'approval', approval({ from: 'yuan' }))).toBe(true)
  expect(own(yuan, 'approval', approval({ from: '1016' }))).toBe(true)
  expect(own(yuan, 'approval', approval({ case: 'C1' }))).toBe(true)
  const others = approval({ from: 'lin', requestedBy: 'qian', case: 'C1' })
  expect(own(he, 'approval', others)).toBe(false)
})

test('a program that has a person’s name is not that person', () => {
  expect(own(program, 'approval', { from: 'yuan', requestedBy: 'yuan' })).toBe(false)
  expect(own(program, 'alert', { subject: 'case/C9', told: [{ person: 'yuan' }] })).toBe(false)
  expect(isCalledTo(program, { told: [{ person: 'yuan' }] } as never)).toBe(false)
  expect(isCalledTo(yuan, { told: [{ person: 'yuan' }] } as never)).toBe(true)
})

test('a case without an owner is of whoever its customer rings at; an incident is not', () => {
  expect([own(yuan, 'case', floor.row('case', 'C2')!), own(he, 'case', floor.row('case', 'C2')!)]).toEqual([
    true,
    false,
  ])
  floor.put('contact', { id: 'K1', agent: null, state: 'ringing', case: 'C3' })
  expect([ringsAt(yuan, 'C3', floor), own(yuan, 'case', floor.row('case', 'C3')!)]).toEqual([true, false])
})

test('an alert is of who was notified of it, and of whose what it is about is', () => {
  const alert = (subject: string, told: string[] = []) => ({
    subject,
    told: told.map((person) => ({ person })),
  })
  expect(own(he, 'alert', alert('queue/care', ['he']))).toBe(true)
  expect(own(he, 'alert', alert('agent/1017'))).toBe(true)
  expect([own(yuan, 'alert', alert('case/C1')), own(he, 'alert', alert('case/C1'))]).toEqual([true, false])
  expect(own(he, 'alert', alert('agent/1016', ['yuan']))).toBe(false)
})

test('a callback is of whom it was given to; while its customer is on the line also of who has them there', () => {
  const callback = { agent: '1017', onLineWith: ['1016'] }
  expect([own(yuan, 'callback', callback), own(he, 'callback', callback)]).toEqual([true, true])
  expect(own(yuan, 'callback', { agent: '1017', onLineWith: [] })).toBe(false)
  expect(own(yuan, 'callback', { agent: null, onLineWith: [], case: 'C1' })).toBe(true)
})
