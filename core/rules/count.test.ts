import { describe, expect, it } from 'vitest'
import { transitionsOf } from '#tests/support/rule-script.ts'

const transfers = { kind: 'count', subject: 'contact', of: ['contact.transferred'], limit: [2, 3] }
const repeat = { kind: 'count', of: ['case.contacted'], reset: ['case.replied'], limit: 1 }

describe('a count', () => {
  it('breaches at the event that reaches a stage, each once', () => {
    expect(
      transitionsOf(
        transfers,
        ['10:00', '10:01', '10:02', '10:03'].map((time) => [time, 'contact.transferred'] as const),
        '11:00',
      ),
    ).toEqual(['10:01 breached.0 #1', '10:02 breached.1 #1'])
  })

  it('says no stage where the limit is a number, and the stage where it is a list of one', () => {
    const twice = [
      ['10:00', 'contact.transferred'],
      ['10:01', 'contact.transferred'],
    ] as const
    expect(transitionsOf({ ...transfers, limit: 2 }, twice, '11:00')).toEqual(['10:01 breached #1'])
    expect(transitionsOf({ ...transfers, limit: [2] }, twice, '11:00')).toEqual(['10:01 breached.0 #1'])
  })

  it.each(['contact.ended', 'contact.abandoned', 'contact.left'])(
    'is cleared when the contact ends: %s',
    (end) => {
      const twice = [
        ['10:00', 'contact.transferred'],
        ['10:01', 'contact.transferred'],
      ] as const
      expect(
        transitionsOf(transfers, [...twice, ['10:05', end], ['10:06', 'contact.transferred']], '11:00'),
      ).toEqual(['10:01 breached.0 #1', '10:05 cleared #1'])
    },
  )

  it('is cleared at a reset, counts from 0 again, and the next breach is the next run', () => {
    expect(
      transitionsOf(
        repeat,
        [
          ['10:00', 'case.contacted'],
          ['10:01', 'case.contacted'],
          ['10:02', 'case.replied'],
          ['10:03', 'case.contacted'],
        ],
        '11:00',
      ),
    ).toEqual(['10:00 breached #1', '10:02 cleared #1', '10:03 breached #2'])
  })

  it('says nothing at a reset if there was no breach', () => {
    expect(
      transitionsOf(
        { ...repeat, limit: 2 },
        [
          ['10:00', 'case.contacted'],
          ['10:01', 'case.replied'],
          ['10:02', 'case.contacted'],
        ],
        '11:00',
      ),
    ).toEqual([])
  })

  it('does not count a reset, nor the end of its subject', () => {
    expect(transitionsOf({ ...repeat, of: ['case.replied'] }, [['10:00', 'case.replied']], '11:00')).toEqual(
      [],
    )
    expect(
      transitionsOf({ ...repeat, of: ['case.resolved'] }, [['10:00', 'case.resolved']], '11:00'),
    ).toEqual([])
  })

  it('asks when and while at the event', () => {
    const rule = { ...repeat, when: { kind: 'complaint' }, while: { state: 'open' } }
    const contacted = (fields: Record<string, string>) =>
      transitionsOf(rule, [['10:00', 'case.contacted', fields]], '11:00')
    expect(contacted({ kind: 'complaint', state: 'open' })).toEqual(['10:00 breached #1'])
    expect(contacted({ kind: 'complaint', state: 'waiting' })).toEqual([])
    expect(contacted({ kind: 'inquiry', state: 'open' })).toEqual([])
  })

  it('counts a hit no more when it is exactly `within` ago', () => {
    const rule = { ...transfers, limit: 2, within: '1h' }
    expect(
      transitionsOf(
        rule,
        [
          ['10:00', 'contact.transferred'],
          ['11:00', 'contact.transferred'],
        ],
        '12:00',
      ),
    ).toEqual([])
    expect(
      transitionsOf(
        rule,
        [
          ['10:00', 'contact.transferred'],
          ['10:59:59.999', 'contact.transferred'],
        ],
        '12:00',
      ),
    ).toEqual(['10:59:59.999 breached #1'])
  })

  it('is not cleared by time alone, but for customers and agents, when the window is empty', () => {
    const rule = { ...transfers, limit: 2, within: '1h' }
    const twice = [
      ['10:00', 'contact.transferred'],
      ['10:30', 'contact.transferred'],
    ] as const
    expect(transitionsOf(rule, twice, '15:00')).toEqual(['10:30 breached #1'])
    expect(transitionsOf({ ...rule, subject: 'agent' }, twice, '15:00')).toEqual([
      '10:30 breached #1',
      '11:30 cleared #1',
    ])
    expect(
      transitionsOf({ ...rule, subject: 'customer' }, [...twice, ['11:30', 'contact.transferred']], '12:00'),
    ).toEqual(['10:30 breached #1'])
  })
})
