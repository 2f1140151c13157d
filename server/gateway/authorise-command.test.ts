import { describe, expect, test } from 'vitest'
import { viewerOf } from '#core/access/viewer.ts'
import { siteSchema } from '#core/site/site-schema.ts'
import { createModelFloor } from '#tests/support/model-floor.ts'
import { testSite } from '#tests/support/test-site.ts'
import { authoriseCommand } from './authorise-command.ts'

const NOW = Date.parse('2026-03-02T04:00:00Z')
const site = siteSchema.parse(testSite('commands'))
const floor = createModelFloor(site)
floor.put('agent', { id: 'yuan', team: 'east', queues: ['care'], contacts: [] })
floor.put('case', { id: 'C1', owner: 'yuan', queue: 'care', team: null, state: 'open' })
floor.put('approval', { id: 'A1', case: 'C1', from: 'lin', state: 'open', amount: null, requestedBy: null })
floor.put('alert', { id: 'L1', subject: 'case/C1', case: 'C1', team: 'east', told: [] })

function plan(person: string, request: unknown) {
  const viewer = viewerOf(site, { kind: 'person', person })!
  return authoriseCommand(request, { viewer, floor, site, now: NOW })
}
const event = (type: string, subject: string, data: object = {}) => ({
  id: 'c1',
  name: 'event',
  type,
  subject,
  data,
})

describe('a case for a customer whom the archive alone knows', () => {
  const opened = event('case.opened', 'C9', { kind: 'request', customer: 'tel:gone' })
  const given = { floor, site, now: NOW }
  const lead = viewerOf(site, { kind: 'person', person: 'lin' })!

  test('has their number and name where the sender may open their page', () => {
    const archived = { phone: '02162345678', name: 'Lee Ann' }
    expect(authoriseCommand(opened, { ...given, viewer: lead, archived })).toMatchObject({
      event: { data: { customer: 'tel:gone', ...archived } },
    })
  })

  test('is refused where not', () => {
    expect(authoriseCommand(opened, { ...given, viewer: lead })).toMatchObject({
      answer: { code: 'not_found', message: 'data.customer: is not known' },
    })
  })
})

describe('a command for an event', () => {
  test('has the person as its source, the server’s time, and the command’s id', () => {
    expect(plan('yuan', event('case.noted', 'C1', { text: 'called' }))).toEqual({
      ok: true,
      event: {
        id: 'c1',
        source: 'user/yuan',
        type: 'case.noted',
        time: NOW,
        subject: 'C1',
        data: { text: 'called' },
      },
    })
  })

  test('is the agent’s own where it does not say whose, and never carries a time or source of the sender’s', () => {
    const sent = {
      ...event('case.opened', 'C2', { kind: 'complaint' }),
      source: 'pbx',
      time: '2020-01-01T00:00:00Z',
    }
    expect(plan('yuan', sent)).toMatchObject({
      event: { source: 'user/yuan', time: NOW, data: { kind: 'complaint', agent: 'yuan' } },
    })
  })

  test('names who decided, whatever the sender says', () => {
    const decided = event('approval.decided', 'A1', { granted: true, by: 'ma' })
    expect(plan('lin', decided)).toMatchObject({ event: { data: { granted: true, by: 'lin' } } })
    expect(plan('yuan', decided)).toMatchObject({ answer: { code: 'forbidden' } })
    const asked = event('approval.questioned', 'A1', { text: 'What for?', by: 'ma' })
    expect(plan('lin', asked)).toMatchObject({ event: { data: { text: 'What for?', by: 'lin' } } })
    expect(plan('yuan', asked)).toMatchObject({ answer: { code: 'forbidden' } })
  })

  test('that has colleagues called is refused where its sender did so too often, and counted only where it is allowed', () => {
    const asked: string[] = []
    const context = {
      ...{ viewer: viewerOf(site, { kind: 'person', person: 'yuan' })!, floor, site, now: NOW },
      mayAsk: (source: string) => asked.push(source) === 0,
    }
    const call = (agent: string) => authoriseCommand(event('assist.requested', 'S9', { agent }), context)
    expect(call('he')).toMatchObject({ answer: { code: 'forbidden' } })
    expect(call('yuan')).toMatchObject({
      answer: { code: 'too_fast', message: expect.stringMatching(/^type: /) },
    })
    expect(asked).toEqual(['user/yuan'])
    expect(authoriseCommand(event('case.noted', 'C1', { text: 'x' }), context)).toMatchObject({ ok: true })
  })

  test('that explains is refused once it is decided, and where it was explained', () => {
    const asked = { case: 'C1', from: 'lin', amount: null, requestedBy: 'yuan', question: 'why' }
    const explain = (id: string) => plan('yuan', event('approval.explained', id, { text: 'so' }))
    floor.put('approval', { id: 'A5', ...asked, state: 'open', explanation: null })
    expect(explain('A5')).toMatchObject({ ok: true })
    floor.put('approval', { id: 'A5', ...asked, state: 'open', explanation: 'so' })
    expect(explain('A5')).toMatchObject({ answer: { code: 'taken' } })
    floor.put('approval', { id: 'A5', ...asked, state: 'granted', explanation: null })
    expect(explain('A5')).toMatchObject({ answer: { code: 'decided', message: 'granted' } })
  })

  test('that says to be on the way is refused where another is, or it is over; said again it is the same', () => {
    const call = { agent: 'yuan', case: null, contact: null, told: [{ person: 'lin' }, { person: 'ma' }] }
    const comes = (person: string) => plan(person, event('assist.accepted', 'S5'))
    floor.put('assist', { id: 'S5', ...call, state: 'open', acceptedBy: null })
    expect(comes('ma')).toMatchObject({ ok: true, event: { data: { by: 'ma' } } })
    floor.put('assist', { id: 'S5', ...call, state: 'accepted', acceptedBy: 'lin' })
    expect(comes('ma')).toMatchObject({ answer: { code: 'taken', message: 'lin' } })
    expect(comes('lin')).toMatchObject({ ok: true })
    floor.put('assist', { id: 'S5', ...call, state: 'ended', acceptedBy: null })
    expect(comes('ma')).toMatchObject({ answer: { code: 'taken', message: '' } })
  })

  test('whose time has passed or whose number nobody can dial is refused by a code that the page has words for', () => {
    const asks = (data: object) =>
      plan('yuan', event('callback.requested', 'B1', { queue: 'care', case: 'C1', ...data }))
    expect(asks({ phone: '13800138000', due: '2026-03-02T03:59:30Z' })).toMatchObject({ ok: true })
    const [past, nobody] = [asks({ phone: '13800138000', due: '2026-03-02T03:58:00Z' }), asks({ phone: 'x' })]
    expect(past).toMatchObject({ answer: { code: 'past', message: 'data.due: has passed' } })
    expect(nobody).toMatchObject({ answer: { code: 'not_dialable' } })
  })

  test('takes the link of a contact to an own case back; not to somebody else’s, nor to one not there', () => {
    const withdrawn = (from: unknown) => event('system.link_withdrawn', 'K1', { case: from })
    expect(plan('yuan', withdrawn('C1'))).toMatchObject({
      event: { source: 'user/yuan', type: 'system.link_withdrawn', subject: 'K1', data: { case: 'C1' } },
    })
    expect(plan('yuan', withdrawn('C9'))).toMatchObject({ answer: { code: 'not_found' } })
    expect(plan('yuan', withdrawn(undefined))).toMatchObject({ answer: { code: 'bad_command' } })
    floor.put('case', { id: 'C3', owner: 'somebody', queue: 'other', team: null, state: 'open' })
    expect(plan('yuan', withdrawn('C3'))).toMatchObject({ answer: { code: 'forbidden' } })
  })

  test('that is malformed is refused with the field', () => {
    const refusals = [
      null,
      7,
      [],
      {},
      { id: 'c1', name: 'event' },
      event('case.replied', 'C1', { kind: 'maybe' }),
    ]
    for (const request of refusals) expect(plan('yuan', request)).toMatchObject({ ok: false })
    expect(plan('yuan', refusals.at(-1))).toMatchObject({
      answer: { message: expect.stringMatching(/^data\.kind: /) },
    })
  })
})

describe('a command for an alert', () => {
  const act = (name: string, more: object = {}) => ({ id: 'c1', name, subject: 'L1', ...more })

  test('says who has it and until when', () => {
    expect(plan('yuan', act('alert.ack', { note: 'mine' }))).toMatchObject({
      event: {
        type: 'alert.acked',
        subject: 'L1',
        data: { by: 'yuan', note: 'mine', until: '2026-03-02T04:30:00.000Z' },
      },
    })
    expect(plan('lin', act('alert.snooze', { minutes: 5 }))).toMatchObject({
      event: { type: 'alert.snoozed', data: { by: 'lin', minutes: 5, until: '2026-03-02T04:05:00.000Z' } },
    })
    expect(plan('lin', act('alert.assign', { to: 'he' }))).toMatchObject({
      event: { type: 'alert.assigned', data: { by: 'lin', to: 'he' } },
    })
  })

  test('needs minutes to snooze, a person to assign, and an alert that one is told of', () => {
    for (const minutes of [undefined, 0, 1.5, 481])
      expect(plan('lin', act('alert.snooze', { minutes }))).toMatchObject({ ok: false })
    expect(plan('lin', act('alert.assign', { to: 'nobody' }))).toMatchObject({
      answer: { code: 'bad_command' },
    })
    expect(plan('sun', act('alert.ack'))).toMatchObject({ answer: { code: 'forbidden' } })
    expect(plan('lin', { ...act('alert.ack'), subject: 'L9' })).toMatchObject({
      answer: { code: 'not_found' },
    })
  })
})

describe('what one gave away a moment ago', () => {
  const given = { id: 'gave', source: 'user/yuan', type: 'case.assigned', time: NOW - 4_000, subject: 'C7' }
  const back = (undoes: string) => ({ ...event('case.assigned', 'C7', { agent: 'yuan' }), undoes })
  floor.put('case', { id: 'C7', owner: 'he', queue: 'other', team: null, state: 'open' })
  floor.hear({ ...given, data: { agent: 'he' } })

  test('is taken back by who gave it, though it is not theirs any more; by nobody else, and nothing else', () => {
    expect(plan('yuan', event('case.assigned', 'C7', { agent: 'yuan' }))).toMatchObject({ ok: false })
    expect(plan('yuan', back('gave'))).toMatchObject({
      event: { type: 'case.assigned', data: { agent: 'yuan' } },
    })
    expect(plan('yuan', back('other'))).toMatchObject({ answer: { code: 'too_late' } })
    expect(plan('ma', back('gave'))).toMatchObject({ answer: { code: 'too_late' } })
    expect(plan('yuan', { ...event('case.resolved', 'C7'), undoes: 'gave' })).toMatchObject({ ok: false })
  })

  test('is not taken back once it was given on, nor later', () => {
    floor.hear({ ...given, id: 'on', source: 'user/he', time: NOW - 1_000, data: { agent: 'lin' } })
    expect(plan('yuan', back('gave'))).toMatchObject({ answer: { code: 'too_late' } })
    floor.put('case', { id: 'C8', owner: 'he', queue: 'other', team: null, state: 'open' })
    floor.hear({ ...given, subject: 'C8', time: NOW - 61_000, data: { agent: 'he' } })
    expect(plan('yuan', { ...back('gave'), subject: 'C8' })).toMatchObject({ answer: { code: 'too_late' } })
  })

  test('goes back to whose it was, also where one may give them nothing, and to nobody else', () => {
    floor.put('case', { id: 'C9', owner: 'he', queue: 'other', team: null, state: 'open' })
    floor.hear({ ...given, id: 'first', source: 'crm', subject: 'C9', data: { agent: 'qian' } })
    floor.hear({ ...given, subject: 'C9', data: { agent: 'he' } })
    const to = (agent: string | null) => plan('yuan', { ...back('gave'), subject: 'C9', data: { agent } })
    expect(to('qian')).toMatchObject({ ok: true, event: { data: { agent: 'qian' } } })
    for (const other of ['lin', 'yuan', null])
      expect(to(other)).toMatchObject({ answer: { code: 'forbidden', message: /^data.agent: / } })
  })

  test('of a callback that nobody had goes back to nobody', () => {
    const row = { id: 'B7', agent: 'he', case: null, queue: 'other', customer: null }
    floor.put('callback', row)
    floor.hear({ ...given, id: 'asked', type: 'callback.requested', subject: 'B7', data: { queue: 'other' } })
    floor.hear({ ...given, type: 'callback.assigned', subject: 'B7', data: { agent: 'he' } })
    const to = (agent: string | null) =>
      plan('yuan', { ...event('callback.assigned', 'B7', { agent }), undoes: 'gave' })
    expect(to(null)).toMatchObject({ ok: true, event: { data: { agent: null } } })
    expect(to('yuan')).toMatchObject({ answer: { code: 'forbidden' } })
  })

  test('of an alert is taken back by who did it, whose it is by now, and by nobody else', () => {
    const taken = { id: 'took', source: 'user/yuan', type: 'alert.acked', data: { by: 'yuan' } }
    floor.put('alert', { id: 'L7', subject: 'case/C7', case: null, team: 'west', told: [] })
    floor.hear({ ...taken, subject: 'L7', time: NOW - 4_000 })
    const undo = { id: 'u1', name: 'alert.undo', subject: 'L7', undoes: 'took' }
    expect(plan('yuan', undo)).toMatchObject({ event: { type: 'alert.undone', data: { voids: 'took' } } })
    expect(plan('qian', undo)).toMatchObject({ answer: { code: 'forbidden' } })
    expect(plan('sun', undo)).toMatchObject({ answer: { code: 'too_late' } })
    expect(plan('yuan', { ...undo, name: 'alert.ack' })).toMatchObject({ answer: { code: 'forbidden' } })
  })

  test('of an alert needs the id of a command of one’s own', () => {
    const undo = (more: object) => plan('yuan', { id: 'u1', name: 'alert.undo', subject: 'L1', ...more })
    expect(undo({})).toMatchObject({ answer: { code: 'bad_command', message: /^undoes: / } })
    expect(undo({ undoes: 'none' })).toMatchObject({ answer: { code: 'too_late' } })
  })
})

test('nothing is given to, nor asked of, who has left meanwhile: it is said so', () => {
  const people = site.people.map((one) => (one.id === 'sun' ? { ...one, disabled: true } : one))
  const then = { ...site, people }
  floor.setSite(then)
  const viewer = viewerOf(then, { kind: 'person', person: 'ma' })!
  const left = (request: unknown) => authoriseCommand(request, { viewer, floor, site: then, now: NOW })
  const ask = { case: 'C1', from: 'sun' }
  for (const request of [
    event('case.assigned', 'C1', { agent: 'sun' }),
    event('callback.requested', 'B8', { queue: 'care', phone: '13800001234', agent: 'sun' }),
    event('approval.requested', 'A8', ask),
    { id: 'c1', name: 'alert.assign', subject: 'L1', to: 'sun' },
  ])
    expect(left(request)).toMatchObject({
      ...{ ok: false, answer: { code: 'left', message: expect.stringMatching(/: sun has left$/) } },
    })
  floor.setSite(site)
})

describe('two people who press at once', () => {
  const pressed = (name: string, more: object = {}) => ({ id: 'c1', name, subject: 'L2', ...more })
  const taken = { ok: false, answer: { code: 'taken', message: 'lin' } }

  test('an alert that another took meanwhile stays theirs, unless it was pressed knowing that', () => {
    const row = { id: 'L2', subject: 'case/C1', case: 'C1', team: 'east', told: [] }
    floor.put('alert', { ...row, state: 'acked', ackedBy: 'lin' })
    expect(plan('ma', pressed('alert.ack', { untaken: true }))).toMatchObject(taken)
    expect(plan('ma', pressed('alert.assign', { untaken: true, to: 'ma' }))).toMatchObject(taken)
    expect(plan('ma', pressed('alert.snooze', { untaken: true, minutes: 10 }))).toMatchObject(taken)
    expect(plan('lin', pressed('alert.ack', { untaken: true }))).toMatchObject({ ok: true })
    expect(plan('ma', pressed('alert.ack'))).toMatchObject({ ok: true })
    floor.put('alert', { ...row, state: 'resolved', ackedBy: null })
    expect(plan('ma', pressed('alert.ack', { untaken: true }))).toMatchObject({
      answer: { code: 'resolved' },
    })
  })

  test('an approval is decided once', () => {
    floor.put('approval', { id: 'A2', case: 'C1', from: 'lin', state: 'granted' })
    for (const command of [
      event('approval.decided', 'A2', { granted: false }),
      event('approval.questioned', 'A2', { text: 'Why?' }),
    ])
      expect(plan('ma', command)).toMatchObject({ answer: { code: 'decided', message: 'granted' } })
  })

  test('a missed customer is given to one agent', () => {
    const ask = { ...event('callback.requested', 'w1', { queue: 'care', contact: 'w1' }), untaken: true }
    const was = { id: 'q', source: 'pbx', time: NOW, subject: 'w1', data: { queue: 'care' } }
    floor.hear({ ...was, type: 'contact.queued' })
    expect(plan('ma', ask)).toMatchObject({ answer: { code: 'taken', message: '' } })
    floor.put('recovery', { id: 'w1', queue: 'care', customer: null, phone: null })
    expect(plan('ma', ask)).toMatchObject({ ok: true })
    floor.del('recovery', 'w1')
    floor.put('callback', { id: 'w1', queue: 'care', agent: 'sun', case: null })
    expect(plan('ma', ask)).toMatchObject({ answer: { code: 'taken' } })
    const give = { ...event('callback.assigned', 'w1', { agent: 'yuan' }), untaken: true }
    expect(plan('ma', give)).toMatchObject({ answer: { code: 'taken', message: 'sun' } })
    expect(plan('ma', { ...give, data: { agent: 'sun' } })).toMatchObject({ ok: true })
    expect(plan('ma', { ...give, untaken: false })).toMatchObject({ ok: true })
  })
})

describe('a merge', () => {
  const own = { owner: 'yuan', queue: 'care', team: null, state: 'open', mergedInto: null }
  for (const id of ['M1', 'M2', 'M3', 'M4']) floor.put('case', { id, ...own, customer: 'ann' })
  floor.put('case', { id: 'M5', ...own, customer: 'bob' })
  floor.put('case', { id: 'M6', ...own, customer: null, kind: 'incident' })
  floor.put('case', { id: 'M3', ...own, customer: 'ann', mergedInto: 'M2' })
  floor.hear({
    ...{ id: 'm3', source: 'user/lin', type: 'case.merged', subject: 'M3', data: { into: 'M2' }, time: NOW },
  })

  const merge = (subject: string, into: string) => plan('yuan', event('case.merged', subject, { into }))

  test('of two cases of one customer is said', () => {
    expect(merge('M1', 'M2')).toMatchObject({ ok: true, event: { data: { into: 'M2' } } })
  })

  test('into itself, in a circle, of another customer or into what is not there is refused with its field', () => {
    const codes = [
      ['M1', 'M1', 'same_case'],
      ['M2', 'M3', 'circle'],
      ['M1', 'M3', 'merged'],
      ['M1', 'M5', 'other_customer'],
      ['M1', 'M6', 'other_customer'],
      ['M6', 'M1', 'other_customer'],
      ['M1', 'nowhere', 'not_found'],
    ] as const
    for (const [subject, into, code] of codes)
      expect(merge(subject, into)).toMatchObject({
        ok: false,
        answer: { code, message: expect.stringMatching(/^data\.into: /) },
      })
  })

  test('that somebody else made before says who was first, and nothing is said of a merged case', () => {
    expect(merge('M3', 'M1')).toMatchObject({ answer: { code: 'taken', message: 'lin' } })
    expect(plan('yuan', event('case.noted', 'M3', { text: 'x' }))).toMatchObject({
      answer: { code: 'merged', message: 'subject: case M3 was merged into M2' },
    })
    expect(plan('yuan', event('case.unmerged', 'M3'))).toMatchObject({ ok: true })
    expect(plan('yuan', event('case.unmerged', 'M1'))).toMatchObject({ answer: { code: 'not_merged' } })
  })
})

describe('taking back', () => {
  const said = (id: string, source: string, type: string, subject: string, ago: number, data: object = {}) =>
    floor.hear({ id, source, type, subject, time: NOW - ago, data: { ...data } })
  const back = (person: string, subject: string, of: string) =>
    plan(person, event('system.event_withdrawn', subject, { event: of }))

  test('is for whoever said it, for a minute, and becomes an event of theirs', () => {
    floor.put('case', { id: 'T1', owner: 'yuan', queue: 'care', team: null, state: 'open', mergedInto: null })
    said('t1', 'user/yuan', 'case.replied', 'T1', 5_000, { kind: 'answer' })
    said('t2', 'user/yuan', 'case.noted', 'T1', 61_000, { text: 'x' })
    expect(back('yuan', 'case/T1', 't1')).toMatchObject({
      ok: true,
      event: { source: 'user/yuan', subject: 'case/T1', data: { event: 't1' } },
    })
    expect(back('lin', 'case/T1', 't1')).toMatchObject({ answer: { code: 'too_late' } })
    expect(back('yuan', 'case/T1', 't2')).toMatchObject({ answer: { code: 'too_late' } })
    expect(back('yuan', 'contact/K1', 't1')).toMatchObject({ answer: { code: 'not_found' } })
  })

  test('of how a contact ended is for whoever said it last', () => {
    said('k1', 'pbx', 'contact.answered', 'K7', 20_000, { agent: 'yuan' })
    said('k2', 'pbx', 'contact.answered', 'K7', 15_000, { agent: 'he' })
    const unsays = () => plan('yuan', event('contact.flagged', 'K7', { kind: 'unsaid' }))
    expect(unsays()).toMatchObject({ answer: { code: 'too_late' } })
    said('k3', 'user/yuan', 'contact.flagged', 'K7', 5_000, { kind: 'solved' })
    expect(unsays()).toMatchObject({ ok: true })
    said('k4', 'user/he', 'contact.flagged', 'K7', 4_000, { kind: 'complaint' })
    expect(unsays()).toMatchObject({ answer: { code: 'too_late' } })
    expect(plan('yuan', event('contact.flagged', 'K7', { kind: 'owe' }))).toMatchObject({ ok: true })
  })

  test('leaves what was given on since', () => {
    said('g1', 'user/yuan', 'case.assigned', 'T1', 5_000, { agent: 'he' })
    expect(back('yuan', 'case/T1', 'g1')).toMatchObject({ ok: true })
    said('g2', 'user/lin', 'case.assigned', 'T1', 4_000, { agent: 'yuan' })
    expect(back('yuan', 'case/T1', 'g1')).toMatchObject({ answer: { code: 'too_late' } })
  })

  test('leaves what others have gone on with', () => {
    said('t3', 'user/yuan', 'case.opened', 'T2', 5_000, { kind: 'request' })
    expect(back('yuan', 'case/T2', 't3')).toMatchObject({ ok: true })
    said('t4', 'user/lin', 'case.noted', 'T2', 4_000, { text: 'x' })
    expect(back('yuan', 'case/T2', 't3')).toMatchObject({
      answer: { code: 'too_late', message: 'data.event: others have gone on with case/T2' },
    })
  })

  test('leaves what somebody has answered since, which stands in what they said', () => {
    const answered = [
      ['assist', 'S1', 'assist.requested', { agent: 'yuan' }, 'assist.accepted', { by: 'lin' }],
      ['approval', 'A7', 'approval.explained', { text: 'a promise' }, 'approval.decided', { granted: true }],
      [
        ...(['handoff', 'H1', 'handoff.time_requested', { until: '2026-03-02T05:00:00Z' }] as const),
        ...(['handoff.time_decided', { granted: true }] as const),
      ],
      ['case', 'T3', 'case.escalation_requested', {}, 'case.supervisor_replied', { agent: 'lin' }],
    ] as const
    for (const [kind, id, type, data, answer, more] of answered) {
      said(`${id}-said`, 'user/yuan', type, id, 5_000, data)
      expect(back('yuan', `${kind}/${id}`, `${id}-said`)).toMatchObject({ ok: true })
      said(`${id}-own`, 'user/yuan', type, id, 4_500, data)
      expect(back('yuan', `${kind}/${id}`, `${id}-own`)).toMatchObject({ ok: true })
      said(`${id}-answer`, 'user/lin', answer, id, 4_000, more)
      for (const of of [`${id}-said`, `${id}-own`])
        expect(back('yuan', `${kind}/${id}`, of)).toMatchObject({ answer: { code: 'too_late' } })
    }
  })

  test('leaves a grant by which the customer was offered something', () => {
    const asked = { case: 'T4', from: 'lin', state: 'granted', amount: 500, requestedBy: 'yuan' }
    floor.put('approval', { id: 'A8', ...asked })
    said('d1', 'user/lin', 'approval.decided', 'A8', 5_000, { granted: true })
    said('r0', 'user/yuan', 'case.replied', 'T4', 6_000, {
      kind: 'answer',
      offer: { amount: 1, currency: 'CNY' },
    })
    said('r1', 'user/yuan', 'case.replied', 'T4', 4_000, { kind: 'progress' })
    expect(back('lin', 'approval/A8', 'd1')).toMatchObject({ ok: true })
    said('r2', 'user/yuan', 'case.replied', 'T4', 4_000, {
      kind: 'answer',
      offer: { amount: 500, currency: 'CNY' },
    })
    expect(back('lin', 'approval/A8', 'd1')).toMatchObject({ answer: { code: 'too_late' } })
  })
})
