import { expect, test } from 'vitest'
import { HEARTBEAT_MS } from '#core/rows/protocol.ts'
import { LATE_AFTER_MS, livenessAt } from './liveness.ts'

const heard = (heardAt: number | null, cutAt: number | null = null) => ({ heardAt, cutAt })

test('two missed beats make the amber band', () => {
  expect(LATE_AFTER_MS).toBe(2 * HEARTBEAT_MS)
  expect(livenessAt(heard(0), 8_000)).toBe('live')
  expect(livenessAt(heard(0), 8_001)).toBe('late')
})

test('figures grey after ten seconds of silence and turn to a dash after thirty', () => {
  expect(livenessAt(heard(0), 10_000)).toBe('late')
  expect(livenessAt(heard(0), 10_001)).toBe('stale')
  expect(livenessAt(heard(0), 30_000)).toBe('lost')
})

test('a cut connection is said before the beats are missed, but not for a blink', () => {
  expect(livenessAt(heard(0, 1_000), 3_000)).toBe('live')
  expect(livenessAt(heard(0, 1_000), 3_600)).toBe('late')
})

test('a screen that never heard the server says that it connects', () => {
  expect(livenessAt(heard(null), 60_000)).toBe('connecting')
})
