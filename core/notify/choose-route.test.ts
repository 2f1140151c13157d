import { expect, test } from 'vitest'
import { compileCalendars } from '../calendars/compile-calendars.ts'
import { siteSchema } from '../site/site-schema.ts'
import { chooseRoute, type Matched } from './choose-route.ts'
import { escalationRoutes } from './routes.ts'

const ladder = [{ who: 'person:lin' }]
const site = siteSchema.parse({
  site: { id: 'test', timezone: 'Asia/Shanghai' },
  people: [{ id: 'lin', name: 'Lin', role: 'lead' }],
  queues: [{ id: 'care' }, { id: 'sales' }],
  calendars: [{ id: 'office', week: { 'mon-fri': ['09:00-18:00'] } }],
  rules: [],
  alerts: {
    routes: [
      { id: 'care-critical', match: { queue: 'care', severity: 'critical' }, ladder },
      { id: 'night', match: { outside: 'office' }, ladder },
      { id: 'day', match: { calendar: 'office', queue: ['care', 'sales'] }, ladder },
      { id: 'named', ladder: [{ after: '5m', who: 'supervisors' }] },
      { id: 'early', from: 'warning', ladder: [{ after: '1m', who: 'leads' }] },
    ],
  },
})
const compiled = compileCalendars(site.calendars, { timezone: 'Asia/Shanghai', holidays: () => null })
if (!compiled.ok) throw new Error('the calendar of this test does not compile')
const rule = (id: string, notify: string | string[]) => ({ id, notify }) as unknown as (typeof site.rules)[0]
const table = {
  site: { ...site, rules: [rule('slow', ['named', 'early']), rule('lost', 'no-such-route')] },
  routes: escalationRoutes(site),
  calendars: compiled.calendars,
}
/** A Monday at ten in Shanghai, and at ten in the evening. */
const [DAY, EVENING] = [Date.parse('2026-03-02T02:00:00Z'), Date.parse('2026-03-02T14:00:00Z')]
const chosen = (what: Partial<Matched>, at: number) =>
  chooseRoute(
    { ...{ rule: 'slow', severity: 'warning', queue: null, team: null, kind: null }, ...what },
    at,
    table,
  )

test('the first route of the file all of whose conditions hold is climbed, and says why', () => {
  const critical = chosen({ queue: 'care', severity: 'critical' }, EVENING)
  expect(critical.route.id).toBe('care-critical')
  expect(critical.why).toContain('queue is care')
  expect(chosen({ queue: 'sales', severity: 'critical' }, DAY).route.id).toBe('day')
})

test('what is of no queue fits no route that asks for one', () => {
  expect(chosen({ queue: null }, DAY).route.id).toBe('named+early')
})

test('a route for when a calendar is closed does not hold while it is open', () => {
  expect(chosen({ queue: 'sales' }, EVENING).route.id).toBe('night')
  expect(chosen({ queue: 'sales' }, DAY).route.id).toBe('day')
})

test('where none fits, all that the rule notifies are climbed at once, from the earliest stage, in order of time', () => {
  const { route } = chosen({}, DAY)
  expect([route.id, route.from]).toEqual(['named+early', 'warning'])
  expect(route.steps.map(({ afterMs }) => afterMs)).toEqual([60_000, 300_000])
})

test('an alert of a rule whose route is gone still reaches the leads: nothing is told to nobody', () => {
  expect(chosen({ rule: 'lost' }, DAY).route.id).toBe('leads')
  expect(chosen({ rule: 'unknown' }, DAY).route.id).toBe('leads')
})
