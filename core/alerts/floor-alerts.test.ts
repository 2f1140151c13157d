import { expect, test } from 'vitest'
import { caseOpened, caseResolved, timerSite } from '#tests/support/timer-floor.ts'
import { createFloor, loadFloor } from '../create-floor.ts'
import type { FloorEvent } from '../event.ts'
import type { Floor } from '../floor.ts'
import { aboutLine } from './about-line.ts'
import { ruleEvent, voidedEvent } from './rule-event.ts'

const BEGAN = Date.UTC(2026, 8, 30, 7)
const MINUTE = 60_000
const at = (minutes: number) => BEGAN + minutes * MINUTE
const options = { site: timerSite('site'), keepLines: true }

let seq = 0
function hear(floor: Floor, event: FloorEvent, minutes: number): void {
  floor.apply({ pos: `${++seq}-0`, at: at(minutes), event })
}

/** What the timekeeper would append now, appended. */
function sayAll(floor: Floor, minutes: number): string[] {
  const events = [...floor.owed().values()].map(({ what, line, takenBack }) =>
    what === 'say'
      ? ruleEvent(line, takenBack, (its) => aboutLine(its, floor, floor.site))
      : voidedEvent(line, takenBack, at(minutes)),
  )
  for (const event of events) hear(floor, event, minutes)
  return events.map(({ type }) => type)
}

async function restored(floor: Floor): Promise<Floor> {
  const texts = [...floor.save()]
  async function* given() {
    yield* texts
  }
  return loadFloor(options, given())
}

test('the floor knows what it owes the log, shows the alert once it is said, and loses neither in a snapshot', async () => {
  const floor = createFloor(options)
  hear(floor, caseOpened('C1', at(0), at(90)), 0)
  expect(floor.takeInstants()).toEqual(new Map([['case/C1', at(90)]]))
  expect(sayAll(floor, 0)).toEqual(['rule.running'])
  floor.advance(at(91))
  expect([...floor.ids('alert')]).toEqual([])

  const next = await restored(floor)
  expect([...next.owed().keys()]).toEqual([...floor.owed().keys()])
  expect(sayAll(next, 91)).toEqual(['rule.breached'])
  const [id] = [...next.ids('alert')]
  expect(next.row('alert', id!)).toMatchObject({
    ...{ subject: 'case/C1', case: 'C1', team: 'care', severity: 'critical', state: 'open' },
    ...{ title: { en: 'Deadline' }, dueAt: new Date(at(90)).toISOString() },
  })
  expect(next.takeChanged().get('alert')).toEqual(new Set([id]))

  const last = await restored(next)
  hear(last, caseResolved('C1', at(80)), 95)
  expect(sayAll(last, 95)).toEqual(['rule.voided', 'rule.met'])
  expect(last.row('alert', id!)).toMatchObject({ state: 'resolved' })
  expect(last.owed().size).toBe(0)
})

test('a floor taken back knows the instants that are still to come', async () => {
  const floor = createFloor(options)
  hear(floor, caseOpened('C1', at(0), at(90)), 0)
  const next = await restored(floor)
  expect(next.takeInstants().get('case/C1')).toBe(at(90))
})
