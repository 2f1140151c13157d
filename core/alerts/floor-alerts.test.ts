import { expect, test } from 'vitest'
import { caseOpened, caseResolved, timerSite } from '#tests/support/timer-floor.ts'
import type { AnyEvent } from '../event/event.ts'
import { createFloor, loadFloor } from '../floor/create-floor.ts'
import type { Floor } from '../floor/floor.ts'
import { notificationId } from '../notify/delivery-receipt.ts'
import { type EscalationStep, stepEvent, stepKey } from '../notify/escalation-step.ts'
import { aboutTransition } from './about-transition.ts'
import { ruleEvent, voidedEvent } from './rule-event.ts'

const BEGAN = Date.UTC(2026, 8, 30, 7)
const MINUTE = 60_000
const at = (minutes: number) => BEGAN + minutes * MINUTE
const options = { site: timerSite('site'), keepTransitions: true }

let seq = 0
function apply(floor: Floor, event: AnyEvent, minutes: number): void {
  floor.apply({ pos: `${++seq}-0`, at: at(minutes), event })
}

/** What the timekeeper would append now, appended. */
function sayAll(floor: Floor, minutes: number): string[] {
  const events = [...floor.pendingRuleEvents().values()].map(({ what, transition, takenBack }) =>
    what === 'say'
      ? ruleEvent(transition, takenBack, (its) => aboutTransition(its, floor, floor.site))
      : voidedEvent(transition, takenBack, at(minutes)),
  )
  for (const event of events) apply(floor, event, minutes)
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
  apply(floor, caseOpened('C1', at(0), at(90)), 0)
  expect(floor.takeInstants()).toEqual(new Map([['case/C1', at(90)]]))
  expect(sayAll(floor, 0)).toEqual(['rule.running'])
  floor.advance(at(91))
  expect([...floor.ids('alert')]).toEqual([])

  const next = await restored(floor)
  expect([...next.pendingRuleEvents().keys()]).toEqual([...floor.pendingRuleEvents().keys()])
  expect(sayAll(next, 91)).toEqual(['rule.breached'])
  const [id] = [...next.ids('alert')]
  expect(next.row('alert', id!)).toMatchObject({
    ...{ subject: 'case/C1', case: 'C1', team: 'care', severity: 'critical', state: 'open' },
    ...{ title: { en: 'Deadline' }, dueAt: new Date(at(90)).toISOString() },
  })
  expect(next.takeChanged().get('alert')).toEqual(new Set([id]))

  const last = await restored(next)
  apply(last, caseResolved('C1', at(80)), 95)
  expect(sayAll(last, 95)).toEqual(['rule.voided', 'rule.met'])
  expect(last.row('alert', id!)).toMatchObject({ state: 'resolved' })
  expect(last.pendingRuleEvents().size).toBe(0)
})

test('an alert is looked at again when its case changes, because it is shown with what that says', () => {
  const floor = createFloor(options)
  apply(floor, caseOpened('C1', at(0), at(90)), 0)
  floor.advance(at(91))
  sayAll(floor, 91)
  const [id] = [...floor.ids('alert')]
  floor.takeChanged()
  const data = { agent: 'yuan' }
  const given = { id: 'g', source: 'user/lin', type: 'case.assigned', time: at(92), subject: 'C1', data }
  apply(floor, given, 92)
  expect(floor.takeChanged().get('alert')).toEqual(new Set([id]))
})

test('a floor taken back knows the instants that are still to come', async () => {
  const floor = createFloor(options)
  apply(floor, caseOpened('C1', at(0), at(90)), 0)
  const next = await restored(floor)
  expect(next.takeInstants().get('case/C1')).toBe(at(90))
})

test('a floor taken back knows who was called upon, and what became of it', async () => {
  const floor = createFloor(options)
  apply(floor, caseOpened('C1', at(0), at(90)), 0)
  floor.advance(at(91))
  sayAll(floor, 91)
  const [id] = [...floor.ids('alert')]
  const position = { subject: id!, activationKey: `breached@${at(90)}`, round: 0, step: 0 }
  const to = { is: 'person', id: 'lin' } as const
  const step: EscalationStep = {
    ...{
      ...position,
      key: stepKey(position),
      conversation: 'case/C1',
      route: 'leads',
      at: at(91),
      priority: 5,
    },
    ...{ recipients: [{ to, as: 'leads', how: 'loud' }], missing: [] },
  }
  apply(floor, stepEvent(step), 91)
  const notification = notificationId(step.key, 'lin', {
    channel: 'mail',
    target: 'post',
    address: 'lin@example.test',
  })
  const data = {
    telling: notification,
    alerts: [id],
    conversation: 'case/C1',
    person: 'lin',
    channel: 'mail',
  }
  apply(
    floor,
    { id: 't', source: 'system/delivery', type: 'alert.told', time: at(92), subject: id!, data },
    92,
  )
  const next = await restored(floor)
  expect(next.receipts.escalationSteps(id!)).toEqual([step])
  expect(next.row('alert', id!)).toEqual(floor.row('alert', id!))
  expect(next.row('alert', id!)?.told).toMatchObject([{ person: 'lin', how: 'loud' }])
  expect(next.row('team', 'care')?.messages).toEqual([{ person: 'lin', name: 'Lin', count: 1 }])
})
