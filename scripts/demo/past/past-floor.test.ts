import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import type { Language } from '#core/config/languages.ts'
import { withCustomer } from '#core/event/customer-key.ts'
import { parseEvent } from '#core/event/parse-event.ts'
import { createFloor } from '#core/floor/create-floor.ts'
import { holidayDates } from '#platform/holidays.ts'
import { parseSite } from '#store/site-file/parse-site.ts'
import { type BaseSite, pastSite } from '../content/demo-site.ts'
import { DAY_BEGINS, SCRIPT_BEGINS } from '../first-minute/first-minute.ts'
import type { DemoEvent } from '../model/simulation.ts'
import { inBatches, inMatters } from './in-batches.ts'
import { PAST_BEGINS, PAST_DAYS, pastDays, pastLoad } from './past-floor.ts'
import { readStories } from './stories.ts'

const base = parse(readFileSync(join(import.meta.dirname, '../../../config/site.yaml'), 'utf8')) as BaseSite
const DAY = 86_400_000

function siteIn(language: Language) {
  const read = parseSite(JSON.stringify(pastSite(base, language)))
  if (!read.ok) throw new Error(JSON.stringify(read))
  return read.site
}
const daysIn = (language: Language) => pastDays({ site: siteIn(language), seed: 'huiyin', source: 'demo' })
const en = [...daysIn('en')]

test('the past is the same each time, 28 days of events that ingest takes, each on its day', () => {
  const again = daysIn('en')
  for (let day = 0; day < 3; day++) expect(again.next().value).toEqual(en[day])
  expect(en).toHaveLength(PAST_DAYS)
  const ids = new Set<string>()
  for (const [day, events] of en.entries())
    for (const event of events) {
      const read = parseEvent(event)
      if (!read.ok) throw new Error(`${event.type}: ${read.refusal.message}`)
      const at = read.event.time
      expect(at).toBeGreaterThanOrEqual(PAST_BEGINS + day * DAY)
      expect(at).toBeLessThan(Math.min(PAST_BEGINS + (day + 1) * DAY, DAY_BEGINS))
      ids.add(event.id)
    }
  expect(ids.size).toBe(en.flat().length)
})

test('it has weekdays, a bad week and a promotion, in what comes in as in what is planned', () => {
  const complaints = { id: 'complaints', isComplaints: true, isChat: false }
  const sales = { id: 'sales', isComplaints: false, isChat: false }
  // It begins on a Tuesday: its fifth day is a Saturday.
  expect(pastLoad(sales, 4)).toBeLessThan(pastLoad(sales, 3) * 0.8)
  expect(pastLoad(complaints, 8)).toBeGreaterThan(pastLoad(complaints, 1) * 2)
  expect(pastLoad(sales, 19)).toBeGreaterThan(pastLoad(sales, 12) * 1.5)
  const count = (from: number, to: number, want: (event: DemoEvent) => boolean) =>
    en.slice(from, to).flat().filter(want).length
  const isCall = ({ type }: DemoEvent) => type === 'contact.queued'
  for (let day = 0; day < PAST_DAYS; day++) expect(count(day, day + 1, isCall)).toBeGreaterThan(150)
  expect(count(0, PAST_DAYS, isCall) / PAST_DAYS).toBeLessThan(500)
  const isComplaint = ({ type, data }: DemoEvent) => type === 'case.opened' && data.kind === 'complaint'
  expect(count(6, 13, isComplaint)).toBeGreaterThan(count(13, 20, isComplaint) * 1.5)
})

/** What a floor does in four weeks, by the type of event that tells of it. */
const DOES = [
  ...([
    'agent.away',
    'agent.signed_out',
    'contact.transferred',
    'contact.abandoned',
    'contact.dialled',
  ] as const),
  ...(['contact.message', 'callback.requested', 'callback.done', 'allowance.reported'] as const),
  ...([
    'handoff.sent',
    'handoff.bounced',
    'handoff.returned',
    'approval.requested',
    'approval.decided',
  ] as const),
  ...([
    'assist.requested',
    'promise.made',
    'promise.kept',
    'notice.posted',
    'case.escalation_requested',
  ] as const),
]

test('it has all that a floor does: chats, calls that go out, departments, approvals, promises, packages, suggestions', () => {
  const types = new Set(en.flat().map(({ type }) => type))
  expect(DOES.filter((type) => !types.has(type))).toEqual([])
  const kinds = new Set(en.flat().map(({ type, data }) => type === 'case.opened' && data.kind))
  for (const kind of ['complaint', 'request', 'suggestion', 'incident'] as const)
    expect(kinds).toContain(kind)
  const chats = new Set(siteIn('en').queues.flatMap(({ id, channel }) => (channel === 'chat' ? [id] : [])))
  expect(en.flat().some(({ type, data }) => type === 'contact.queued' && chats.has(String(data.queue)))).toBe(
    true,
  )
})

test('told as a backlog in its batches, nothing is said that is taken back, and nothing is open at its end', () => {
  const site = siteIn('en')
  const floor = createFloor({ site, holidays: holidayDates, keepTransitions: true })
  const ids = new Set<string>()
  const takenBack: string[] = []
  let seq = 0
  for (const batch of inBatches(inMatters(en.flat()), 900)) {
    expect(batch.length).toBeLessThanOrEqual(900)
    for (const raw of batch) {
      const read = parseEvent(raw)
      if (!read.ok) throw new Error(read.refusal.message)
      const event = withCustomer(read.event, site.site.timezone, (text) => text.replace(/\W/g, ''))
      floor.apply({ pos: `${SCRIPT_BEGINS}-${++seq}`, at: SCRIPT_BEGINS, event })
    }
    const pending = floor.pendingRuleEvents()
    for (const id of ids) if (!pending.has(id)) takenBack.push(id)
    for (const [id, { transition }] of pending)
      if (transition.to === 'breached' || transition.to === 'warned') ids.add(id)
  }
  expect(seq).toBe(en.flat().length)
  expect(takenBack).toEqual([])
  expect(ids.size).toBeGreaterThan(100)
  for (const type of ['case', 'promise', 'callback', 'handoff', 'approval'] as const)
    for (const id of floor.ids(type)) {
      const clocks = floor.row(type, id)?.clocks ?? []
      expect([id, clocks.filter(({ state }) => state === 'running' || state === 'breached')]).toEqual([
        id,
        [],
      ])
    }
  for (const id of floor.ids('queue')) expect(floor.row('queue', id)!.waiting).toBe(0)
  const ends = new Map<string, string>()
  for (const { transition } of [...floor.pendingRuleEvents().values()].sort(
    (a, b) => a.transition.at - b.transition.at,
  ))
    if (transition.to !== 'running')
      ends.set(`${transition.rule} ${transition.subject} ${transition.run}`, transition.to)
  expect([...ends].filter(([, to]) => to === 'breached' || to === 'warned')).toEqual([])
  // The ticket of the first story: its complaint was unanswered ninety minutes later, to the second.
  const transitions = [...floor.pendingRuleEvents().values()].map(({ transition }) => transition)
  const at = Date.parse('2026-11-04T16:47:30+08:00')
  expect(
    transitions.filter(({ subject, to }) => subject === 'case/complaint-1' && to === 'breached'),
  ).toContainEqual(expect.objectContaining({ rule: 'complaint-unanswered', at }))
}, 60_000)

test('of a past in one language nothing is said in another', () => {
  const han = /\p{Script=Han}/u
  const said = (events: readonly DemoEvent[]) =>
    events.flatMap(({ data }) =>
      [data.title, data.name, data.text, data.question, data.answer, data.reason, data.cause].filter(
        (text): text is string => typeof text === 'string' && !/^[a-z_ -]+$/.test(text),
      ),
    )
  expect(said(en.flat()).filter((text) => han.test(text))).toEqual([])
  for (const language of ['zh-CN', 'zh-TW'] as const) {
    const first = daysIn(language).next().value ?? []
    const all = [...first, ...readStories('demo', language)]
    expect(said(all).filter((text) => !han.test(text))).toEqual([])
  }
})
