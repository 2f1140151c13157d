import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Contact, newContact, type QueueEntry } from '../contacts/contact.ts'
import { type AgentRecord, addLegs, changeLegs, countLeg, isAsCounted, noLegs } from './leg-counts.ts'

const WITHIN_MS = 20_000
const terms = () => ({ withinMs: WITHIN_MS, shortMs: 0, wrapUpMs: 0 })
const entry = (waitMs: number, outcome: QueueEntry['outcome'] = 'answered'): QueueEntry => ({
  ...{ queue: 'care', enteredAt: 0, outcome, reason: null, endedAt: waitMs, waitMs },
})
const leg = (over: Partial<Contact['legs'][number]> = {}) => ({
  ...{
    agent: 'yuan',
    entry: 0,
    from: 30_000,
    to: 90_000,
    heldMs: 10_000,
    heldSince: null,
    wrapMs: 5_000,
    ...over,
  },
})
const contactOf = (entries: QueueEntry[], ...legs: Contact['legs']): Contact => ({
  ...{ ...newContact('K1'), entries, legs },
})
const counted = (contact: Contact, index = 0) => countLeg(contact, index, terms).counts

test('an answer is in the target up to and with its last millisecond', () => {
  expect(counted(contactOf([entry(WITHIN_MS)], leg()))).toMatchObject({
    answeredInTarget: 1,
    answeredLate: 0,
  })
  expect(counted(contactOf([entry(WITHIN_MS + 1)], leg()))).toMatchObject({
    answeredInTarget: 0,
    answeredLate: 1,
  })
})

test('an entry counts for whoever answered it, and not again for who goes on with it', () => {
  const contact = contactOf([entry(1_000)], leg(), leg({ agent: 'qian', from: 90_000, to: 100_000 }))
  expect([counted(contact), counted(contact, 1)].map(({ answeredInTarget }) => answeredInTarget)).toEqual([
    1, 0,
  ])
  const passedOn = contactOf([entry(1_000), entry(2_000)], leg(), leg({ agent: 'qian', entry: 1 }))
  expect(counted(passedOn, 1)).toMatchObject({ answeredInTarget: 1, waitMs: 2_000 })
})

test('a call that came through no queue, or whose entry was given up, answers nothing', () => {
  expect(counted(contactOf([], leg({ entry: -1 })))).toMatchObject({
    handled: 1,
    answeredInTarget: 0,
    waitMs: 0,
  })
  expect(counted(contactOf([entry(1_000, 'abandoned')], leg()))).toMatchObject({ answeredInTarget: 0 })
})

test('talk is the time of the leg without what was held; a leg that goes on is handled and has no times yet', () => {
  expect(counted(contactOf([entry(1)], leg()))).toMatchObject({
    ...{ finished: 1, talkMs: 50_000, holdMs: 10_000, wrapMs: 5_000 },
  })
  expect(counted(contactOf([entry(1)], leg({ to: null, wrapMs: null })))).toMatchObject({
    ...{ handled: 1, finished: 0, talkMs: 0, holdMs: 0, wrapMs: 0 },
  })
})

test('a leg is counted anew once its agent, its beginning, its end or its wrap-up is another, and only then', () => {
  const contact = contactOf([entry(1)], leg())
  const old = countLeg(contact, 0, terms)
  expect(isAsCounted(old, leg())).toBe(true)
  for (const over of [{ agent: 'qian' }, { from: 30_001 }, { to: null }, { wrapMs: null }])
    expect([over, isAsCounted(old, leg(over))]).toEqual([over, false])
})

test('what is added and changed leaves the same sum as what is put in at once, field by field', () => {
  const names = Object.keys(noLegs()) as (keyof AgentRecord)[]
  const record = fc
    .array(fc.nat(1_000), { minLength: names.length, maxLength: names.length })
    .map((numbers) => ({ ...noLegs(), ...Object.fromEntries(names.map((name, at) => [name, numbers[at]])) }))
  fc.assert(
    fc.property(record, record, record, (rest, before, now) => {
      const [changed, expected] = [{ ...rest }, { ...rest }]
      addLegs(changed, before, 1)
      changeLegs(changed, before, now)
      addLegs(expected, now, 1)
      expect(changed).toEqual(expected)
      addLegs(changed, now, -1)
      expect(changed).toEqual(rest)
    }),
  )
})
