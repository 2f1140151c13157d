import { describe, expect, it } from 'vitest'
import { transitionsOf } from '#tests/support/rule-script.ts'

const limit = { start: ['case.opened'], stop: ['case.replied'], limit: '90m', warn: ['50%', '15m'] }
const pausing = { ...limit, pause: ['case.waiting'], resume: ['case.resumed'] }
const office = [{ id: 'office', week: { 'mon-fri': ['09:00-12:00', '13:00-17:00'] } }]
const warned = (lines: string[]) => lines.filter((line) => / (warned|breached)/.test(line))

describe('under a limit', () => {
  it('a share is the instant at which it has elapsed, a duration when all but that much has', () => {
    expect(warned(transitionsOf(limit, [['10:00', 'case.opened']], '12:00'))).toEqual([
      '10:45 warned.0 #1 due 11:30',
      '11:15 warned.1 #1 due 11:30',
      '11:30 breached #1 due 11:30',
    ])
  })

  it('entries are numbered by their instants, not as written', () => {
    expect(
      warned(transitionsOf({ ...limit, warn: ['15m', '50%'] }, [['10:00', 'case.opened']], '11:20')),
    ).toEqual(['10:45 warned.0 #1 due 11:30', '11:15 warned.1 #1 due 11:30'])
  })

  it('is the first instant by which it has elapsed: before the break, not after it', () => {
    const rule = { ...limit, limit: '2h', warn: ['1h'], calendar: 'office' }
    expect(warned(transitionsOf(rule, [['11:00', 'case.opened']], '13:30', office))).toEqual([
      '12:00 warned.0 #1 due 14:00',
    ])
  })

  it('an entry longer than the limit is never said, but counts in the numbers', () => {
    expect(
      warned(transitionsOf({ ...limit, warn: ['2h', '15m'] }, [['10:00', 'case.opened']], '11:20')),
    ).toEqual(['11:15 warned.1 #1 due 11:30'])
  })

  it('two entries of one instant are both said', () => {
    expect(
      warned(transitionsOf({ ...limit, warn: ['50%', '45m'] }, [['10:00', 'case.opened']], '11:00')),
    ).toEqual(['10:45 warned.0 #1 due 11:30', '10:45 warned.1 #1 due 11:30'])
  })

  it('a share of 0 or 100 % is at the start or the due, and so never said', () => {
    expect(
      warned(transitionsOf({ ...limit, warn: ['0%', '100%'] }, [['10:00', 'case.opened']], '12:00')),
    ).toEqual(['11:30 breached #1 due 11:30'])
  })

  it('a stop at a warning’s instant comes before it', () => {
    expect(
      warned(
        transitionsOf(
          limit,
          [
            ['10:00', 'case.opened'],
            ['10:45', 'case.replied'],
          ],
          '12:00',
        ),
      ),
    ).toEqual([])
  })
})

describe('under a due field', () => {
  const due = {
    subject: 'promise',
    start: ['promise.made'],
    stop: ['promise.kept'],
    due: 'due',
    warn: ['50%', '2h', '30m'],
  }
  const at = (time: string) => ({ due: Date.parse(`2024-05-13T${time}Z`) })

  it('it is the last instant with that much working time left, and shares do not count', () => {
    expect(warned(transitionsOf(due, [['10:00', 'promise.made', at('14:00')]], '14:00'))).toEqual([
      '12:00 warned.0 #1 due 14:00',
      '13:30 warned.1 #1 due 14:00',
      '14:00 breached #1 due 14:00',
    ])
    const rule = { ...due, warn: ['1h'], calendar: 'office' }
    expect(warned(transitionsOf(rule, [['10:00', 'promise.made', at('14:00')]], '13:30', office))).toEqual([
      '13:00 warned.0 #1 due 14:00',
    ])
  })

  it('is said once for each setting of the field', () => {
    expect(
      warned(
        transitionsOf(
          due,
          [
            ['10:00', 'promise.made', at('13:00')],
            ['12:00', 'promise.moved', at('15:00')],
          ],
          '15:00',
        ),
      ),
    ).toEqual([
      '11:00 warned.0 #1 due 13:00',
      '13:00 warned.0 #1 due 15:00',
      '14:30 warned.1 #1 due 15:00',
      '15:00 breached #1 due 15:00',
    ])
  })

  it('is never said for instants at or before the event that set the field anew', () => {
    expect(
      warned(
        transitionsOf(
          due,
          [
            ['10:00', 'promise.made', at('18:00')],
            ['12:00', 'promise.moved', at('13:00')],
          ],
          '13:00',
        ),
      ),
    ).toEqual(['12:30 warned.1 #1 due 13:00', '13:00 breached #1 due 13:00'])
  })

  it('is not said after a breach until an event sets the field anew', () => {
    expect(
      warned(
        transitionsOf(
          due,
          [
            ['10:00', 'promise.made', at('11:00')],
            ['11:30', 'promise.moved', at('15:00')],
          ],
          '14:00',
        ),
      ),
    ).toEqual(['10:30 warned.1 #1 due 11:00', '11:00 breached #1 due 11:00', '13:00 warned.0 #1 due 15:00'])
  })

  it('of those that passed during a pause only the last is said, at the resume', () => {
    const rule = { ...due, pause: ['case.waiting'], resume: ['case.resumed'] }
    expect(
      warned(
        transitionsOf(
          rule,
          [
            ['10:00', 'promise.made', at('14:00')],
            ['11:00', 'case.waiting'],
            ['13:40', 'case.resumed'],
          ],
          '13:50',
        ),
      ),
    ).toEqual(['13:40 warned.1 #1 due 14:00'])
  })
})

describe('after a change', () => {
  const table = { ...limit, limit: [{ when: { priority: 'vip' }, is: '60m' }, { is: '90m' }] }

  it('of the instants that a changed limit puts behind it only the last is said, at that event', () => {
    expect(
      warned(
        transitionsOf(
          table,
          [
            ['10:00', 'case.opened'],
            ['10:50', 'case.noted', { priority: 'vip' }],
          ],
          '11:00',
        ),
      ),
    ).toEqual(['10:45 warned.0 #1 due 11:30', '10:50 warned.1 #1 due 11:00', '11:00 breached #1 due 11:00'])
    const early = { ...table, warn: ['40m', '30m', '10m'] }
    expect(
      warned(
        transitionsOf(
          early,
          [
            ['10:00', 'case.opened'],
            ['10:40', 'case.noted', { priority: 'vip' }],
          ],
          '10:45',
        ),
      ),
    ).toEqual(['10:40 warned.1 #1 due 11:00'])
  })

  it('a stage that was not said is not used up', () => {
    const early = { ...table, warn: ['40m', '30m', '10m'] }
    expect(
      warned(
        transitionsOf(
          early,
          [
            ['10:00', 'case.opened'],
            ['10:40', 'case.noted', { priority: 'vip' }],
            ['10:45', 'case.noted', { priority: 'normal' }],
          ],
          '11:30',
        ),
      ),
    ).toEqual([
      '10:40 warned.1 #1 due 11:00',
      '10:50 warned.0 #1 due 11:30',
      '11:20 warned.2 #1 due 11:30',
      '11:30 breached #1 due 11:30',
    ])
  })

  it('if the due lies behind the change only the breach is said', () => {
    expect(
      warned(
        transitionsOf(
          table,
          [
            ['10:00', 'case.opened'],
            ['11:05', 'case.noted', { priority: 'vip' }],
          ],
          '12:00',
        ),
      ),
    ).toEqual(['10:45 warned.0 #1 due 11:30', '11:05 breached #1 due 11:00'])
  })

  it('an instant at which the run was paused is said at the resume', () => {
    expect(
      transitionsOf(
        pausing,
        [
          ['10:00', 'case.opened'],
          ['10:45', 'case.waiting'],
          ['11:00', 'case.resumed'],
        ],
        '11:00',
      ),
    ).toEqual([
      '10:00 running #1 due 11:30',
      '10:45 paused #1',
      '11:00 running #1 due 11:45',
      '11:00 warned.0 #1 due 11:45',
    ])
  })

  it('a return says the last of what passed while released', () => {
    const rule = { ...limit, when: { priority: 'vip' } }
    expect(
      warned(
        transitionsOf(
          rule,
          [
            ['10:00', 'case.opened', { priority: 'vip' }],
            ['10:10', 'case.noted', { priority: 'normal' }],
            ['11:20', 'case.noted', { priority: 'vip' }],
          ],
          '11:25',
        ),
      ),
    ).toEqual(['11:20 warned.1 #1 due 11:30'])
  })
})

describe('a due field with a limit behind it', () => {
  const nextAt = (time: string | null) => ({ nextAt: time && Date.parse(`2024-05-13T${time}Z`) })
  const rule = {
    ...{ start: ['case.opened'], stop: ['case.replied'], due: 'nextAt', warn: ['50%', '5m'] },
    limit: [
      { when: { priority: 'vip' }, is: '20m' },
      { when: { priority: 'normal' }, is: '50m' },
    ],
  }

  it('nothing warns afterwards of a longer limit that is reached at the instant at which it is set', () => {
    const lines = transitionsOf(
      rule,
      [
        ['09:00', 'case.opened', { priority: 'vip' }],
        ['09:21', null, nextAt('09:00')],
        ['09:22', null, nextAt(null)],
        ['09:50', null, { priority: 'normal' }],
      ],
      '11:00',
    )
    expect(warned(lines)).toEqual([
      '09:10 warned.0 #1 due 09:20',
      '09:15 warned.1 #1 due 09:20',
      '09:20 breached #1 due 09:20',
      '09:21 breached #1 due 09:00',
    ])
  })
})
