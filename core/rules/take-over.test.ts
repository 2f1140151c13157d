import { describe, expect, it } from 'vitest'
import { clockTime, judgeOf, playScript, type Step, shownLine } from '#tests/support/rule-script.ts'

const clock = { start: ['case.opened'], stop: ['case.replied'], limit: '90m', warn: ['15m'] }

/** What is said when rules change at an instant of a script. */
function emitted(
  before: object[],
  after: object[],
  change: string,
  early: Step[],
  late: Step[],
  until: string,
): string[] {
  const [old, next] = [judgeOf(before), judgeOf(after)]
  const state = old.begin('case', 'x')!
  const transitions = playScript(old, state, early)
  transitions.push(...next.takeOver(state, old, clockTime(change), {}))
  transitions.push(...playScript(next, state, late), ...next.advance(state, clockTime(until)))
  return transitions.map((transition) => shownLine(transition, true))
}

describe('a rule set that changed', () => {
  it('acts on running runs like a changed limit', () => {
    expect(
      emitted([clock], [{ ...clock, limit: '2h' }], '10:30', [['10:00', 'case.opened']], [], '12:00'),
    ).toEqual([
      'r: 10:00 running #1 due 11:30',
      'r: 11:45 warned.0 #1 due 12:00',
      'r: 12:00 breached #1 due 12:00',
    ])
    expect(
      emitted([clock], [{ ...clock, limit: '20m' }], '10:30', [['10:00', 'case.opened']], [], '12:00'),
    ).toEqual(['r: 10:00 running #1 due 11:30', 'r: 10:30 breached #1 due 10:20'])
  })

  it('says before it what fell due under the old rules', () => {
    expect(
      emitted(
        [clock],
        [{ ...clock, limit: '3h' }],
        '12:00',
        [['10:00', 'case.opened']],
        [['12:10', 'case.replied']],
        '13:00',
      ),
    ).toEqual([
      'r: 10:00 running #1 due 11:30',
      'r: 11:15 warned.0 #1 due 11:30',
      'r: 11:30 breached #1 due 11:30',
      'r: 12:10 late #1 due 13:00',
    ])
  })

  it('releases the runs of a rule that went, and starts those of a new one at their next start', () => {
    const other = { ...clock, id: 'new', start: ['case.contacted'] }
    expect(
      emitted([clock], [other], '10:30', [['10:00', 'case.opened']], [['10:40', 'case.contacted']], '11:00'),
    ).toEqual([
      'r: 10:00 running #1 due 11:30',
      'r: 10:30 released #1 due 11:30',
      'new: 10:40 running #1 due 12:10',
    ])
  })

  it('leaves alone a rule that stayed the same, wherever it stands in the list', () => {
    const other = { ...clock, id: 'new', start: ['case.contacted'] }
    expect(emitted([clock], [other, clock], '10:30', [['10:00', 'case.opened']], [], '11:30')).toEqual([
      'r: 10:00 running #1 due 11:30',
      'r: 11:15 warned.0 #1 due 11:30',
      'r: 11:30 breached #1 due 11:30',
    ])
  })

  it('a rule that comes back counts its runs on', () => {
    const [a, b] = [judgeOf([clock]), judgeOf([{ ...clock, id: 'other' }])]
    const state = a.begin('case', 'x')!
    playScript(a, state, [['10:00', 'case.opened']])
    b.takeOver(state, a, clockTime('10:10'), {})
    a.takeOver(state, b, clockTime('10:20'), {})
    expect(
      playScript(a, state, [['10:30', 'case.opened']]).map((transition) => shownLine(transition)),
    ).toEqual(['10:30 running #2 due 12:00'])
  })

  it('judges levels and windows of counts by the new rule at once', () => {
    const level = { kind: 'level', subject: 'queue', figure: 'waiting', above: 5 }
    const [old, next] = [judgeOf([level]), judgeOf([{ ...level, above: 3 }])]
    const state = old.begin('queue', 'x')!
    playScript(old, state, [['10:00', null, { waiting: 4 }]])
    const transitions = next.takeOver(state, old, clockTime('10:10'), { waiting: 4 })
    expect(transitions.map((transition) => shownLine(transition))).toEqual(['10:10 breached #1'])

    const count = { kind: 'count', subject: 'agent', of: ['contact.declined'], limit: 1, within: '2h' }
    const [long, short] = [judgeOf([count]), judgeOf([{ ...count, within: '30m' }])]
    const agent = long.begin('agent', 'x')!
    playScript(long, agent, [['10:00', 'contact.declined']])
    short.takeOver(agent, long, clockTime('10:10'), {})
    expect(short.advance(agent, clockTime('10:30')).map((transition) => shownLine(transition))).toEqual([
      '10:30 cleared #1',
    ])
  })
})
