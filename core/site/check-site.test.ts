import { describe, expect, it } from 'vitest'
import { checkSite } from './check-site.ts'
import { siteSchema } from './site-schema.ts'

const rule = {
  id: 'r',
  kind: 'clock',
  subject: 'case',
  start: ['case.opened'],
  stop: ['case.replied'],
  limit: '1h',
}
const person = { id: 'p', name: 'P', role: 'agent' }
const pbx = { id: 'f', kind: 'asterisk', host: '192.0.2.10', username: 'huiyin' }

function findings(parts: object): string[] {
  const site = siteSchema.parse({ site: { id: 's' }, ...parts })
  return checkSite(site, () => null).map(({ level, path }) => `${level} ${path.join('.')}`)
}

describe('a site file whose parts do not fit', () => {
  it('is sound when they do', () => {
    expect(
      findings({
        queues: [{ id: 'q', team: 't', calendar: 'c' }],
        teams: [{ id: 't', name: 'T', leads: ['p'], members: ['phone-7'] }],
        people: [{ ...person, team: 't', agent: 'phone-7', scope: { queues: ['q'], teams: ['t'] } }],
        departments: [{ id: 'd', name: 'D', calendar: 'always', lead: 'p' }],
        boards: [{ id: 'b', name: 'B', queues: ['q'] }],
        calendars: [{ id: 'c', week: { mon: ['09:00-10:00'] } }],
        alerts: { routes: [{ id: 'night', ladder: [{ who: 'person:p' }] }] },
        rules: [{ ...rule, calendar: 'c', notify: ['night', 'supervisors'] }],
      }),
    ).toEqual([])
  })

  it.each([
    [{ queues: [{ id: 'q', team: 'x' }] }, 'error queues.0.team'],
    [{ queues: [{ id: 'q', calendar: 'x' }] }, 'error queues.0.calendar'],
    [{ queues: [{ id: 'q' }, { id: 'q' }] }, 'error queues.1.id'],
    [{ people: [{ ...person, team: 'x' }] }, 'error people.0.team'],
    [{ people: [{ ...person, scope: { queues: ['x'] } }] }, 'error people.0.scope.queues.0'],
    [{ people: [{ ...person, scope: { teams: ['x'] } }] }, 'error people.0.scope.teams.0'],
    [
      {
        people: [
          { ...person, login: '7' },
          { ...person, id: 'o', login: '7' },
        ],
      },
      'error people.1.login',
    ],
    [
      {
        people: [
          { ...person, login: 'boss@example.test' },
          { ...person, id: 'o', login: '8', email: 'Boss@example.test' },
        ],
      },
      'error people.1.email',
    ],
    [
      {
        people: [
          { ...person, email: 'boss@example.test' },
          { ...person, id: 'boss@example.test' },
        ],
      },
      'error people.1.id',
    ],
    [{ departments: [{ id: 'd', name: 'D', lead: 'x' }] }, 'error departments.0.lead'],
    [{ departments: [{ id: 'd', name: 'D', calendar: 'x' }] }, 'error departments.0.calendar'],
    [{ boards: [{ id: 'b', name: 'B', queues: ['x'] }] }, 'error boards.0.queues.0'],
    [
      { queues: [{ id: 'q' }], boards: [{ id: 'b', name: 'B', queues: ['q', 'q'] }] },
      'error boards.0.queues.1',
    ],
    [{ feeds: [{ id: 'system/link', kind: 'http' }] }, 'error feeds.0.id'],
    [{ feeds: [{ ...pbx, queues: { 600: 'x' } }] }, 'error feeds.0.queues.600'],
    [{ feeds: [{ ...pbx, kind: 'Asterisk' }] }, 'error feeds.0.kind'],
    [{ feeds: [{ id: 'f', kind: 'freepbx' }] }, 'error feeds.0.kind'],
    [{ feeds: [{ ...pbx, host: undefined }] }, 'error feeds.0.host'],
    [{ feeds: [{ ...pbx, username: undefined }] }, 'error feeds.0.username'],
    [{ calendars: [{ id: 'c', week: {} }] }, 'error calendars.0.week'],
    [{ rules: [rule, rule] }, 'error rules.1.id'],
    [{ rules: [{ ...rule, calendar: 'x' }] }, 'error rules.0.calendar'],
    [{ rules: [{ ...rule, notify: 'nobody' }] }, 'error rules.0.notify'],
    [{ teams: [{ id: 't', name: 'T', leads: ['x'], members: [] }] }, 'warning teams.0.leads.0'],
    [{ teams: [{ id: 't', name: 'T', members: ['x'] }] }, 'warning teams.0.members.0'],
    [{ people: [{ ...person, password: '12345678' }] }, 'warning people.0.password'],
  ])('%j: %s', (parts, finding) => {
    expect(findings(parts)).toEqual([finding])
  })
})
