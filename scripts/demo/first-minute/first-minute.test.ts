import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import type { languages } from '#core/config/languages.ts'
import { parseEvent } from '#core/event/parse-event.ts'
import { createFloor } from '#core/floor/create-floor.ts'
import type { QueueRow } from '#core/rows/row.ts'
import { replay } from '#store/floor/replay.ts'
import { parseSite } from '#store/site-file/parse-site.ts'
import { type BaseSite, demoSite } from '../content/demo-site.ts'
import { cast, scripted } from './cast.ts'
import { createFirstMinute, SCRIPT_BEGINS } from './first-minute.ts'

const base = parse(readFileSync(join(import.meta.dirname, '../../../config/site.yaml'), 'utf8')) as BaseSite
const SEC = 1_000

function siteIn(language: (typeof languages)[number]) {
  const read = parseSite(JSON.stringify(demoSite(base, language)))
  if (!read.ok) throw new Error(JSON.stringify(read))
  return read.site
}

/** The floor, folded to so many ms after the beginning of the script. */
function foldedFloor(language: (typeof languages)[number]) {
  const site = siteIn(language)
  const demo = createFirstMinute({ site, seed: 'huiyin', source: 'demo' })!
  const floor = createFloor({ site })
  let serial = 0
  return (ms: number) => {
    for (const raw of demo.advance(SCRIPT_BEGINS + ms)) {
      const read = parseEvent(raw)
      if (!read.ok) throw new Error(`${raw.type}: ${read.refusal.message}`)
      floor.apply({ pos: `${raw.time}-${serial++}`, at: read.event.time, event: read.event })
    }
    floor.advance(SCRIPT_BEGINS + ms)
    return floor
  }
}

/** As a tile is coloured: by the level of the last half hour in whole points; who had nobody is grey. */
const isGreen = ({ serviceLevel30m, target }: QueueRow) =>
  serviceLevel30m === null || Math.round(serviceLevel30m * 100) >= Math.round(target!.share * 100)

test('at first six things are at risk, of today, and every queue is as it should be', () => {
  const floor = foldedFloor('en')(0)
  const open = (type: 'case' | 'callback') =>
    [...floor.ids(type)].flatMap((id) => {
      const row = floor.row(type, id)!
      return 'state' in row && row.state === 'resolved'
        ? []
        : [[id, row.clocks.map(({ state }) => state)] as const]
    })
  expect([...open('case'), ...open('callback')].map(([id]) => id).sort()).toEqual(
    [scripted.complaint, scripted.progress, scripted.handoff, scripted.approval, scripted.callback].sort(),
  )
  const promises = [...floor.ids('promise')].filter((id) => floor.row('promise', id)?.state === 'open')
  expect(promises).toEqual([scripted.technician])
  for (const [, states] of open('case')) expect(states).not.toContain('breached')
  for (const id of floor.ids('queue')) {
    const row = floor.row('queue', id)!
    expect([id, row.serviceLevelNow! >= row.target!.share, row.waitingLate]).toEqual([id, true, 0])
    expect(row.finished30m! < 1 || row.serviceLevel30m! >= row.target!.share).toBe(true)
  }
})

test('whoever owns one of them is there', () => {
  const floor = foldedFloor('en')(0)
  for (const id of [scripted.progress, scripted.promised, scripted.handoff, scripted.approval]) {
    const { owner } = floor.row('case', id)!
    expect([id, floor.row('agent', owner!)?.state]).not.toEqual([id, 'offline'])
  }
  expect(floor.row('agent', cast.lead)?.state).toBe('available')
})

test('at three minutes the outage’s callers wait too long, at four all of them are served, and no queue is red then or after', () => {
  const at = foldedFloor('en')
  const technical = (sec: number) => at(sec * SEC).row('queue', 'technical')!
  expect(technical(170).waiting).toBeGreaterThan(4)
  expect(technical(184).waitingLate).toBeGreaterThan(0)
  expect(technical(240).waiting).toBe(0)
  for (let sec = 240; sec <= 360; sec += 10) {
    const floor = at(sec * SEC)
    for (const id of floor.ids('queue'))
      expect([sec, id, isGreen(floor.row('queue', id)!)]).toEqual([sec, id, true])
  }
  for (let sec = 420; sec <= 1_800; sec += 60) expect([sec, isGreen(technical(sec))]).toEqual([sec, true])
})

test('at the beginning every queue has had somebody of late: all are green, none is grey', () => {
  const floor = foldedFloor('en')(0)
  for (const id of floor.ids('queue')) {
    const row = floor.row('queue', id)!
    expect([id, row.finished30m! > 0, isGreen(row), row.waitingLate]).toEqual([id, true, true, 0])
  }
})

test('what the rules say in its five minutes is what the script is about', () => {
  const site = siteIn('en')
  const demo = createFirstMinute({ site, seed: 'huiyin', source: 'demo' })!
  const events = demo.advance(SCRIPT_BEGINS + 300 * SEC).flatMap((raw) => {
    // As ingest does it: who has one number is one customer.
    const customer = raw.data.phone === undefined ? {} : { customer: `tel:${raw.data.phone}` }
    const read = parseEvent({ ...raw, data: { ...raw.data, ...customer } })
    return read.ok ? [read.event] : []
  })
  const { lines } = replay(events, site, SCRIPT_BEGINS + 300 * SEC)
  const quiet = ['running', 'met', 'cleared', 'warned']
  const said = lines.flatMap(({ at, rule, subject, to }) =>
    quiet.includes(to) ? [] : [[(Date.parse(at) - SCRIPT_BEGINS) / SEC, rule, subject, to]],
  )
  expect(said).toEqual([
    [22, 'complaint-unanswered', `case/${scripted.complaint}`, 'breached'],
    [40, 'complaint-unanswered', `case/${scripted.complaint}`, 'late'],
  ])
  const warned = new Set(lines.flatMap(({ to, subject }) => (to === 'warned' ? [subject] : [])))
  expect([...warned].sort()).toEqual([
    'approval/A-105',
    'callback/D-106',
    'case/D-101',
    'case/D-102',
    'handoff/H-104',
    'promise/P-103',
  ])
})

test('of a floor in one language nothing is said in another', () => {
  const han = /\p{Script=Han}/u
  const textOf = (language: 'en' | 'zh-CN' | 'zh-TW') => {
    const demo = createFirstMinute({ site: siteIn(language), seed: 'huiyin', source: 'demo' })!
    const events = demo.advance(SCRIPT_BEGINS + 300 * SEC)
    return events.flatMap(({ data }) =>
      [data.title, data.name, data.text, data.question, data.answer, data.reason].filter(
        (text): text is string => typeof text === 'string' && !/^[a-z_]+$/.test(text),
      ),
    )
  }
  expect(textOf('en').filter((text) => han.test(text))).toEqual([])
  for (const language of ['zh-CN', 'zh-TW'] as const)
    expect(textOf(language).filter((text) => !han.test(text))).toEqual([])
})

test('after the script the floor lives: departments are asked, times promised, approvals asked for, customers called', () => {
  const demo = createFirstMinute({ site: siteIn('en'), seed: 'huiyin', source: 'demo' })!
  demo.advance(SCRIPT_BEGINS + 360 * SEC)
  const types = new Set(demo.advance(SCRIPT_BEGINS + 5 * 3_600 * SEC).map(({ type }) => type))
  const does = [
    'handoff.sent',
    'promise.made',
    'approval.requested',
    'contact.dialled',
    'callback.requested',
  ] as const
  expect(does.filter((type) => !types.has(type))).toEqual([])
})
