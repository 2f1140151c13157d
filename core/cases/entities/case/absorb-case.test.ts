import { expect, test } from 'vitest'
import { absorbCase } from './absorb-case.ts'
import { type CaseState, newCase, ownerOf } from './case-state.ts'

const caseOf = (known: Partial<CaseState>): CaseState => ({
  ...newCase(),
  state: 'open',
  kind: 'inquiry',
  ...known,
})

function merged(into: Partial<CaseState>, from: Partial<CaseState>): CaseState {
  const state = caseOf(into)
  absorbCase(state, caseOf(from))
  return state
}

test('what is owed in the one is owed in the other: the earliest wait and deadline, the higher priority', () => {
  expect(
    merged(
      { unansweredSince: 20, deadline: null, priority: 'high' },
      { unansweredSince: 10, deadline: 90, priority: 'vip' },
    ),
  ).toMatchObject({ unansweredSince: 10, deadline: 90, priority: 'vip', cameAgain: 1 })
})

test('a complaint stays one wherever it goes on, unless all of it is an incident', () => {
  expect(merged({ kind: 'request' }, { kind: 'complaint' }).kind).toBe('complaint')
  expect(merged({ kind: 'complaint' }, { kind: 'request' }).kind).toBe('complaint')
  expect(merged({ kind: 'incident' }, { kind: 'complaint' }).kind).toBe('incident')
})

test('of a resolved one nothing is owed: it opens nothing, and brings neither its kind nor its deadline', () => {
  const state = merged(
    { state: 'waiting' },
    { state: 'resolved', kind: 'complaint', deadline: 5, contacts: 2 },
  )
  expect(state).toMatchObject({ state: 'waiting', kind: 'inquiry', deadline: null, contacts: 2 })
  expect(merged({ state: 'resolved' }, { state: 'open' }).state).toBe('open')
})

test('who owns it goes on owning it; where nobody does, it is who owned the other', () => {
  expect(ownerOf(merged({ assigned: 'yuan' }, { assigned: 'he' }))).toBe('yuan')
  expect(ownerOf(merged({}, { answeredBy: 'he' }))).toBe('he')
  expect(ownerOf(merged({ assigned: '' }, { openedFor: 'he' }))).toBe('he')
})

test('a wish for a supervisor that nobody followed stays one, from the earliest on', () => {
  expect(merged({ askedSupervisor: 30 }, { askedSupervisor: 20 }).askedSupervisor).toBe(20)
  const answered = { askedSupervisor: 10, supervisorSpoke: 15 }
  expect(merged(answered, { askedSupervisor: 20 })).toMatchObject({
    askedSupervisor: 20,
    supervisorSpoke: null,
  })
  expect(merged({ askedSupervisor: 30 }, answered)).toMatchObject({ askedSupervisor: 30 })
})
