import { expect, test } from 'vitest'
import type { RuleTransition } from './rule-transition.ts'
import { corrections } from './transition-key.ts'

const transition = (to: RuleTransition['to'], dueAt: number, at = dueAt): RuleTransition => ({
  ...{ at, rule: 'answer', subject: 'case/C1', run: 1, to, dueAt },
  start: { source: 'crm', id: 'e1' },
})
const shown = (before: RuleTransition[], after: RuleTransition[]) =>
  corrections(before, after).map((each) => `${each.to} ${each.dueAt}`)

test('what follows as before is said no second time, also where it follows at another instant', () => {
  expect(shown([transition('running', 10)], [transition('running', 10)])).toEqual([])
  expect(shown([transition('breached', 10, 10)], [transition('breached', 10, 12)])).toEqual([])
})

test('first goes what no longer follows, then comes what was missing, each in its order', () => {
  const before = [transition('running', 10), transition('warned', 10), transition('breached', 10)]
  const after = [transition('running', 10), transition('running', 20), transition('warned', 20)]
  expect(shown(before, after)).toEqual(['voided 10', 'voided 10', 'running 20', 'warned 20'])
})

test('of equal transitions as many are said as are missing', () => {
  const breached = transition('breached', 10)
  expect(shown([breached], [breached, { ...breached }])).toEqual(['breached 10'])
  expect(shown([breached, { ...breached }], [breached])).toEqual(['voided 10'])
})
