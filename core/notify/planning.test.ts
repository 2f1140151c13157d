import fc from 'fast-check'
import { expect, test } from 'vitest'
import { activationOf } from './activation.ts'
import type { Notification } from './notification.ts'
import { pendingFor, pendingState } from './pending-notification.ts'
import { type Play, playAlerts, untilTime } from './play-for-test.ts'
import { unreached } from './unreached.ts'

const BEGAN = Date.UTC(2026, 0, 5, 7, 17)
const DAY = 24 * 60

const clock = {
  kind: 'clock',
  subject: 'case',
  start: ['case.opened'],
  stop: ['case.replied', 'case.resolved'],
}
const site = {
  site: { id: 's', timezone: 'Asia/Shanghai' },
  people: [
    { id: 'lin', name: 'Lin', role: 'lead', team: 'care' },
    { id: 'sun', name: 'Sun', role: 'lead' },
    { id: 'ma', name: 'Ma', role: 'supervisor' },
  ],
  teams: [{ id: 'care', name: 'Care', leads: ['lin'] }],
  queues: [{ id: 'complaints', team: 'care' }],
  rules: [
    { ...clock, id: 'soon', limit: '30m', warn: ['10m'], severity: 'warning' },
    { ...clock, id: 'grave', limit: '60m', severity: 'critical', notify: 'named' },
    { ...clock, id: 'late', limit: '9h', severity: 'warning' },
  ],
  alerts: {
    cap: 3,
    quiet: { from: '22:00', to: '07:00' },
    routes: [
      {
        id: 'named',
        ladder: [{ who: 'person:sun' }, { after: '5m', who: ['leads', 'person:sun'] }],
        repeat: { every: '1h', most: 2 },
      },
    ],
  },
}

const act = fc.record({
  what: fc.constantFrom('open', 'open', 'reply', 'ack', 'snooze', 'crash', 'wait'),
  id: fc.constantFrom('C1', 'C2', 'C3', 'C4', 'C5', 'C6'),
  by: fc.constantFrom('lin', 'sun', 'ma'),
  minutes: fc.integer({ min: 0, max: 90 }),
})
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never

function perform(on: Play, { what, id, by }: Act, now: number): void {
  const alert = [...on.floor.ids('alert')].find((each) => on.floor.row('alert', each)?.case === id)
  const data = { by, until: untilTime(BEGAN, now + 30) }
  if (what === 'open') on.happens('case.opened', id, { kind: 'complaint', queue: 'complaints' })
  else if (what === 'reply') on.happens('case.replied', id, { kind: 'answer' })
  else if (what === 'crash') on.crash()
  else if (alert !== undefined && what === 'ack') on.happens('alert.acked', alert, data, `user/${by}`)
  else if (alert !== undefined && what === 'snooze') on.happens('alert.snoozed', alert, data, `user/${by}`)
}

/** Plays random acts and a day after them. */
function played(acts: readonly Act[], deaf: readonly string[]): Play {
  const fate = ({ to }: Notification) => (deaf.includes(to.id) ? 'fails' : 'arrives')
  const on = playAlerts({ site, began: BEGAN, fate })
  let now = 0
  for (const one of acts) {
    now += one.minutes
    on.to(now)
    perform(on, one, now)
  }
  on.to(now + DAY)
  return on
}

const acts = fc.array(act, { maxLength: 25 })
const deaf = fc.subarray(['lin', 'sun', 'ma'])

test('nobody is sent the same thing twice, whatever happens and whoever begins anew', () => {
  fc.assert(
    fc.property(acts, deaf, (each, who) => {
      const on = played(each, who)
      const ids = on.arrived.map(({ notification }) => notification.id)
      expect(new Set(ids).size).toBe(ids.length)
      for (const alert of on.floor.ids('alert')) {
        const steps = on.floor.receipts
          .escalationSteps(alert)
          .map(({ activationKey, round, recipients }) =>
            recipients
              .filter(({ how }) => how !== 'silent')
              .map(({ to }) => `${activationKey} ${round} ${to.id}`),
          )
        expect(new Set(steps.flat()).size).toBe(steps.flat().length)
      }
    }),
    { numRuns: 60 },
  )
})

test('each alert that speaks up reached somebody, or is listed as reaching nobody; what was held has gone out', () => {
  fc.assert(
    fc.property(acts, deaf, (each, who) => {
      const on = played(each, who)
      const planning = on.planning()
      const lost = new Set(unreached(planning).map(({ alert }) => alert))
      for (const id of on.floor.ids('alert')) {
        const activation = activationOf(on.floor.alert(id)!.alert, planning.now)
        if (activation === null) continue
        const steps = on.floor.receipts
          .escalationSteps(id)
          .filter((step) => step.activationKey === activation.key)
        expect(steps.length).toBeGreaterThan(0)
        const states = steps
          .flatMap((step) => step.recipients.map((called) => pendingFor(step, called, planning)))
          .map((ask) => (ask === null ? 'told' : pendingState(ask, planning).is))
        expect(states).not.toContain('pending')
        expect(lost.has(id)).toBe(!states.includes('told'))
      }
    }),
    { numRuns: 60 },
  )
})

test('nobody is interrupted more often within an hour than the cap says', () => {
  fc.assert(
    fc.property(acts, (each) => {
      const on = played(each, [])
      for (const person of ['lin', 'sun', 'ma']) {
        const times = on.floor.receipts.interruptions(person).map(({ at }) => at)
        for (const at of times)
          expect(times.filter((other) => other > at - 3_600_000 && other <= at).length).toBeLessThanOrEqual(3)
      }
    }),
    { numRuns: 60 },
  )
})
