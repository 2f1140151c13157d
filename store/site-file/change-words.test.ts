import { tmpdir } from 'node:os'
import { expect, test } from 'vitest'
import { siteSchema } from '#core/site/site-schema.ts'
import { judgeChange } from './change-site.ts'

/** Guarantee: what somebody does wrong in a form stands at its field, in their language. */

const lin = { id: 'lin', name: 'Lin', role: 'lead', login: '1', email: 'lin@example.test' }
const route = { id: 'night', ladder: [{ who: 'leads' }] }
const roster = { id: 'duty', shifts: [{ members: ['lin'] }] }
const shift = (more: object) => ({
  alerts: { rosters: [{ ...roster, shifts: [{ members: ['lin'], ...more }] }] },
})
const calendar = { id: 'day', week: { 'mon-fri': ['09:00-18:00'] } }
const base = {
  site: { id: 'a', name: 'a' },
  queues: [{ id: 'q' }],
  teams: [{ id: 't', name: 'T', leads: ['lin'] }],
  people: [lin],
  calendars: [calendar],
}
const content = siteSchema.parse(base)
const inForce = {
  ...{ site: 'a', version: 1, at: 0, by: 'file', fileHash: null, content, text: null, why: null },
  published: true,
}

test.each([
  [{ queues: [{ id: 'q', target: { share: 1.9, withinSec: 20 } }] }, 'queues.0.target.share atMost'],
  [{ queues: [{ id: 'q', target: { share: 0, withinSec: 20 } }] }, 'queues.0.target.share moreThan'],
  [{ queues: [{ id: 'q', target: { share: 0.8 } }] }, 'queues.0.target.withinSec number'],
  [{ queues: [{ id: 'q', wrapUpSec: 'soon' }] }, 'queues.0.wrapUpSec number'],
  [{ queues: [{ id: 'q', wrapUpSec: -1 }] }, 'queues.0.wrapUpSec atLeast'],
  [{ queues: [{ id: 'q', team: 'x' }] }, 'queues.0.team unknown'],
  [{ queues: [{ id: '客服' }] }, 'queues.0.id ascii'],
  [{ queues: [{ id: 'q' }, { id: 'q' }] }, 'queues.1.id twice'],
  [{ people: [lin, { ...lin, id: 'b', email: 'x@example.test' }] }, 'people.1.login signInTwice'],
  [{ people: [lin, { id: 'b', name: 'B', role: 'agent', email: '1@' }] }, 'people.1.email email'],
  [{ people: [lin, { id: 'b', role: 'agent' }] }, 'people.1.name missing'],
  [{ people: [{ ...lin, role: 'boss' }] }, 'people.0.role choose'],
  [{ calendars: [{ ...calendar, timezone: 'Mars' }] }, 'calendars.0.timezone timezone'],
  [{ calendars: [{ ...calendar, week: {} }] }, 'calendars.0.week neverOpens'],
  [{ calendars: [{ ...calendar, week: { mon: ['9-5'] } }] }, 'calendars.0.week.mon.0 span'],
  [{ calendars: [{ ...calendar, closed: ['tomorrow'] }] }, 'calendars.0.closed.0 date'],
  [{ calendars: [{ ...calendar, open: { soon: ['09:00-10:00'] } }] }, 'calendars.0.open.soon date'],
  [{ calendars: [{ ...calendar, holidays: ['XX'] }] }, 'calendars.0.holidays.0 noHolidays'],
  [{ boards: [{ id: 'b', name: '' }] }, 'boards.0.name empty'],
  [{ boards: [{ id: 'b', name: 'B', queues: ['gone'] }] }, 'boards.0.queues.0 unknown'],
  [
    { boards: [{ id: 'b', name: 'B', figures: ['asa', 'aht', 'level', 'csat'] }] },
    'boards.0.figures tooMany',
  ],
  [{ alerts: { routes: [{ ...route, ladder: [] }] } }, 'alerts.routes.0.ladder noneChosen'],
  [
    { alerts: { routes: [{ ...route, ladder: [{ after: 'soon', who: 'leads' }] }] } },
    'alerts.routes.0.ladder.0.after duration',
  ],
  [{ alerts: { routes: [{ ...route, ladder: [{ who: [] }] }] } }, 'alerts.routes.0.ladder.0.who noneChosen'],
  [
    { alerts: { routes: [{ ...route, ladder: [{ who: 'team:gone' }] }] } },
    'alerts.routes.0.ladder.0.who.0 unknown',
  ],
  [{ alerts: { routes: [{ ...route, next: 'night' }] } }, 'alerts.routes.0.next circle'],
  [{ alerts: { routes: [{ ...route, id: 'leads' }] } }, 'alerts.routes.0.id builtIn'],
  [shift({ members: [] }), 'alerts.rosters.0.shifts.0.members noneChosen'],
  [shift({ handover: { at: '9' } }), 'alerts.rosters.0.shifts.0.handover.at clock'],
  [shift({ handover: { from: '1.1.' } }), 'alerts.rosters.0.shifts.0.handover.from date'],
  [
    { alerts: { targets: [{ id: 'm', kind: 'mail', host: 'h', from: 'us' }] } },
    'alerts.targets.0.from sender',
  ],
  [{ alerts: { targets: [{ id: 'm', kind: 'wecom', url: 'robot' }] } }, 'alerts.targets.0.url url'],
])('%j: %s', (change, wanted) => {
  const judged = judgeChange({ json: { ...base, ...change } }, inForce, tmpdir())
  const faults = judged.ok ? [] : judged.faults
  expect(faults.map(({ at, words }) => `${at.join('.')} ${words?.key}`)).toEqual([wanted])
})
