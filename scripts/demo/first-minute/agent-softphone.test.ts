import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { parseEvent } from '#core/event/parse-event.ts'
import { createFloor } from '#core/floor/create-floor.ts'
import { parseSite } from '#store/site-file/parse-site.ts'
import { type BaseSite, demoSite } from '../content/demo-site.ts'
import type { DemoEvent } from '../model/simulation.ts'
import { cast } from './cast.ts'
import { createFirstMinute, SCRIPT_BEGINS } from './first-minute.ts'
import { momentAt } from './moments.ts'

/** The desk of the script's agent, where somebody real sits down. The desk is the fold's: it says whether they are free. */

const base = parse(readFileSync(join(import.meta.dirname, '../../../config/site.yaml'), 'utf8')) as BaseSite
const read = parseSite(JSON.stringify(demoSite(base, 'en')))
if (!read.ok) throw new Error(JSON.stringify(read))
const { site } = read
/** Whoever is free is called within so many seconds of the site; the desk is asked once a second. */
const CALLED_WITHIN = 17
const HOUR = 3_600

function openDesk({ at, speed = 1 }: { readonly at: number; readonly speed?: number }) {
  const { softphone, ...demo } = createFirstMinute({
    site,
    seed: 'huiyin',
    source: 'demo',
    speed: () => speed,
  })!
  const floor = createFloor({ site })
  const told: DemoEvent[] = []
  let now = 0
  const desk = () => floor.row('agent', cast.agent)!.state
  const phone = () => softphone.shown()
  function tell(raw: DemoEvent): void {
    const event = parseEvent(raw)
    if (!event.ok) throw new Error(`${raw.type}: ${event.refusal.message}`)
    floor.apply({ pos: `${raw.time}-${told.push(raw)}`, at: event.event.time, event: event.event })
  }
  function go(second: number): void {
    now = second
    for (const event of demo.advance(SCRIPT_BEGINS + now * 1_000)) tell(event)
    floor.advance(SCRIPT_BEGINS + now * 1_000)
    if (phone() !== null) softphone.setFree(desk() === 'available')
  }
  /** Pressed: the telephone, and what follows at once on the desk. */
  const press = (what: 'take' | 'leave' | 'answer' | 'hangUp') => () => {
    softphone[what]()
    go(now)
  }
  go(at)
  const take = press('take')
  return {
    ...{
      told,
      desk,
      phone,
      go,
      take,
      leave: press('leave'),
      answer: press('answer'),
      hangUp: press('hangUp'),
    },
    /** How many seconds until the telephone is in that state: no more than `most`, else `most` + 1. */
    secondsUntil(state: string, most: number): number {
      const from = now
      while (phone()?.state !== state && now - from <= most) go(now + 1)
      return now - from
    },
    leaveScript: demo.leaveScript,
    wait: (seconds: number) => go(now + seconds),
    /** Presses *ready* on the desk. */
    endWrapUp() {
      const contact = told.findLast(({ type }) => type === 'contact.ended')!.subject
      const time = new Date(SCRIPT_BEGINS + now * 1_000).toISOString()
      const event = { specversion: '1.0', source: 'desk', type: 'contact.wrapped', time } as const
      tell({ ...event, id: `desk-${told.length}`, subject: contact, data: { agent: cast.agent } })
    },
  }
}

test.for([
  ['after the script', momentAt('end') / 1_000 + 2],
  ['an hour later', HOUR],
  ['at lunch', 2.5 * HOUR],
  ['at night, when everybody has gone home', 12 * HOUR],
] as const)('who sits down %s is called at once, and again after each call', ([_, at]) => {
  const desk = openDesk({ at })
  desk.take()
  for (let call = 0; call < 6; call++) {
    // The first may be the one whom the played agent has on the line.
    if (desk.phone()?.state !== 'talks') {
      expect(desk.secondsUntil('rings', CALLED_WITHIN)).toBeLessThanOrEqual(CALLED_WITHIN)
      desk.answer()
    }
    desk.wait(40)
    expect([desk.phone()?.state, desk.desk()]).toEqual(['talks', 'busy'])
    desk.hangUp()
    expect([desk.phone()?.state, desk.desk()]).toEqual(['free', 'wrap_up'])
    desk.endWrapUp()
  }
})

test('whom the played agent has on the line is theirs who sits down, until they hang up', () => {
  const desk = openDesk({ at: 400 })
  while (desk.desk() !== 'busy') desk.wait(1)
  desk.take()
  expect(desk.phone()).toMatchObject({
    state: 'talks',
    name: expect.stringMatching(/./),
    says: expect.stringMatching(/./),
  })
  desk.wait(HOUR)
  expect([desk.phone()?.state, desk.desk()]).toEqual(['talks', 'busy'])
  desk.hangUp()
  expect(desk.desk()).toBe('wrap_up')
})

test('the script’s own call is the first that rings for who sits down before it', () => {
  const desk = openDesk({ at: 2 })
  desk.take()
  expect(desk.secondsUntil('rings', 60)).toBeGreaterThanOrEqual(8)
  expect(desk.told.findLast(({ type }) => type === 'contact.offered')?.subject).toBe('D-101-again')
})

test('who leaves the script before its call is called at once, not when it would have come', () => {
  const desk = openDesk({ at: -120 })
  desk.take()
  desk.wait(1)
  desk.leaveScript()
  expect(desk.secondsUntil('rings', 60)).toBeLessThanOrEqual(CALLED_WITHIN)
})

test('at any speed of the clock there is time to press: it rings for ten real seconds and more', () => {
  const speed = 20
  const desk = openDesk({ at: 302, speed })
  desk.take()
  desk.secondsUntil('rings', CALLED_WITHIN)
  expect(desk.secondsUntil('free', 600)).toBeGreaterThanOrEqual(10 * speed)
})

test('calls that nobody answers come more and more seldom', () => {
  const desk = openDesk({ at: 12 * HOUR })
  desk.take()
  const pauses = Array.from({ length: 6 }, () => {
    const pause = desk.secondsUntil('rings', HOUR)
    desk.secondsUntil('free', HOUR)
    return pause
  })
  expect(pauses[0]).toBeLessThanOrEqual(CALLED_WITHIN)
  expect(pauses[5]).toBeGreaterThan(180)
  expect([...pauses].sort((a, b) => a - b)).toEqual(pauses)
})

test('who leaves the desk, away and in wrap-up, is played again: free, and answering calls', () => {
  const desk = openDesk({ at: 400 })
  desk.take()
  desk.hangUp()
  desk.leave()
  expect([desk.phone(), desk.desk()]).toEqual([null, 'available'])
  const before = desk.told.length
  desk.wait(HOUR)
  const answered = desk.told
    .slice(before)
    .filter(({ type, data }) => type === 'contact.answered' && data.agent === cast.agent)
  expect(answered.length).toBeGreaterThan(1)
})
