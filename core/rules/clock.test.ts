import { describe, expect, it } from 'vitest'
import { type Step, transitionsOf } from '#tests/support/rule-script.ts'

const limit = { start: ['case.opened'], stop: ['case.replied'], limit: '60m' }
const pausing = { ...limit, pause: ['case.waiting'], resume: ['case.resumed'] }
const office = [{ id: 'office', week: { 'mon-fri': ['09:00-12:00', '13:00-17:00'] } }]

describe('runs', () => {
  it('a run begins at a start event while there is none, and ends at the first stop', () => {
    expect(
      transitionsOf(
        limit,
        [
          ['10:00', 'case.opened'],
          ['10:20', 'case.replied'],
          ['10:30', 'case.replied'],
        ],
        '12:00',
      ),
    ).toEqual(['10:00 running #1 due 11:00', '10:20 met #1 due 11:00'])
  })

  it('a start event during a run changes nothing: the first unanswered call counts', () => {
    expect(
      transitionsOf(
        limit,
        [
          ['10:00', 'case.opened'],
          ['10:30', 'case.opened'],
        ],
        '11:00',
      ),
    ).toEqual(['10:00 running #1 due 11:00', '11:00 breached #1 due 11:00'])
  })

  it('an event in both lists ends the run and begins the next', () => {
    const rule = { ...limit, start: ['case.opened', 'case.reopened'], stop: ['case.reopened'] }
    expect(
      transitionsOf(
        rule,
        [
          ['10:00', 'case.opened'],
          ['10:30', 'case.reopened'],
        ],
        '10:40',
      ),
    ).toEqual(['10:00 running #1 due 11:00', '10:30 met #1 due 11:00', '10:30 running #2 due 11:30'])
  })

  it('a stop exactly at due is met, one later is late', () => {
    expect(
      transitionsOf(
        limit,
        [
          ['10:00', 'case.opened'],
          ['11:00', 'case.replied'],
        ],
        '12:00',
      ),
    ).toEqual(['10:00 running #1 due 11:00', '11:00 met #1 due 11:00'])
    expect(
      transitionsOf(
        limit,
        [
          ['10:00', 'case.opened'],
          ['11:00:01', 'case.replied'],
        ],
        '12:00',
      ),
    ).toEqual(['10:00 running #1 due 11:00', '11:00 breached #1 due 11:00', '11:00:01 late #1 due 11:00'])
  })

  it('events that begin and end it at one instant are said as they happened', () => {
    expect(
      transitionsOf(
        limit,
        [
          ['10:00', 'case.opened'],
          ['10:00', 'case.replied'],
        ],
        '12:00',
      ),
    ).toEqual(['10:00 running #1 due 11:00', '10:00 met #1 due 11:00'])
  })

  it('data fields of an entry must be equal, and accepted is true where the event does not say', () => {
    const rule = { ...limit, stop: [{ type: 'case.replied', kind: 'answer', accepted: true }] }
    const replied = (data: Record<string, unknown>) =>
      transitionsOf(
        rule,
        [
          ['10:00', 'case.opened'],
          ['10:10', 'case.replied', {}, data],
        ],
        '10:20',
      ).slice(1)
    expect(replied({ kind: 'progress' })).toEqual([])
    expect(replied({ kind: 'answer', accepted: false })).toEqual([])
    expect(replied({ kind: 'answer' })).toEqual(['10:10 met #1 due 11:00'])
  })
})

describe('release and return', () => {
  const vip = { ...limit, when: { priority: 'vip' } }

  it('if when is false at the start nothing is said until it holds, then running with the old start', () => {
    expect(
      transitionsOf(
        vip,
        [
          ['10:00', 'case.opened', { priority: 'normal' }],
          ['10:30', 'case.noted', { priority: 'vip' }],
        ],
        '11:00',
      ),
    ).toEqual(['10:30 running #1 due 11:00', '11:00 breached #1 due 11:00'])
  })

  it('changing a priority back and forth buys no time', () => {
    expect(
      transitionsOf(
        vip,
        [
          ['10:00', 'case.opened', { priority: 'vip' }],
          ['10:10', 'case.priority_changed', { priority: 'normal' }],
          ['10:50', 'case.priority_changed', { priority: 'vip' }],
        ],
        '11:00',
      ),
    ).toEqual([
      '10:00 running #1 due 11:00',
      '10:10 released #1 due 11:00',
      '10:50 running #1 due 11:00',
      '11:00 breached #1 due 11:00',
    ])
  })

  it('while released nothing is warned or breached; a return after the due breaches at that event', () => {
    expect(
      transitionsOf(
        { ...vip, warn: ['50%'] },
        [
          ['10:00', 'case.opened', { priority: 'vip' }],
          ['10:10', 'case.noted', { priority: 'normal' }],
          ['12:00', 'case.noted', { priority: 'vip' }],
        ],
        '13:00',
      ),
    ).toEqual([
      '10:00 running #1 due 11:00',
      '10:10 released #1 due 11:00',
      '12:00 running #1 due 11:00',
      '12:00 breached #1 due 11:00',
    ])
  })

  it('a stop while released says late if the run was ever breached, else nothing', () => {
    const stopped = (change: string) =>
      transitionsOf(
        vip,
        [
          ['10:00', 'case.opened', { priority: 'vip' }],
          [change, 'case.noted', { priority: 'normal' }],
          ['12:00', 'case.replied'],
        ],
        '13:00',
      ).slice(-1)
    expect(stopped('10:30')).toEqual(['10:30 released #1 due 11:00'])
    expect(stopped('11:30')).toEqual(['12:00 late #1 due 11:00'])
  })

  it('an event that ends the run and makes when false ends it; it is not released first', () => {
    const open = { ...limit, when: { state: 'open' }, stop: ['case.resolved'] }
    expect(
      transitionsOf(
        open,
        [
          ['10:00', 'case.opened', { state: 'open' }],
          ['10:30', 'case.resolved', { state: 'resolved' }],
        ],
        '12:00',
      ),
    ).toEqual(['10:00 running #1 due 11:00', '10:30 met #1 due 11:00'])
  })

  it('conditions are judged on the fields after all events of the instant', () => {
    expect(
      transitionsOf(
        vip,
        [
          ['10:00', 'case.opened', { priority: 'normal' }],
          ['10:00', 'case.noted', { priority: 'vip' }],
        ],
        '10:30',
      ),
    ).toEqual(['10:00 running #1 due 11:00'])
  })

  it('only runs that were said are numbered', () => {
    expect(
      transitionsOf(
        vip,
        [
          ['10:00', 'case.opened', { priority: 'normal' }],
          ['10:10', 'case.replied'],
          ['10:20', 'case.opened', { priority: 'vip' }],
        ],
        '10:30',
      ),
    ).toEqual(['10:20 running #1 due 11:20'])
  })
})

describe('pauses', () => {
  it('time between a pause and its resume is not counted', () => {
    expect(
      transitionsOf(
        pausing,
        [
          ['10:00', 'case.opened'],
          ['10:20', 'case.waiting'],
          ['11:00', 'case.resumed'],
        ],
        '12:00',
      ),
    ).toEqual([
      '10:00 running #1 due 11:00',
      '10:20 paused #1',
      '11:00 running #1 due 11:40',
      '11:40 breached #1 due 11:40',
    ])
  })

  it('a pause counts only during a run, a resume only while paused, and a run begins unpaused', () => {
    expect(
      transitionsOf(
        pausing,
        [
          ['09:00', 'case.waiting'],
          ['10:00', 'case.opened'],
          ['10:10', 'case.resumed'],
          ['10:20', 'case.waiting'],
          ['10:25', 'case.waiting'],
          ['10:30', 'case.resumed'],
        ],
        '10:40',
      ),
    ).toEqual(['10:00 running #1 due 11:00', '10:20 paused #1', '10:30 running #1 due 11:10'])
  })

  it('a pause at the due keeps it from breaching; the resume then breaches at once, for the due lies before it', () => {
    expect(
      transitionsOf(
        pausing,
        [
          ['10:00', 'case.opened'],
          ['11:00', 'case.waiting'],
          ['11:30', 'case.resumed'],
        ],
        '12:00',
      ),
    ).toEqual([
      '10:00 running #1 due 11:00',
      '11:00 paused #1',
      '11:30 running #1 due 11:00',
      '11:30 breached #1 due 11:00',
    ])
  })

  it('a stop while paused says met with the due that was last in force', () => {
    expect(
      transitionsOf(
        pausing,
        [
          ['10:00', 'case.opened'],
          ['10:20', 'case.waiting'],
          ['15:00', 'case.replied'],
        ],
        '16:00',
      ),
    ).toEqual(['10:00 running #1 due 11:00', '10:20 paused #1', '15:00 met #1 due 11:00'])
  })

  it('goes on being recorded while released: a return in an open pause says paused', () => {
    const rule = { ...pausing, when: { priority: 'vip' } }
    const released: Step[] = [
      ['10:00', 'case.opened', { priority: 'vip' }],
      ['10:10', 'case.noted', { priority: 'normal' }],
      ['10:20', 'case.waiting'],
    ]
    expect(
      transitionsOf(
        rule,
        [...released, ['10:30', 'case.noted', { priority: 'vip' }], ['10:50', 'case.resumed']],
        '11:00',
      ),
    ).toEqual([
      '10:00 running #1 due 11:00',
      '10:10 released #1 due 11:00',
      '10:30 paused #1',
      '10:50 running #1 due 11:30',
    ])
    expect(
      transitionsOf(
        rule,
        [...released, ['10:50', 'case.resumed'], ['11:00', 'case.noted', { priority: 'vip' }]],
        '11:00',
      ),
    ).toEqual(['10:00 running #1 due 11:00', '10:10 released #1 due 11:00', '11:00 running #1 due 11:30'])
  })

  it('a run that began released and was paused is not said before its pause ends', () => {
    const rule = { ...pausing, when: { priority: 'vip' } }
    expect(
      transitionsOf(
        rule,
        [
          ['10:00', 'case.opened', { priority: 'normal' }],
          ['10:10', 'case.waiting'],
          ['10:20', 'case.noted', { priority: 'vip' }],
          ['10:30', 'case.resumed'],
        ],
        '10:40',
      ),
    ).toEqual(['10:30 running #1 due 11:20'])
  })

  it('an event that is both start and resume resumes a paused run', () => {
    const rule = { ...pausing, start: ['case.opened', 'case.contacted'], resume: ['case.contacted'] }
    expect(
      transitionsOf(
        rule,
        [
          ['10:00', 'case.opened'],
          ['10:20', 'case.waiting'],
          ['11:00', 'case.contacted'],
        ],
        '11:00',
      ),
    ).toEqual(['10:00 running #1 due 11:00', '10:20 paused #1', '11:00 running #1 due 11:40'])
  })
})

describe('due under a limit', () => {
  it('is counted in the calendar’s working time', () => {
    const rule = { ...limit, limit: '2h', calendar: 'office' }
    expect(transitionsOf(rule, [['11:30', 'case.opened']], '14:30', office)).toEqual([
      '11:30 running #1 due 14:30',
      '14:30 breached #1 due 14:30',
    ])
  })

  const table = {
    ...limit,
    limit: [
      { when: { priority: 'vip' }, is: '60m' },
      { when: { kind: 'complaint' }, is: '90m' },
    ],
  }

  it('of a limit table the row of the present fields applies to the same start', () => {
    expect(
      transitionsOf(
        table,
        [
          ['10:00', 'case.opened', { kind: 'complaint' }],
          ['10:30', 'case.priority_changed', { priority: 'vip' }],
        ],
        '12:00',
      ),
    ).toEqual(['10:00 running #1 due 11:30', '11:00 breached #1 due 11:00'])
  })

  it('a limit that changed to one already passed breaches at that event, unless a stop at that instant ends the run', () => {
    const steps: Step[] = [
      ['10:00', 'case.opened', { kind: 'complaint' }],
      ['11:10', 'case.priority_changed', { priority: 'vip' }],
    ]
    expect(transitionsOf(table, steps, '12:00')).toEqual([
      '10:00 running #1 due 11:30',
      '11:10 breached #1 due 11:00',
    ])
    expect(transitionsOf(table, [...steps, ['11:10', 'case.replied']], '12:00')).toEqual([
      '10:00 running #1 due 11:30',
      '11:10 met #1 due 11:30',
    ])
  })

  it('is breached once a run, whatever the limit changes to', () => {
    expect(
      transitionsOf(
        table,
        [
          ['10:00', 'case.opened', { kind: 'complaint', priority: 'vip' }],
          ['11:10', 'case.noted', { priority: 'normal' }],
          ['12:00', 'case.replied'],
        ],
        '12:00',
      ),
    ).toEqual(['10:00 running #1 due 11:00', '11:00 breached #1 due 11:00', '12:00 late #1 due 11:30'])
  })

  it('without a matching row there is no due, and the run is not said before it has had one', () => {
    expect(
      transitionsOf(
        table,
        [
          ['10:00', 'case.opened', { kind: 'request' }],
          ['10:20', 'case.noted', { kind: 'complaint' }],
          ['10:30', 'case.noted', { kind: 'request' }],
          ['12:00', 'case.replied'],
        ],
        '12:00',
      ),
    ).toEqual(['10:20 running #1 due 11:30', '12:00 met #1 due 11:30'])
    expect(
      transitionsOf(
        table,
        [
          ['10:00', 'case.opened', { kind: 'request' }],
          ['10:20', 'case.replied'],
        ],
        '12:00',
      ),
    ).toEqual([])
  })

  it('a changed limit is not said for itself', () => {
    expect(
      transitionsOf(
        table,
        [
          ['10:00', 'case.opened', { kind: 'complaint' }],
          ['10:10', 'case.noted', { priority: 'vip' }],
        ],
        '10:50',
      ),
    ).toEqual(['10:00 running #1 due 11:30'])
  })
})

describe('due under a field', () => {
  const due = { start: ['promise.made'], stop: ['promise.kept'], due: 'due', subject: 'promise' }
  const at = (time: string) => ({ due: Date.parse(`2024-05-13T${time}Z`) })

  it('is that field’s instant, and moves with it without a word', () => {
    expect(
      transitionsOf(
        due,
        [
          ['10:00', 'promise.made', at('11:00')],
          ['10:30', 'promise.moved', at('12:00')],
        ],
        '12:00',
      ),
    ).toEqual(['10:00 running #1 due 11:00', '12:00 breached #1 due 12:00'])
  })

  it('breaches once for each setting of the field, and is late however it was moved', () => {
    expect(
      transitionsOf(
        due,
        [
          ['10:00', 'promise.made', at('11:00')],
          ['11:30', 'promise.moved', at('12:00')],
          ['12:30', 'promise.moved', at('14:00')],
          ['13:00', 'promise.kept'],
        ],
        '15:00',
      ),
    ).toEqual([
      '10:00 running #1 due 11:00',
      '11:00 breached #1 due 11:00',
      '12:00 breached #1 due 12:00',
      '13:00 late #1 due 14:00',
    ])
  })

  it('a move at the very due is applied before the due is judged', () => {
    expect(
      transitionsOf(
        due,
        [
          ['10:00', 'promise.made', at('11:00')],
          ['11:00', 'promise.moved', at('12:00')],
        ],
        '11:30',
      ),
    ).toEqual(['10:00 running #1 due 11:00'])
  })

  it('one that lay in the past when it was set is breached at that event', () => {
    expect(transitionsOf(due, [['10:00', 'promise.made', at('09:00')]], '11:00')).toEqual([
      '10:00 running #1 due 09:00',
      '10:00 breached #1 due 09:00',
    ])
  })

  it('pauses do not move it, but nothing is breached while paused', () => {
    const rule = { ...due, pause: ['case.waiting'], resume: ['case.resumed'] }
    expect(
      transitionsOf(
        rule,
        [
          ['10:00', 'promise.made', at('11:00')],
          ['10:30', 'case.waiting'],
          ['11:30', 'case.resumed'],
        ],
        '12:00',
      ),
    ).toEqual([
      '10:00 running #1 due 11:00',
      '10:30 paused #1',
      '11:30 running #1 due 11:00',
      '11:30 breached #1 due 11:00',
    ])
  })

  it('without a value and without a limit the run is not said; it is as soon as there is a value', () => {
    expect(
      transitionsOf(
        due,
        [
          ['10:00', 'promise.made'],
          ['10:30', 'promise.moved', at('11:00')],
        ],
        '11:00',
      ),
    ).toEqual(['10:30 running #1 due 11:00', '11:00 breached #1 due 11:00'])
  })

  it('where the field has no value the limit counts; emptied, it sets the due anew', () => {
    const rule = { ...due, limit: '3h' }
    expect(transitionsOf(rule, [['10:00', 'promise.made']], '13:00')).toEqual([
      '10:00 running #1 due 13:00',
      '13:00 breached #1 due 13:00',
    ])
    expect(
      transitionsOf(
        rule,
        [
          ['10:00', 'promise.made', at('11:00')],
          ['12:00', 'promise.moved', { due: null }],
        ],
        '13:00',
      ),
    ).toEqual(['10:00 running #1 due 11:00', '11:00 breached #1 due 11:00', '13:00 breached #1 due 13:00'])
  })

  it('the event that stops a run and changes the field says the due that was in force before it', () => {
    expect(
      transitionsOf(
        due,
        [
          ['10:00', 'promise.made', at('11:00')],
          ['10:30', 'promise.kept', at('15:00')],
        ],
        '12:00',
      ),
    ).toEqual(['10:00 running #1 due 11:00', '10:30 met #1 due 11:00'])
  })

  const pausingDue = { ...due, pause: ['case.waiting'], resume: ['case.resumed'] }
  const made: Step = ['10:00', 'promise.made', at('11:00')]
  const waits: Step = ['10:30', 'case.waiting']
  const kept: Step = ['12:00', 'promise.kept']
  it.each<[string, Step[], string[]]>([
    [
      'moved during a pause',
      [made, waits, ['10:40', 'promise.moved', at('15:00')], kept],
      ['12:00 met #1 due 15:00'],
    ],
    [
      'moved before it and twice during it',
      [
        made,
        ['10:10', 'promise.moved', at('13:00')],
        waits,
        ['10:40', 'promise.moved', at('14:00')],
        ['10:50', 'promise.moved', at('15:00')],
        kept,
      ],
      ['12:00 met #1 due 15:00'],
    ],
    [
      'moved at the instant of the pause',
      [made, waits, ['10:30', 'promise.moved', at('15:00')], kept],
      ['12:00 met #1 due 15:00'],
    ],
    [
      'moved at the instant of the stop: too late for its line',
      [made, waits, ['12:00', 'promise.moved', at('15:00')], kept],
      ['12:00 met #1 due 11:00'],
    ],
    [
      'emptied during it: the last that was in force',
      [made, waits, ['10:40', 'promise.moved', at('15:00')], ['10:50', 'promise.moved', { due: null }], kept],
      ['12:00 met #1 due 15:00'],
    ],
    [
      'breached, then moved during a pause',
      [made, ['11:30', 'case.waiting'], ['11:40', 'promise.moved', at('15:00')], kept],
      ['12:00 late #1 due 15:00'],
    ],
    [
      'moved before a resume at the instant of the stop',
      [made, waits, ['10:40', 'promise.moved', at('15:00')], ['12:00', 'case.resumed'], kept],
      ['12:00 running #1 due 15:00', '12:00 met #1 due 15:00'],
    ],
  ])('a due %s is the one that the stop says', (_, steps, last) => {
    expect(transitionsOf(pausingDue, steps, '16:00').slice(-last.length)).toEqual(last)
  })

  it('released while paused, it says the due that was last in force; while released none is', () => {
    const rule = { ...pausingDue, subject: 'case', due: 'deadline', when: { priority: 'vip' } }
    const deadline = (time: string) => ({ deadline: at(time).due })
    const lines = transitionsOf(
      rule,
      [
        ['10:00', 'promise.made', { ...deadline('11:00'), priority: 'vip' }],
        waits,
        ['10:40', 'promise.moved', deadline('15:00')],
        ['10:50', 'case.noted', { priority: 'normal', ...deadline('16:00') }],
        ['11:10', 'promise.moved', deadline('17:00')],
        ['11:20', 'case.noted', { priority: 'vip' }],
        kept,
      ],
      '16:00',
    )
    expect(lines.slice(1)).toEqual([
      '10:30 paused #1',
      '10:50 released #1 due 15:00',
      '11:20 paused #1',
      '12:00 met #1 due 17:00',
    ])
  })

  it('a limit that passed before the pause, or another that comes during it, puts no due in force', () => {
    const rule = { ...pausing, limit: [{ when: { priority: 'vip' }, is: '30m' }, { is: '60m' }] }
    expect(
      transitionsOf(
        rule,
        [
          ['10:00', 'case.opened'],
          ['10:20', 'case.waiting'],
          ['10:50', 'case.noted', { priority: 'vip' }],
          ['12:00', 'case.replied'],
        ],
        '13:00',
      ).at(-1),
    ).toBe('12:00 met #1 due 11:00')
  })

  it('emptied during a pause, the limit takes over, of which none is in force until the resume', () => {
    const rule = { ...pausingDue, limit: '3h' }
    const steps: Step[] = [made, waits, ['10:50', 'promise.moved', { due: null }]]
    expect(transitionsOf(rule, [...steps, kept], '16:00').at(-1)).toBe('12:00 met #1 due 11:00')
    expect(transitionsOf(rule, [...steps, ['11:30', 'case.resumed'], kept], '16:00').at(-1)).toBe(
      '12:00 met #1 due 14:00',
    )
  })
})
