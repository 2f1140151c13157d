import { describe, expect, test } from 'vitest'
import { shownRow } from '../access/shown-row.ts'
import { viewerOf } from '../access/viewer.ts'
import type { ContactMethod } from './notification.ts'
import { type Play, type PlayOptions, playAlerts } from './play-for-test.ts'

/** A Monday, 22:00 in Shanghai. */
const BEGAN = Date.UTC(2026, 0, 5, 14, 0)
const NIGHT = { from: '21:00', to: '07:00' }

const people = [
  { id: 'lin', name: 'Lin', role: 'lead', team: 'care', agent: 'lin' },
  { id: 'sun', name: 'Sun', role: 'lead', agent: 'sun' },
  { id: 'ma', name: 'Ma', role: 'supervisor' },
  { id: 'wu', name: 'Wu', role: 'admin' },
  { id: 'yuan', name: 'Yuan', role: 'agent', team: 'care', agent: 'yuan' },
]
const authority = [
  { role: 'agent', kind: 'compensation', upTo: { amount: 300, currency: 'CNY' } },
  { role: 'lead', kind: 'compensation', upTo: { amount: 2_000, currency: 'CNY' } },
]
const site = {
  ...{ site: { id: 's', timezone: 'Asia/Shanghai' }, people, authority },
  teams: [{ id: 'care', name: 'Care', leads: ['lin'], members: ['yuan'] }],
  queues: [{ id: 'care', team: 'care' }],
  alerts: { cap: 1, rosters: [{ id: 'night', shifts: [{ members: ['lin'] }], deputies: { lin: 'sun' } }] },
}

function floor(options: Partial<PlayOptions> = {}): Play {
  const quiet = { lin: NIGHT, ma: NIGHT, sun: NIGHT }
  const on = playAlerts({ site, began: BEGAN, quiet, ...options })
  on.happens('agent.signed_in', 'yuan', { queues: ['care'], team: 'care' })
  on.happens('case.opened', 'C1', { kind: 'complaint', queue: 'care', agent: 'yuan', name: '王小明' })
  return on
}

const signIn = (on: Play, agent: string) => on.happens('agent.signed_in', agent, { queues: [], team: 'care' })

function call(on: Play, id = 'S1', more: object = {}): void {
  on.happens('assist.requested', id, { agent: 'yuan', case: 'C1', place: '1016', ...more }, 'user/yuan')
}

describe('a call for a lead', () => {
  test('is told to the lead on duty at once, whatever the hour and however much they were told, then to the supervisors', () => {
    const on = floor()
    signIn(on, 'lin')
    call(on, 'S0')
    on.happens('assist.ended', 'S0')
    call(on, 'S1', { note: '王小明 shouts, 13800138000' })
    expect(on.messages()).toEqual(['0 lin assist: assist assist/S0', '0 lin assist: assist assist/S1'])
    const asks = on.arrived.at(-1)?.notification.alerts[0]?.asks
    expect(asks).toEqual({ who: 'Yuan', place: '1016', sum: null, text: '王** shouts, 138****8000' })
    expect(on.floor.row('assist', 'S1')?.told).toMatchObject([{ person: 'lin', as: 'leads' }])
    on.to(2)
    expect(on.messages()).toHaveLength(2)
    on.to(60)
    expect(on.messages().slice(2)).toEqual(['3 ma assist: assist assist/S1'])
  })

  test('names no customer either where it is about no case, but about who is on the line', () => {
    const on = floor()
    signIn(on, 'lin')
    on.happens('contact.queued', 'K1', { queue: 'care', name: '李四' })
    on.happens('contact.answered', 'K1', { agent: 'yuan' })
    call(on, 'S1', { case: undefined, contact: 'K1', note: '李四 shouts', place: '李四 at 1016' })
    const asks = { text: '李** shouts', place: '李** at 1016' }
    expect(on.arrived.at(-1)?.notification.alerts[0]?.asks).toMatchObject(asks)
    const lead = viewerOf(on.floor.site, { kind: 'person', person: 'lin' })!
    const shown = shownRow({ viewer: lead, view: 'supervisor', id: null }, 'assist', 'S1', on.floor)
    expect(shown).toMatchObject({ note: '李** shouts', place: '李** at 1016' })
  })

  test('goes no further once somebody is on the way, nor once it is over', () => {
    for (const type of ['assist.accepted', 'assist.ended']) {
      const on = floor()
      signIn(on, 'lin')
      call(on)
      on.happens(type, 'S1', { by: 'lin' })
      on.to(30)
      expect(on.messages()).toHaveLength(1)
    }
  })

  test('where no lead is on duty climbs to who stands in for them, else to the supervisors, and says so', () => {
    const on = floor()
    for (const lead of ['lin', 'sun']) signIn(on, lead)
    on.to(1)
    for (const lead of ['lin', 'sun']) on.happens('agent.signed_out', lead)
    call(on)
    expect(on.messages()).toEqual(['1 ma assist: assist assist/S1'])
    expect(on.floor.row('assist', 'S1')?.told).toMatchObject([{ person: 'ma', as: 'supervisors' }])
    on.to(2)
    signIn(on, 'sun')
    call(on, 'S2')
    expect(on.floor.row('assist', 'S2')?.told).toMatchObject([{ person: 'sun', as: 'deputies' }])
    on.to(60)
    expect(on.messages().slice(1)).toEqual([
      '2 sun assist: assist assist/S2',
      '5 ma assist: assist assist/S2',
    ])
  })

  test('says to who calls that nobody is there to be told', () => {
    const alone = people.filter(({ id }) => id === 'yuan')
    const on = floor({ site: { ...site, people: alone, teams: [] } })
    call(on)
    expect(on.floor.row('assist', 'S1')).toMatchObject({ told: [], nobody: true, state: 'open' })
  })

  test('ends by itself when nobody came within the hour, and is the same after a crash and in any order', () => {
    const on = floor()
    signIn(on, 'lin')
    call(on)
    on.crash()
    expect(on.messages()).toHaveLength(1)
    on.to(59)
    expect(on.floor.row('assist', 'S1')).toMatchObject({ state: 'open' })
    on.to(61)
    expect(on.floor.row('assist', 'S1')).toMatchObject({ state: 'ended', endedAt: null, acceptedAt: null })
    on.happens('assist.accepted', 'S9', { by: 'ma' })
    on.happens('assist.requested', 'S9', { agent: 'yuan' })
    expect(on.floor.row('assist', 'S9')).toMatchObject({ state: 'accepted', acceptedBy: 'ma' })
  })
})

describe('an approval', () => {
  const ask = (on: Play, id: string, more: object = {}) =>
    on.happens('approval.requested', id, { case: 'C1', from: 'lin', ...more }, 'user/yuan')

  test('is told to the person asked at once, aloud, and once more when their question was answered', () => {
    const on = floor()
    ask(on, 'A1', { amount: 500, currency: 'CNY', reason: '王小明 waited' })
    expect(on.messages()).toEqual(['0 lin approval: approval approval/A1'])
    expect(on.arrived[0]?.notification.alerts[0]?.asks).toEqual({
      ...{ who: 'Yuan', place: null, text: '王** waited' },
      sum: { amount: 500, currency: 'CNY' },
    })
    on.happens('approval.questioned', 'A1', { text: 'why' }, 'user/lin')
    on.to(5)
    on.happens('approval.explained', 'A1', { text: 'so' }, 'user/yuan')
    expect(on.messages().slice(1)).toEqual(['5 lin approval: approval approval/A1'])
    on.happens('approval.decided', 'A1', { granted: true, by: 'lin' }, 'user/lin')
    expect(on.floor.row('approval', 'A1')).toMatchObject({ state: 'granted', decidedBy: 'lin' })
  })

  test('above the limit of who was asked climbs to those who may grant it, and only to them', () => {
    const on = floor()
    ask(on, 'A1', { amount: 2_001, currency: 'CNY' })
    expect(on.messages()).toEqual(['0 ma approval: approval approval/A1'])
  })

  test('that was decided before its message went out is not sent any more', () => {
    const on = floor({ fate: () => 'waits' })
    ask(on, 'A1')
    on.happens('approval.decided', 'A1', { granted: false }, 'user/lin')
    on.sendWaiting()
    expect(on.messages()).toEqual([])
  })

  test('is told aloud sixty times within an hour, whoever asks, and stands on the screen beyond', () => {
    const on = floor()
    const ids = Array.from({ length: 70 }, (_, place) => `A${place}`)
    for (const id of ids) ask(on, id)
    on.to(5)
    const howOf = (id: string) => on.floor.receipts.escalationSteps(`approval/${id}`)[0]?.recipients[0]?.how
    const how = ids.map(howOf)
    expect(how.filter((one) => one === 'loud')).toHaveLength(60)
    expect(how.filter((one) => one === 'silent')).toHaveLength(10)
    on.to(70)
    ask(on, 'later')
    on.to(75)
    expect(howOf('later')).toBe('loud')
  })
})

describe('what is put into somebody’s hands', () => {
  const give = (on: Play, agent: string, id = 'C1', by = 'user/ma') =>
    on.happens('case.assigned', id, { agent }, by)

  test('is told to them once it can no longer be taken back by a press, by whom and what, and not by themselves', () => {
    const on = floor({ quiet: {} })
    on.happens('case.described', 'C1', { title: '王小明: no signal' })
    give(on, 'lin')
    expect(on.messages()).toEqual([])
    on.to(0.5)
    expect(on.arrived.map(({ notification: { kind, to } }) => [kind, to.id])).toEqual([['given', 'lin']])
    expect(on.arrived[0]?.notification.alerts[0]).toMatchObject({
      case: 'C1',
      asks: { who: 'Ma', text: '王**: no signal' },
    })
    on.crash()
    give(on, 'yuan', 'C1', 'user/yuan')
    on.to(10)
    expect(on.arrived).toHaveLength(1)
  })

  test('is told by whoever goes on when the process ended between the giving and the word of it', () => {
    const on = floor({ quiet: {} })
    on.happens('callback.requested', 'B1', { queue: 'care', phone: '13800138000' })
    on.happens('callback.assigned', 'B1', { agent: 'sun' }, 'user/ma')
    give(on, 'lin')
    on.crash()
    on.to(0.5)
    expect(on.arrived.map(({ notification: { kind, to } }) => `${kind} ${to.id}`).sort()).toEqual([
      'callback sun',
      'given lin',
    ])
    on.crash()
    on.to(5)
    expect(on.arrived).toHaveLength(2)
  })

  test('tells nobody of a slip, nor of what they are no more to do, and of several things rings once', () => {
    const on = floor({ quiet: {} })
    give(on, 'lin')
    give(on, 'sun')
    on.to(1)
    expect(on.arrived.map(({ notification }) => notification.to.id)).toEqual(['sun'])
    for (const id of ['C2', 'C3', 'C4']) {
      on.happens('case.opened', id, { kind: 'request' })
      give(on, 'ma', id, 'user/lin')
    }
    on.to(2)
    expect(on.arrived.slice(1).map(({ notification }) => notification.to.id)).toEqual(['ma'])
  })

  test('rings nobody at night; it stands on their desk', () => {
    const on = floor()
    give(on, 'lin')
    on.to(60)
    expect(on.messages()).toEqual([])
    expect(on.floor.receipts.escalationSteps('given/C1')[0]?.recipients).toMatchObject([
      { to: { id: 'lin' }, how: 'silent' },
    ])
  })

  test('is told of a callback, too', () => {
    const on = floor({ quiet: {} })
    on.happens('callback.requested', 'B1', { queue: 'care', phone: '13800138000' })
    on.happens('callback.assigned', 'B1', { agent: 'lin' }, 'user/ma')
    on.to(1)
    expect(on.messages()).toHaveLength(1)
    expect(on.arrived[0]?.notification).toMatchObject({ kind: 'callback', to: { id: 'lin' } })
  })
})

describe('once somebody has answered', () => {
  const robot: ContactMethod = { channel: 'dingtalk', target: 'group', address: null }
  const slack = (id: string): ContactMethod => ({ channel: 'slack', target: 'bot', address: `U-${id}` })
  const settledOf = (on: Play) =>
    on.arrived
      .filter(({ notification }) => notification.kind === 'resolved')
      .map(({ notification }) => [
        notification.to.id,
        notification.way.channel,
        notification.settled?.is,
        notification.settled?.by,
      ])

  test('messages that can be changed say who is on the way, and a group reads one line of it', () => {
    const on = floor({ methods: (id) => [slack(id), robot] })
    for (const lead of ['lin', 'sun']) signIn(on, lead)
    on.happens('agent.signed_out', 'sun')
    call(on)
    on.to(4)
    on.happens('assist.accepted', 'S1', {}, 'user/ma')
    expect(settledOf(on)).toEqual([])
    on.to(5)
    expect(settledOf(on)).toEqual([
      ['lin', 'slack', 'coming', 'Ma'],
      ['lin', 'dingtalk', 'coming', 'Ma'],
      ['ma', 'slack', 'coming', 'Ma'],
    ])
    on.crash()
    on.to(60)
    expect(settledOf(on)).toHaveLength(3)
  })

  test('nobody’s mailbox is filled with it', () => {
    const on = floor({ methods: (id) => [slack(id), { channel: 'mail', target: 'post', address: id }] })
    on.happens('approval.requested', 'A1', { case: 'C1', from: 'lin' }, 'user/yuan')
    on.happens('approval.decided', 'A1', { granted: true, by: 'lin' }, 'user/lin')
    on.to(1)
    expect(settledOf(on)).toEqual([['lin', 'slack', 'granted', 'Lin']])
  })
})
