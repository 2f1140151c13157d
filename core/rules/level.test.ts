import { describe, expect, it } from 'vitest'
import { transitionsOf } from '#tests/support/rule-script.ts'

const service = { kind: 'level', subject: 'queue', figure: 'serviceLevel30m', below: 0.8, clear: 0.85 }
const wait = { kind: 'level', subject: 'queue', figure: 'now - oldestWaitingAt', above: '60s' }
const share = { kind: 'level', subject: 'allowance', figure: 'share', above: [0.8, 0.95, 1] }
const level = (time: string, value: number | null) => [time, null, { serviceLevel30m: value }] as const
const at = (time: string) => Date.parse(`2024-05-13T${time}Z`)

describe('a level', () => {
  it('is reached below the threshold, cleared at the clear value, and nothing changes between', () => {
    expect(
      transitionsOf(
        service,
        [
          level('10:00', 0.8),
          level('10:01', 0.79),
          level('10:02', 0.84),
          level('10:03', 0.7),
          level('10:04', 0.85),
        ],
        '11:00',
      ),
    ).toEqual(['10:01 breached #1', '10:04 cleared #1'])
  })

  it('above is reached at the threshold and cleared below it', () => {
    const step = (time: string, value: number) => [time, null, { share: value }] as const
    expect(
      transitionsOf(
        { ...share, above: 0.8 },
        [step('10:00', 0.79), step('10:01', 0.8), step('10:02', 0.7)],
        '11:00',
      ),
    ).toEqual(['10:01 breached #1', '10:02 cleared #1'])
  })

  it('says a stage that was not yet reached in this run, of several at once the highest', () => {
    const step = (time: string, value: number) => [time, 'allowance.reported', { share: value }] as const
    expect(
      transitionsOf(
        share,
        [
          step('10:00', 0.96),
          step('10:01', 0.85),
          step('10:02', 0.97),
          step('10:03', 1.2),
          step('10:04', 0.1),
          step('10:05', 0.8),
        ],
        '11:00',
      ),
    ).toEqual(['10:00 breached.1 #1', '10:03 breached.2 #1', '10:04 cleared #1', '10:05 breached.0 #2'])
  })

  it('no value is neither side', () => {
    expect(
      transitionsOf(service, [level('10:00', 0.5), level('10:01', null), level('10:02', 0.9)], '11:00'),
    ).toEqual(['10:00 breached #1', '10:02 cleared #1'])
    expect(transitionsOf(service, [level('10:00', null)], '11:00')).toEqual([])
  })

  it('no value clears where the rule says so, at the event that empties the figure', () => {
    const steps = [
      ['10:00', null, { oldestWaitingAt: at('10:00') }],
      ['10:02', null, { oldestWaitingAt: null }],
      ['10:03', null, { oldestWaitingAt: at('10:03') }],
    ] as const
    expect(transitionsOf({ ...wait, noValue: 'clears' }, [...steps], '11:00')).toEqual([
      '10:01 breached #1',
      '10:02 cleared #1',
      '10:04 breached #2',
    ])
  })

  it('must hold so long first, to the exact instant', () => {
    const rule = { ...service, for: '2m' }
    expect(transitionsOf(rule, [level('10:00', 0.5)], '11:00')).toEqual(['10:02 breached #1'])
    expect(
      transitionsOf(rule, [level('10:00', 0.5), level('10:01', 0.82), level('10:01:30', 0.5)], '11:00'),
    ).toEqual(['10:03:30 breached #1'])
    expect(transitionsOf(rule, [level('10:00', 0.5), level('10:02', 0.9)], '11:00')).toEqual([])
  })

  it('is not judged below `least`', () => {
    const rule = { ...service, least: { finished30m: 20 } }
    expect(
      transitionsOf(
        rule,
        [
          ['10:00', null, { serviceLevel30m: 0.1, finished30m: 19 }],
          ['10:01', null, { finished30m: 20 }],
        ],
        '11:00',
      ),
    ).toEqual(['10:01 breached #1'])
    expect(transitionsOf(rule, [['10:00', null, { serviceLevel30m: 0.1 }]], '11:00')).toEqual([])
  })

  it('crosses ages at the exact instant, from ms or the text of a row', () => {
    expect(
      transitionsOf(wait, [['10:00:10', 'contact.queued', { oldestWaitingAt: at('10:00:05') }]], '11:00'),
    ).toEqual(['10:01:05 breached #1'])
    expect(
      transitionsOf(
        wait,
        [
          ['10:00:10', null, { oldestWaitingAt: '2024-05-13T10:00:05.000Z' }],
          ['10:02', null, { oldestWaitingAt: null }],
          ['10:03', null, { oldestWaitingAt: at('10:02:59') }],
        ],
        '10:03',
      ),
    ).toEqual(['10:01:05 breached #1', '10:03 cleared #1'])
  })

  it('an age reaches its stages one after the other', () => {
    expect(
      transitionsOf(
        { ...wait, above: ['60s', '3m'] },
        [['10:00', null, { oldestWaitingAt: at('10:00') }]],
        '11:00',
      ),
    ).toEqual(['10:01 breached.0 #1', '10:03 breached.1 #1'])
  })

  it('an age with `for` waits from the instant at which it crossed', () => {
    expect(
      transitionsOf({ ...wait, for: '30s' }, [['10:00', null, { oldestWaitingAt: at('10:00') }]], '11:00'),
    ).toEqual(['10:01:30 breached #1'])
  })

  it('is on its good side while when does not hold', () => {
    const rule = {
      ...wait,
      subject: 'agent',
      figure: 'now - since',
      when: { state: 'away', reason: 'break' },
      above: '15m',
    }
    const state = (time: string, name: string, since = time) =>
      [time, 'agent.away', { state: name, reason: 'break', since: at(since) }] as const
    expect(transitionsOf(rule, [state('10:00', 'away'), state('10:20', 'available')], '11:00')).toEqual([
      '10:15 breached #1',
      '10:20 cleared #1',
    ])
    expect(
      transitionsOf(rule, [state('10:00', 'available'), state('10:30', 'away', '10:00')], '11:00'),
    ).toEqual(['10:30 breached #1'])
  })

  it('names nested fields of a row with dots', () => {
    const rule = { ...service, figure: 'agents.available', below: 1, clear: 1 }
    expect(
      transitionsOf(
        rule,
        [
          ['10:00', null, { agents: { available: 0 } }],
          ['10:01', null, { agents: { available: 2 } }],
        ],
        '11:00',
      ),
    ).toEqual(['10:00 breached #1', '10:01 cleared #1'])
  })
})
