import { expect, test } from 'vitest'
import { at, callbackOf, caseOf, clockOf, promiseOf, ruleOf } from './rows-for-test.ts'
import { isAtRisk, workItemsOf } from './work-items.ts'

const rules = new Map([
  ['unanswered', ruleOf('unanswered', 'critical')],
  ['next', ruleOf('next', 'warning')],
])

test("a case's family's clocks are listed once, at the family's own rows", () => {
  const clock = clockOf({ rule: 'next', subject: 'promise/P1' })
  const entries = workItemsOf(
    { cases: [caseOf({ clocks: [clock] })], promises: [promiseOf({ clocks: [clock] })] },
    rules,
  )
  expect(entries.filter(({ rule }) => rule === 'next')).toMatchObject([{ key: 'promise/P1' }])
})

test('a breached clock decides before one that is due sooner, the severer of two breached ones first', () => {
  const clocks = [
    clockOf({ rule: 'next', state: 'running', dueAt: at(1) }),
    clockOf({ rule: 'next', state: 'breached', dueAt: at(2) }),
    clockOf({ rule: 'unanswered', state: 'breached', dueAt: at(3) }),
  ]
  const [item] = workItemsOf({ cases: [caseOf({ clocks })] }, rules)
  expect(item).toMatchObject({ state: 'breached', rule: 'unanswered', severity: 'critical' })
})

test('an open case without a clock is unwatched and at risk; one that waits for the customer is not', () => {
  const unwatched = caseOf({ id: 'C2', watched: false })
  const waiting = caseOf({ id: 'C3', watched: false, state: 'waiting' })
  expect(
    workItemsOf({ cases: [unwatched, waiting] }, rules)
      .filter(isAtRisk)
      .map(({ id }) => id),
  ).toEqual(['C2'])
})

test('what is no case stands in the same order: a breached callback before a promise that is only due', () => {
  const callback = callbackOf({
    clocks: [clockOf({ rule: 'next', state: 'breached', subject: 'callback/B1' })],
  })
  const promise = promiseOf({ clocks: [clockOf({ rule: 'next', subject: 'promise/P1', dueAt: at(1) })] })
  const entries = workItemsOf({ cases: [], callbacks: [callback], promises: [promise] }, rules)
  expect(entries.map(({ type }) => type)).toEqual(['callback', 'promise'])
})

test('a case whose place hangs on a clock of its family stands behind that member, where its own clocks put it', () => {
  const broken = clockOf({ rule: 'next', subject: 'promise/P1', state: 'breached', dueAt: at(1) })
  const own = clockOf({ rule: 'unanswered', dueAt: at(50) })
  const row = caseOf({
    clocks: [own, broken],
    rank: 0,
    reason: { key: 'breached', values: { rule: 'next' } },
  })
  const entries = workItemsOf(
    { cases: [row], promises: [promiseOf({ state: 'broken', clocks: [broken] })] },
    rules,
  )
  expect(entries.map(({ key, reason }) => [key, reason])).toEqual([
    ['promise/P1', null],
    ['case/C1', null],
  ])
})

test('a released clock neither counts nor decides', () => {
  const entries = workItemsOf({ cases: [caseOf({ clocks: [clockOf({ state: 'released' })] })] }, rules)
  expect(entries.filter(isAtRisk)).toEqual([])
})

test('a clock of the family that has no row in this view stands at the case', () => {
  const clock = clockOf({ rule: 'next', subject: 'handoff/H1' })
  expect(workItemsOf({ cases: [caseOf({ clocks: [clock] })] }, rules)).toMatchObject([
    { key: 'case/C1', rule: 'next' },
  ])
})
