import type { caseProjectionForTest } from './case-projection-for-test.ts'

const TYPES = [
  'case',
  'promise',
  'handoff',
  'approval',
  'assist',
  'callback',
  'allowance',
  'team',
  'department',
] as const

/** Everything that can be seen of a case projection in tests with random histories. */
export function floorOutcomeOf({ book, contradicting }: ReturnType<typeof caseProjectionForTest>) {
  const rows = Object.fromEntries(
    TYPES.map((type) => [type, [...book.ids(type)].sort().map((id) => book.row(type, id))]),
  )
  const contacts = ['K1', 'K2', 'K3', 'K4'].map((id) => [book.caseOf(id), book.clocksOf('contact', id)])
  const queues = ['complaints', 'billing', 'walkin'].map((id) => book.queueMetrics(id))
  const contradicted = [...contradicting].filter(([, count]) => count !== 0).sort()
  return { rows, contacts, queues, contradicted }
}
