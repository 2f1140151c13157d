import { expect, test } from 'vitest'
import type { KpiTone } from './kpi.tsx'
import { leading } from './leading.ts'
import { type Show, shows } from './shows.ts'

const tones = (said: Partial<Record<Show, KpiTone>>) =>
  ({ ...Object.fromEntries(shows.map((show) => [show, 'none'])), ...said }) as Record<Show, KpiTone>

test('what calls leads, then what has something to say; four at the most, and nothing that has nothing to say', () => {
  expect(leading(tones({}))).toEqual([])
  expect(leading(tones({ waiting: 'some', orphans: 'alarm' }))).toEqual(['orphans', 'waiting'])
  expect(
    leading(
      tones({
        waiting: 'some',
        high: 'alarm',
        promises: 'alarm',
        breached: 'alarm',
        escalations: 'alarm',
        orphans: 'alarm',
      }),
    ),
  ).toEqual(['escalations', 'breached', 'orphans', 'promises'])
})

test('every figure has its place', () => {
  for (const show of shows) expect(leading(tones({ [show]: 'some' }))).toEqual([show])
})
