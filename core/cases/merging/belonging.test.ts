import { expect, test } from 'vitest'
import { eventsAbout } from '../../floor/floor-event-for-test.ts'
import { caseNamed, casesOfContact } from './belonging.ts'
import { createMerges, mergeOf, mergesInForce } from './merges.ts'

const naming = (caseId: string, time: number) =>
  eventsAbout('case', caseId, [time, 'case.contacted', { channel: 'chat', contact: 'K1' }])
const queued = (caseId: string, time: number) =>
  eventsAbout('contact', 'K1', [time, 'contact.queued', { queue: 'care', case: caseId }])
const all = () => true

test('a contact is at home in the case that named it last, and belongs to the others too, each once', () => {
  const namings = [...naming('C1', 1), ...naming('C2', 2), ...naming('C1', 4)]
  expect(casesOfContact(queued('C3', 3), namings, all)).toEqual(['C2', 'C3', 'C1'])
  expect(casesOfContact([], [], all)).toEqual([])
})

test('a case that nobody heard of counts only while the contact has no other', () => {
  const known = (id: string) => id === 'C1'
  expect(casesOfContact([], [...naming('C1', 1), ...naming('CX', 2)], known)).toEqual(['C1'])
  expect(casesOfContact(queued('CX', 1), naming('CY', 2), () => false)).toEqual(['CX', 'CY'])
})

test('one contact id in all cases is a slip of a feed: it belongs to the first twenty', () => {
  const namings = Array.from({ length: 30 }, (_, place) => naming(`C${place}`, place)).flat()
  const found = casesOfContact([], namings, all)
  expect([found.length, found.at(-1)]).toEqual([20, 'C19'])
})

test('a promise is of the case that it was said to be of last', () => {
  const made = (caseId: string, time: number) =>
    eventsAbout('promise', 'P1', [
      time,
      'promise.made',
      { case: caseId, text: 'x', due: '2026-03-02T10:00:00Z' },
    ])
  const own = [...made('C1', 1), ...made('C2', 2), ...eventsAbout('promise', 'P1', [3, 'promise.kept'])]
  expect(caseNamed({ kind: 'promise', own })).toBe('C2')
  expect(caseNamed({ kind: 'promise', own: own.slice(2) })).toBeNull()
})

const gone = (id: string, into: string, time: number) => ({
  ...{ id, known: true },
  own: eventsAbout('case', id, [time, 'case.merged', { into }]),
})

test('a merge that was undone has never been, and none goes into itself', () => {
  const undone = eventsAbout('case', 'C1', [1, 'case.merged', { into: 'C2' }], [2, 'case.unmerged'])
  expect(mergeOf({ id: 'C1', own: undone })).toBeNull()
  expect(mergeOf(gone('C1', 'C1', 1))).toBeNull()
  expect(mergeOf(gone('C1', 'C2', 1))?.data.into).toBe('C2')
})

test('of merges that would close a circle all stand but the last; cases go on at the end of the others', () => {
  const inForce = mergesInForce([gone('A', 'B', 1), gone('B', 'C', 2), gone('C', 'A', 3)])
  expect(['A', 'B', 'C'].map((id) => inForce.rootOf(id))).toEqual(['C', 'C', 'C'])
  expect(inForce.of('C')).toBeNull()
})

test('no case goes into one that nobody heard of', () => {
  const inForce = mergesInForce([gone('A', 'B', 1), { id: 'B', known: false, own: [] }])
  expect([inForce.of('A'), inForce.rootOf('A')]).toEqual([null, 'A'])
})

test('cases hang together by merges in whatever direction, and no more once one is taken apart', () => {
  const merges = createMerges()
  for (const each of [gone('A', 'B', 1), gone('C', 'B', 2), gone('X', 'Y', 3)]) merges.note(each)
  expect(merges.related('C')).toEqual(['A', 'B', 'C'])
  expect([merges.isMergedInto('B'), merges.isMergedInto('A'), merges.has('A')]).toEqual([true, false, true])
  merges.note({ id: 'C', own: [] })
  expect(merges.related('C')).toEqual(['C'])
  const again = createMerges()
  again.load(merges.dump())
  expect(again.related('A')).toEqual(['A', 'B'])
})
