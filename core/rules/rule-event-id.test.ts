import { expect, it } from 'vitest'
import { hash128 } from '../collections/hash128.ts'
import { ruleEventId } from './rule-event-id.ts'
import type { RuleTransition } from './rule-transition.ts'

const transition: RuleTransition = {
  at: 1,
  rule: 'r',
  subject: 'case/C1',
  run: 1,
  to: 'warned',
  stage: 0,
  dueAt: 60_000,
  start: { source: 'crm', id: '1' },
}

it('names a line by its evidence: neither the run’s number nor the instant counts', () => {
  expect(ruleEventId({ ...transition, run: 7, at: 99 })).toBe(ruleEventId(transition))
})

it('differs where any of the parts differs', () => {
  const others: Partial<RuleTransition>[] = [
    { rule: 'q' },
    { subject: 'case/C2' },
    { to: 'breached' },
    { stage: 1 },
    { dueAt: 60_001 },
    { start: { source: 'crm', id: '2' } },
    { start: { source: 'cr', id: 'm1' } },
    { cause: { source: 'crm', id: '1' } },
  ]
  const ids = others.map((other) => ruleEventId({ ...transition, ...other }))
  expect(new Set([ruleEventId(transition), ...ids]).size).toBe(others.length + 1)
})

it('is printable ASCII of bounded length', () => {
  expect(ruleEventId({ ...transition, subject: `case/${'x'.repeat(128)}` })).toMatch(/^warned-[0-9a-f]{32}$/)
})

it('spreads: neighbours share no pattern in any 32 bits of the hash', () => {
  const parts = [0, 1, 2, 3].map(() => new Set<string>())
  for (let index = 0; index < 20_000; index++) {
    const hash = hash128(`["rule","case/${index}"]`)
    for (const [lane, seen] of parts.entries()) seen.add(hash.slice(lane * 8, lane * 8 + 8))
  }
  for (const seen of parts) expect(seen.size).toBeGreaterThan(19_990)
})
