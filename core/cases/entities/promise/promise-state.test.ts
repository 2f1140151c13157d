import { expect, test } from 'vitest'
import { eventsAbout, type Happened } from '../../../floor/floor-event-for-test.ts'
import { promiseChangesAt } from './promise-row.ts'
import { applyToPromise, newPromise, promiseStateAt } from './promise-state.ts'

const at = (ms: number) => new Date(ms).toISOString()
const MADE: Happened = [0, 'promise.made', { case: 'C1', text: 'call back', due: at(100) }]

function after(...happened: Happened[]) {
  const state = newPromise()
  for (const event of eventsAbout('promise', 'P1', MADE, ...happened)) applyToPromise(state, event)
  return state
}

test('a promise is open before its due, and broken from that instant on until it is kept', () => {
  const state = after()
  expect([99, 100, 101].map((now) => promiseStateAt(state, now))).toEqual(['open', 'broken', 'broken'])
  expect(promiseChangesAt(state)).toBe(100)
})

test('kept at its due it is kept, later it is late, whatever other date was agreed after the due had passed', () => {
  expect(promiseStateAt(after([100, 'promise.kept']), 500)).toBe('kept')
  expect(promiseStateAt(after([101, 'promise.kept']), 500)).toBe('late')
  const moved = after([101, 'promise.moved', { due: at(300) }], [200, 'promise.kept'])
  expect(promiseStateAt(moved, 500)).toBe('late')
})

test('a date agreed in time is the due, and one that is kept or withdrawn changes by time no more', () => {
  const moved = after([50, 'promise.moved', { due: at(300) }])
  expect([promiseStateAt(moved, 200), promiseChangesAt(moved)]).toEqual(['open', 300])
  expect(promiseChangesAt(after([50, 'promise.kept']))).toBeNull()
  const withdrawn = after([150, 'promise.withdrawn'])
  expect([promiseStateAt(withdrawn, 500), promiseChangesAt(withdrawn)]).toEqual(['withdrawn', null])
})

test('a share is whole where it is kept, and none where it is withdrawn, unless somebody says how much', () => {
  expect(after([1, 'promise.kept']).share).toBe(1)
  expect(after([1, 'promise.kept', { share: 0.5 }]).share).toBe(0.5)
  expect(after([1, 'promise.withdrawn']).share).toBe(0)
})
