import { expect, test } from 'vitest'
import { peopleFacts, siteFacts, siteHeader } from './site-facts.ts'
import { siteSchema } from './site-schema.ts'

const site = siteSchema.parse({
  site: { id: 'hall', name: 'Hall', timezone: 'Asia/Taipei', language: 'zh-TW' },
  queues: [{ id: 'care' }],
  people: [
    {
      id: 'lin',
      name: 'Lin',
      role: 'lead',
      agent: 'a1',
      email: 'lin@example.test',
      password: 'first-password',
    },
    { id: 'gone', name: 'Gone', role: 'agent', disabled: true },
  ],
  feeds: [{ id: 'pbx', kind: 'http', token: 'secret-feed-token' }],
  rules: [
    {
      id: 'unanswered',
      kind: 'clock',
      subject: 'case',
      start: ['case.opened', { type: 'case.replied', accepted: false }],
      stop: ['case.resolved'],
      limit: '90m',
      severity: 'critical',
      title: { en: 'Unanswered' },
    },
  ],
})
test('an own phone rings as long as the slowest PBX says', () => {
  const of = (...dials: object[]) =>
    peopleFacts(
      siteSchema.parse({
        site: { id: 'hall' },
        feeds: dials.map((dial, place) => ({
          ...{ id: `f${place}`, kind: 'asterisk', host: 'pbx', username: 'u', secret: 'a-secret', dial },
        })),
      }),
    ).ringSec
  expect([of(), of({}), of({ ringSec: 45 }, { ringSec: 30 }), of({ ringSec: 5 })]).toEqual([20, 20, 45, 5])
})

test('what one is away for is what the tables of the PBXs have, each once', () => {
  const pbx = { kind: 'asterisk', host: 'pbx', username: 'u', secret: 'a-secret' }
  const feeds = [
    { id: 'a', ...pbx, reasons: { 小休: 'break', 午餐: 'meal' } },
    { id: 'b', ...pbx, reasons: { Lunch: 'meal', Desk: 'back office' } },
  ]
  const of = (more: object) => peopleFacts(siteSchema.parse({ site: { id: 'hall' }, ...more })).awayReasons
  expect([of({ feeds }), of({})]).toEqual([['break', 'meal', 'back office'], []])
})

const clock = { demo: true, clockSpeed: 60 }

test('what a screen may know holds no secret, no login, and of people only what agents are called', () => {
  const text = JSON.stringify(siteFacts(site, clock))
  for (const secret of ['secret-feed-token', 'first-password', 'example.test', 'Gone', 'lead'])
    expect(text).not.toContain(secret)
  expect(siteFacts(site, clock).agents).toEqual([{ id: 'a1', name: 'Lin' }])
})

test('what needs no sign-in is the head alone', () => {
  expect(siteHeader(site, clock)).toEqual({
    id: 'hall',
    name: 'Hall',
    timezone: 'Asia/Taipei',
    language: 'zh-TW',
    demo: true,
    clockSpeed: 60,
  })
})

test('a rule keeps its severity, its title and the event types that start it', () => {
  expect(siteFacts(site, clock).rules[0]).toMatchObject({
    id: 'unanswered',
    severity: 'critical',
    starts: ['case.opened', 'case.replied'],
    title: { en: 'Unanswered' },
  })
})

test('people are known by name and role, and the disabled are not shown', () => {
  expect(peopleFacts(site).people).toEqual([
    { id: 'lin', name: 'Lin', role: 'lead', agent: 'a1', team: null },
  ])
})
