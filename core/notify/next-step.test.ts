import { expect, test } from 'vitest'
import { MINUTE } from '../alerts/alerts-for-test.ts'
import { nextStep } from './next-step.ts'
import { playAlerts } from './play-for-test.ts'

const began = Date.parse('2026-03-02T09:00:00Z')

const site = {
  site: { id: 's', timezone: 'UTC' },
  teams: [{ id: 'care', name: 'Care', leads: ['lin'] }],
  queues: [{ id: 'q', team: 'care' }],
  people: [
    { id: 'lin', name: 'Lin', role: 'lead', team: 'care' },
    { id: 'ma', name: 'Ma', role: 'supervisor' },
  ],
  rules: [
    {
      ...{ id: 'answer', kind: 'clock', subject: 'case', start: ['case.opened'], stop: ['case.replied'] },
      ...{ limit: '30m', severity: 'critical', notify: 'leads', title: 'Answer' },
    },
  ],
}

function nextOf(floor: ReturnType<typeof playAlerts>) {
  const [alert] = [...floor.floor.ids('alert')]
  const named = alert === undefined ? null : floor.floor.alert(alert)
  return named === null ? null : nextStep(named, floor.planning())
}

test('after the lead was told it says when the supervisor is, until somebody takes it or it is answered', () => {
  const floor = playAlerts({ site, began })
  floor.happens('case.opened', 'C1', { kind: 'complaint', queue: 'q' })
  floor.to(31)
  expect(nextOf(floor)).toMatchObject({
    ...{ at: began + 40 * MINUTE, step: 1, as: ['supervisors'], people: ['ma'], departments: [] },
  })
  floor.to(41)
  expect(nextOf(floor)).toBeNull()
})

test('nothing comes next once it is taken', () => {
  const floor = playAlerts({ site, began })
  floor.happens('case.opened', 'C1', { kind: 'complaint', queue: 'q' })
  floor.to(31)
  const [alert] = [...floor.floor.ids('alert')]
  floor.happens('alert.acked', alert!, { by: 'lin', until: new Date(began + 61 * MINUTE).toISOString() })
  expect(nextOf(floor)).toBeNull()
})
