import { expect, test } from 'vitest'
import { createListing } from '../_work-items/listing.ts'
import { at, callbackOf, caseOf, clockOf, ruleOf } from '../_work-items/rows-for-test.ts'
import type { WorkItem } from '../_work-items/work-item.ts'
import { workItemsOf } from '../_work-items/work-items.ts'
import { breachedOn, compareOnWall, isOnWall, needsEyes } from './wall-order.ts'

const rules = new Map([['unanswered', ruleOf('unanswered', 'critical')]])
const withClock = (id: string, over: Parameters<typeof clockOf>[0], row: Parameters<typeof caseOf>[0] = {}) =>
  caseOf({
    id,
    // As the server ranks cases that differ in nothing but their due.
    rank: Date.parse(over?.dueAt ?? at(0)),
    ...row,
    clocks: [clockOf({ subject: `case/${id}`, ...over })],
  })
const order = (cases: ReturnType<typeof caseOf>[]) =>
  workItemsOf({ cases }, rules)
    .filter(isOnWall)
    .sort(compareOnWall)
    .map(({ id }) => id)

test('what has just breached and nobody has stands on top; with an owner it steps behind', () => {
  const taken = withClock('taken', { state: 'breached', dueAt: at(9) })
  const older = withClock('older', { state: 'breached', dueAt: at(5) }, { owner: null })
  const newer = withClock('newer', { state: 'breached', dueAt: at(8) }, { owner: null })
  const soon = withClock('soon', { state: 'warned', dueAt: at(10) })
  expect(order([soon, taken, older, newer])).toEqual(['newer', 'older', 'taken', 'soon'])
})

test('of what is next, complaints come first, then whatever is due sooner', () => {
  const request = withClock('request', { dueAt: at(1) }, { kind: 'request' })
  const late = withClock('late', { dueAt: at(9) })
  const soon = withClock('soon', { dueAt: at(5) })
  expect(order([request, late, soon])).toEqual(['soon', 'late', 'request'])
})

test('what somebody has stands as on the at-risk list: of two breached the one that is longer over first', () => {
  const older = withClock('older', { state: 'breached', dueAt: at(5) })
  const newer = withClock('newer', { state: 'breached', dueAt: at(8) })
  expect(order([newer, older])).toEqual(['older', 'newer'])
})

test('the heading counts every red row beneath it, a callback too, and never fewer than the board does', () => {
  const breached = withClock('breached', { state: 'breached', dueAt: at(8) })
  const callback = callbackOf({
    clocks: [clockOf({ subject: 'callback/B1', state: 'breached', dueAt: at(3) })],
  })
  const entries = workItemsOf({ cases: [breached], callbacks: [callback] }, rules)
  expect([breachedOn(1, entries), breachedOn(30, entries)]).toEqual([2, 30])
})

test('what is paused breaches nothing and is not on the wall; what nobody watches is on top', () => {
  const paused = withClock('paused', { state: 'paused', dueAt: null })
  const breached = withClock('breached', { state: 'breached', dueAt: at(8) }, { owner: null })
  const unwatched = caseOf({ id: 'unwatched', watched: false, owner: null })
  expect(order([paused, breached, unwatched])).toEqual(['unwatched', 'breached'])
})

test('a wall stays where something critical is breached that nobody has, or that has just been breached', () => {
  const held = (
    row: ReturnType<typeof caseOf>,
    minute: number,
    severity: 'critical' | 'warning' = 'critical',
  ) =>
    needsEyes(
      workItemsOf({ cases: [row] }, new Map([['unanswered', ruleOf('unanswered', severity)]])),
      Date.parse(at(minute)),
    )
  const owned = withClock('owned', { state: 'breached', dueAt: at(0) })
  const nobodys = withClock('nobodys', { state: 'breached', dueAt: at(0) }, { owner: null })
  expect([held(owned, 1), held(owned, 3)]).toEqual([true, false])
  expect([held(nobodys, 3), held(nobodys, 3, 'warning')]).toEqual([true, false])
})

/** How many entries are looked at, and how many pairs compared, when one of so many changes. */
function workOfOneChange(entries: number) {
  const work = { looked: 0, compared: 0 }
  const withOne = (dueAt: string) =>
    workItemsOf(
      {
        cases: Array.from({ length: entries }, (_, index) =>
          withClock(`c${index}`, {
            state: index % 2 === 0 ? 'breached' : 'running',
            dueAt: index === 7 ? dueAt : at(index),
          }),
        ),
      },
      rules,
    )
  const [before, after] = [withOne(at(7)), withOne(at(70))]
  const listing = createListing<WorkItem>({
    all: () => before,
    keep: (item) => {
      work.looked++
      return isOnWall(item)
    },
    compare: (a, b) => {
      work.compared++
      return compareOnWall(a, b)
    },
  })
  Object.assign(work, { looked: 0, compared: 0 })
  const of = (list: readonly WorkItem[]) => list.find(({ id }) => id === 'c7')!
  listing.apply([{ before: of(before), after: of(after) }])
  expect(listing.items).toEqual(after.filter(isOnWall).sort(compareOnWall))
  return work
}

test('an entry that changes finds its place by halving, however many there are', () => {
  const [few, many] = [workOfOneChange(30), workOfOneChange(480)]
  expect(many.looked).toBe(few.looked)
  expect(few.looked).toBe(1)
  // Sixteen times as many are four steps more, at its going and at its coming.
  expect(many.compared - few.compared).toBeLessThanOrEqual(2 * 5)
})
