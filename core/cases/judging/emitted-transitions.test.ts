import { expect, test } from 'vitest'
import type { RuleTransition } from '../../rules/rule-transition.ts'
import { createEmittedTransitions } from './emitted-transitions.ts'

const transition = (to: RuleTransition['to'], dueAt: number): RuleTransition => ({
  ...{ at: dueAt, rule: 'answer', subject: 'case/C1', run: 1, to, dueAt },
  start: { source: 'crm', id: 'e1' },
})

test('what is emitted silently was said before: it is never taken; all else once', () => {
  const emitted = createEmittedTransitions()
  emitted.silently(() => emitted.emit(transition('warned', 1)))
  emitted.emit(transition('breached', 2))
  expect(emitted.take().map(({ to }) => to)).toEqual(['breached'])
  expect(emitted.take()).toEqual([])
})
