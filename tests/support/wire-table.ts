import { actSite, type Stance, stances } from './act-scene.ts'

/** Who may come to the server's interface. */
export const wireCallers = [
  'nobody',
  'feed',
  'screen',
  'agent',
  'lead',
  'supervisor',
  'admin',
  /** An integration's token, of an administrator and of an agent. */
  'token',
  'agentToken',
  /** Who holds the link of a department, and tries it as a token. */
  'link',
  /** A session that has run out. */
  'expired',
  /** Who has not chosen a password of their own yet. */
  'first',
  /** Who must have a second factor and has not set it up yet. */
  'pending',
] as const
export type WireCaller = (typeof wireCallers)[number]
type Staff = 'agent' | 'lead' | 'supervisor' | 'admin'

/** One route of the interface: a right request, and from whom it is taken. */
export interface WireRoute {
  /** What the path names, where it is not of the scene. */
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string>>
  readonly body?: object
  readonly headers?: Readonly<Record<string, string>>
  /** Everybody at all, by what the path holds. */
  readonly anybody?: true
  /** Callers who may, whatever it is about; an agent's token may what both agents and tokens may. */
  readonly may?: readonly WireCaller[]
  /** Also who has to do something first, before anything else: choose a password, set up a second factor. */
  readonly first?: readonly ('first' | 'pending')[]
  /** The kind of thing of the scene that the path names, and how one must stand to it. */
  readonly about?: 'alert' | 'case' | 'contact' | 'queue' | 'agent'
  readonly by?: Readonly<Record<Staff, readonly Stance[]>>
}

const EVERYBODY_KNOWN = ['screen', 'agent', 'lead', 'supervisor', 'admin', 'token'] as const
const STAFF = ['agent', 'lead', 'supervisor', 'admin', 'token'] as const
const PEOPLE = ['agent', 'lead', 'supervisor', 'admin'] as const
const LEADING = ['lead', 'supervisor', 'admin', 'token'] as const
const ABOVE = ['supervisor', 'admin', 'token'] as const
const ADMINS = ['admin', 'token'] as const

const all = [...stances]
/** The scene's queue of other teams is that of the stance `none`. */
const inReach = all.filter((stance) => stance !== 'none')
const seesCase = {
  agent: ['own', 'ringing', 'approver'],
  lead: ['own', 'ringing', 'reach', 'approver'],
  supervisor: ['own', 'ringing', 'reach', 'approver'],
  admin: all,
} as const
/** Who had the customer on the line is asked how it ended until they say so. */
const asksOfContact = {
  agent: ['own', 'past', 'ringing'],
  lead: ['own', 'past', 'ringing', 'reach'],
  supervisor: ['own', 'past', 'ringing', 'reach'],
  admin: all,
} as const
const takesAlert = {
  agent: ['own'],
  lead: ['own', 'reach'],
  supervisor: ['own', 'reach'],
  admin: all,
} as const
const givesAlert = { ...takesAlert, agent: [] } as const

const BOTH_FIRST = ['first', 'pending'] as const
const AHEAD = '2036-01-01T00:00:00Z'
const SPAN = { from: '2026-03-02T00:00:00Z', to: '2026-03-03T00:00:00Z' }
const NEXT_YEAR = { from: '2036-01-01T00:00:00Z', to: '2036-01-02T00:00:00Z', person: 'yuan' }
const TOGETHER = { id: 'together', each: [{ id: 'together-1', subject: 'none' }] }
const NO_LINK = { token: 'no-such-token' }
/** A change of the site that comes too late, so that it changes nothing. */
const LATE_CHANGE = { body: actSite('late'), headers: { 'if-match': '"999999999"' } }

/**
 * Every route under `/api/v1` beside `/events`. A route that is not here fails the matrix over the wire, and the
 * mutations of requests are made of these.
 */
export const wireRoutes: Readonly<Record<string, WireRoute>> = {
  'POST /session': { anybody: true, body: { login: 'no-nobody', password: 'x' } },
  'DELETE /session': { may: PEOPLE, first: BOTH_FIRST },
  'DELETE /sessions': { may: PEOPLE, first: BOTH_FIRST },
  'GET /sessions': { may: PEOPLE, first: BOTH_FIRST },
  'DELETE /sessions/:id': { may: PEOPLE, first: BOTH_FIRST, params: { id: 'none' } },
  'POST /session/password': {
    may: PEOPLE,
    first: BOTH_FIRST,
    body: { current: 'wrong-password', next: 'another-password' },
  },
  'GET /me/second-factor': { may: PEOPLE, first: ['pending'] },
  'POST /me/second-factor': { may: PEOPLE, first: ['pending'], body: { password: 'wrong-password' } },
  'POST /me/second-factor/confirm': { may: PEOPLE, first: ['pending'], body: { code: '000000' } },
  'POST /me/second-factor/codes': { may: PEOPLE, first: ['pending'], body: { password: 'wrong-password' } },
  'POST /me/second-factor/off': { may: PEOPLE, first: ['pending'], body: { password: 'wrong-password' } },
  'GET /me': { may: EVERYBODY_KNOWN, first: BOTH_FIRST },
  'GET /site': { anybody: true },
  'GET /state': { may: EVERYBODY_KNOWN },
  'GET /search': { may: STAFF, query: { q: 'parcel', limit: '5' } },
  'POST /search': { may: STAFF, body: { q: '8000', limit: 5 } },
  'GET /cases': { may: STAFF, query: { state: 'open', kind: 'complaint', text: 'parcel', limit: '5' } },
  'GET /customers/:ref': { may: STAFF, params: { ref: 'none' } },
  'GET /cases/:id': { about: 'case', by: seesCase },
  'GET /cases/:id/handoff-due': { about: 'case', by: seesCase },
  'GET /day': { may: STAFF },
  'GET /opening-times': { may: STAFF },
  'GET /reports/approvals': { may: ABOVE, query: SPAN },
  'POST /case-ids': { may: STAFF, body: {} },
  // Who may move whom is told by a code of its own.
  'POST /actions': { may: STAFF, body: { name: 'pause' } },
  'GET /contacts/:id/customer': { about: 'contact', by: asksOfContact },
  'GET /queues/:id/intervals': {
    ...{ about: 'queue', query: SPAN },
    by: { agent: inReach, lead: inReach, supervisor: inReach, admin: all },
  },
  'GET /intervals': { may: STAFF, query: { ...SPAN, of: 'site', by: 'day' } },
  'GET /intervals/trends': { may: STAFF, query: { ...SPAN, of: 'site' } },
  'GET /intervals/agents': { may: STAFF, query: { ...SPAN, of: 'site' } },
  'GET /intervals/items': { may: STAFF, query: { ...SPAN, of: 'site', figure: 'callbacks/0/open' } },
  'GET /intervals/department': { may: STAFF, query: { ...SPAN, id: 'none' } },
  'GET /intervals/work': { may: STAFF, query: { ...SPAN, of: 'site' } },
  'GET /intervals/entries': { may: STAFF, query: { ...SPAN, of: 'site' } },
  'GET /agents/:id/intervals': {
    ...{ about: 'agent', query: SPAN },
    by: { agent: ['own'], lead: ['own', 'reach'], supervisor: ['own', 'reach'], admin: all },
  },
  'GET /assignees': { may: STAFF },
  'GET /alerts': { may: STAFF, query: { state: 'open' } },
  'POST /alerts/ack': { may: STAFF, body: TOGETHER },
  'POST /alerts/snooze': { may: STAFF, body: { ...TOGETHER, minutes: 5 } },
  'POST /alerts/assign': { may: STAFF, body: { ...TOGETHER, to: 'he' } },
  'POST /alerts/undo': { may: STAFF, body: TOGETHER },
  'GET /alerts/:id': { about: 'alert', by: takesAlert },
  'POST /alerts/:id/ack': { about: 'alert', by: takesAlert, body: { note: 'x' } },
  'POST /alerts/:id/snooze': { about: 'alert', by: takesAlert, body: { minutes: 5 } },
  'POST /alerts/:id/assign': { about: 'alert', by: givesAlert, body: { to: 'he' } },
  'POST /alerts/:id/undo': { about: 'alert', by: takesAlert, body: { undoes: 'none' } },
  'GET /duty': { may: STAFF },
  'POST /duty/:roster': {
    ...{ may: ['lead', 'supervisor', 'admin'], params: { roster: 'night' } },
    body: { ...NEXT_YEAR, id: 'swap-1' },
  },
  'GET /deliveries': { may: ADMINS },
  'POST /deliveries/:id/resend': { may: ADMINS, params: { id: 'none' } },
  'DELETE /deliveries/:id': { may: ADMINS, params: { id: 'none' } },
  'POST /departments/:id/link': { may: ADMINS, params: { id: 'finance' } },
  'POST /departments/:id/revoke': { may: ADMINS, params: { id: 'logistics' } },
  'GET /audit': { may: ADMINS, query: { who: 'lin', action: 'x', subject: 'x', limit: '10' } },
  'GET /rejected': { may: ADMINS, query: { feed: 'pbx' } },
  'POST /rejected/replay': { may: ADMINS, body: { feed: 'pbx' } },
  'GET /operations': { may: ADMINS, query: { language: 'zh-TW' } },
  'POST /customers/traces': { may: ADMINS, body: { customer: 'nobody-known' } },
  'POST /customers/erase': { may: ADMINS, body: { customer: 'nobody-known' } },
  'GET /handovers': { may: LEADING },
  'POST /handovers': { may: LEADING, body: { note: 'x' } },
  'GET /handovers/:id': { may: LEADING, params: { id: 'none' } },
  'POST /handovers/:id/take': { may: LEADING, params: { id: 'none' } },
  'POST /forget': { may: ADMINS, body: { kind: 'queue', id: 'by-mistake' } },
  'POST /exports': { may: STAFF, body: { file: 'queues.csv', rows: 3 } },
  'GET /recount': { may: ADMINS },
  'GET /limits': { may: ADMINS },
  'POST /screens/pair': { anybody: true, body: {} },
  'PUT /screens/:id': {
    may: ABOVE,
    params: { id: 'none' },
    body: { board: 'floor', settings: { boards: [] } },
  },
  'POST /screens/beat': { may: ['screen'], body: { build: 'x' } },
  'POST /screens/:id/reload': { may: ABOVE, params: { id: 'none' } },
  'POST /screens/:id/identify': { may: ABOVE, params: { id: 'none' } },
  'GET /screens': { may: ABOVE },
  'DELETE /screens/:id': { may: ABOVE, params: { id: 'none' } },
  // Supervisors of the whole floor too, whom the scene does not have.
  'GET /site-file': { may: ADMINS },
  'PUT /site-file': { may: ADMINS, ...LATE_CHANGE },
  'POST /site-file/check': { may: ADMINS, body: actSite('checked') },
  'GET /site-file/versions': { may: ADMINS, query: { before: '9' } },
  'GET /site-file/versions/:version': { may: ADMINS, params: { version: '1' } },
  'POST /site-file/versions/:version/restore': { may: ADMINS, params: { version: '1' }, ...LATE_CHANGE },
  'POST /site-file/calendar-year': {
    may: ADMINS,
    body: { year: 2026, calendar: { id: 'office', timezone: 'Asia/Taipei', holidays: ['cn'] } },
  },
  'POST /site-file/pictures': { may: ADMINS, body: { url: 'data:image/png;base64,iVBORw0KGgo=' } },
  'GET /pictures/:id': { may: EVERYBODY_KNOWN, first: BOTH_FIRST, params: { id: 'none' } },
  'POST /site-file/route': { may: ADMINS, body: { routes: [], rosters: [], rule: 'unanswered' } },
  'POST /site-file/rule-trial': { may: ADMINS, body: { rule: actSite('tried').rules[0] } },
  'POST /site-file/targets/:id/test': { may: ADMINS, params: { id: 'none' } },
  'GET /site-file/targets/:id/test/:test': { may: ADMINS, params: { id: 'none', test: 'none' } },
  'POST /site-file/people/:id/password': { may: ADMINS, params: { id: 'none' } },
  'GET /me/views': { may: PEOPLE },
  'POST /me/views': { may: PEOPLE, body: { name: 'Weeks', query: 'span=week' } },
  'DELETE /me/views/:id': { may: PEOPLE, params: { id: 'none' } },
  'GET /me/ways': { may: PEOPLE },
  'POST /me/ways': {
    may: PEOPLE,
    body: { channel: 'mail', target: 'mail', address: 'x@example.test', name: 'x' },
  },
  'POST /me/ways/:id': { may: PEOPLE, params: { id: 'none' }, body: { enabled: true } },
  'DELETE /me/ways/:id': { may: PEOPLE, params: { id: 'none' } },
  'POST /me/ways/:id/test': { may: PEOPLE, params: { id: 'none' }, body: { id: 'test-0001' } },
  'GET /me/ways/:id/test/:test': { may: PEOPLE, params: { id: 'none', test: 'test-0001' } },
  'POST /me/ways/:id/code': { may: PEOPLE, params: { id: 'none' }, body: { code: '123456' } },
  'POST /me/push': {
    may: PEOPLE,
    body: {
      endpoint: 'https://fcm.googleapis.com/fcm/send/x',
      keys: { p256dh: 'k'.repeat(87), auth: 'a'.repeat(22) },
      name: 'x',
    },
  },
  'POST /me/quiet': { may: PEOPLE, body: { from: '22:00', to: '07:00' } },
  'GET /links/department/:token': { anybody: true, params: NO_LINK },
  'POST /links/department/:token/handoffs/:handoff': {
    ...{ anybody: true, params: { ...NO_LINK, handoff: 'handoff-yuan-own' } },
    body: { act: 'more-time', press: 'press-0001', by: 'x', until: AHEAD, reason: 'x' },
  },
  'GET /links/ack/:token': { anybody: true, params: NO_LINK },
  'POST /links/ack/:token': { anybody: true, params: NO_LINK, body: {} },
}
