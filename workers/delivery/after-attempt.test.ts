import { expect, test } from 'vitest'
import { NOT_TRIED } from '#store/jobs/notifications/delivery-state.ts'
import { failed, refused, type Sent } from '../channels/channel.ts'
import { afterAttempt } from './after-attempt.ts'

type NotSent = Exclude<Sent, { is: 'sent' }>
const after = (sent: Sent, state = {}, { failing = false, random = 0 } = {}) =>
  afterAttempt({ ...NOT_TRIED, ...state }, sent as NotSent, { failing, random })

test('attempts follow the Standard Webhooks schedule, then it is given up as final', () => {
  const waits = Array.from({ length: 10 }, (_, attempt) => after(failed('503'), { attempt }).settled)
  const minutes = waits.map((settled) => (settled.to === 'due' ? settled.inMs / 60_000 : settled.to))
  expect(minutes).toEqual([5 / 60, 5, 30, 120, 300, 600, 840, 1_200, 1_440, 'dead'])
  expect(after(failed('503'), { attempt: 9 }).outcome).toMatchObject({ final: true, attempt: 10 })
})

test('a fifth of a wait is left to chance', () => {
  expect(after(failed('503'), {}, { random: 0.999 }).settled).toMatchObject({ to: 'due', inMs: 5_999 })
})

test('what would fail again is given up at once', () => {
  expect(after(refused('403'))).toMatchObject({
    outcome: { final: true, attempt: 1 },
    settled: { to: 'dead', state: { reason: '403', attempt: 1, tried: false } },
  })
})

test('on a line that keeps failing it is final, and is tried on all the same', () => {
  expect(after(failed('503'), {}, { failing: true })).toMatchObject({
    outcome: { final: true },
    settled: { to: 'due', state: { final: true } },
  })
})

test('a service that says when to come back is believed; for long it is not waited for', () => {
  expect(after(failed('429', 7_000))).toMatchObject({
    outcome: { final: false },
    settled: { to: 'due', inMs: 7_000 },
  })
  expect(after(failed('429', 3_600_000))).toMatchObject({
    outcome: { final: true },
    settled: { to: 'due', inMs: 3_600_000 },
  })
})

test('what may have arrived is marked so when it is said again', () => {
  expect(after(failed('no answer', null, true)).settled).toMatchObject({ state: { again: true } })
  expect(after(failed('ECONNREFUSED')).settled).toMatchObject({ state: { again: false } })
})
