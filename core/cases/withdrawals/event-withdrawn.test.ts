import { expect, test } from 'vitest'
import { withdrawnFrom } from './event-withdrawn.ts'

test.each([
  ['case/C1', { kind: 'case', id: 'C1' }],
  ['promise/P/1', { kind: 'promise', id: 'P/1' }],
  ['notice/N1', { kind: 'notice', id: 'N1' }],
  ['contact/K1', null],
  ['C1', null],
  ['agent/yuan', null],
])('what is taken back of %s', (subject, expected) => {
  expect(withdrawnFrom({ subject })).toEqual(expected)
})
