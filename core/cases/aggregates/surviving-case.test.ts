import { expect, test } from 'vitest'
import { eventsAbout, floorEvent } from '../../floor/floor-event-for-test.ts'
import { newCase } from '../entities/case/case-state.ts'
import { type Entity, eventsOf, inAggregate, lengthOf, newAggregate, newEntity } from './case-aggregate.ts'
import { createRegistry } from './registry.ts'
import { casesOfMember, goneBy, homeCase, survivingCase, targetOf } from './surviving-case.ts'

/** A case that went into another by its event at a minute; `hasGone`: that was played. */
function merged(id: string, into: string, minute: number, hasGone: boolean): Entity {
  const entity = newEntity('case', id)
  const [merge] = eventsAbout('case', id, [minute, 'case.merged', { into }])
  if (merge?.type !== 'case.merged') throw new Error('it is a merge')
  Object.assign(entity, { merge, own: [merge], state: { ...newCase(), mergedInto: hasGone ? into : null } })
  return entity
}

function stageOf(hasGone: { a: boolean; b: boolean }) {
  const [main, a, b] = [
    newEntity('case', 'C'),
    merged('A', 'B', 2, hasGone.a),
    merged('B', 'C', 1, hasGone.b),
  ]
  const aggregate = Object.assign(newAggregate(main), { members: [a, b], merged: [a, b] })
  return { main, a, b, stage: { aggregate, of: (entity: Entity) => entity } }
}

test('a case goes on at the end of all that was played, and in itself until it goes into another', () => {
  const all = stageOf({ a: true, b: true })
  expect([survivingCase(all.stage, all.a).id, survivingCase(all.stage, all.main).id]).toEqual(['C', 'C'])
  const half = stageOf({ a: true, b: false })
  expect(survivingCase(half.stage, half.a).id).toBe('B')
  const none = stageOf({ a: false, b: true })
  expect([survivingCase(none.stage, none.a).id, targetOf(none.stage, none.a)?.id]).toEqual(['A', 'C'])
  expect(goneBy(all.stage.aggregate, all.a.merge!)).toBe(all.a)
})

test('a member belongs to the cases that it names as they go on, each once, its home last', () => {
  const { stage } = stageOf({ a: true, b: false })
  const member = Object.assign(newEntity('promise', 'P1'), { named: ['A', 'C', 'B'] })
  expect(casesOfMember(stage, member).map(({ id }) => id)).toEqual(['C', 'B'])
  expect(homeCase(stage, member)?.id).toBe('B')
  expect(homeCase(stage, newEntity('promise', 'P2'))?.id).toBe('C')
})

test('an aggregate finds whom an event is about by kind and id, and has all of its events in order', () => {
  const { stage, main, a } = stageOf({ a: true, b: true })
  main.own = eventsAbout('case', 'C', [3, 'case.noted', { text: 'x' }], [4, 'case.resolved'])
  const [promise] = eventsAbout('promise', 'A', [5, 'promise.kept'])
  expect(inAggregate(stage.aggregate, a.own[0]!)).toBe(a)
  expect(inAggregate(stage.aggregate, promise!)).toBeNull()
  expect(eventsOf(stage.aggregate).map(({ time }) => time)).toEqual([1, 2, 3, 4])
  expect(eventsOf(stage.aggregate, new Set(a.own)).map(({ time }) => time)).toEqual([1, 3, 4])
  expect(lengthOf(stage.aggregate)).toBe(4)
})

test('a registry asks for what is cold before it makes anything anew, and a case comes with its aggregate', () => {
  const asked: string[] = []
  const registry = createRegistry({
    receipt: () => 7,
    restore(kind, id) {
      asked.push(`${kind}/${id}`)
      if (id === 'cold') registry.put(newEntity(kind, id))
      return id === 'cold'
    },
  })
  const cold = registry.ensure('promise', 'cold')
  expect([cold.receivedAt, registry.byKey('promise/cold')]).toEqual([0, cold])
  const made = registry.ensure('case', 'C1')
  expect([made.receivedAt, made.aggregate?.main]).toEqual([7, made])
  expect(registry.aggregateOf('C2').main.id).toBe('C2')
  expect(asked).toEqual(['promise/cold', 'case/C1', 'case/C2'])
  expect(registry.unheardSince(6)).toEqual([])
  expect(registry.aggregates().map(({ main }) => main.id)).toEqual(['C1', 'C2'])
  expect(
    registry.find(
      floorEvent({ id: 'e', source: 's', type: 'case.noted', time: 1, subject: 'C1', data: { text: 'x' } }),
    ),
  ).toBe(made)
  registry.drop(made)
  expect(registry.hot('case', 'C1')).toBeUndefined()
})
