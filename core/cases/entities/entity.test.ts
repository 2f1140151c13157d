import { expect, test } from 'vitest'
import { eventData } from '../../event/event-data.ts'
import { subjectFields } from '../../rules/subject-fields.ts'
import { subjectViewOf } from '../judging/subject-view.ts'
import { newCase } from './case/case-state.ts'
import { isPerson, kindNamed, kindOfEvent, kinds, makes, partOf } from './entity.ts'

/** A state in which everything is known. */
function full<S extends object>(state: S): S {
  return Object.fromEntries(Object.keys(state).map((field) => [field, 7])) as S
}

// What rules ask of an agent stands in its row, which is not made here.
test.each(kinds.filter((kind) => !isPerson(kind)))(
  'every field that rules may name of a %s is read',
  (kind) => {
    const view = subjectViewOf(kind, full(partOf(kind).fresh()), full(newCase()))
    const names = Object.keys(subjectFields[kind])
    expect(names.filter((name) => view[name] == null)).toEqual([])
    const alone = subjectViewOf(kind, full(partOf(kind).fresh()), null)
    expect(names.filter((name) => name.startsWith('case.') && alone[name] != null)).toEqual([])
  },
)

test('each kind but people is made known by an event of its own, and each event is about the kind that it names', () => {
  const types = Object.keys(eventData)
  for (const kind of kinds) {
    const making = types.filter((type) => makes(kind, type))
    expect(making.length > 0).toBe(!isPerson(kind))
    for (const type of making) expect(kindOfEvent(type)).toBe(kind)
  }
  expect([kindOfEvent('agent.away'), kindOfEvent('feed.heartbeat'), kindNamed('queue')]).toEqual([
    null,
    null,
    null,
  ])
})
