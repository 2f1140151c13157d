import { expect, test } from 'vitest'
import { readEscalationStep, requestOf, requestSubject, stepEvent, stepKey } from './escalation-step.ts'
import type { ReceiptDump } from './receipt-dump.ts'
import { createReceiptProjection } from './receipt-projection.ts'

const step = {
  ...{ subject: 'a1', activationKey: 'breached@100', round: 1, step: 2, conversation: 'case/C1' },
  ...{ route: 'leads', at: 200, priority: 5, missing: [{ as: 'leads', reason: 'nobody' }] },
  recipients: [{ to: { is: 'person', id: 'lin' }, as: 'leads', how: 'loud' }],
} as const
const keyed = { ...step, key: stepKey(step) }

/** As servers have written it since there are snapshots: the names of its fields are the format's. */
const written: ReceiptDump = JSON.parse(
  `{"subjects":[{"subject":"a1","calls":[{"firing":"breached@100","round":1,"step":2,"conversation":"case/C1",
  "route":"leads","at":200,"gravity":5,"missing":[{"as":"leads","reason":"nobody"}],"subject":"a1",
  "key":"${keyed.key}","called":[{"to":{"is":"person","id":"lin"},"as":"leads","how":"loud"}]}],
  "tells":[{"telling":"${keyed.key}.p.w","at":210,"channel":"mail","to":{"is":"person","id":"lin"},
  "outcome":{"is":"told","edited":false,"again":false}}]}],
  "messages":[{"person":"lin","sent":[{"ask":"${keyed.key}.p","at":210}]}],"swaps":[]}`,
)

test('a snapshot of before is read: its steps, what became of them, and how often somebody was interrupted', () => {
  const projection = createReceiptProjection()
  projection.load(written)
  expect(projection.escalationSteps('a1')).toEqual([keyed])
  expect(projection.deliveries('a1').map(({ notification }) => notification)).toEqual([`${keyed.key}.p.w`])
  expect(projection.outcomes(`${keyed.key}.p`)).toHaveLength(1)
  expect(projection.interruptions('lin').map(({ priority }) => priority)).toEqual([5])
})

test('a snapshot is written as servers of before can read it', () => {
  const projection = createReceiptProjection()
  projection.load(written)
  expect(JSON.parse(JSON.stringify(projection.dump()))).toEqual(written)
})

test('a step is read from the log as it was written there, whatever it is about', () => {
  for (const subject of ['a1', requestSubject('handoff', 'H1'), requestSubject('given', 'C1')]) {
    const taken = { ...keyed, subject, key: stepKey({ ...step, subject }) }
    expect(readEscalationStep(stepEvent(taken))).toEqual(taken)
  }
})

test('the same step of a ladder has one key, and another round, step, activation or subject another', () => {
  const others = [{ round: 2 }, { step: 3 }, { activationKey: 'again@900' }, { subject: 'a2' }]
  expect(stepKey({ ...step })).toBe(keyed.key)
  expect(new Set(others.map((other) => stepKey({ ...step, ...other })).concat(keyed.key)).size).toBe(5)
})

test('an alert is no request, whatever its id; a request names what it is about', () => {
  expect([requestOf('handoff'), requestOf('handoffs')]).toEqual([null, null])
  expect(requestOf('0123abcd')).toBeNull()
  expect(requestOf('case/C1')).toBeNull()
  expect(requestOf('handoff/H/1')).toEqual({ is: 'handoff', id: 'H/1' })
})
