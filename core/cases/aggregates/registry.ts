import type { FloorEvent } from '../../event/event.ts'
import { byKind, type Kind, kindNamed, kindOfEvent, kinds } from '../entities/entity.ts'
import { type CaseAggregate, type Entity, newAggregate, newEntity } from './case-aggregate.ts'

/** The entities of the case side by kind and id. */
export interface Registry {
  /** The entity, restored if it is cold. */
  get(kind: Kind, id: string): Entity | undefined
  /** The entity with this key ("case/C1"), restored if it is cold. */
  byKey(key: string): Entity | undefined
  /** The entity, if it is hot. */
  hot(kind: Kind, id: string): Entity | undefined
  /** The entity, made if it is new; a case comes with its aggregate, so that members can join before it is known. */
  ensure(kind: Kind, id: string): Entity
  /** The aggregate of a case, which is made if it is new. */
  aggregateOf(caseId: string): CaseAggregate
  /** An entity that is known to be new. */
  add(kind: Kind, id: string): Entity
  put(entity: Entity): void
  drop(entity: Entity): void
  find(event: FloorEvent): Entity | undefined
  /** All that are hot. */
  all(kind: Kind): ReadonlyMap<string, Entity>
  /** Aggregates that are hot. */
  aggregates(): CaseAggregate[]
  /** Those of which nothing was heard since a receipt. */
  unheardSince(receipt: number): CaseAggregate[]
}

export interface RegistryContext {
  /** When what is heard now came in. */
  receipt(): number
  /** Puts the entity here, if it is cold. */
  restore(kind: Kind, id: string): boolean
}

export function createRegistry({ receipt, restore }: RegistryContext): Registry {
  const entities = byKind(() => new Map<string, Entity>())
  function get(kind: Kind, id: string): Entity | undefined {
    const there = entities[kind].get(id)
    return there === undefined && restore(kind, id) ? entities[kind].get(id) : there
  }

  function add(kind: Kind, id: string): Entity {
    const entity = newEntity(kind, id)
    entity.receivedAt = receipt()
    if (kind === 'case') newAggregate(entity)
    entities[kind].set(id, entity)
    return entity
  }

  function unheardSince(receipt: number): CaseAggregate[] {
    const aggregates: CaseAggregate[] = []
    for (const kind of kinds)
      for (const entity of entities[kind].values())
        if (entity.receivedAt <= receipt && entity.aggregate?.main === entity)
          aggregates.push(entity.aggregate)
    return aggregates
  }

  const ensure = (kind: Kind, id: string) => get(kind, id) ?? add(kind, id)

  return {
    get,
    add,
    byKey(key) {
      const slash = key.indexOf('/')
      const kind = kindNamed(key.slice(0, slash))
      return kind === null ? undefined : get(kind, key.slice(slash + 1))
    },
    hot: (kind, id) => entities[kind].get(id),
    ensure,
    aggregateOf(caseId) {
      const entity = ensure('case', caseId)
      return entity.aggregate ?? newAggregate(entity)
    },
    put(entity) {
      entities[entity.kind].set(entity.id, entity)
    },
    drop(entity) {
      entities[entity.kind].delete(entity.id)
    },
    find(event) {
      const kind = kindOfEvent(event.type)
      return kind === null ? undefined : get(kind, event.subject)
    },
    all: (kind) => entities[kind],
    aggregates: () => unheardSince(Number.POSITIVE_INFINITY),
    unheardSince,
  }
}
