import { expect, test } from 'vitest'
import { playAlerts } from './play-for-test.ts'
import { sentDue } from './sent-due.ts'

/** A Monday, 16:00 in Shanghai. */
const BEGAN = Date.UTC(2026, 0, 5, 8)
const at = (hours: number) => new Date(BEGAN + hours * 3_600_000).toISOString()

const site = {
  site: { id: 's', timezone: 'Asia/Shanghai' },
  departments: [{ id: 'finance', name: 'Finance', calendar: 'office' }],
  calendars: [{ id: 'office', week: { 'mon-fri': ['09:00-18:00'] } }],
  rules: [
    {
      ...{
        id: 'return',
        kind: 'clock',
        subject: 'handoff',
        start: ['handoff.sent'],
        stop: ['handoff.returned'],
      },
      ...{ due: 'due', limit: '3h', calendar: 'office' },
    },
    {
      id: 'accept',
      kind: 'clock',
      subject: 'handoff',
      start: ['handoff.sent'],
      stop: ['handoff.accepted'],
      limit: '30m',
    },
  ],
  alerts: { lead: '1h' },
}

/** What is said to the agent who sends a hand-off now, with this in the case. */
function sent(opened: object, due?: string, promised?: string) {
  const on = playAlerts({ site, began: BEGAN })
  on.happens('case.opened', 'C1', { kind: 'complaint', ...opened })
  if (promised !== undefined) on.happens('promise.made', 'P1', { case: 'C1', text: 'by then', due: promised })
  const data = { case: 'C1', department: 'finance', ...(due === undefined ? {} : { due }) }
  return sentDue(
    { id: 'h', source: 'user/a', type: 'handoff.sent', time: BEGAN, subject: 'H1', data },
    on.planning(),
  )
}

test('without a time of the customer the department has its own limit, in its working hours', () => {
  // Three working hours from 16:00: two today, one from 9:00 tomorrow.
  expect(sent({})).toEqual({ at: at(18), by: 'department', tooLate: false })
  expect(sent({}, at(2))).toEqual({ at: at(2), by: 'department', tooLate: false })
})

test('what the customer was promised or asked for counts less the lead time, if it is earlier', () => {
  expect(sent({ deadline: at(2) })).toEqual({ at: at(1), by: 'customer', tooLate: false })
  expect(sent({ deadline: at(2) }, undefined, at(1.5))).toEqual({
    at: at(0.5),
    by: 'customer',
    tooLate: false,
  })
  expect(sent({ deadline: at(40) })).toMatchObject({ at: at(18), by: 'department' })
})

test('what cannot be met is said: it lies behind, or the department is closed until then', () => {
  expect(sent({ deadline: at(0.5) })).toEqual({ at: at(-0.5), by: 'customer', tooLate: true })
  expect(sent({}, undefined, at(1))).toEqual({ at: at(0), by: 'customer', tooLate: true })
})

test('once it is sent, the department is told the same, not by when somebody there must take it', () => {
  const targets = [{ id: 'post', kind: 'mail', host: 'mail.example.test', from: 'h@example.test' }]
  const reach = [{ channel: 'mail', address: 'f@example.test' }]
  const file = {
    ...site,
    alerts: { ...site.alerts, targets },
    departments: [{ ...site.departments[0], reach }],
  }
  const on = playAlerts({ site: file, began: BEGAN })
  on.happens('case.opened', 'C1', { kind: 'complaint' })
  on.happens('handoff.sent', 'H1', { case: 'C1', department: 'finance' })
  expect(on.arrived.map(({ notification }) => notification.alerts[0]?.dueAt)).toEqual([
    BEGAN + 18 * 3_600_000,
  ])
})
