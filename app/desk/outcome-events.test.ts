import { describe, expect, test } from 'vitest'
import { parseEvent } from '#core/event/parse-event.ts'
import { contactOutcomes } from '#core/outcomes/contact-outcomes.ts'
import { caseOf } from '../_work-items/rows-for-test.ts'
import { type Answering, outcomePlan } from './outcome-events.ts'

const asked = { id: 'call-1', queue: 'care', channel: 'voice', case: null }
const answering: Answering = { asked, row: null, agent: 'yuan', newCase: 'C-1042' }
const none = { title: '', cause: null }
const said = { title: 'Charged twice', cause: 'wrong-bill' }
const about = (more: object) =>
  ({ ...answering, row: caseOf({ id: 'C1', owner: 'yuan', title: null, ...more }) }) satisfies Answering
const types = (...of: Parameters<typeof outcomePlan>) => outcomePlan(...of).notes.map(({ type }) => type)

test.each(contactOutcomes)('what "%s" says is what the contract takes', (outcome) => {
  for (const of of [answering, about({}), about({ owner: 'he' }), about({ state: 'resolved' })]) {
    const { notes, mark } = outcomePlan(outcome, of, said)
    for (const note of [...notes, mark]) {
      const event = {
        specversion: '1.0',
        id: 'x',
        source: 'user/yuan',
        time: '2026-01-01T00:00:00Z',
        ...note,
      }
      expect(parseEvent(event)).toMatchObject({ ok: true })
    }
  }
})

describe('a case from a contact', () => {
  test('is whose the answer is, names the contact, and what it was about; who called it has from the contact', () => {
    const { notes, mark, ...plan } = outcomePlan('owe', answering, said)
    expect(plan).toEqual({ case: 'C-1042', opens: true })
    const place = { contact: 'call-1', channel: 'voice', queue: 'care' }
    expect(notes).toEqual([
      {
        type: 'case.opened',
        subject: 'C-1042',
        data: { kind: 'request', agent: 'yuan', title: 'Charged twice', cause: 'wrong-bill', ...place },
      },
    ])
    expect(mark.data).toEqual({ kind: 'owe', title: 'Charged twice', cause: 'wrong-bill' })
  })
  test('is not opened where the contact has one: what that lacks is added, what it has stays', () => {
    expect(outcomePlan('owe', about({}), said)).toMatchObject({
      case: 'C1',
      opens: false,
      notes: [{ type: 'case.described', data: { title: 'Charged twice', cause: 'wrong-bill' } }],
    })
    expect(types('owe', about({ title: 'No line', cause: 'outage' }), said)).toEqual([])
    expect(types('owe', about({ state: 'resolved' }), none)).toEqual(['case.reopened'])
    expect(types('owe', about({ owner: 'he' }), said)).toEqual([])
  })
  test('of a complaint is its own, unless the contact’s case is one', () => {
    expect(outcomePlan('complaint', about({ kind: 'request' }), none)).toMatchObject({ case: 'C-1042' })
    expect(outcomePlan('complaint', about({ kind: 'complaint' }), none)).toMatchObject({
      case: 'C1',
      notes: [],
    })
  })
  test('that was opened during it is it also where it turns out to be a complaint, and no second one is opened', () => {
    const during = { kind: 'request', contact: 'call-1', contacts: 1 }
    expect(outcomePlan('complaint', about(during), said)).toMatchObject({
      ...{ case: 'C1', opens: false },
      notes: [{ type: 'case.described', data: { kind: 'complaint', title: 'Charged twice' } }],
    })
    const titled = outcomePlan('complaint', about({ ...during, title: 'No line', cause: 'outage' }), said)
    expect(titled.notes).toMatchObject([{ type: 'case.described', data: { kind: 'complaint' } }])
    for (const other of [{ contact: 'call-0' }, { contact: null }, { contacts: 2 }, { owner: 'he' }])
      expect(outcomePlan('complaint', about({ ...during, ...other }), none)).toMatchObject({ opens: true })
  })
})

test('solved closes one’s own case, gives a colleague’s customer the answer, and without a case only marks the contact', () => {
  expect(types('solved', answering, said)).toEqual([])
  expect(types('solved', about({}), none)).toEqual(['case.resolved'])
  expect(types('solved', about({ state: 'resolved' }), none)).toEqual([])
  expect(types('solved', about({ owner: 'he' }), none)).toEqual(['case.replied'])
})
