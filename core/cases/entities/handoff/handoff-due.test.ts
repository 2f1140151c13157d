import { expect, test } from 'vitest'
import type { AnyEvent } from '../../../event/event.ts'
import { siteSchema } from '../../../site/site-schema.ts'
import { caseProjectionForTest } from '../../projection/case-projection-for-test.ts'

const sent = { kind: 'clock', subject: 'handoff', start: ['handoff.sent'] }
const site = siteSchema.parse({
  site: { id: 'departments', timezone: 'UTC' },
  rules: [
    { ...sent, id: 'accept', stop: ['handoff.accepted', 'handoff.returned'], limit: '30m' },
    { ...sent, id: 'return', stop: ['handoff.returned'], due: 'due', limit: '2h' },
  ],
})
const START = Date.UTC(2026, 2, 2, 1)
const MINUTE = 60_000
const at = (minute: number) => new Date(START + minute * MINUTE).toISOString()
const happened = (minute: number, type: string, subject: string, data: object = {}): AnyEvent => ({
  ...{ id: `${type}-${minute}`, source: 'crm', type, subject, time: START + minute * MINUTE },
  data: { ...data },
})
function folded(...events: AnyEvent[]) {
  const floor = caseProjectionForTest(site)
  for (const event of events) floor.hear(event)
  floor.advance(START)
  return floor.book
}

test('an answer is due when the clock says that only the answer ends, not when somebody is to take it', () => {
  const handoff = happened(0, 'handoff.sent', 'H1', { case: 'C1', department: 'product' })
  expect(folded(handoff).row('handoff', 'H1')).toMatchObject({ dueAt: at(120) })
  const agreed = happened(0, 'handoff.sent', 'H1', { case: 'C1', department: 'product', due: at(45) })
  expect(folded(agreed).row('handoff', 'H1')).toMatchObject({ dueAt: at(45) })
})

test('why tells of the clocks that have ended, before those that run', () => {
  const projection = folded(
    happened(0, 'case.opened', 'C1', { kind: 'complaint' }),
    happened(1, 'handoff.sent', 'H1', { case: 'C1', department: 'product' }),
    happened(11, 'handoff.accepted', 'H1'),
  )
  expect(projection.why('C1')).toMatchObject([
    {
      rule: 'accept',
      run: 1,
      startedAt: at(1),
      endedAt: at(11),
      dueAt: at(31),
      by: { limitMs: 30 * MINUTE },
    },
    { rule: 'return', run: 1, startedAt: at(1), endedAt: null, dueAt: at(121) },
  ])
  expect(projection.takeTransitions().map(({ rule, to }) => `${rule} ${to}`)).toEqual([
    'accept running',
    'return running',
    'accept met',
  ])
})
