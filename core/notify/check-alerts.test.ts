import { expect, test } from 'vitest'
import { checkSite } from '../site/check-site.ts'
import { siteSchema } from '../site/site-schema.ts'

const people = [
  { id: 'lin', name: 'Lin', role: 'lead' },
  { id: 'old', name: 'Old', role: 'supervisor', disabled: true },
]
const ladder = [{ who: 'person:lin' }]

/** What is wrong with these `alerts`, as "path: message". */
function faults(alerts: object, more: object = {}): string[] {
  const site = siteSchema.parse({ site: { id: 's' }, people, alerts, ...more })
  return checkSite(site, () => null).map(({ path, message }) => `${path.join('.')}: ${message}`)
}

test('routes, rosters and quiet hours that fit are sound', () => {
  expect(
    faults(
      {
        ackedFor: '1h',
        quiet: { from: '22:00', to: '07:00' },
        rosters: [{ id: 'night', shifts: [{ members: ['lin'] }], deputies: {} }],
        routes: [
          {
            id: 'grave',
            match: { severity: ['critical'], queue: 'q', team: 't', kind: 'complaint', outside: 'always' },
            ladder: [{ who: ['owner', 'roster:night'] }, { after: '5m', who: 'role:lead' }],
            repeat: { every: '30m', most: 3 },
            next: 'supervisors',
          },
        ],
      },
      { queues: [{ id: 'q' }], teams: [{ id: 't', name: 'T', leads: ['lin'] }] },
    ),
  ).toEqual([])
})

test.each([
  ['a person who is not there', { ladder: [{ who: 'person:x' }] }, 'ladder.0.who.0: there is no person "x"'],
  [
    'a person who is disabled',
    { ladder: [{ who: ['person:lin', 'person:old'] }] },
    'ladder.0.who.1: the person "old" is disabled',
  ],
  ['a team', { ladder: [{ who: 'team:x' }] }, 'ladder.0.who.0: there is no team "x"'],
  ['a roster', { ladder: [{ who: 'roster:x' }] }, 'ladder.0.who.0: there is no roster "x"'],
  ['a rule', { match: { rule: 'x' }, ladder }, 'match.rule.0: there is no rule "x"'],
  ['a queue', { match: { queue: ['x'] }, ladder }, 'match.queue.0: there is no queue "x"'],
  ['a calendar', { match: { outside: 'x' }, ladder }, 'match.outside: there is no calendar "x"'],
  ['a role that nobody has', { ladder: [{ who: 'role:admin' }] }, 'ladder: the route "r" reaches nobody'],
  [
    'supervisors that are not there',
    { ladder: [{ who: 'supervisors' }] },
    'ladder: the route "r" reaches nobody',
  ],
  ['a route to go on with', { ladder, next: 'x' }, 'next: there is no route "x"'],
  [
    'steps out of order',
    {
      ladder: [
        { after: '5m', who: 'person:lin' },
        { after: '1m', who: 'person:lin' },
      ],
    },
    'ladder.1.after: must not be earlier than the step before',
  ],
])('names where a route names %s', (_, route, fault) => {
  expect(faults({ routes: [{ id: 'r', ...route }] })).toEqual([`alerts.routes.0.${fault}`])
})

test('ladders that go round in a circle are told at each of them', () => {
  const routes = [
    { id: 'a', ladder, next: 'b' },
    { id: 'b', ladder, next: 'a' },
    { id: 'c', ladder, next: 'a' },
  ]
  expect(faults({ routes })).toEqual([
    'alerts.routes.0.next: goes in a circle: a → b → a',
    'alerts.routes.1.next: goes in a circle: b → a → b',
  ])
})

test('a way by a target that is not there, and a roster of strangers, are told', () => {
  const departments = [{ id: 'd', name: 'D', reach: [{ channel: 'feishu', target: 'robot' }] }]
  const rosters = [{ id: 'n', shifts: [{ members: ['lin', 'x'] }], deputies: { lin: 'old' } }]
  expect(faults({ rosters }, { departments })).toEqual([
    'alerts.rosters.0.shifts.0.members.1: there is no person "x"',
    'alerts.rosters.0.deputies.lin: there is no person "old"',
    'departments.0.reach.0.target: there is no target "robot"',
  ])
})

test('what nobody can be is refused by the schema, at its path', () => {
  const read = siteSchema.safeParse({
    site: { id: 's' },
    alerts: {
      routes: [
        { id: 'r', ladder: [{ who: 'everybody', after: 'soon' }] },
        { id: 'n', ladder: [] },
      ],
    },
  })
  expect(read.error!.issues.map(({ path }) => path.join('.'))).toEqual([
    'alerts.routes.0.ladder.0.after',
    'alerts.routes.0.ladder.0.who',
    'alerts.routes.1.ladder',
  ])
})
