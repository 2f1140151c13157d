import { expect, test } from 'vitest'
import type { Alert } from '../alerts/alert-state.ts'
import type { RuleConfig } from '../rules/rule-schema.ts'
import { activationOf, givenTo, stageOf } from './activation.ts'

const alert = (over: Partial<Alert> = {}): Alert =>
  ({
    ...{ about: {}, raisedAt: 100, step: 0, dueAt: 900, held: false, status: { is: 'open' } },
    cause: { why: 'warned', at: 100, stage: 0 },
    ...over,
  }) as Alert
const taken = (until: number, givenBy: string | null = null): Alert['status'] => ({
  ...{ is: 'acked', until, taken: { by: 'lin', at: 200, givenBy } },
})

test('an alert speaks up for its cause, and not while it is taken, snoozed, paused or over', () => {
  expect(activationOf(alert(), 150)).toEqual({ key: 'warned@100', at: 100, why: 'warned' })
  expect(activationOf(alert({ status: taken(500) }), 499)).toBeNull()
  expect(activationOf(alert({ status: { is: 'snoozed', taken: null, until: 500 } }), 499)).toBeNull()
  expect(activationOf(alert({ held: true }), 150)).toBeNull()
  const resolved = { is: 'resolved', at: 300, by: 'met', before: { is: 'open' } } as const
  expect(activationOf(alert({ status: resolved }), 400)).toBeNull()
})

test('once an acknowledgement or a snooze has run out, its ladder begins anew, at that instant', () => {
  const again = { key: 'again@500', at: 500 }
  expect(activationOf(alert({ status: taken(500) }), 500)).toEqual({
    ...again,
    why: 'acknowledgement ran out',
  })
  const snoozed = { is: 'snoozed', taken: null, until: 500 } as const
  expect(activationOf(alert({ status: snoozed }), 501)).toEqual({ ...again, why: 'snooze ran out' })
})

test('a cause that came after the acknowledgement ran out is what it speaks up for', () => {
  const cause = { why: 'breached', at: 600, stage: null } as const
  expect(activationOf(alert({ cause, status: taken(500) }), 700)?.key).toBe('breached@600')
})

test('whom an alert was given to is told; who took it themselves is not', () => {
  expect(givenTo(alert({ status: taken(500) }), 300)).toBeNull()
  expect(givenTo(alert({ status: taken(500, 'ma') }), 300)?.by).toBe('lin')
  expect(givenTo(alert({ status: taken(500, 'ma') }), 500)).toBeNull()
  expect(activationOf(alert({ status: taken(500, 'ma') }), 300)).toEqual({
    ...{ key: 'given@200', at: 200, why: 'given' },
  })
})

test('of several warnings the last one is near, and a breach that goes on after a pause is a breach', () => {
  const rule = (warn: string[], due?: string) => ({ kind: 'clock', warn, due }) as unknown as RuleConfig
  const warned = (stage: number) => alert({ cause: { why: 'warned', at: 1, stage } })
  const stages = (of: RuleConfig) => [0, 1, 2].map((stage) => stageOf(warned(stage), of))
  expect(stages(rule(['50%', '80%', '15m']))).toEqual(['warning', 'warning', 'last-warning'])
  // Under a due field the shares say nothing: taken for the last one too early it is louder, never quieter.
  expect(stages(rule(['50%', '30m', '15m'], 'due'))).toEqual(['warning', 'last-warning', 'last-warning'])
  const resumed = { why: 'resumed', at: 5, stage: null } as const
  expect(stageOf(alert({ cause: resumed, step: 1 }), rule(['50%', '80%']))).toBe('breach')
  expect(stageOf(alert({ cause: resumed }), rule(['50%', '80%']))).toBe('warning')
})
