import { expect, test } from 'vitest'
import { createModelFloor } from '../../tests/support/model-floor.ts'
import { mergedVerdict, mergeVerdict, survivingCaseId } from './merge-verdict.ts'

const floor = createModelFloor()
const put = (id: string, over: object = {}) =>
  floor.put('case', { ...{ id, kind: 'complaint', customer: 'cu', mergedInto: null }, ...over })
put('C1', { mergedInto: 'C2' })
put('C2', { mergedInto: 'C3' })
put('C3')
put('C4', { customer: 'other' })
put('C5', { customer: null })
put('I1', { kind: 'incident', customer: null })
/** A circle, which events in disorder may show for a moment. */
put('R1', { mergedInto: 'R2' })
put('R2', { mergedInto: 'R1' })

const merge = (subject: string, into: string) =>
  mergeVerdict(null, { type: 'case.merged', subject, data: { into } }, floor)
const says = (type: string, subject: string) => mergedVerdict({ type, subject, data: {} }, floor)

test('a case goes on in the last of those that it went into, and a circle ends the search', () => {
  expect(['C1', 'C2', 'C3', 'gone'].map((id) => survivingCaseId(id, floor))).toEqual([
    'C3',
    'C3',
    'C3',
    'gone',
  ])
  expect(['R1', 'R2']).toContain(survivingCaseId('R1', floor))
})

test('a case goes into another of the same customer, and into one of whom no customer is known', () => {
  expect(merge('C3', 'C5')).toEqual({ ok: true })
  expect(merge('C3', 'C4')).toMatchObject({ ok: false, code: 'other_customer' })
})

test('a case goes neither into itself, nor into one that went into it, nor into one that went elsewhere', () => {
  expect(merge('C3', 'C3')).toMatchObject({ code: 'same_case' })
  expect(merge('C3', 'C1')).toMatchObject({ code: 'circle' })
  expect(merge('C5', 'C1')).toMatchObject({ code: 'merged' })
})

test('an incident is of many customers: it goes into no case, and no case into it', () => {
  expect(merge('C3', 'I1')).toMatchObject({ code: 'other_customer' })
  expect(merge('I1', 'C3')).toMatchObject({ code: 'other_customer' })
})

test('of a case that went into another nothing is said but that it comes out again', () => {
  expect(says('case.assigned', 'C1')).toMatchObject({ code: 'merged' })
  expect(says('case.unmerged', 'C1')).toEqual({ ok: true })
  expect(says('case.unmerged', 'C3')).toMatchObject({ code: 'not_merged' })
  expect(says('case.assigned', 'C3')).toEqual({ ok: true })
  expect(says('promise.kept', 'C1')).toEqual({ ok: true })
})
