import { expect, test } from 'vitest'
import { eventsAbout, type Happened } from '../../floor/floor-event-for-test.ts'
import { createNamingIndex } from './naming-index.ts'
import { createOpenedCases, openedUntil } from './opened-cases.ts'

const opened = (id: string, at: number, data: object = {}): ReturnType<typeof eventsAbout> =>
  eventsAbout('case', id, [at, 'case.opened', { kind: 'inquiry', ...data }] as Happened)

test('a customer’s cases, and who names a contact, are known until they are forgotten, each by itself', () => {
  const index = createNamingIndex()
  const [first] = opened('C1', 2, { customer: 'U', contact: 'K1' })
  const [second] = opened('C2', 1, { customer: 'U', contact: 'K1' })
  for (const event of [first!, second!]) index.noteCase(event)
  expect([...index.casesOf('U')]).toEqual(['C1', 'C2'])
  expect([...index.namings('K1')].map(({ subject }) => subject)).toEqual(['C2', 'C1'])
  index.forgetAll('C1', [first!])
  expect([...index.casesOf('U')]).toEqual(['C2'])
  expect([...index.namings('K1')].map(({ subject }) => subject)).toEqual(['C2'])
  expect([...index.customersOf('C1')]).toEqual([])
})

test('only what somebody sent names a contact: what follows from events does not', () => {
  const index = createNamingIndex()
  const [derived] = eventsAbout('case', 'C1', [
    1,
    'case.contacted',
    { contact: 'K1', channel: 'chat' },
    'system/link',
  ])
  index.noteCase(derived!)
  expect(index.isNamed('K1')).toBe(false)
  index.noteCase(opened('C2', 2, { contact: 'K1' })[0]!)
  expect(index.isNamed('K1')).toBe(true)
})

test('the cases that a contact names know it until it names them no more', () => {
  const index = createNamingIndex()
  const [queued] = eventsAbout('contact', 'K1', [1, 'contact.queued', { queue: 'care', case: 'C1' }])
  expect(index.noteContact(queued!)).toBe('C1')
  expect([...index.contactsNaming('C1')]).toEqual(['K1'])
  index.forgetContact(queued!)
  expect([...index.contactsNaming('C1')]).toEqual([])
})

test('of a customer with many cases these stand in the order in which they were opened, also one that comes late', () => {
  const cases = createOpenedCases()
  const ids = Array.from({ length: 20 }, (_, place) => `C${place}`)
  const openedAt = (id: string) => (id === 'C3' ? null : 100 - Number(id.slice(1)))
  expect(cases.of('U', ids.slice(0, 16), openedAt)).toBeNull()
  const list = cases.of('U', ids, openedAt)!
  expect([list.length, list[0]?.id, list.at(-1)?.id]).toEqual([19, 'C19', 'C0'])
  for (const _ of [1, 2]) cases.note('U', { id: 'late', at: 90 })
  expect(list.filter(({ at }) => at === 90).map(({ id }) => id)).toEqual(['C10', 'late'])
  expect([openedUntil(list, 80), openedUntil(list, 81)]).toEqual([0, 1])
  cases.forget('U')
  expect(cases.of('U', ids, () => null)).toEqual([])
})
