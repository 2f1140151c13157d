import { describe, expect, test } from 'vitest'
import type { Assignee } from '#core/access/assignees.ts'
import { givenOfAll } from '../_assign/given.ts'
import { at, callbackOf, caseOf, clockOf, promiseOf } from '../_work-items/rows-for-test.ts'
import { workItemsOf } from '../_work-items/work-items.ts'
import { dueUntil, nextShiftAt, passedOn, successor } from './handover.ts'

const clock = (id: string, dueAt: string, state: 'running' | 'breached' | 'paused' = 'running') => ({
  id,
  clocks: [clockOf({ subject: `case/${id}`, dueAt, state })],
})
const entries = workItemsOf(
  {
    cases: [
      caseOf(clock('C1', at(-5), 'breached')),
      caseOf(clock('C2', at(60))),
      caseOf(clock('C3', at(600))),
      caseOf(clock('C4', at(60), 'paused')),
      caseOf({ id: 'C5', watched: false }),
    ],
    promises: [promiseOf({ id: 'P1', case: 'C2', dueAt: at(90) })],
    callbacks: [callbackOf({ id: 'B1', dueAt: at(30) })],
  },
  new Map(),
)

describe('at sign-out', () => {
  test('what is breached, unwatched or falls due before my next shift is still owed', () => {
    const owed = dueUntil(entries, Date.parse(at(300))).map(({ key }) => key)
    expect(owed.sort()).toEqual(['callback/B1', 'case/C1', 'case/C2', 'case/C5', 'promise/P1'])
  })

  test('each case is passed on once, with its promises; a callback by itself', () => {
    expect(givenOfAll(dueUntil(entries, Date.parse(at(300))))).toEqual([
      ...['C1', 'C2', 'C5'].map((subject) => ({ type: 'case.assigned', subject })),
      { type: 'callback.assigned', subject: 'B1' },
    ])
  })

  test('an approval stays with who was asked, and a promise of a case that nobody has with who promised', () => {
    const [promise] = entries.filter(({ type }) => type === 'promise')
    const ofNobody = { ...promise!, caseOwner: null }
    const approval = { ...promise!, type: 'approval' as const }
    expect(passedOn([{ ...promise!, caseOwner: 'me' }, ofNobody, approval])).toEqual([
      { ...promise!, caseOwner: 'me' },
    ])
  })

  test('who is proposed to take over is here: a lead of my team, then a colleague with least to do, then others', () => {
    const one = (agent: string, more: Partial<Assignee> = {}): Assignee => ({
      ...{ agent, person: agent, name: agent, team: 'east', queues: [], state: 'busy', since: null, open: 3 },
      ...more,
    })
    const own = { agent: 'me', team: 'east' }
    const all = [
      one('me'),
      one('boss-out', { state: 'offline' }),
      one('west', { team: 'west', open: 0 }),
      one('full', { open: 9 }),
      one('idle'),
    ]
    const propose = (more: Assignee[]) =>
      successor([...all, ...more], own, new Set(['boss', 'boss-out']))?.agent
    expect(propose([])).toBe('idle')
    expect(propose([one('boss', { open: 20 })])).toBe('boss')
    expect(successor([one('me'), one('boss-out', { state: 'offline' })], own, new Set())).toBeNull()
  })

  test('my next shift is the one that was told, else at the same hour of the next day', () => {
    const shift = { from: at(0), to: at(480) }
    expect(nextShiftAt(shift, Date.parse(at(-10)))).toBe(Date.parse(at(0)))
    expect(nextShiftAt(shift, Date.parse(at(480)))).toBe(Date.parse(at(1_440)))
    expect(nextShiftAt(null, 0)).toBe(16 * 3_600_000)
  })
})
