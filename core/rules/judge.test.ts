import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { instantAt, randomInstants, START } from '#tests/support/random-instants.ts'
import { judgeOf } from '#tests/support/rule-script.ts'
import type { AnyEvent } from '../event/event.ts'
import type { RuleState, SubjectInstant } from './judge.ts'
import { compareTransitions, type RuleTransition } from './rule-transition.ts'

const MINUTE = 60_000
const judge = judgeOf(
  [
    {
      id: 'limit',
      start: ['case.opened', 'case.contacted'],
      stop: ['case.replied', 'case.reopened'],
      pause: ['case.waiting'],
      resume: ['case.resumed', 'case.contacted'],
      when: { kind: 'complaint' },
      limit: [
        { when: { priority: 'vip' }, is: '20m' },
        { when: { priority: 'normal' }, is: '45m' },
      ],
      warn: ['50%', '5m', '30m'],
      calendar: 'office',
    },
    {
      id: 'due',
      start: ['case.opened', 'case.reopened'],
      stop: ['case.resolved', 'case.reopened'],
      pause: ['case.waiting'],
      resume: ['case.resumed'],
      due: 'nextAt',
      limit: '60m',
      warn: ['10m', '25m'],
    },
    {
      id: 'count',
      kind: 'count',
      of: ['case.contacted'],
      reset: ['case.replied'],
      limit: [1, 3],
      within: '40m',
    },
    { id: 'level', kind: 'level', figure: 'now - deadline', above: ['5m', '15m'], clear: '2m', for: '3m' },
  ],
  [{ id: 'office', timezone: 'UTC', week: { 'mon-fri': ['09:00-10:00', '10:30-18:00'] } }],
)

const END = instantAt(400)

function run(
  instants: readonly SubjectInstant[],
  between: (state: RuleState, until: number) => RuleTransition[] = () => [],
): RuleTransition[] {
  const state = judge.begin('case', 'x')!
  const transitions: RuleTransition[] = []
  for (const instant of instants) {
    transitions.push(...between(state, instant.time - 1))
    transitions.push(...judge.apply(state, instant))
  }
  transitions.push(...between(state, END), ...judge.advance(state, END))
  return transitions.sort(compareTransitions)
}

describe('the judge', () => {
  it('says the same whether time passes at once, in small steps, or from one next instant to the other', () => {
    fc.assert(
      fc.property(randomInstants, (instants) => {
        const plain = run(instants)
        const stepped = run(instants, (state, until) => {
          const transitions: RuleTransition[] = []
          for (let at = START; at < until; at += 7 * MINUTE + 13)
            transitions.push(...judge.advance(state, at))
          return transitions
        })
        const hopping = run(instants, (state, until) => {
          const transitions: RuleTransition[] = []
          for (let next = judge.next(state); next !== null && next <= until; next = judge.next(state)) {
            expect(judge.advance(state, next - 1)).toEqual([])
            transitions.push(...judge.advance(state, next))
          }
          return transitions
        })
        expect(stepped).toEqual(plain)
        expect(hopping).toEqual(plain)
      }),
      { numRuns: 1_000 },
    )
  })

  it('a copy, also by way of JSON, goes on by itself', () => {
    fc.assert(
      fc.property(randomInstants, fc.nat(12), (instants, cut) => {
        const [early, late] = [instants.slice(0, cut), instants.slice(cut)]
        const state = judge.begin('case', 'x')!
        for (const instant of early) judge.apply(state, instant)
        const copy = judge.copy(state)
        const stored = JSON.parse(JSON.stringify(state)) as RuleState
        const goOn = (from: RuleState) => [
          ...late.flatMap((instant) => judge.apply(from, instant)),
          ...judge.advance(from, END),
        ]
        const transitions = goOn(state)
        expect(goOn(copy)).toEqual(transitions)
        expect(goOn(stored)).toEqual(transitions)
      }),
      { numRuns: 500 },
    )
  })

  it('what is said of a run makes sense: it begins running, ends once, and nothing is said after the end', () => {
    fc.assert(
      fc.property(randomInstants, (instants) => {
        const runs = new Map<string, RuleTransition[]>()
        for (const transition of run(instants)) {
          const key = `${transition.rule} ${transition.run}`
          runs.set(key, [...(runs.get(key) ?? []), transition])
        }
        for (const [key, transitions] of runs) {
          const words = transitions.map((transition) => transition.to)
          const ends = words.filter((word) => word === 'met' || word === 'late' || word === 'cleared')
          expect(ends.length).toBeLessThanOrEqual(1)
          if (ends.length === 1) expect(['met', 'late', 'cleared']).toContain(words.at(-1))
          if (key.startsWith('limit') || key.startsWith('due')) {
            expect(words[0]).toBe('running')
            if (words.at(-1) === 'met') expect(words).not.toContain('breached')
            if (words.at(-1) === 'late') expect(words).toContain('breached')
          } else expect(words[0]).toBe('breached')
          if (key.startsWith('limit'))
            expect(words.filter((word) => word === 'breached').length).toBeLessThanOrEqual(1)
        }
      }),
      { numRuns: 1_000 },
    )
  })

  it('hearing an event that no rule listens to says nothing and keeps the state', () => {
    const state = judge.begin('case', 'x')!
    const noted: AnyEvent = {
      id: '1',
      source: 't',
      type: 'case.noted',
      time: START,
      subject: 'x',
      data: {},
    }
    expect(judge.apply(state, { time: START, events: [noted], fields: {} })).toEqual([])
    expect(judge.next(state)).toBeNull()
  })

  it('knows no state for a kind that no rule is about', () => {
    expect(judge.begin('queue', 'x')).toBeNull()
    expect(judge.listens('queue', 'contact.queued')).toBe(false)
  })
})
