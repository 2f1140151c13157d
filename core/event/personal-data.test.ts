import { expect, it } from 'vitest'
import { knownEvent } from './known-event.ts'
import { personalDataKinds, withoutPersonalData } from './personal-data.ts'

const whose = { customer: 'tel:ab', phone: '13800000001', name: '林' }

it('takes out who a customer is and what was written of them, and leaves what is counted', () => {
  const of = (type: string, data: Record<string, unknown>) => withoutPersonalData({ type, data }).data
  expect(of('contact.queued', { queue: 'care', ...whose, note: 'beyond what is known' })).toEqual({
    queue: 'care',
    customer: 'tel:ab',
  })
  expect(of('case.opened', { kind: 'complaint', title: 'Lin waits', cause: 'late', ...whose })).toEqual({
    ...{ kind: 'complaint', cause: 'late', customer: 'tel:ab' },
  })
  const offer = { amount: 300, currency: 'CNY', what: 'to Lin' }
  expect(of('case.replied', { kind: 'answer', text: 'Dear Lin', offer })).toEqual({
    ...{ kind: 'answer', text: '', offer: { amount: 300, currency: 'CNY' } },
  })
  expect(of('handoff.sent', { case: 'C1', department: 'd', question: 'Lin?' })).toEqual({
    ...{ case: 'C1', department: 'd' },
  })
})

it('leaves events that the fold still understands, and those of others as they are', () => {
  const promise = { type: 'promise.made', data: { case: 'C1', text: 'we call', due: '2026-01-01T00:00:00Z' } }
  const plain = withoutPersonalData(promise)
  expect(plain.data).toEqual({ ...promise.data, text: '' })
  expect(knownEvent(plain)).toBe(plain)
  const agent = { type: 'agent.signed_in', data: { queues: ['care'], name: 'Agent Wu' } }
  expect(withoutPersonalData(agent)).toBe(agent)
  expect(withoutPersonalData(plain)).toEqual(plain)
  expect(personalDataKinds).toContain('contact')
})
