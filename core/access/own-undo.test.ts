import { expect, test } from 'vitest'
import { eventsAbout } from '../floor/floor-event-for-test.ts'
import { UNDO_MS } from '../time/undo.ts'
import { ownGivenAway } from './own-undo.ts'
import type { Staff } from './viewer.ts'

const lin = { kind: 'person', id: 'lin', role: 'lead', agent: 'a9' } as Staff
const ma = { ...lin, id: 'ma' } as Staff
const history = eventsAbout(
  'case',
  'C1',
  [1_000, 'case.opened', { kind: 'complaint', agent: 'yuan' }],
  [2_000, 'case.assigned', { agent: 'he' }, 'user/ma'],
  [3_000, 'case.assigned', { agent: 'qian' }, 'user/lin'],
)
const last = history.at(-1)!
const given = (who: Staff, id = last.id, now = 4_000, events = history) =>
  ownGivenAway(who, 'case.assigned', { id, now }, events)

test('what somebody gave away last is theirs to take back, to whom it was given before', () => {
  expect(given(lin)).toEqual({ before: 'he' })
  expect(given(ma, history[1]!.id, 2_500, history.slice(0, 2))).toEqual({ before: 'yuan' })
})

test('nobody takes back what a colleague gave, or what was given on since', () => {
  expect(given(ma)).toBeNull()
  expect(given(ma, history[1]!.id)).toBeNull()
})

test('after a minute it stays where it is', () => {
  expect(given(lin, last.id, last.time + UNDO_MS)).not.toBeNull()
  expect(given(lin, last.id, last.time + UNDO_MS + 1)).toBeNull()
})

test('only what puts something into somebody’s hands can be taken back so', () => {
  expect(ownGivenAway(lin, 'case.opened', { id: history[0]!.id, now: 1_500 }, history)).toBeNull()
})

test('where no event says whose it was, whoever answered its contact has it again', () => {
  const [only] = eventsAbout('case', 'C1', [3_000, 'case.assigned', { agent: 'qian' }, 'user/lin'])
  expect(given(lin, only!.id, 4_000, [only!])).toEqual({ before: undefined })
})
