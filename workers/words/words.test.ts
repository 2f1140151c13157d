import { expect, test } from 'vitest'
import type { Notification, NotifiedAlert } from '#core/notify/notification.ts'
import { fitWords } from './fit-words.ts'
import { mailHtml } from './mail-html.ts'
import { plainText } from './plain-text.ts'
import { type Words, wordsOf } from './words.ts'

const DUE_AT = Date.parse('2026-03-02T06:30:00Z')

const alert: NotifiedAlert = {
  ...{ alert: 'x', rule: 'complaint-unanswered', severity: 'critical', subject: 'case/C1', case: 'C1' },
  title: { en: 'Complaint unanswered', 'zh-CN': '投诉无人回复', 'zh-TW': '客訴無人回覆' },
  ...{ team: 'billing', breached: true, raisedAt: DUE_AT, dueAt: DUE_AT },
}

const NAMES: Readonly<Record<string, string>> = {
  ...{ 'team billing': 'Billing', 'queue care': 'Customer care', 'agent a1': 'Lin Yu' },
}

const notification: Notification = {
  ...{ id: 't', kind: 'alert', conversation: 'case/C1', step: 0, round: 0, severity: 'critical' },
  way: { channel: 'mail', target: 'post', address: 'lea@example.com' },
  to: { is: 'person', id: 'lea', name: 'Lea', language: 'en' },
  ...{ alerts: [alert], counts: { critical: 1, warning: 0, info: 0 }, at: DUE_AT },
}

const said = (
  fields: Partial<Notification> = {},
  again = false,
  timezone = 'Asia/Shanghai',
  saidAt = DUE_AT,
): Words =>
  wordsOf({ ...notification, ...fields } as Notification, {
    nameOf: (of, id) => NAMES[`${of} ${id}`] ?? id,
    ...{ siteName: 'Floor', timezone, publicUrl: 'https://f.example', again, saidAt },
    ackLink: ({ id }) => `https://f.example/ack/${id}`,
    departmentLink: (department, at) => `https://f.example/departments/${department}-${at}`,
  })

test('one alert: what, of which case, when on the clock of the site, and where to take it', () => {
  expect(plainText(said(), said().lines)).toBe(
    [
      'Overdue: Complaint unanswered (case C1)',
      'due now (03-02 14:30 GMT+8), team Billing',
      'Take it: https://f.example/ack/t',
      'Open: https://f.example/cases/C1',
    ].join('\n'),
  )
  expect(said({}, false, 'America/New_York').lines[0]).toContain('03-02 01:30 EST')
})

test.each([
  ['zh-CN', '超时：投诉无人回复（工单 C1）', '已超时 46 小时（03-02 14:30 GMT+8 到期）'],
  ['zh-TW', '逾時：客訴無人回覆（案件 C1）', '已逾時 46 小時（03-02 14:30 GMT+8 到期）'],
])('in %s', (language, title, due) => {
  const to = { is: 'person', id: 'lea', name: 'Lea', language } as const
  const words = said({ to }, false, 'Asia/Shanghai', DUE_AT + 46 * 3_600_000)
  expect(words.title).toBe(title)
  expect(words.lines[0]).toContain(due)
})

test.each([
  ['en', 'due in 20 min (03-02 14:30 GMT+8)', 'overdue by 1 h 5 min (due 03-02 14:30 GMT+8)'],
  ['zh-CN', '20 分钟后到期（03-02 14:30 GMT+8）', '已超时 1 小时 5 分（03-02 14:30 GMT+8 到期）'],
  ['zh-TW', '20 分鐘後到期（03-02 14:30 GMT+8）', '已逾時 1 小時 5 分（03-02 14:30 GMT+8 到期）'],
])('%s says how long there is left, or since when it is late, as it is told', (language, ahead, late) => {
  const to = { is: 'person', id: 'lea', name: 'Lea', language } as const
  const at = (minutes: number) => said({ to }, false, 'Asia/Shanghai', DUE_AT + minutes * 60_000).lines[0]
  expect(at(-20)).toContain(ahead)
  expect(at(65)).toContain(late)
})

test('a call is not named by the PBX’s id, which says nothing to anybody: by its case, or by what happened alone', () => {
  const of = (caseId: string | null) =>
    said({ alerts: [{ ...alert, subject: 'contact/1764482461.1234', case: caseId }] }).title
  expect(of('C1')).toBe('Overdue: Complaint unanswered (case C1)')
  expect(of(null)).toBe('Overdue: Complaint unanswered')
})

test('of two calls and a callback without a case it is said in which queue: they do not read alike', () => {
  const of = (subject: string) => said({ alerts: [{ ...alert, subject, case: null, queue: 'care' }] }).title
  expect(of('contact/1764482461.1234')).toBe('Overdue: Complaint unanswered (Customer care)')
  expect(of('callback/K7')).toBe('Overdue: Complaint unanswered (Customer care, callback K7)')
})

test('a queue, a team and an agent are called by their names', () => {
  const of = (subject: string) => said({ alerts: [{ ...alert, subject, case: null }] }).title
  expect(of('queue/care')).toBe('Overdue: Complaint unanswered (queue Customer care)')
  expect(of('team/billing')).toBe('Overdue: Complaint unanswered (team Billing)')
  expect(of('agent/a1')).toBe('Overdue: Complaint unanswered (agent Lin Yu)')
})

test('a case that a complaint’s answer opened is told by its code, so that two of them are told apart', () => {
  const of = (id: string) => said({ alerts: [{ ...alert, subject: `case/${id}`, case: id }] }).title
  expect(of('open-1785062131.22')).toBe('Overdue: Complaint unanswered (case M-198036)')
  expect(of('open-1785062131.23')).not.toBe(of('open-1785062131.22'))
})

test('a promise is said with its case; a customer is said without a key', () => {
  const of = (subject: string, caseId: string | null) =>
    said({ alerts: [{ ...alert, subject, case: caseId }] }).title
  expect(of('promise/P1', 'C1')).toBe('Overdue: Complaint unanswered (case C1, promise P1)')
  expect(of('customer/tel:0123', null)).toBe('Overdue: Complaint unanswered (a customer)')
})

test('a department is given its own page, and nothing to take', () => {
  const to = { is: 'department', id: 'billing', name: 'Billing', language: 'en' } as const
  const words = said({ kind: 'handoff', to, at: 5 })
  expect(words.link.url).toBe('https://f.example/departments/billing-5')
  expect(words.title).toBe('Your answer is needed: case C1')
})

test('where a group reads it, the button says whom it asks', () => {
  const words = said({ way: { channel: 'dingtalk', target: 'group', address: null } })
  expect(words.acts[0]?.label).toBe('Take it (Lea)')
})

test('a button of a chat does at once what is pressed: of one person in their name, of a group in that of who is signed in; about money the page asks', () => {
  const pressed = (fields: Partial<Notification>) => said(fields).acts.map((act) => act.pressed)
  const own = { channel: 'line', target: 'bot', address: 'U1' } as const
  const ask = { who: 'Yuan', place: null, sum: null, text: null }
  const assist = { kind: 'assist', alerts: [{ ...alert, rule: 'assist', asks: ask }] } as const
  expect(pressed({ way: own })).toEqual(['https://f.example/ack/t?press=take'])
  expect(pressed({ way: own, ...assist })).toEqual(['https://f.example/ack/t?press=coming'])
  for (const address of [null, 'C1'])
    for (const [fields, is] of [
      [{}, 'take'],
      [assist, 'coming'],
    ] as const) {
      const [act] = said({ way: { ...own, address }, ...fields }).acts
      // By link or by button: who is not signed in is asked, so that no preview takes anything.
      expect([act?.pressed, act?.url]).toEqual(Array(2).fill(`https://f.example/ack/t?group=${is}`))
    }
  // A program that is sent it says itself what its readers' presses are.
  expect(pressed({ way: { channel: 'webhook', target: 'crm', address: null } })).toEqual([
    'https://f.example/ack/t',
  ])
  expect(pressed({ way: own, kind: 'approval' })).toEqual([
    'https://f.example/ack/t?act=grant',
    'https://f.example/ack/t?act=refuse',
  ])
})

test('what somebody was given, and what became of what they were asked', () => {
  const asks = { who: 'Ma', place: null, sum: null, text: 'No line' }
  const given = { ...alert, rule: 'given', subject: 'given/C1', asks, dueAt: DUE_AT + 20 * 60_000 }
  const words = said({ kind: 'given', alerts: [given] })
  expect([words.title, ...words.lines]).toEqual([
    'Ma gave you case C1',
    'No line',
    'due in 20 min (03-02 14:50 GMT+8), team Billing',
  ])
  const settled = { is: 'taken', by: 'Lin' } as const
  expect(said({ kind: 'resolved', settled }).title).toBe(
    'Lin has it: Overdue: Complaint unanswered (case C1)',
  )
})

test('a test message carries its code, trouble says which way and what of, again says so', () => {
  expect(said({ kind: 'test', alerts: [], code: '123456' }).lines).toContain('Your code: 123456')
  const trouble = { line: 'dingtalk/group', reason: 'it answered 310000' }
  const words = said({ kind: 'trouble', alerts: [], trouble }, true)
  expect([words.title, ...words.lines, words.note].join(' ')).toMatch(
    /dingtalk\/group.*310000.*may have received/,
  )
})

test('what is the matter with the machine is said in the reader’s language', () => {
  const machine = { code: 'disk_low', freeMb: 900, percent: 4 } as const
  expect(said({ kind: 'trouble', alerts: [], machine }).title).toMatch(/only 900 MB left \(4 %\)/)
})

test('a digest that is too long says the worst and counts the others', () => {
  const alerts = Array.from({ length: 300 }, (_, index) => ({ ...alert, alert: `a${index}` }))
  const words = said({ kind: 'digest', alerts, counts: { critical: 300, warning: 12, info: 0 } })
  expect(words.title).toBe('312 alerts: 300 critical, 12 warnings')
  const text = fitWords(
    words,
    (lines) => plainText(words, lines),
    ({ length }) => length,
    { most: 1_000, lines: 100 },
  )
  expect(text.length).toBeLessThanOrEqual(1_000)
  const shown = text.match(/^- Overdue/gm)!.length
  expect(shown).toBeGreaterThan(3)
  expect(text).toContain(`and ${312 - shown} more: ${300 - shown} critical, 12 warnings`)
})

test('in HTML nothing that comes from outside is more than text', () => {
  const words = said({ alerts: [{ ...alert, subject: 'case/<img src=x>', case: null }] })
  expect(mailHtml(words, words.lines)).not.toContain('<img')
})
