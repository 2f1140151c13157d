import { describe, expect, it } from 'vitest'
import { createFloor } from '../floor/create-floor.ts'
import { siteSchema } from '../site/site-schema.ts'
import { createQueueHours } from './queue-hours.ts'

const at = (text: string) => Date.parse(`${text}+08:00`)
const textOf = (ms: number | null) =>
  ms === null ? null : new Date(ms + 8 * 3_600_000).toISOString().slice(0, 16)

const site = siteSchema.parse({
  site: { id: 's', timezone: 'Asia/Shanghai' },
  calendars: [
    { id: 'day', week: { 'mon-fri': ['08:00-22:00'] } },
    { id: 'night', week: { 'mon-sun': ['20:00-06:00'] } },
    {
      id: 'split',
      week: { 'mon-fri': ['09:00-12:00', '13:30-18:00'] },
      closed: ['2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06', '2026-10-07'],
    },
  ],
  queues: [
    { id: 'care', calendar: 'day' },
    { id: 'night', calendar: 'night' },
    { id: 'split', calendar: 'split' },
    { id: 'free' },
    { id: 'always', calendar: 'always' },
  ],
  boards: [
    { id: 'two', name: 'Two', queues: ['care', 'split'] },
    { id: 'mixed', name: 'Mixed', queues: ['care', 'free'] },
  ],
})
const hours = createQueueHours(() => null)
hours.configure(site)
const opens = (queue: string, when: string) => textOf(hours.opensAt(queue, at(when)))

describe('when a closed queue opens', () => {
  it('is the next opening of its calendar: today, over the weekend, after a midday break, after a holiday', () => {
    expect(opens('care', '2026-11-30T03:44')).toBe('2026-11-30T08:00')
    expect(opens('care', '2026-11-27T22:00')).toBe('2026-11-30T08:00')
    expect(opens('split', '2026-11-30T12:10')).toBe('2026-11-30T13:30')
    expect(opens('split', '2026-09-30T18:00')).toBe('2026-10-08T09:00')
    expect(opens('night', '2026-11-30T06:00')).toBe('2026-11-30T20:00')
  })

  it('is nothing while it is open, to the last millisecond, also where hours run over midnight', () => {
    expect(opens('care', '2026-11-30T08:00')).toBeNull()
    expect(hours.opensAt('care', at('2026-11-30T22:00') - 1)).toBeNull()
    expect(opens('night', '2026-12-01T02:00')).toBeNull()
  })

  it('is nothing without a calendar, and round the clock', () => {
    expect(opens('free', '2026-11-30T03:44')).toBeNull()
    expect(opens('always', '2026-11-30T03:44')).toBeNull()
    expect(hours.changesAt('free', at('2026-11-30T03:44'))).toBe(Number.POSITIVE_INFINITY)
    expect(hours.changesAt('always', at('2026-11-30T03:44'))).toBe(Number.POSITIVE_INFINITY)
  })

  it('changes at opening and at closing', () => {
    expect(textOf(hours.changesAt('care', at('2026-11-30T03:44')))).toBe('2026-11-30T08:00')
    expect(textOf(hours.changesAt('care', at('2026-11-30T09:00')))).toBe('2026-11-30T22:00')
    expect(textOf(hours.changesAt('night', at('2026-11-30T21:00')))).toBe('2026-12-01T06:00')
  })

  it('of several is the first one, and nothing while any is open', () => {
    expect(textOf(hours.anyOpensAt(['split', 'care'], at('2026-11-30T07:00')))).toBe('2026-11-30T08:00')
    expect(hours.anyOpensAt(['split', 'care'], at('2026-11-30T08:30'))).toBeNull()
    expect(hours.anyOpensAt(['care', 'free'], at('2026-11-30T07:00'))).toBeNull()
    expect(hours.anyOpensAt([], at('2026-11-30T07:00'))).toBeNull()
  })
})

describe('the rows of queues and boards', () => {
  it('change at the exact instants of closing and opening, without an event', () => {
    const floor = createFloor({ site })
    floor.advance(at('2026-11-27T21:59'))
    const row = (type: 'queue' | 'board', id: string) => floor.row(type, id)?.opensAt
    expect(row('queue', 'care')).toBeNull()
    expect(row('board', 'two')).toBeNull()
    floor.takeChanged()
    expect(floor.nextInstant()).toBe(at('2026-11-27T22:00'))
    floor.advance(at('2026-11-27T22:00'))
    expect([...(floor.takeChanged().get('queue') ?? [])]).toContain('care')
    expect(row('queue', 'care')).toBe('2026-11-30T00:00:00.000Z')
    expect(row('board', 'two')).toBe('2026-11-30T00:00:00.000Z')
    expect(row('board', 'mixed')).toBeNull()
    floor.advance(at('2026-11-30T08:00'))
    expect(row('queue', 'care')).toBeNull()
    expect(row('board', 'two')).toBeNull()
  })
})
