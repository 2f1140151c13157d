import { expect, test } from 'vitest'
import { voided } from '../rules/transition-key.ts'
import { emitted, transition } from './alerts-for-test.ts'
import { ruleEvent, voidedEvent } from './rule-event.ts'
import { createRuleOutbox, type PendingRuleEvent, type RuleOutbox } from './rule-outbox.ts'

const breached = transition('breached', 90)
const about = () => ({ severity: 'info' as const, title: {}, case: null, team: null })

/** The event by which the timekeeper says or takes back what is owed. */
const eventOf = ({ what, transition: its, takenBack }: PendingRuleEvent) =>
  what === 'say' ? ruleEvent(its, takenBack, about) : voidedEvent(its, takenBack, its.at + 1)

const pendingBy = (outbox: RuleOutbox) =>
  [...outbox.pending.values()].map(({ what, transition: { to } }) => `${what} ${to}`)
function sayAll(outbox: RuleOutbox): string[] {
  const events = [...outbox.pending.values()].map(eventOf)
  for (const event of events) outbox.apply(event)
  return events.map(({ id }) => id)
}

test('what follows is owed until the log says it, once', () => {
  const outbox = createRuleOutbox()
  outbox.take([transition('running', 0), breached])
  expect(pendingBy(outbox)).toEqual(['say running', 'say breached'])
  outbox.apply(emitted('running', 0))
  expect(pendingBy(outbox)).toEqual(['say breached'])
  sayAll(outbox)
  outbox.take([breached])
  expect(pendingBy(outbox)).toEqual([])
})

test('what was said and no longer follows is voided; what was not said is merely forgotten', () => {
  const outbox = createRuleOutbox()
  outbox.take([breached, voided(breached)])
  expect(pendingBy(outbox)).toEqual([])
  outbox.take([breached])
  sayAll(outbox)
  outbox.take([voided(breached)])
  expect(pendingBy(outbox)).toEqual(['void breached'])
  sayAll(outbox)
  expect(pendingBy(outbox)).toEqual([])
})

test('what the log says and does not follow is voided, unless it follows before that was said', () => {
  const outbox = createRuleOutbox()
  outbox.apply(emitted('breached', 90))
  expect(pendingBy(outbox)).toEqual(['void breached'])
  outbox.take([breached])
  expect(pendingBy(outbox)).toEqual([])
})

test('what was taken back and follows again is said again, under another id', () => {
  const outbox = createRuleOutbox()
  const ids: string[] = []
  for (let round = 0; round < 3; round++) {
    outbox.take([breached])
    ids.push(...sayAll(outbox))
    outbox.take([voided(breached)])
    ids.push(...sayAll(outbox))
  }
  expect(new Set(ids).size).toBe(6)
})

test('what came to follow again while the taking back was on its way is said again', () => {
  const outbox = createRuleOutbox()
  outbox.take([breached])
  sayAll(outbox)
  outbox.take([voided(breached)])
  const onItsMethod = [...outbox.pending.values()].map(eventOf)
  outbox.take([breached])
  for (const event of onItsMethod) outbox.apply(event)
  expect(pendingBy(outbox)).toEqual(['say breached'])
})

test('what follows twice is taken back when neither holds', () => {
  const outbox = createRuleOutbox()
  outbox.take([breached, breached])
  sayAll(outbox)
  outbox.take([voided(breached)])
  expect(pendingBy(outbox)).toEqual([])
  outbox.take([voided(breached)])
  expect(pendingBy(outbox)).toEqual(['void breached'])
})

test('a snapshot holds it all, and days go by', () => {
  const before = createRuleOutbox()
  before.take([transition('running', 0), breached])
  before.apply(emitted('running', 0))
  const outbox = createRuleOutbox()
  for (const piece of before.dump()) outbox.load(JSON.parse(JSON.stringify(piece)))
  outbox.turn(Date.now() + 30 * 86_400_000)
  expect(pendingBy(outbox)).toEqual(['say breached'])
  outbox.take([voided(transition('running', 0))])
  expect(pendingBy(outbox)).toEqual(['say breached', 'void running'])
})
