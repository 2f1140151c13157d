import { expect, it } from 'vitest'
import { createFloor } from '../floor/create-floor.ts'
import type { Floor } from '../floor/floor.ts'
import { siteSchema } from '../site/site-schema.ts'
import type { HolidaySource } from './opening-days.ts'

const at = (text: string) => Date.parse(`${text}+08:00`)
const instant = (text: string) => new Date(at(text)).toISOString()

/** 2 h of working time, of a calendar that has `more` beside its week. */
const siteOf = (more: object, holidays: unknown[] = []) => ({
  site: { id: 's', timezone: 'Asia/Shanghai' },
  calendars: [{ id: 'office', week: { 'mon-fri': ['09:00-18:00'] }, ...more }],
  holidays,
  rules: [
    {
      ...{
        id: 'r',
        kind: 'clock',
        subject: 'case',
        start: ['case.opened'],
        stop: ['case.replied'],
        limit: '2h',
      },
      ...{ warn: ['30m'], calendar: 'office', severity: 'critical', title: { en: 'Unanswered' } },
    },
  ],
})
const known: HolidaySource = (code) => (code === 'CN' ? { closed: [], open: [], basis: 'derived' } : null)

function floorWith() {
  const floor = createFloor({ holidays: known, keepTransitions: true })
  let seq = 0
  const tell = (when: string, type: string, subject: string, data: object) => {
    const event = {
      id: `e${++seq}`,
      source: 'system/config',
      type,
      subject,
      time: at(when),
      data: { ...data },
    }
    floor.apply({ pos: `${seq}-0`, at: at(when), event })
  }
  const apply = (when: string, site: object) =>
    tell(when, 'config.applied', 's', { site: siteSchema.parse(site) })
  return { floor, tell, apply }
}
const said = (floor: Floor) =>
  floor
    .takeTransitions()
    .map(({ at, to, dueAt }) => [to, new Date(at).toISOString(), dueAt && new Date(dueAt).toISOString()])

it.each([
  ['a closed day', siteOf({ closed: ['2026-11-03'] }), siteOf({})],
  [
    'a list of holidays of the data folder',
    siteOf({ holidays: ['CN'] }, [{ code: 'CN', days: { '2026-11-03': { off: true } } }]),
    siteOf({ holidays: ['CN'] }),
  ],
])('%s that comes under a running clock moves its due: nothing is said at the old one', (_, next, before) => {
  const { floor, tell, apply } = floorWith()
  apply('2026-11-01T09:00', before)
  tell('2026-11-02T17:00', 'case.opened', 'C', { kind: 'request' })
  expect(said(floor)).toEqual([['running', instant('2026-11-02T17:00'), instant('2026-11-03T10:00')]])
  expect(floor.takeInstants().get('case/C')).toBe(at('2026-11-03T09:30'))
  apply('2026-11-02T20:00', next)
  expect(floor.row('case', 'C')?.nextDueAt).toBe(instant('2026-11-04T10:00'))
  expect(floor.takeInstants().get('case/C')).toBe(at('2026-11-04T09:30'))
  floor.advance(at('2026-11-04T09:00'))
  expect(said(floor)).toEqual([])
  expect(floor.row('case', 'C')?.urgency).toBe('ok')
  floor.advance(at('2026-11-04T10:00'))
  expect(said(floor)).toEqual([
    ['warned', instant('2026-11-04T09:30'), instant('2026-11-04T10:00')],
    ['breached', instant('2026-11-04T10:00'), instant('2026-11-04T10:00')],
  ])
})

it('a calendar that comes to be open earlier moves the due to where it lies, and breaches at the change', () => {
  const { floor, tell, apply } = floorWith()
  apply('2026-11-01T09:00', siteOf({ closed: ['2026-11-03'] }))
  tell('2026-11-02T17:00', 'case.opened', 'C', { kind: 'request' })
  said(floor)
  apply('2026-11-03T15:00', siteOf({}))
  expect(said(floor)).toEqual([['breached', instant('2026-11-03T15:00'), instant('2026-11-03T10:00')]])
})

it('the reason of a deadline names the years of which no official calendar is known', () => {
  const { floor, tell, apply } = floorWith()
  apply('2026-11-01T09:00', siteOf({ holidays: ['CN'] }))
  tell('2026-11-02T17:00', 'case.opened', 'C', { kind: 'request' })
  expect(floor.why('C')[0]?.calendar.unofficial).toEqual([{ code: 'CN', year: 2026 }])
  apply('2026-11-02T18:00', siteOf({}))
  expect(floor.why('C')[0]?.calendar.unofficial).toEqual([])
})
