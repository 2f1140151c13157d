import { expect, test } from 'vitest'
import { voided } from '../cases/line-key.ts'
import { line, said } from './alerts-for-test.ts'
import { ruleEvent, voidedEvent } from './rule-event.ts'
import { createSaidLedger, type Owed, type SaidLedger } from './said-ledger.ts'

const breached = line('breached', 90)
const about = () => ({ severity: 'info' as const, title: {}, case: null, team: null })

/** The event by which the timekeeper says or takes back what is owed. */
const eventOf = ({ what, line: its, takenBack }: Owed) =>
  what === 'say' ? ruleEvent(its, takenBack, about) : voidedEvent(its, takenBack, its.at + 1)

const owedBy = (ledger: SaidLedger) =>
  [...ledger.owed.values()].map(({ what, line: { to } }) => `${what} ${to}`)
function sayAll(ledger: SaidLedger): string[] {
  const events = [...ledger.owed.values()].map(eventOf)
  for (const event of events) ledger.hear(event)
  return events.map(({ id }) => id)
}

test('what follows is owed until the log says it, once', () => {
  const ledger = createSaidLedger()
  ledger.take([line('running', 0), breached])
  expect(owedBy(ledger)).toEqual(['say running', 'say breached'])
  ledger.hear(said('running', 0))
  expect(owedBy(ledger)).toEqual(['say breached'])
  sayAll(ledger)
  ledger.take([breached])
  expect(owedBy(ledger)).toEqual([])
})

test('what was said and no longer follows is voided; what was not said is merely forgotten', () => {
  const ledger = createSaidLedger()
  ledger.take([breached, voided(breached)])
  expect(owedBy(ledger)).toEqual([])
  ledger.take([breached])
  sayAll(ledger)
  ledger.take([voided(breached)])
  expect(owedBy(ledger)).toEqual(['void breached'])
  sayAll(ledger)
  expect(owedBy(ledger)).toEqual([])
})

test('what the log says and does not follow is voided, unless it follows before that was said', () => {
  const ledger = createSaidLedger()
  ledger.hear(said('breached', 90))
  expect(owedBy(ledger)).toEqual(['void breached'])
  ledger.take([breached])
  expect(owedBy(ledger)).toEqual([])
})

test('what was taken back and follows again is said again, under another id', () => {
  const ledger = createSaidLedger()
  const ids: string[] = []
  for (let round = 0; round < 3; round++) {
    ledger.take([breached])
    ids.push(...sayAll(ledger))
    ledger.take([voided(breached)])
    ids.push(...sayAll(ledger))
  }
  expect(new Set(ids).size).toBe(6)
})

test('what came to follow again while the taking back was on its way is said again', () => {
  const ledger = createSaidLedger()
  ledger.take([breached])
  sayAll(ledger)
  ledger.take([voided(breached)])
  const onItsWay = [...ledger.owed.values()].map(eventOf)
  ledger.take([breached])
  for (const event of onItsWay) ledger.hear(event)
  expect(owedBy(ledger)).toEqual(['say breached'])
})

test('what follows twice is taken back when neither holds', () => {
  const ledger = createSaidLedger()
  ledger.take([breached, breached])
  sayAll(ledger)
  ledger.take([voided(breached)])
  expect(owedBy(ledger)).toEqual([])
  ledger.take([voided(breached)])
  expect(owedBy(ledger)).toEqual(['void breached'])
})

test('a snapshot holds it all, and days go by', () => {
  const before = createSaidLedger()
  before.take([line('running', 0), breached])
  before.hear(said('running', 0))
  const ledger = createSaidLedger()
  for (const piece of before.dump()) ledger.load(JSON.parse(JSON.stringify(piece)))
  ledger.turn(Date.now() + 30 * 86_400_000)
  expect(owedBy(ledger)).toEqual(['say breached'])
  ledger.take([voided(line('running', 0))])
  expect(owedBy(ledger)).toEqual(['say breached', 'void running'])
})
