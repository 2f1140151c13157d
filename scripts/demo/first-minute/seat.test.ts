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

/** The seat of the script's agent, where somebody real sits down. The desk is the fold's: it says whether they are free. */

const base = parse(readFileSync(join(import.meta.dirname, '../../../config/site.yaml'), 'utf8')) as BaseSite
const read = parseSite(JSON.stringify(demoSite(base, 'en')))
if (!read.ok) throw new Error(JSON.stringify(read))
const { site } = read
/** Whoever is free is called within so many seconds of the site; the desk is asked once a second. */
const CALLED_WITHIN = 17
const HOUR = 3_600

function openSeat({ at, speed = 1 }: { readonly at: number; readonly speed?: number }) {
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
  const seat = openSeat({ at })
  seat.take()
  for (let call = 0; call < 6; call++) {
    // The first may be the one whom the played agent has on the line.
    if (seat.phone()?.state !== 'talks') {
      expect(seat.secondsUntil('rings', CALLED_WITHIN)).toBeLessThanOrEqual(CALLED_WITHIN)
      seat.answer()
    }
    seat.wait(40)
    expect([seat.phone()?.state, seat.desk()]).toEqual(['talks', 'busy'])
    seat.hangUp()
    expect([seat.phone()?.state, seat.desk()]).toEqual(['free', 'wrap_up'])
    seat.endWrapUp()
  }
})

test('whom the played agent has on the line is theirs who sits down, until they hang up', () => {
  const seat = openSeat({ at: 400 })
  expect(seat.desk()).toBe('busy')
  seat.take()
  expect(seat.phone()).toMatchObject({
    state: 'talks',
    name: expect.stringMatching(/./),
    says: expect.stringMatching(/./),
  })
  seat.wait(HOUR)
  expect([seat.phone()?.state, seat.desk()]).toEqual(['talks', 'busy'])
  seat.hangUp()
  expect(seat.desk()).toBe('wrap_up')
})

test('the script’s own call is the first that rings for who sits down before it', () => {
  const seat = openSeat({ at: 2 })
  seat.take()
  expect(seat.secondsUntil('rings', 60)).toBeGreaterThanOrEqual(8)
  expect(seat.told.findLast(({ type }) => type === 'contact.offered')?.subject).toBe('D-101-again')
})

test('at any speed of the clock there is time to press: it rings for ten real seconds and more', () => {
  const speed = 20
  const seat = openSeat({ at: 302, speed })
  seat.take()
  seat.secondsUntil('rings', CALLED_WITHIN)
  expect(seat.secondsUntil('free', 600)).toBeGreaterThanOrEqual(10 * speed)
})

test('calls that nobody answers come more and more seldom', () => {
  const seat = openSeat({ at: 12 * HOUR })
  seat.take()
  const pauses = Array.from({ length: 6 }, () => {
    const pause = seat.secondsUntil('rings', HOUR)
    seat.secondsUntil('free', HOUR)
    return pause
  })
  expect(pauses[0]).toBeLessThanOrEqual(CALLED_WITHIN)
  expect(pauses[5]).toBeGreaterThan(180)
  expect([...pauses].sort((a, b) => a - b)).toEqual(pauses)
})

test('who leaves the seat, away and in wrap-up, is played again: free, and answering calls', () => {
  const seat = openSeat({ at: 400 })
  seat.take()
  seat.hangUp()
  seat.leave()
  expect([seat.phone(), seat.desk()]).toEqual([null, 'available'])
  const before = seat.told.length
  seat.wait(HOUR)
  const answered = seat.told
    .slice(before)
    .filter(({ type, data }) => type === 'contact.answered' && data.agent === cast.agent)
  expect(answered.length).toBeGreaterThan(1)
})
