import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { parseSite } from '#store/site-file/parse-site.ts'
import { type BaseSite, demoSite } from '../content/demo-site.ts'
import type { DemoEvent } from '../model/simulation.ts'
import { cast, scripted } from './cast.ts'
import { createFirstMinute, SCRIPT_BEGINS } from './first-minute.ts'

/** What somebody real does on the demo's floor holds: nobody who is played does anything more about it. */

const base = parse(readFileSync(join(import.meta.dirname, '../../../config/site.yaml'), 'utf8')) as BaseSite
const read = parseSite(JSON.stringify(demoSite(base, 'en')))
if (!read.ok) throw new Error(JSON.stringify(read))
const { site } = read
const SEC = 1_000

function played() {
  const demo = createFirstMinute({ site, seed: 'huiyin', source: 'demo' })!
  const until = (sec: number): DemoEvent[] => demo.advance(SCRIPT_BEGINS + sec * SEC)
  until(3)
  return {
    until,
    act: (type: DemoEvent['type'], subject: string, data: Record<string, unknown> = {}) =>
      demo.actByHand({ type, subject, data }),
  }
}

const about = (events: readonly DemoEvent[], ...subjects: string[]) =>
  events.filter(({ subject }) => subjects.includes(subject)).map(({ type }) => type)
const by = (events: readonly DemoEvent[], agent: string) =>
  events.filter(({ data, subject }) => data.agent === agent || subject === agent).map(({ type }) => type)

test.each([
  ['an approval that was refused', 'approval.decided', scripted.sum],
  ['an answer that a department gave', 'handoff.returned', scripted.question],
  ['a callback that was given to somebody', 'callback.assigned', scripted.callback],
  ['a notice that was withdrawn', 'notice.withdrawn', scripted.notice],
  ['a complaint that somebody has', 'case.assigned', scripted.complaint],
] as const)('%s stays so', (_, type, subject) => {
  const from = type === 'notice.withdrawn' ? 150 : 3
  const [untouched, floor] = [played(), played()]
  untouched.until(from)
  expect(about(untouched.until(900), subject)).not.toEqual([])
  floor.until(from)
  floor.act(type, subject)
  expect(about(floor.until(900), subject)).toEqual([])
})

test('who was answered by somebody real is not promised anything by the script', () => {
  const floor = played()
  floor.act('case.replied', scripted.complaint, { kind: 'answer' })
  const events = floor.until(300)
  expect(about(events, scripted.promise, scripted.complaint)).toEqual([])
  expect(about(events, 'D-101-again')).toContain('contact.answered')
})

test('who is put away, or signed out, is offered nothing until they are back', () => {
  for (const [goes, comes] of [
    ['agent.away', 'agent.available'],
    ['agent.signed_out', 'agent.signed_in'],
  ] as const) {
    const floor = played()
    const [colleague] = cast.colleagues
    floor.until(130)
    floor.act(goes, colleague)
    floor.until(300)
    expect(by(floor.until(1_500), colleague).filter((type) => type === 'contact.offered')).toEqual([])
    floor.act(comes, colleague)
    expect(by(floor.until(5_000), colleague)).toContain('contact.offered')
  }
})

test('who was signed out does nothing more that day, and works again the next', () => {
  const floor = played()
  const [colleague] = cast.colleagues
  floor.until(370)
  floor.act('agent.signed_out', colleague)
  const [hour, day] = [3_600, 24 * 3_600]
  const dayLeft = floor.until(12 * hour)
  expect(by(dayLeft, colleague).filter((type) => /dialled|offered|available|signed_in/.test(type))).toEqual(
    [],
  )
  expect(by(floor.until(day + 4 * hour), colleague)).toContain('contact.offered')
})

test('is the script’s agent away, the customer who calls again is answered by another, who makes it good', () => {
  const floor = played()
  floor.act('agent.away', cast.agent)
  const events = floor.until(600)
  expect(by(events, cast.agent)).toEqual([])
  const answered = events.find(
    ({ type, subject }) => type === 'contact.answered' && subject === 'D-101-again',
  )
  expect(answered?.data.agent).toBeDefined()
  expect(about(events, scripted.complaint)).toEqual(['case.replied', 'case.resolved'])
})
