import { expect, test } from 'vitest'
import { createFoldCosts } from './fold-costs.ts'

test('what folding events took is their source’s; what was done for no event alone is borne as much as each cost lately', () => {
  let now = 0
  const costs = createFoldCosts(() => now)
  for (let index = 0; index < 3; index++) costs.event('costly', 10)
  costs.event('cheap', 10)
  costs.common(40)
  expect(Object.fromEntries(costs.take())).toEqual({
    costly: { events: 3, ms: 60 },
    cheap: { events: 1, ms: 20 },
  })
  // Folded again a while after it came, when only another one sends.
  now = 500
  costs.event('cheap', 1)
  costs.common(40)
  const later = costs.take()
  expect(later.get('costly')!.ms).toBeGreaterThan(25)
  expect(later.get('costly')!.events).toBe(0)
  expect(later.get('cheap')!.ms).toBeLessThan(16)
  now = 60_000
  costs.common(40)
  expect(costs.take().size).toBe(0)
})
