import { describe, expect, test } from 'vitest'
import type { ContactMethod, Notification } from './notification.ts'
import { type Play, type PlayOptions, playAlerts, untilTime } from './play-for-test.ts'

/** A Monday, 15:17 in Shanghai. */
const BEGAN = Date.UTC(2026, 0, 5, 7, 17)

const people = [
  { id: 'lin', name: 'Lin', role: 'lead', team: 'care' },
  { id: 'sun', name: 'Sun', role: 'lead' },
  { id: 'ma', name: 'Ma', role: 'supervisor' },
  { id: 'yuan', name: 'Yuan', role: 'agent', team: 'care', agent: 'yuan' },
]
const teams = [{ id: 'care', name: 'Care', leads: ['lin'], members: ['yuan'] }]
const queues = [{ id: 'complaints', team: 'care' }]
const answer = {
  ...{ id: 'unanswered', kind: 'clock', subject: 'case', severity: 'critical' },
  ...{ start: ['case.opened'], stop: ['case.replied', 'case.resolved'], limit: '90m', warn: ['50%', '15m'] },
}
/** The same, less grave and without a warning. */
const plain = { ...answer, severity: 'warning', warn: undefined }

type More = Omit<Partial<PlayOptions>, 'site'> & { alerts?: object; rules?: object[]; site?: object }

function floor({ alerts = {}, rules = [answer], site = {}, ...more }: More = {}): Play {
  const file = { site: { id: 's', timezone: 'Asia/Shanghai' }, people, teams, queues, rules, alerts, ...site }
  return playAlerts({ site: file, began: BEGAN, ...more })
}

function complaint(on: Play, id = 'C1', data: object = {}): void {
  on.happens('case.opened', id, { kind: 'complaint', queue: 'complaints', agent: 'yuan', ...data })
}

function signIn(on: Play): void {
  on.happens('agent.signed_in', 'yuan', { queues: ['complaints'], team: 'care' })
  on.happens('agent.available', 'yuan')
}

const alertIn = (on: Play) => [...on.floor.ids('alert')][0]!

function acks(on: Play, by: string, until: number, alert = alertIn(on)): void {
  on.happens('alert.acked', alert, { by, until: untilTime(BEGAN, until) }, `user/${by}`)
}

describe('by default', () => {
  test('a warning is for the owner’s desk, the last one and the breach for the lead', () => {
    const on = floor()
    signIn(on)
    complaint(on)
    on.to(46)
    expect(on.messages()).toEqual([])
    expect(on.floor.row('alert', alertIn(on))?.told).toMatchObject([{ person: 'yuan', how: 'silent' }])
    on.to(76)
    expect(on.messages()).toEqual(['75 lin alert: unanswered case/C1'])
    acks(on, 'lin', 105)
    on.to(91)
    expect(on.messages().slice(1)).toEqual(['90 lin alert: unanswered case/C1'])
  })

  test('a warning goes to the lead at once if its owner is not signed in', () => {
    const on = floor()
    complaint(on)
    on.to(46)
    expect(on.messages()).toEqual(['45 lin alert: unanswered case/C1'])
  })

  test('nobody takes it, the supervisor is told after ten minutes', () => {
    const on = floor({ rules: [plain] })
    complaint(on)
    on.to(99)
    expect(on.messages()).toEqual(['90 lin alert: unanswered case/C1'])
    on.to(101)
    expect(on.messages().slice(1)).toEqual(['100 ma alert: unanswered case/C1'])
    on.to(24 * 60)
    expect(on.messages()).toHaveLength(2)
  })

  test('where the queue has no team the supervisors are told, and once', () => {
    const on = floor({ rules: [plain], site: { queues: [{ id: 'complaints' }], teams: [] } })
    complaint(on, 'C1', { agent: undefined })
    on.to(24 * 60)
    expect(on.messages()).toEqual(['90 ma alert: unanswered case/C1'])
  })

  test('what is but information is told on the screen alone', () => {
    const on = floor({ rules: [{ ...plain, severity: 'info' }] })
    complaint(on)
    on.to(200)
    expect(on.messages()).toEqual([])
    expect(on.floor.row('alert', alertIn(on))?.told.map(({ person, how }) => [person, how])).toEqual([
      ['lin', 'silent'],
      ['ma', 'silent'],
    ])
  })
})

describe('an alert that somebody has', () => {
  test('once it was taken, a message that can be changed says by whom; a slip is not said, and it can call again', () => {
    const slack: ContactMethod = { channel: 'slack', target: 'bot', address: 'U1' }
    const on = floor({ rules: [plain], methods: () => [slack] })
    complaint(on)
    on.to(90)
    acks(on, 'lin', 120)
    const [slip] = on.floor.alertEvents(alertIn(on)).slice(-1)
    on.happens('alert.undone', alertIn(on), { voids: slip?.id, by: 'lin' }, 'user/lin')
    on.to(90.5)
    expect(on.messages()).toEqual(['90 lin alert: unanswered case/C1'])
    acks(on, 'lin', 120)
    on.to(119)
    const settled = on.arrived
      .slice(1)
      .map(({ notification: { kind, to, settled } }) => [kind, to.id, settled])
    expect(settled).toEqual([['resolved', 'lin', { is: 'taken', by: 'Lin' }]])
    on.to(121)
    expect(on.messages().slice(2)).toEqual(['120 lin alert: unanswered case/C1'])
  })

  test('acked, it climbs no further; the acknowledgement runs out, and it fires again', () => {
    const on = floor({ rules: [plain] })
    complaint(on)
    on.to(95)
    acks(on, 'lin', 125)
    on.to(124)
    expect(on.messages()).toEqual(['90 lin alert: unanswered case/C1'])
    on.to(136)
    expect(on.messages().slice(1)).toEqual([
      '125 lin alert: unanswered case/C1',
      '135 ma alert: unanswered case/C1',
    ])
  })

  test('snoozed, it sleeps until then and fires again', () => {
    const on = floor({ rules: [plain] })
    complaint(on)
    on.to(95)
    on.happens('alert.snoozed', alertIn(on), { by: 'lin', until: untilTime(BEGAN, 155) }, 'user/lin')
    on.to(154)
    expect(on.messages()).toHaveLength(1)
    on.to(156)
    expect(on.messages().slice(1)).toEqual(['155 lin alert: unanswered case/C1'])
  })

  test('given to somebody else, it is theirs: they are told, and it climbs no further', () => {
    const on = floor({ rules: [plain] })
    complaint(on)
    on.to(95)
    const data = { by: 'lin', to: 'sun', until: untilTime(BEGAN, 125) }
    on.happens('alert.assigned', alertIn(on), data, 'user/lin')
    on.to(120)
    expect(on.messages().slice(1)).toEqual(['95 sun alert: unanswered case/C1'])
    expect(on.floor.row('alert', alertIn(on))).toMatchObject({ state: 'acked', ackedBy: 'sun' })
  })

  test('who takes it from themselves is told nothing', () => {
    const on = floor({ rules: [plain] })
    complaint(on)
    on.to(95)
    const data = { by: 'lin', to: 'lin', until: untilTime(BEGAN, 125) }
    on.happens('alert.assigned', alertIn(on), data, 'user/lin')
    on.to(120)
    expect(on.messages()).toHaveLength(1)
  })

  test('resolved by its cause, all steps stop, also those that wait', () => {
    const on = floor({ rules: [plain] })
    complaint(on)
    on.to(95)
    on.happens('case.replied', 'C1', { kind: 'answer' })
    on.to(600)
    expect(on.messages()).toEqual(['90 lin alert: unanswered case/C1'])
  })

  test('the reply came while the mail waited, no mail goes', () => {
    const on = floor({ rules: [plain], fate: () => 'waits' })
    complaint(on)
    complaint(on, 'C2')
    on.to(95)
    expect(on.waiting).toHaveLength(2)
    on.happens('case.replied', 'C1', { kind: 'answer' })
    on.sendWaiting()
    expect(on.messages()).toEqual(['95 lin alert: unanswered case/C2'])
  })

  test('somebody took it while the mail waited, no mail goes', () => {
    const on = floor({ rules: [plain], fate: () => 'waits' })
    complaint(on)
    on.to(95)
    acks(on, 'ma', 125)
    on.sendWaiting()
    expect(on.messages()).toEqual([])
  })
})

describe('quiet hours', () => {
  const quiet = { from: '22:00', to: '07:00' }
  /** 22:00 is 403 minutes after the beginning, 07:00 is 943. */
  const deadline = { ...plain, limit: '420m' }

  test('hold a warning but not a critical one', () => {
    const rules = [deadline, { ...deadline, id: 'grave', severity: 'critical' }]
    const on = floor({ rules, alerts: { quiet } })
    complaint(on)
    on.to(940)
    expect(on.messages()).toEqual([
      '420 lin alert: grave case/C1, unanswered case/C1',
      '430 ma alert: grave case/C1, unanswered case/C1',
    ])
  })

  test('let out what they held when they end, as one', () => {
    const on = floor({ rules: [deadline], alerts: { quiet } })
    for (const id of ['C1', 'C2', 'C3']) complaint(on, id)
    on.to(942)
    expect(on.messages()).toEqual([])
    on.to(944)
    expect(on.arrived).toHaveLength(1)
    expect(on.arrived[0]!.notification).toMatchObject({
      kind: 'digest',
      counts: { warning: 3 },
      to: { id: 'lin' },
    })
    on.to(954)
    expect(on.messages()[1]).toMatch(/^953 ma /)
  })

  test('say nothing of what was settled meanwhile, and one thing reads as what it is', () => {
    const on = floor({ rules: [deadline], alerts: { quiet } })
    for (const id of ['C1', 'C2']) complaint(on, id)
    on.to(500)
    on.happens('case.replied', 'C1', { kind: 'answer' })
    on.to(944)
    expect(on.messages()).toEqual(['943 lin alert: unanswered case/C2'])
  })

  test('of one’s own go before those of the site', () => {
    const on = floor({ rules: [deadline], quiet: { lin: { from: '12:00', to: '13:00' } }, alerts: { quiet } })
    complaint(on)
    on.to(421)
    expect(on.messages()).toEqual(['420 lin alert: unanswered case/C1'])
  })
})

describe('a storm', () => {
  test('interrupts nobody more often than the cap; the rest is in the digest, counted, nothing lost', () => {
    const on = floor({ rules: [plain], alerts: { cap: 5 }, site: { people: people.slice(0, 1) } })
    for (let each = 0; each < 400; each++) complaint(on, `C${each}`)
    on.to(120)
    const kinds = on.arrived.map(({ notification: { kind } }) => kind)
    expect(kinds).toEqual(['alert', 'alert', 'alert', 'alert', 'alert', 'digest'])
    const digest = on.arrived.at(-1)!
    expect(digest.notification.counts).toEqual({ info: 0, warning: 395, critical: 0 })
    // Digests go out at full tens of minutes: the breaches came at 16:47.
    expect(new Date(digest.at).toISOString()).toContain('T08:50:00')
  })

  test('the worst are told alone, the mild wait', () => {
    const rules = [plain, { ...plain, id: 'grave', severity: 'critical', when: { priority: 'vip' } }]
    const on = floor({ rules, alerts: { cap: 3 }, site: { people: people.slice(0, 1) } })
    for (let each = 0; each < 10; each++) complaint(on, `A${each}`)
    for (const id of ['V1', 'V2', 'V3']) complaint(on, id, { priority: 'vip' })
    on.to(91)
    expect(on.messages().map((line) => line.slice(0, 20))).toEqual(
      Array(3).fill('90 lin alert: grave c'.slice(0, 20)),
    )
  })
})

describe('one conversation for a case', () => {
  const second = { ...plain, id: 'second', limit: '100m' }

  test('a second clock of the same case sends no other message where the first was as grave', () => {
    const on = floor({ rules: [plain, second] })
    complaint(on)
    on.to(240)
    expect(on.messages()).toEqual([
      '90 lin alert: unanswered case/C1',
      '100 ma alert: unanswered case/C1, second case/C1',
    ])
  })

  test('a graver one does', () => {
    const on = floor({ rules: [plain, { ...second, severity: 'critical' }] })
    complaint(on)
    on.to(101)
    expect(on.messages().filter((line) => line.includes(' lin '))).toEqual([
      '90 lin alert: unanswered case/C1',
      '100 lin alert: second case/C1, unanswered case/C1',
    ])
  })

  test('a phone’s notification is changed in place, and that is no message of the day', () => {
    const methods = (person: string): ContactMethod[] => [
      { channel: 'push', target: 'bell', address: person },
    ]
    const on = floor({ rules: [plain, second], methods })
    complaint(on)
    on.to(101)
    const lin = on.arrived.filter(({ notification }) => notification.to.id === 'lin')
    expect(lin.map(({ notification }) => [notification.alerts.length, notification.quiet])).toEqual([
      [1, false],
      [2, true],
    ])
    expect(on.floor.row('team', 'care')?.messages).toEqual([{ person: 'lin', name: 'Lin', count: 1 }])
  })
})

describe('what is over', () => {
  const methods = (person: string): ContactMethod[] => [
    { channel: 'push', target: 'bell', address: person },
    { channel: 'mail', target: 'post', address: person },
  ]

  test('is shown so on phones that were told of it, without another message to anybody', () => {
    const on = floor({ rules: [plain], methods })
    complaint(on)
    on.to(95)
    const before = on.arrived.length
    on.happens('case.replied', 'C1', { kind: 'answer' })
    const after = on.arrived
      .slice(before)
      .map(({ notification: { kind, way, to } }) => [kind, way.channel, to.id])
    expect(after).toEqual([['resolved', 'push', 'lin']])
    on.crash()
    expect(on.arrived).toHaveLength(before + 1)
  })

  test('is not over while another clock of the case goes on', () => {
    const other = { ...plain, id: 'other', stop: ['case.resolved'] }
    const on = floor({ rules: [plain, other], methods })
    complaint(on)
    on.to(95)
    on.happens('case.replied', 'C1', { kind: 'answer' })
    expect(on.arrived.map(({ notification: { kind } }) => kind)).not.toContain('resolved')
  })
})

describe('where somebody cannot be told', () => {
  test('one whose every way fails for good: the next step is taken at once', () => {
    const fate = ({ to }: Notification) => (to.id === 'lin' ? 'fails' : 'arrives')
    const on = floor({ rules: [plain], fate })
    complaint(on)
    on.to(91)
    expect(on.messages()).toEqual(['90 ma alert: unanswered case/C1'])
  })

  test('nobody stands behind a step: the next one is taken at once, and it is said why', () => {
    const alerts = {
      rosters: [{ id: 'night', shifts: [{ week: { sat: ['10:00-11:00'] }, members: ['sun'] }] }],
      routes: [
        { id: 'all', match: {}, ladder: [{ who: 'roster:night' }, { after: '30m', who: 'person:sun' }] },
      ],
    }
    const on = floor({ rules: [plain], alerts })
    complaint(on)
    on.to(91)
    expect(on.messages()).toEqual(['90 sun alert: unanswered case/C1'])
    const [first] = on.floor.receipts.escalationSteps(alertIn(on))
    expect(first?.missing).toEqual([{ as: 'roster:night', reason: 'nobody is on duty on night' }])
  })
})

describe('a route of the site file', () => {
  const ladder = [{ who: 'person:sun' }, { after: '5m', who: ['person:ma', 'leads'] }]

  test('is climbed and repeated until somebody takes it, at most so often', () => {
    const alerts = {
      routes: [{ id: 'r', match: { rule: 'unanswered' }, ladder, repeat: { every: '20m', most: 2 } }],
    }
    const on = floor({ rules: [plain], alerts })
    complaint(on)
    on.to(24 * 60)
    const messages = on.messages().map((line) => line.split(' alert')[0])
    const round = (began: number) => [`${began} sun`, `${began + 5} ma`, `${began + 5} lin`]
    expect(messages).toEqual([...round(90), ...round(115), ...round(140)])
  })

  test('the first that fits wins; what fits none goes where the rule says', () => {
    const routes = [
      { id: 'never', match: { severity: 'critical' }, ladder: [{ who: 'person:lin' }] },
      { id: 'day', match: { queue: 'complaints', calendar: 'office' }, ladder: [{ who: 'person:sun' }] },
      { id: 'late', match: { team: 'care', outside: 'office' }, ladder: [{ who: 'person:ma' }] },
    ]
    const calendars = [{ id: 'office', week: { 'mon-fri': ['09:00-17:00'] } }]
    const on = floor({ rules: [plain], alerts: { routes }, site: { calendars } })
    complaint(on)
    on.to(30)
    complaint(on, 'C2')
    on.to(121)
    expect(on.messages()).toEqual(['90 sun alert: unanswered case/C1', '120 ma alert: unanswered case/C2'])
  })
})

describe('a duty roster', () => {
  const shifts = [{ members: ['lin'] }]
  const routes = [{ id: 'r', match: {}, ladder: [{ who: 'roster:night' }] }]

  test('tells who is on duty, and who stands in for them once somebody says so', () => {
    const on = floor({ rules: [plain], alerts: { rosters: [{ id: 'night', shifts }], routes } })
    complaint(on)
    on.to(60)
    complaint(on, 'C2')
    on.to(100)
    const [from, to] = [untilTime(BEGAN, 100), untilTime(BEGAN, 200)]
    on.happens('alert.duty', 'night', { roster: 'night', from, to, person: 'sun', by: 'lin' }, 'user/lin')
    on.to(160)
    expect(on.messages()).toEqual(['90 lin alert: unanswered case/C1', '150 sun alert: unanswered case/C2'])
  })

  test('tells the deputy where the one on duty cannot be told at all', () => {
    const roster = { id: 'night', shifts: [{ members: ['gone'] }], deputies: { gone: 'sun' } }
    const on = floor({ rules: [plain], alerts: { rosters: [roster], routes } })
    complaint(on)
    on.to(91)
    expect(on.messages()).toEqual(['90 sun alert: unanswered case/C1'])
  })
})

describe('supervisors', () => {
  test('are told of what lies in their scope only', () => {
    const scoped = [
      ...people.filter(({ role }) => role !== 'supervisor'),
      { id: 'east', name: 'East', role: 'supervisor', scope: { teams: ['care'] } },
      { id: 'west', name: 'West', role: 'supervisor', scope: { teams: ['sales'] } },
    ]
    const both = [...teams, { id: 'sales', name: 'Sales', leads: ['sun'] }]
    const on = floor({ rules: [{ ...plain, notify: 'supervisors' }], site: { people: scoped, teams: both } })
    complaint(on)
    on.to(91)
    expect(on.messages()).toEqual(['90 east alert: unanswered case/C1'])
  })
})

test('owners are told aloud first where the rule says so, then the leads, then the supervisors', () => {
  const on = floor({ rules: [{ ...plain, notify: 'owners' }] })
  complaint(on)
  on.to(24 * 60)
  expect(on.messages().map((line) => line.split(' alert')[0])).toEqual(['90 yuan', '100 lin', '110 ma'])
})

test('the department bounces it twice, the lead is told', () => {
  const rules = [
    {
      id: 'bounced',
      kind: 'count',
      subject: 'handoff',
      of: ['handoff.bounced'],
      limit: 2,
      severity: 'critical',
    },
  ]
  const departments = [
    {
      id: 'finance',
      name: 'Finance',
      reach: [{ channel: 'mail', target: 'post', address: 'f@example.test' }],
    },
    {
      id: 'logistics',
      name: 'Logistics',
      reach: [{ channel: 'mail', target: 'post', address: 'l@example.test' }],
    },
  ]
  const targets = [{ id: 'post', kind: 'mail', host: 'mail.example.test', from: 'h@example.test' }]
  const on = floor({ rules, alerts: { targets }, site: { departments } })
  complaint(on)
  on.happens('handoff.sent', 'H1', { case: 'C1', department: 'finance', question: 'why?' })
  on.to(5)
  on.happens('handoff.bounced', 'H1', { to: 'logistics', reason: 'not ours' })
  on.to(10)
  on.happens('handoff.bounced', 'H1', { to: 'finance', reason: 'not ours either' })
  expect(on.messages()).toEqual([
    '0 finance handoff: handoff handoff/H1',
    '5 logistics handoff: handoff handoff/H1',
    '10 lin alert: bounced handoff/H1',
    '10 finance handoff: handoff handoff/H1',
  ])
})

test('begun anew from the log at any moment, nobody is told twice and nothing is forgotten', () => {
  const whole = floor({ rules: [answer] })
  complaint(whole)
  whole.to(200)
  const broken = floor({ rules: [answer] })
  complaint(broken)
  for (const minutes of [44, 45, 46, 75, 80, 90, 95, 100, 101, 200]) {
    broken.to(minutes)
    broken.crash()
  }
  expect(broken.messages()).toEqual(whole.messages())
})
